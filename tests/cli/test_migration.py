"""`migration run` and `revert` write a backup first, and `serve` migrates a database of others only when told to."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mygymtracker.cli import safety, serve
from mygymtracker.cli.connection import Server
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.migrations import rewriting, runner
from mygymtracker.database.transaction import Database
from mygymtracker.errors import SchemaMismatch
from mygymtracker.settings import Settings
from tests.cli.conftest import RunCommand
from tests.conftest import TestDatabase
from tests.factories import Person, train


def backups_in(home: Path) -> list[Path]:
    return sorted((home / "safety-backups").glob("before-migration-*.dump"))


async def test_an_external_database_is_migrated_only_when_serve_is_told_to(
    database: Database, ann: Person, migrated_database: TestDatabase, server: EmbeddedServer, tmp_path: Path
) -> None:
    await database.dispose()
    external, said = Server(migrated_database.owner, migrated_database.app, None), list[str]()
    settings = Settings.load({"MYGYMTRACKER_HOME": str(tmp_path), "PG_BINDIR": str(server.bin)}, directory=tmp_path)

    def in_a_thread(*, external_too: bool) -> None:
        serve.migrate_at_start(external, settings, said.append, external_too=external_too)

    await asyncio.to_thread(runner.revert, migrated_database.owner)
    with pytest.raises(SchemaMismatch, match=rf"lacks 1 migration\(s\): {runner.newest()}\."):
        await asyncio.to_thread(in_a_thread, external_too=False)
    await asyncio.to_thread(in_a_thread, external_too=True)

    assert (len(backups_in(tmp_path)), said[-1]) == (1, f"Migrated to {runner.newest()}.")


def test_what_takes_long_is_told_before_it_begins(
    migrated_database: TestDatabase, server: EmbeddedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.revert(migrated_database.owner, to="0002", options=["discard"])
    monkeypatch.setattr(rewriting, "LEAST_BYTES", 1)
    external, lines = Server(migrated_database.owner, migrated_database.app, None), list[str]()
    settings = Settings.load({"MYGYMTRACKER_HOME": str(tmp_path), "PG_BINDIR": str(server.bin)}, directory=tmp_path)
    pending = list[list[str]]()

    def say(line: object) -> None:
        lines.append(str(line))
        pending.append(runner.pending(migrated_database.owner))

    safety.migrate(external, settings, say=say)

    assert [line.split(" anew")[0] for line in lines] == [
        "Revision 0003 writes exercise_sets",
        "Revision 0003 writes workout_sessions",
    ]
    assert all(each[0] == "0003" for each in pending)


async def test_of_the_backups_the_last_three_are_kept_also_where_the_clock_was_ahead(
    database: Database, ann: Person, migrated_database: TestDatabase, command: RunCommand, tmp_path: Path
) -> None:
    await train(database, ann)
    await database.dispose()
    kept = tmp_path / "safety-backups"
    kept.mkdir()
    older = [kept / f"before-revert-202601{day:02}T120000Z.dump" for day in (1, 2, 3)]
    ahead = kept / "before-revert-20990101T120000Z.dump"
    another = kept / "before-reset-20260101T120000Z.dump"
    for path in (*older, ahead, another):
        path.write_bytes(b"")

    reverted = await asyncio.to_thread(command, "migration", "revert", "--discard")

    made = [path for path in kept.glob("before-revert-*") if path.stat().st_size]
    assert (reverted.returncode, f"Reverted {runner.newest()}." in reverted.stdout) == (0, True)
    assert sorted(kept.iterdir()) == sorted([another, *older[1:], *made])
    assert (len(made), made[0].name <= f"before-revert-{datetime.now(UTC):%Y%m%dT%H%M%S}Z.dump") == (1, True)


def test_a_database_is_not_migrated_where_no_backup_can_be_made(
    database: Database, ann: Person, migrated_database: TestDatabase, command: RunCommand, tmp_path: Path
) -> None:
    (tmp_path / "safety-backups").write_text("in the way")
    runner.revert(migrated_database.owner)

    refused = command("migration", "run")
    pending = runner.pending(migrated_database.owner)
    agreed = command("migration", "run", "--no-backup")

    assert (refused.returncode, pending) == (1, [runner.newest()])
    assert refused.stderr.endswith("cannot be made: File exists.\n")
    assert (agreed.returncode, f"Applied {runner.newest()}." in agreed.stdout) == (0, True)
