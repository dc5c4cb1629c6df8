"""A small mutation run: which changes of the code does no test notice? `python -m mutants`, or `make mutants`."""
