"""What the program says beside its common words: of documents, of the library, of failures, of its own usage."""
