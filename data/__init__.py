"""What a case is, and where it is kept."""
