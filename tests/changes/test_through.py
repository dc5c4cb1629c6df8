"""The log says through what a change came, whatever the way."""

from __future__ import annotations

from pathlib import Path

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.api.app import create_app
from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from mygymtracker.settings import Settings
from tests.api.conftest import ORIGIN, SIGNING_SECRET, program_of, started
from tests.api.routes import API
from tests.changes.noted import Header, headers, in_short
from tests.cli.conftest import command_on
from tests.conftest import TestDatabase
from tests.exchange.bringing import bring
from tests.factories import Person

STRONG = Path("docs/examples/strong.csv").read_bytes()
MEASURED = {"part": "body_weight", "amount": "82.4", "unit": "kg", "measured_at": "2026-03-02T18:00:00Z"}


async def test_what_is_sent_to_the_api_came_through_it(
    migrated_database: TestDatabase, database: Database, owner: AsyncEngine, ann: Person, tmp_path: Path
) -> None:
    given = {"APP_ENV": "test", "JWT_SECRET": SIGNING_SECRET, "MYGYMTRACKER_HOME": str(tmp_path)}
    app, row_id = create_app(Settings.load(given, directory=tmp_path), migrated_database.app), new_id()

    async with started(app):
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar is an ASGI application
        async with httpx.AsyncClient(
            transport=transport, base_url=ORIGIN, headers=await program_of(database, ann)
        ) as client:
            answers = [await client.put(f"{API}/body-measurements/{row_id}", json=MEASURED) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert await headers(owner, ann.id) == [Header((1, 1), "api")]
    assert await in_short(owner, ann.id) == [("insert", "body_measurements", row_id)]


async def test_what_is_done_in_a_terminal_came_through_it(
    migrated_database: TestDatabase, owner: AsyncEngine, ann: Person, tmp_path: Path
) -> None:
    run = command_on(migrated_database.owner, tmp_path)

    done = run("body", "add", "body_weight", "82.4", "--account", ann.email)

    assert (done.returncode, done.stderr) == (0, "")
    assert await headers(owner, ann.id) == [Header((1, 1), "cli")]


async def test_what_comes_from_a_file_came_through_an_import(
    database: Database, owner: AsyncEngine, ann: Person, catalogue: None
) -> None:
    await bring(database, ann, STRONG)

    found = await headers(owner, ann.id)
    assert found == [Header((1, 1), "import")]
    assert {table for _, table, _ in await in_short(owner, ann.id)} >= {"imports", "workout_sessions", "exercise_sets"}
