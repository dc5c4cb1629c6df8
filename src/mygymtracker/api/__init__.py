"""HTTP: a thin adapter. Shapes on top, routes below, one file a feature."""
