"""The terminal: the conversation, its input line, what is shown while something is worked at."""
