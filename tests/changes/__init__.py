"""The log of what happened: complete, readable, and good for taking things back."""
