"""One case beside one sentence: whether its words bear the sentence out, in Chinese or in another language."""
