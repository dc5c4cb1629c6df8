"""One module for each app whose files we read. They do not know each other; `exchange.reading` chooses."""
