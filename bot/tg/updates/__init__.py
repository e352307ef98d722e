"""Updates in: fetched or received, written down, and handled in order within a chat."""
