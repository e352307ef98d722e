"""Ways in which a sentence says something else than its source with the same words: who, whose, how many, how often, when."""
