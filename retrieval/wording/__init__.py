"""How answers are worded: frames in Chinese first and English, short names, quotes, lists, tables."""
