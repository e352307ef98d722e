"""The catalog in files that need no database library: its snapshot, what changed since, cases by their keys, a SQLite file."""
