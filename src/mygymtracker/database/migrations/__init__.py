"""Revisions of the schema and what runs them. `runner.py` is the door; `versions/` is what happened."""
