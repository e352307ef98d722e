"""What the faces have done: files read in, questions in bulk, briefings, answers confirmed, gold measured."""
