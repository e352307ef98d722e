"""The hard conditions of a Query put to the cases, and what is chosen, bounded and ordered by them."""
