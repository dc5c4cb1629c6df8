"""Backups are restored here, on real servers: all of a backup comes back, or nothing is changed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mygymtracker.database import backup_restore
from mygymtracker.database.backup import Holdings, back_up, write_archive
from mygymtracker.database.backup_restore import read_archive, refuse_company, restore
from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.migrations import runner
from mygymtracker.database.programs import Programs
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, Refused, Unavailable, Unreadable
from mygymtracker.postgres_address import PostgresAddress
from tests.cli.conftest import RunCommand
from tests.conftest import TestDatabase
from tests.embedded.backups import OF_THE_EPOCH, command_here, digests, files
from tests.factories import MONDAY, Person

from .processes import wait_until

NewServer = Callable[..., EmbeddedServer]


@pytest.fixture
def impatient(trained: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_restore, "WAIT_FOR_OTHERS_SECONDS", 0.1)
    monkeypatch.setattr(backup_restore, "WAIT_FOR_TABLES", "100ms")


async def test_a_backup_brings_everything_back_in_another_cluster(
    trained: None, migrated_database: TestDatabase, programs: Programs, new_server: NewServer, tmp_path: Path
) -> None:
    file = tmp_path / "all.dump"
    other = new_server()
    other.start()
    there = other.as_owner()

    made = await back_up(migrated_database.owner, file, programs=programs)
    archive = await read_archive(file, programs=programs)
    await restore(there, archive, programs=programs)

    assert (made.holdings, made.size_bytes) == (Holdings(2, 2, 2, archive.revision, MONDAY.date()), file.stat().st_size)
    assert (stat.S_IMODE(file.stat().st_mode), files(tmp_path)) == (0o600, [file])
    before, after = await digests(migrated_database.owner), await digests(there)
    assert before.keys() == after.keys()
    assert {table for table in before if before[table] != after[table]} == OF_THE_EPOCH
    assert runner.check(there) == []
    asked = "SELECT revision, epoch_revision, transaction_id FROM change_counters ORDER BY user_id"
    async with connected(migrated_database.owner) as old, connected(there) as new:
        counters = [row["revision"] for row in await old.fetch(asked)]
        assert [tuple(row) for row in await new.fetch(asked)] == [(each, each, None) for each in counters]
        epochs = {await each.fetchval("SELECT epoch FROM installation") for each in (old, new)}
        assert len(epochs) == 2


async def test_what_is_there_is_replaced_when_the_person_agrees(
    trained: None, migrated_database: TestDatabase, run_command: RunCommand
) -> None:
    wrote = run_command("db", "backup", "all.dump")
    again = run_command("db", "backup", "all.dump")
    as_it_was = await digests(migrated_database.owner)
    async with connected(migrated_database.owner) as connection:
        await connection.execute("DELETE FROM exercise_sets")
    without_sets = await digests(migrated_database.owner)

    declined = run_command("db", "restore", "all.dump", input="n\n")
    after_declining = await digests(migrated_database.owner)
    agreed = run_command("db", "restore", "all.dump", input="y\n")

    assert wrote.stdout.startswith("Wrote all.dump (") and wrote.stdout.endswith("2 accounts, 2 workouts, 2 sets.\n")
    assert (again.returncode, again.stderr) == (1, "Error: all.dump exists; it is replaced only with --force.\n")
    assert (declined.returncode, declined.stderr) == (1, "Error: Nothing was changed.\n")
    there = " 2 accounts, 2 workouts, 0 sets; the newest workout is of 2026-03-02. All of it will be replaced."
    assert there in declined.stdout
    assert after_declining == without_sets
    assert (agreed.returncode, agreed.stderr) == (0, "")
    assert ": 2 accounts, 2 workouts, 2 sets.\n" in agreed.stdout
    restored = await digests(migrated_database.owner)
    assert {table for table in restored if restored[table] != as_it_was[table]} == OF_THE_EPOCH


async def test_a_backup_of_an_older_version_is_restored_into_an_empty_database_and_migrated(
    server: EmbeddedServer,
    empty_database: TestDatabase,
    migrated_database: TestDatabase,
    programs: Programs,
    tmp_path: Path,
) -> None:
    runner.revert(migrated_database.owner, to="0009", options=["discard"])
    await back_up(migrated_database.owner, tmp_path / "old.dump", programs=programs)

    done = command_here(empty_database.owner, server, tmp_path)("db", "restore", "old.dump")

    assert (done.returncode, done.stderr) == (0, "")
    assert "Migrated to 0010." in done.stdout
    assert runner.check(empty_database.owner) == []


def no_archive(_: Path) -> bytes:
    return b"-- PostgreSQL database dump\n"


def nothing(_: Path) -> bytes:
    return b""


def a_part(whole: Path) -> bytes:
    return whole.read_bytes()[: whole.stat().st_size * 2 // 3]


@pytest.mark.parametrize("broken", [no_archive, nothing, a_part])
async def test_a_broken_file_changes_nothing(
    trained: None,
    migrated_database: TestDatabase,
    programs: Programs,
    tmp_path: Path,
    broken: Callable[[Path], bytes],
) -> None:
    file = tmp_path / "all.dump"
    await back_up(migrated_database.owner, file, programs=programs)
    file.write_bytes(broken(file))
    before = await digests(migrated_database.owner)

    with pytest.raises((Unreadable, Unavailable)) as refusal:
        await restore(migrated_database.owner, await read_archive(file, programs=programs), programs=programs)

    assert "restored" in str(refusal.value)
    assert await digests(migrated_database.owner) == before


async def test_an_archive_that_breaks_on_the_way_changes_nothing(
    trained: None, migrated_database: TestDatabase, programs: Programs, tmp_path: Path
) -> None:
    file = tmp_path / "all.dump"
    await back_up(migrated_database.owner, file, programs=programs)
    archive = await read_archive(file, programs=programs)
    whole = file.read_bytes()
    file.write_bytes(whole[:-4000])  # its list is whole, its rows are not
    before = await digests(migrated_database.owner)

    with pytest.raises(Unavailable, match="could not be restored, and nothing was changed"):
        await restore(migrated_database.owner, archive, programs=programs)

    assert await digests(migrated_database.owner) == before


async def test_an_archive_of_something_else_and_one_of_a_newer_version_are_refused(
    migrated_database: TestDatabase, empty_database: TestDatabase, programs: Programs, tmp_path: Path
) -> None:
    async with connected(empty_database.owner) as connection:
        await connection.execute("CREATE TABLE notes (note text)")
    async with connected(migrated_database.owner) as connection:
        await connection.execute("UPDATE alembic_version SET version_num = '9999'")
    foreign, newer = tmp_path / "foreign.dump", tmp_path / "newer.dump"
    await programs.run("pg_dump", "--format=custom", f"--file={foreign}", to=empty_database.owner)
    await back_up(migrated_database.owner, newer, programs=programs)

    with pytest.raises(Unreadable, match=r"but no backup of MyGymTracker\."):
        await read_archive(foreign, programs=programs)
    with pytest.raises(Conflict, match="newer version of MyGymTracker: this one does not know its revision 9999"):
        await read_archive(newer, programs=programs)


async def test_a_login_under_row_security_makes_no_backup_and_not_an_empty_one(
    trained: None, migrated_database: TestDatabase, programs: Programs, tmp_path: Path
) -> None:
    async with connected(migrated_database.superuser) as connection:  # so that nothing but row security is in its way
        await connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO mygymtracker_app")

    with pytest.raises(Refused, match="The login mygymtracker_app does not own the tables, and row security hides"):
        await back_up(migrated_database.app, tmp_path / "all.dump", programs=programs)

    assert files(tmp_path) == []


async def test_pg_dump_itself_fails_under_row_security(
    trained: None, migrated_database: TestDatabase, programs: Programs, tmp_path: Path
) -> None:
    async with connected(migrated_database.superuser) as connection:
        await connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO mygymtracker_app")

    async with connected(migrated_database.app) as connection, connection.transaction():
        snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
        with pytest.raises(Unavailable, match="affected by row-level security policy"):
            await write_archive(migrated_database.app, tmp_path / "draft", snapshot=snapshot, programs=programs)


async def test_what_cannot_be_done_is_said_in_a_sentence_and_leaves_nothing(
    migrated_database: TestDatabase, empty_database: TestDatabase, programs: Programs, tmp_path: Path
) -> None:
    here, there = migrated_database.owner, tmp_path / "missing" / "all.dump"
    unreachable = PostgresAddress(str(tmp_path), 5432, "ann", "", "gym")

    async def refusal(address: PostgresAddress, path: Path, programs: Programs) -> str:
        with pytest.raises((Refused, Unavailable)) as refused:
            await back_up(address, path, programs=programs)
        return str(refused.value)

    assert await refusal(here, there, programs) == f"{there} cannot be written: No such file or directory."
    assert await refusal(here, tmp_path, programs) == f"{tmp_path} is a directory; name a file in it."
    assert await refusal(here, tmp_path / "a.dump", Programs(tmp_path)) == (
        f"There is no pg_dump in {tmp_path}. Install PostgreSQL's client, or set PG_BINDIR to its directory."
    )
    assert (await refusal(unreachable, tmp_path / "a.dump", programs)).startswith(
        f"The database {unreachable} cannot be reached:"
    )
    assert await refusal(empty_database.owner, tmp_path / "a.dump", programs) == (
        f"There is nothing to back up in {empty_database.owner}: it has no tables of MyGymTracker."
    )
    assert files(tmp_path) == []


async def test_nothing_is_restored_while_the_tracker_is_connected(
    impatient: None, database: Database, ann: Person, migrated_database: TestDatabase
) -> None:
    async with database.acting_as(ann.id), connected(migrated_database.owner) as connection:
        with pytest.raises(Refused, match="MyGymTracker has 1 other connection"):
            await refuse_company(connection, then="restore again")

    await database.dispose()
    async with connected(migrated_database.owner) as connection:
        await refuse_company(connection, then="restore again")


async def test_a_restore_does_not_wait_for_long(
    impatient: None, migrated_database: TestDatabase, programs: Programs, tmp_path: Path
) -> None:
    await back_up(migrated_database.owner, tmp_path / "all.dump", programs=programs)
    archive = await read_archive(tmp_path / "all.dump", programs=programs)
    before = await digests(migrated_database.owner)

    async with connected(migrated_database.superuser) as somebody, somebody.transaction():
        await somebody.execute("LOCK TABLE exercise_sets IN ACCESS SHARE MODE")
        with pytest.raises(Unavailable, match="Somebody works in this database, and did not let go of it"):
            await restore(migrated_database.owner, archive, programs=programs)

    assert await digests(migrated_database.owner) == before


async def test_a_restore_that_is_killed_changes_nothing(
    trained: None, migrated_database: TestDatabase, programs: Programs, tmp_path: Path
) -> None:
    await back_up(migrated_database.owner, tmp_path / "all.dump", programs=programs)
    before = await digests(migrated_database.owner)

    _kill_before_the_last_line(tmp_path / "all.dump", into=migrated_database.owner, programs=programs)

    assert await digests(migrated_database.owner) == before  # which waits until the server has undone it


def _kill_before_the_last_line(file: Path, *, into: PostgresAddress, programs: Programs) -> None:
    """Restores `file` with the real command, and kills that (-9) once all of the script but COMMIT was written."""
    assert programs.directory is not None
    halting = file.parent / "bin"
    _make_programs_that_halt(programs.directory, halting)
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": into.libpq_url(),
        "MYGYMTRACKER_HOME": str(file.parent),
        "PG_BINDIR": str(halting),
    }
    command = [sys.executable, "-m", "mygymtracker", "db", "restore", str(file), "--yes", "--no-backup"]
    running = subprocess.Popen(
        command, cwd=file.parent, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_until((halting / "halted").exists)
        running.kill()
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _make_programs_that_halt(programs: Path, directory: Path) -> None:
    """All as they are, but the pg_restore that gives the script sleeps after its last line."""
    directory.mkdir()
    for program in ("postgres", "psql"):
        (directory / program).symlink_to(programs / program)
    (directory / "pg_restore").write_text(
        f'#!/bin/sh\n{programs}/pg_restore "$@" || exit\n'
        f'case "$*" in *--use-list*) touch {directory}/halted; exec sleep 300 ;; esac\n'
    )
    (directory / "pg_restore").chmod(0o755)
