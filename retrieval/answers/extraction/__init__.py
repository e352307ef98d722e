"""Which words of one case answer a question, which figure of them is said first, and whether it is so at all."""
