"""Messages out: what they look like, how fast they are sent, and one that grows as it is written."""
