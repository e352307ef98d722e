"""Web pages: their text as a browser shows it, without what stands around it."""
