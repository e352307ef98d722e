"""How a suit went, in the words a question chooses cases by: who stood against whom, what was found, what somebody got."""
