"""The shared exercises of this version come with the migrations, or it is said why not."""

from __future__ import annotations

from pathlib import Path

from mygymtracker.exercises.catalogue_file import read_catalogue
from tests.cli.conftest import RunCommand, command_on
from tests.conftest import TestDatabase

REFUSED = (
    "The shared exercises are not those of this version, and this login may not change them. "
    "Let the owner of the database run: mygymtracker migration run\n"
)


def test_they_come_with_the_migrations_and_once(run_command: RunCommand) -> None:
    first, second = run_command("migration", "run"), run_command("migration", "run")

    added = f"Shared exercises: {len(read_catalogue())} added, 0 changed, 0 archived.\n"
    assert (first.returncode, first.stdout, second.stdout) == (0, added, "Nothing to do.\n"), first.stderr


def test_an_older_schema_is_not_given_any(empty_database: TestDatabase, tmp_path: Path) -> None:
    told = command_on(empty_database.owner, tmp_path)("migration", "run", "--to", "0003")

    assert (told.returncode, told.stdout) == (0, "Applied 0001.\nApplied 0002.\nApplied 0003.\n"), told.stderr


def test_the_working_role_says_that_it_may_not(migrated_database: TestDatabase, tmp_path: Path) -> None:
    told = command_on(migrated_database.app, tmp_path)("migration", "run")

    assert (told.returncode, told.stdout) == (0, REFUSED), told.stderr
