"""Files of Word and Excel."""
