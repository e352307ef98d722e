"""What is derived from a case once, before any question."""
