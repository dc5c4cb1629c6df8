"""Who you are: accounts, passwords, and being signed in."""
