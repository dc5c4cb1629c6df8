"""Offline writes coming home, and what changed since."""
