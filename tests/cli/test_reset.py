"""`db reset` shows what would go, wants a name typed, writes a backup, and does nothing while the tracker runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mygymtracker.database import backup_restore
from mygymtracker.database.connecting import connected
from mygymtracker.database.migrations import runner
from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand
from tests.conftest import TestDatabase
from tests.factories import Person, train


@pytest.fixture
async def trained(database: Database, ann: Person) -> None:
    """Ann has a workout, and nobody is connected any more."""
    await train(database, ann)
    await database.dispose()


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[str], list[Path]]:
    """The backups of an occasion that are kept beside the data."""
    return lambda occasion: sorted((tmp_path / "safety-backups").glob(f"before-{occasion}-*Z-*.dump"))


async def sets_in(database: TestDatabase) -> int:
    async with connected(database.owner) as connection:
        return int(await connection.fetchval("SELECT count(*) FROM exercise_sets"))


async def test_it_shows_what_would_go_and_wants_the_databases_name(
    trained: None, command: RunCommand, migrated_database: TestDatabase, kept: Callable[[str], list[Path]]
) -> None:
    name = migrated_database.owner.database

    agreed_only = command("db", "reset", input="y\n")
    nothing_typed = command("db", "reset", input="")
    elsewhere = command("db", "reset", "--confirm", "mygymtracker")
    after_refusals = await sets_in(migrated_database)
    typed = command("db", "reset", input=f"{name}\n")

    there = (
        f"In {migrated_database.owner} there are 1 account, 1 workout, 1 set; the newest workout is of 2026-03-02.\n"
    )
    assert agreed_only.stdout == f"{there}All of it will go.\nType the database's name, {name}, to go on: "
    assert (agreed_only.returncode, agreed_only.stderr) == (1, f"Error: y is not {name}. Nothing was changed.\n")
    assert nothing_typed.returncode == 1
    assert (elsewhere.returncode, after_refusals) == (1, 1)
    assert (typed.returncode, typed.stderr, await sets_in(migrated_database)) == (0, "", 0)
    assert typed.stdout.endswith("1 account, 1 workout, 1 set.\nThe database is empty and migrated.\n")
    assert [str(path) in typed.stdout for path in kept("reset")] == [True]
    assert runner.check(migrated_database.owner) == []


async def test_what_was_reset_comes_back_from_the_backup(
    trained: None, command: RunCommand, migrated_database: TestDatabase, kept: Callable[[str], list[Path]]
) -> None:
    name = migrated_database.owner.database

    command("db", "reset", "--confirm", name)
    restored = command("db", "restore", str(kept("reset")[0]), "--yes")

    assert (restored.returncode, restored.stderr, await sets_in(migrated_database)) == (0, "", 1)
    assert kept("restore") == []  # nobody had an account


async def test_no_backup_is_written_where_none_is_wanted(
    trained: None, command: RunCommand, migrated_database: TestDatabase, kept: Callable[[str], list[Path]]
) -> None:
    done = command("db", "reset", "--confirm", migrated_database.owner.database, "--no-backup")

    assert (done.returncode, await sets_in(migrated_database), kept("reset")) == (0, 0, [])


async def test_a_restore_keeps_what_it_replaces(
    trained: None, command: RunCommand, tmp_path: Path, kept: Callable[[str], list[Path]]
) -> None:
    command("db", "backup", str(tmp_path / "monday.dump"))

    done = command("db", "restore", str(tmp_path / "monday.dump"), "--yes")

    assert (done.returncode, done.stderr) == (0, "")
    assert [str(path) in done.stdout for path in kept("restore")] == [True]


@pytest.mark.parametrize("arguments", [("db", "reset"), ("migration", "revert"), ("alembic", "downgrade", "-1")])
async def test_nothing_is_thrown_away_while_the_tracker_runs(
    trained: None, command: RunCommand, database: Database, ann: Person, monkeypatch: pytest.MonkeyPatch,
    migrated_database: TestDatabase, arguments: tuple[str, ...],
) -> None:  # fmt: skip
    monkeypatch.setattr(backup_restore, "WAIT_FOR_OTHERS_SECONDS", 0.1)

    async with database.acting_as(ann.id):
        refused = command(*arguments)

    assert refused.returncode == 1
    assert refused.stderr.startswith(
        "Error: MyGymTracker has 1 other connection(s) to this database. Stop `mygymtracker serve` and whatever else "
    )
    assert (runner.pending(migrated_database.owner), await sets_in(migrated_database)) == ([], 1)


async def test_tables_of_something_else_are_not_dropped_unasked(
    command: RunCommand, migrated_database: TestDatabase
) -> None:
    async with connected(migrated_database.owner) as connection:
        await connection.execute("CREATE TABLE invoices (id integer)")

    refused = command("db", "reset", "--confirm", migrated_database.owner.database)

    assert (refused.returncode, "invoices" in refused.stderr) == (1, True)
    async with connected(migrated_database.owner) as connection:
        assert await connection.fetchval("SELECT count(*) FROM invoices") == 0


async def test_a_database_that_cannot_be_read_can_still_be_reset(
    trained: None, command: RunCommand, migrated_database: TestDatabase
) -> None:
    async with connected(migrated_database.owner) as connection:
        await connection.execute("DROP TABLE exercise_sets CASCADE")

    refused = command("db", "reset", "--confirm", migrated_database.owner.database)
    done = command("db", "reset", "--confirm", migrated_database.owner.database, "--no-backup")

    assert (refused.returncode, "So no backup can be made. --no-backup goes on without one." in refused.stderr) == (
        3,
        True,
    )
    assert (done.returncode, await sets_in(migrated_database)) == (0, 0)
