"""Which words of a case are shown, and how they are cut."""
