"""From words to a Query: what is asked, read once."""
