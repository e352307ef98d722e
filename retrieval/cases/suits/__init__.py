"""The course of a suit: who asked what of whom, what each instance ruled, and the tests a question puts to it."""
