"""How good answers are, measured against questions with known answers."""
