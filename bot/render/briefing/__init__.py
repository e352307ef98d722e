"""A briefing as a document: a page, Word or Markdown, and their charts."""
