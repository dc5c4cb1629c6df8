"""`python -m mygymtracker` is the command `mygymtracker`."""

from mygymtracker.cli.main import run

run()
