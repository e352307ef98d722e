"""What was learned: weights as plain numbers, made by scripts/learn from the data that lies there."""
