"""What is done with an update: a question, a command, a tap, a file; who may ask for it."""
