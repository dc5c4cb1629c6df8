"""The schema, and the only way into the database. README.md beside this file is its guide."""
