"""What a command loads before it does anything: everybody waits for that, each time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mygymtracker.cli.main import COMMANDS, whole_command

#: What only commands need that do something: the database, the server, charts, passwords, certificates, languages.
HEAVY = {"alembic", "argon2", "asyncpg", "babel", "cryptography", "litestar", "plotext", "sqlalchemy", "uvicorn"}
LOADED = """
import sys
from mygymtracker.cli.main import run
try:
    run(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""
#: All of ours that a list of the commands, or the version, needs.
OURS = {
    "mygymtracker",
    "mygymtracker.cli",
    "mygymtracker.cli.lazy_commands",
    "mygymtracker.cli.main",
    "mygymtracker.cli.printing",
    "mygymtracker.characters",
    "mygymtracker.errors",
}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["plam"]])
def test_what_only_tells_what_there_is_loads_nothing_that_does_it(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=False)

    loaded = set(done.stderr.splitlines()[-1].split())

    assert "mygymtracker" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(("argument", "further"), [("--version", set()), ("--help", {"rich"})])
def test_version_and_help_load_what_they_print_and_no_setting(argument: str, further: set[str]) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, argument], capture_output=True, text=True, check=True)

    loaded = set(done.stderr.splitlines()[-1].split())

    assert {name for name in loaded if name.partition(".")[0] == "mygymtracker"} <= OURS
    assert loaded & {"asyncio", "dotenv", "msgspec", "rich", "ssl"} == further


def test_the_list_of_commands_says_of_each_what_its_own_help_begins_with() -> None:
    commands = whole_command().commands

    first_paragraphs = {name: " ".join(command.help.split("\n\n")[0].split()) for name, command in commands.items()}

    assert first_paragraphs == {each.name: each.summary for each in COMMANDS}
