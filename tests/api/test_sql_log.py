"""`serve --log-sql` shows every statement of a request, whoever sent it, and each of them once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from mygymtracker.api.app import create_app
from mygymtracker.database.columns import new_id
from mygymtracker.database.sql_log import LOG
from mygymtracker.database.transaction import Database
from mygymtracker.settings import Settings
from tests.api.conftest import SIGNING_SECRET, Connect, program_of, started
from tests.api.routes import API
from tests.conftest import TestDatabase
from tests.factories import Person


@pytest.fixture
def shown() -> Iterator[list[str]]:
    """What is logged of SQL, by any logger that it passes."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]  # a handler of our own
    loggers = [LOG, logging.getLogger("sqlalchemy.engine")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lines
    for logger in loggers:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


async def test_every_statement_of_a_request_is_shown_once(
    migrated_database: TestDatabase, database: Database, ann: Person, connect: Connect, tmp_path: Path, shown: list[str]
) -> None:
    environment = {"APP_ENV": "test", "JWT_SECRET": SIGNING_SECRET, "MYGYMTRACKER_HOME": str(tmp_path)}
    app = create_app(Settings.load(environment, directory=tmp_path), migrated_database.app, log_sql=True)
    async with started(app):
        client = await connect(to=app, headers=await program_of(database, ann))
        await client.put(f"{API}/workouts/{new_id()}", json={})  # what a new connection asks about types comes first
        await asyncio.sleep(0)  # the driver logs what it sent when the loop comes round
        shown.clear()
        by_the_driver = await client.get(f"{API}/workouts/running")
        once, *_ = [*shown]
        by_sqlalchemy = await client.get(f"{API}/login-sessions")
        await asyncio.sleep(0)

    kinds = [line.split()[0] for line in shown]
    assert (by_the_driver.status_code, by_sqlalchemy.status_code) == (200, 200)
    assert kinds == ["BEGIN", "WITH", "COMMIT", "BEGIN", "SELECT", "COMMIT"], shown
    assert once.startswith(f"BEGIN READ ONLY; SET LOCAL app.user_id = '{ann.id}'")
    assert logging.getLogger("sqlalchemy.engine.Engine").handlers == []  # which would say it in words of their own
