"""Citations: which words are quoted from which case, and whether they stand there to the character."""
