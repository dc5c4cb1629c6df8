"""Nobody's data is migrated by surprise, and never without a backup beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from mygymtracker.cli import serve
from mygymtracker.cli.connection import Server
from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.migrations import runner
from mygymtracker.settings import Settings
from tests.cli.conftest import command_in

ACCOUNT = "INSERT INTO users (email, password_hash, account_created_at) VALUES ('ann@example.org', 'unusable', now())"


def backups_in(home: Path) -> list[Path]:
    return sorted((home / "safety-backups").glob("before-migration-*.dump"))


async def by_the_owner(server: EmbeddedServer, statement: str) -> None:
    async with connected(server.as_owner()) as connection:
        await connection.execute(statement)


def test_a_brand_new_home_is_set_up_by_any_command_and_later_migrated_by_none_but_those_that_say_so(
    home: Path, new_server: Callable[..., EmbeddedServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = new_server()
    server.start()  # so that every command finds it running
    command = command_in({"MYGYMTRACKER_HOME": str(home)}, home, monkeypatch)
    set_up = command("account", "list")
    asyncio.run(by_the_owner(server, ACCOUNT))
    runner.revert(server.as_owner())

    listed = command("account", "list")
    exported = command("account", "export", "export.json")
    pending = runner.pending(server.as_owner())
    migrated = command("migration", "run")
    nothing = command("migration", "run")

    assert (set_up.returncode, set_up.stderr) == (0, "")
    assert (listed.returncode, exported.returncode, pending) == (3, 3, [runner.newest()])
    assert listed.stderr.startswith("Error: The database lacks 1 migration(s): ")
    assert (migrated.returncode, migrated.stderr, len(backups_in(home))) == (0, "", 1)
    assert migrated.stdout.startswith(f"Wrote a backup first: {backups_in(home)[0]} (")
    assert f"Applied {runner.newest()}." in migrated.stdout
    assert nothing.stdout == "Nothing to do.\n"


def test_serve_migrates_an_embedded_database_after_a_backup(
    home: Path, new_server: Callable[..., EmbeddedServer]
) -> None:
    embedded, said = new_server(), list[str]()
    embedded.start()
    server = Server(embedded.as_owner(), embedded.as_app(), embedded)
    settings = Settings.load({"MYGYMTRACKER_HOME": str(home)}, directory=home)
    serve.migrate_at_start(server, settings, said.append, external_too=False)
    first = [*said]
    asyncio.run(by_the_owner(embedded, ACCOUNT))
    runner.revert(embedded.as_owner())

    serve.migrate_at_start(server, settings, said.append, external_too=False)

    assert (first[-1], any("backup" in each for each in first)) == (f"Migrated to {runner.newest()}.", False)
    assert said[len(first)].startswith(f"Wrote a backup first: {backups_in(home)[0]} (")
    assert said[len(first) + 1 :] == [f"Migrated to {runner.newest()}."]
