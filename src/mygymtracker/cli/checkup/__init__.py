"""What `doctor` looks at: one file a kind of thing, each a function that returns what it found."""
