"""What the scales and the tape say."""
