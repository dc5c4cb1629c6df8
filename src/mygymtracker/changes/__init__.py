"""What happened to people's rows: told, undone, forgotten."""
