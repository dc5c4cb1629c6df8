"""Faults as they come over a machine, staged against the whole program; see CONTRIBUTING.md."""
