"""How near a case is to a question, by meaning, words and letters."""
