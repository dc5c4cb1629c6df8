"""How fast it is, always as a ratio within one run: to plain COPY, to pgbench, and to a smaller database."""
