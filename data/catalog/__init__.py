"""Collections and their cases, kept in a database and, for quick starts, in a file beside it."""
