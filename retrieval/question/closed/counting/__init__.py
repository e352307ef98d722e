"""Numbers a question counts, bounds, ranks or sets beside each other."""
