"""Makes the weights of what is learned from the data that lies beside it: `python -m scripts.learn`."""
