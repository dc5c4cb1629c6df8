"""What earlier revisions wrote, read by the program of today."""
