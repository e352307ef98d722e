"""Composers: from chosen cases and their quotes to the text of an answer."""
