"""The catalogue: the movements there are, shared and one's own."""
