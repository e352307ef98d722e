"""PDF: characters at places on pages, put together to lines, paragraphs and tables."""
