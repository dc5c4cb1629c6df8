"""The front of the web server: what is refused before any work is done for it. docs/decisions/0001 has the figures."""
