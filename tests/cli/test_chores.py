"""Where `serve` has a login that owns nothing it says so once, and the owner's chores are done by a command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from faults.tracker import Tracker

from mygymtracker.cli.job_notes import JobNotes
from mygymtracker.database.connecting import connected
from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand
from tests.conftest import TestDatabase
from tests.databases import Databases
from tests.factories import Person, train


@pytest.fixture
def trackers(tmp_path: Path) -> Iterator[list[Tracker]]:
    made: list[Tracker] = []
    yield made
    for each in made:
        each.close()


async def test_it_backs_up_and_forgets_as_the_owner(
    command: RunCommand, migrated_database: TestDatabase, database: Database, ann: Person, tmp_path: Path
) -> None:
    await train(database, ann)
    async with connected(migrated_database.superuser) as connection:
        await connection.execute("UPDATE changes SET changed_at = changed_at - interval '30 days'")
    given = {
        "DATABASE_URL": migrated_database.app.libpq_url(),
        "DATABASE_DIRECT_URL": migrated_database.owner.libpq_url(),
        "BACKUP_DIRECTORY": str(tmp_path / "backups"),
        "CHANGE_LOG_DAYS": "7",
    }

    done = command("db", "chores", **given)
    again = command("db", "chores", **given)

    said = "Done: backup.\nDone: forgetting of old changes.\n"
    assert (done.returncode, done.stdout[-len(said) :], done.stderr) == (0, said, "")
    assert (again.returncode, again.stdout, again.stderr) == (0, said, "")
    assert len(list((tmp_path / "backups").iterdir())) == 2
    assert {note.failure for note in JobNotes(tmp_path).read().values()} == {""}
    async with connected(migrated_database.superuser) as connection:
        assert await connection.fetchval("SELECT count(*) FROM changes") == 0


def test_what_fails_is_told_and_keeps_nothing_else_from_being_done(command: RunCommand, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("no directory")

    done = command("db", "chores", BACKUP_DIRECTORY=str(tmp_path / "backups"))

    assert (done.returncode, "Done: forgetting of old changes.\n" in done.stdout) == (1, True)
    assert "The backup failed: " in done.stderr


def test_a_login_that_owns_nothing_cannot_do_them(command: RunCommand, migrated_database: TestDatabase) -> None:
    refused = command("db", "chores", DATABASE_URL=migrated_database.app.libpq_url())

    assert refused.returncode == 1
    assert refused.stderr == (
        "Error: The login mygymtracker_app does not own the tables. Give the owner's: DATABASE_DIRECT_URL.\n"
    )


def test_two_addresses_of_two_databases_are_refused(
    command: RunCommand, migrated_database: TestDatabase, databases: Databases
) -> None:
    others = [databases.borrow(), databases.empty()]
    addresses = [each.app.libpq_url() for each in others]

    refused = [
        command("account", "list", DATABASE_URL=each, DATABASE_DIRECT_URL=migrated_database.owner.libpq_url())
        for each in addresses
    ]

    databases.give_back(others[0])
    databases.drop(others[1])
    assert [each.returncode for each in refused] == [3, 3]
    assert {each.stderr for each in refused} == {
        "Error: DATABASE_URL and DATABASE_DIRECT_URL lead to two databases. They must be ways to the same one.\n"
    }


@pytest.mark.parametrize("direct", [False, True], ids=["the working role alone", "and the owner"])
def test_serve_says_once_what_it_leaves_to_the_owner(
    direct: bool, trackers: list[Tracker], command: RunCommand, migrated_database: TestDatabase, tmp_path: Path
) -> None:
    command("migration", "run")  # as the owner, which brings the shared exercises
    given = {
        "DATABASE_URL": migrated_database.app.libpq_url(),
        "BACKUP_DIRECTORY": str(tmp_path / "backups"),
        **({"DATABASE_DIRECT_URL": migrated_database.owner.libpq_url()} if direct else {}),
    }
    tracker = Tracker(tmp_path / "home", given)
    trackers.append(tracker)

    tracker.start()
    tracker.wait_until_ready()
    problems = httpx.get(f"{tracker.address}/health/ready", trust_env=False).json()["problems"]
    code, _ = tracker.stop()

    log = tracker.log.read_text()
    left = "The login mygymtracker_app does not own the tables, so this server makes no backups and forgets"
    assert (code, problems, log.count(left)) == (0, {}, 0 if direct else 1)
    assert "ERROR" not in log
    assert "WARNING" not in log
