"""A message as it was typed, before it is read: its characters, its several questions, orders to the program in it."""
