"""Persons, offices and bodies that a question names or asks for."""
