"""Which cases hold a word: one seam, and the full text search of each database behind it."""
