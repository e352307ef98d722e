"""Cases as sheets and lists that other programs open."""
