"""Values → what a person or a script reads."""
