"""A turn and those before it: what it does, what it points at, and which edit of an earlier Query it is."""
