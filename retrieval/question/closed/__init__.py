"""What closed classes say in a text, each by its own grammar or gazetteer; none knows what a question is understood as."""
