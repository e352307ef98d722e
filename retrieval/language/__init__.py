"""Words, numbers and dates of Chinese as text writes them; no question and no case."""
