"""Data in and data out: what other apps export, read without losing a row, and what we export ourselves."""
