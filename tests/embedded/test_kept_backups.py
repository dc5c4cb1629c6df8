"""Backups that are kept: the newest by writing, whole ones alone, and encrypted ones."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyrage import x25519

from mygymtracker.cli.backup import backup_job
from mygymtracker.cli.connection import Server
from mygymtracker.database.archives import count_rows, verify
from mygymtracker.database.backup import back_up
from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.kept_backups import next_path
from mygymtracker.database.programs import Programs
from mygymtracker.errors import Refused, Unavailable
from mygymtracker.settings import Settings
from tests.cli.conftest import RunCommand
from tests.conftest import TestDatabase
from tests.embedded.backups import OF_THE_EPOCH, digests, files

NOW = datetime(2026, 11, 23, 3, 14, 58, tzinfo=UTC)


async def test_the_scheduled_backup_keeps_the_newest_and_touches_nothing_else(
    migrated_database: TestDatabase, server: EmbeddedServer, tmp_path: Path
) -> None:
    directory = tmp_path / "backups"
    settings = Settings.load(
        {"BACKUP_DIRECTORY": "backups", "BACKUP_KEEP": "2", "PG_BINDIR": str(server.bin)}, directory=tmp_path
    )
    job = backup_job(Server(migrated_database.owner, migrated_database.app, None), settings)
    assert job is not None and job.last_run() is None
    directory.mkdir()
    kept = [directory / f"mygymtracker-202611{day}T031458Z.dump" for day in (20, 21, 22)]
    others = [directory / name for name in ("mygymtracker-20201123T031458Z.dump.old", "mygymtracker-2020.dump")]
    left_by_a_killed_one = directory / f".{kept[0].name}.0123abcd.part"
    for path in (*kept, *others, left_by_a_killed_one):
        path.write_bytes(b"")

    await job.run(NOW)

    made = directory / "mygymtracker-20261123T031458Z-000001.dump"
    assert files(directory) == sorted([*others, kept[-1], made])
    assert (made.stat().st_size > 10_000, job.every) == (True, timedelta(days=1))


async def test_no_old_backup_goes_where_no_new_one_could_be_made(
    empty_database: TestDatabase, server: EmbeddedServer, tmp_path: Path
) -> None:
    settings = Settings.load(
        {"BACKUP_DIRECTORY": ".", "BACKUP_KEEP": "1", "PG_BINDIR": str(server.bin)}, directory=tmp_path
    )
    job = backup_job(Server(empty_database.owner, empty_database.app, None), settings)
    kept = []
    for days in (2, 1):
        kept.append(next_path(tmp_path, now=NOW - timedelta(days=days)))
        kept[-1].write_bytes(b"")

    with pytest.raises(Refused, match="There is nothing to back up"):
        assert job is not None
        await job.run(NOW)

    assert files(tmp_path) == kept


async def test_two_stamps_of_a_time_to_come_cost_no_backup_of_now(
    migrated_database: TestDatabase, server: EmbeddedServer, tmp_path: Path
) -> None:
    settings = Settings.load(
        {"BACKUP_DIRECTORY": ".", "BACKUP_KEEP": "2", "PG_BINDIR": str(server.bin)}, directory=tmp_path
    )
    job = backup_job(Server(migrated_database.owner, migrated_database.app, None), settings)
    assert job is not None
    ahead = [tmp_path / f"mygymtracker-2030010{day}T000000Z-00000{day}.dump" for day in (1, 2)]
    for path in ahead:
        path.write_bytes(b"")

    await job.run(NOW)
    await job.run(NOW + timedelta(days=1))

    assert [path.name for path in files(tmp_path)] == [
        "mygymtracker-20261123T031458Z-000003.dump",
        "mygymtracker-20261124T031458Z-000004.dump",
    ]


async def test_an_archive_that_lacks_rows_is_no_backup(
    trained: None, migrated_database: TestDatabase, programs: Programs, tmp_path: Path
) -> None:
    archive = tmp_path / "all.dump"
    await back_up(migrated_database.owner, archive, programs=programs)

    await verify(archive, {"users": 2, "workout_sessions": 2, "exercise_sets": 2}, programs=programs)
    with pytest.raises(Unavailable, match="of exercise_sets the database has 3 rows, and what pg_dump wrote 2"):
        await verify(archive, {"exercise_sets": 3}, programs=programs)
    assert await count_rows(archive, "workout_plans", programs=programs) == 2
    assert await count_rows(archive, "body_measurements", programs=programs) == 0


async def test_a_backup_to_a_public_key_is_opened_by_the_private_one_alone(
    trained: None, migrated_database: TestDatabase, run_command: RunCommand, tmp_path: Path
) -> None:
    ours, others = x25519.Identity.generate(), x25519.Identity.generate()
    for name, key in (("key.txt", ours), ("other.txt", others)):
        (tmp_path / name).write_text(f"# made for a test\n{key}\n")
    before = await digests(migrated_database.owner)

    made = run_command("db", "backup", "all.dump.age", BACKUP_RECIPIENT=str(ours.to_public()))
    plain = run_command("db", "backup", "all.dump")
    without = run_command("db", "restore", "all.dump.age", "--yes")
    wrong = run_command("db", "restore", "all.dump.age", "--yes", "--identity", "other.txt")
    async with connected(migrated_database.owner) as connection:
        await connection.execute("DELETE FROM exercise_sets")
    restored = run_command("db", "restore", "all.dump.age", "--yes", "--no-backup", "--identity", "key.txt")

    assert ", encrypted): 2 accounts, 2 workouts, 2 sets." in made.stdout
    assert (tmp_path / "all.dump.age").read_bytes().startswith(b"age-encryption.org/v1\n")
    assert (stat.S_IMODE((tmp_path / "all.dump.age").stat().st_mode), plain.returncode) == (0o600, 0)
    assert (without.returncode, "--identity FILE" in without.stderr) == (1, True)
    assert (wrong.returncode, "cannot be opened with that key" in wrong.stderr) == (2, True)
    assert (restored.returncode, restored.stderr) == (0, "")
    after = await digests(migrated_database.owner)
    assert {table for table in before if before[table] != after[table]} == OF_THE_EPOCH
    assert [path.name for path in files(tmp_path) if path.name.endswith(".part")] == []


def test_what_is_no_public_key_is_refused_before_anything_is_written(run_command: RunCommand, tmp_path: Path) -> None:
    done = run_command("db", "backup", "all.dump", BACKUP_RECIPIENT="age1nonsense")

    assert (done.returncode, "'age1nonsense' is neither an age recipient" in done.stderr) == (2, True)
    assert not (tmp_path / "all.dump").exists()
