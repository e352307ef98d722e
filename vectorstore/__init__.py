"""The index: derived from the catalog, rebuildable, never the truth."""
