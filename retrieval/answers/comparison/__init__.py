"""Several cases side by side: the rows of the table, and what they have in common."""
