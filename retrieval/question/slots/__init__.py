"""What fills the slots of a Query: the entities it names, its theme, what is wanted, by what it is grouped, in which form."""
