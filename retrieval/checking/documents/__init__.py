"""Whole texts, ours or anybody's: their quotations and their own words, each held against the cases it cites."""
