"""Documents read back to what they cite."""
