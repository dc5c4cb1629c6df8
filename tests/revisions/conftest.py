"""Databases as each revision left them, brought to today's schema."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded_roles import run_script
from mygymtracker.database.migrations import runner
from tests.api.conftest import ann_client, app, app_with, connect, password_hash
from tests.conftest import Databases, TestDatabase
from tests.factories import Person
from tests.sync.conftest import phone, tablet

__all__ = ["ann_client", "app", "app_with", "connect", "password_hash", "phone", "tablet"]

REVISIONS: Final = Path(__file__).parents[1] / "fixtures" / "revisions"
_numbers = count(1)


class Past:
    """What one revision wrote. `ids` are those of its story, by what they are called there."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        content = self.read("database.json")
        self.account = UUID(content["account"])
        self.ids: dict[str, str] = content["ids"]

    def read(self, name: str) -> Any:
        return json.loads(self.text(name))

    def text(self, name: str) -> str:
        return (REVISIONS / self.revision / name).read_text("utf-8")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "past" in metafunc.fixturenames:
        revisions = [Past(each.name) for each in sorted(REVISIONS.iterdir())]
        metafunc.parametrize("past", revisions, ids=lambda past: past.revision)


@pytest.fixture(scope="session")
def upgraded() -> dict[str, str]:
    """The databases that were brought to today's schema, by the revision of what is in them."""
    return {}


@pytest.fixture
async def migrated_database(databases: Databases, past: Past, upgraded: dict[str, str]) -> AsyncIterator[TestDatabase]:
    if past.revision not in upgraded:
        made = databases.empty()
        await asyncio.to_thread(runner.run, made.owner, to=past.revision)
        await fill(made, past)
        await asyncio.to_thread(runner.run, made.owner)
        upgraded[past.revision] = made.owner.database
    server, name = databases.server, f"past_{next(_numbers)}"
    clone = f"CREATE DATABASE {name} TEMPLATE {upgraded[past.revision]} STRATEGY FILE_COPY"
    run_script(clone, server.as_superuser(), psql=server.bin / "psql")
    server.create_database(name)  # a copy has no privileges of its own yet
    yield TestDatabase(server.as_owner(name), server.as_app(name), server.as_superuser(name))
    server.drop_database(name)


async def fill(database: TestDatabase, past: Past) -> None:
    """All rows of all tables, as they were."""
    rows_of = "SELECT (content::json -> 'tables' -> $2)::text FROM (SELECT $1::text AS content) AS fixture"
    columns_of = (
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
        " WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
    )
    content = past.text("database.json")
    async with connected(database.superuser) as connection, connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")  # no triggers, no order of tables
        for table in past.read("database.json")["tables"]:
            columns = await connection.fetchval(columns_of, f"public.{table}")
            rows = await connection.fetchval(rows_of, content, table)
            await connection.execute(f"DELETE FROM public.{table}")
            await connection.execute(
                f"INSERT INTO public.{table} ({columns}) "
                f"SELECT {columns} FROM json_populate_recordset(NULL::public.{table}, $1::text::json)",
                rows,
            )


@pytest.fixture
def ann(past: Past) -> Person:
    return Person(past.account, "ann@example.org")
