"""What the program leaves in a session that a pooler gives on, and what it says of a pooler that does not do."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from mygymtracker.database.connecting import connected
from mygymtracker.database.migrations import runner
from mygymtracker.database.pooler import Sessions, look_at_sessions, refuse_pooler, refuse_unfit_pooler
from mygymtracker.errors import Refused, Unavailable
from mygymtracker.postgres_address import PostgresAddress
from tests.cli.conftest import command_on
from tests.conftest import TestDatabase
from tests.pooler.conftest import Pooled

LEFT = """
SELECT current_setting('search_path'), current_setting('lock_timeout'), current_setting('row_security'),
       (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')
"""
NOTHING = ('"$user", public', "0", "on", 0)


async def left_in(address: PostgresAddress) -> tuple[object, ...]:
    async with connected(address) as connection, connection.transaction():
        row = await connection.fetchrow(LEFT)
        assert row is not None
        return tuple(row)


async def test_migrations_leave_nothing_in_the_only_session_there_is(
    pooled: Pooled, direct_database: TestDatabase
) -> None:
    database = pooled(default_pool_size=2)

    for _ in range(3):
        assert await asyncio.to_thread(runner.pending, database.owner) == []
        assert await asyncio.to_thread(runner.run, database.owner) == []
        assert await asyncio.to_thread(runner.check, database.owner) == []

    assert await left_in(database.owner) == NOTHING
    assert await asyncio.to_thread(runner.run, direct_database.owner) == []


async def test_they_run_and_go_back_through_the_pooler(pooled: Pooled) -> None:
    database = pooled()

    reverted = await asyncio.to_thread(runner.revert, database.owner)
    applied = await asyncio.to_thread(runner.run, database.owner)

    assert applied == reverted == [runner.newest()]
    assert await left_in(database.owner) == NOTHING


@pytest.mark.parametrize(
    ("settings", "seen"),
    [
        ({}, Sessions.SHARED),
        ({"server_round_robin": 1}, Sessions.SHARED),
        ({"default_pool_size": 1}, Sessions.SHARED),
        ({"max_prepared_statements": 0}, Sessions.SHARED_WITHOUT_STATEMENTS),
        ({"pool_mode": "session"}, Sessions.OWN),
        ({"pool_mode": "statement"}, Sessions.NO_TRANSACTIONS),
    ],
    ids=str,
)
async def test_what_a_pooler_does_with_sessions_is_seen(
    pooled: Pooled, settings: dict[str, object], seen: Sessions
) -> None:
    assert await look_at_sessions(pooled(**settings).app) is seen


async def test_nothing_is_seen_where_there_is_none(direct_database: TestDatabase) -> None:
    assert await look_at_sessions(direct_database.app) is Sessions.OWN


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            {"max_prepared_statements": 0},
            "PgBouncer takes them along from 1.21 on, with max_prepared_statements above 0",
        ),
        ({"pool_mode": "statement"}, "a pooler in statement mode"),
    ],
    ids=str,
)
async def test_one_that_does_not_do_is_refused_with_the_reason(
    pooled: Pooled, settings: dict[str, object], words: str
) -> None:
    with pytest.raises(Unavailable, match=words):
        await refuse_unfit_pooler(pooled(**settings).app)


async def test_a_backup_through_it_is_refused_and_a_direct_one_is_made(
    pooled: Pooled, direct_database: TestDatabase, tmp_path: Path
) -> None:
    database = pooled()
    command = command_on(database.owner, tmp_path)
    direct = {"DATABASE_DIRECT_URL": direct_database.owner.libpq_url()}

    refused = await asyncio.to_thread(command, "db", "backup", "gym.dump")
    made = await asyncio.to_thread(lambda: command("db", "backup", "gym.dump", **direct))

    assert (refused.returncode, "say in DATABASE_DIRECT_URL where the database itself is" in refused.stderr) == (
        1,
        True,
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert await left_in(database.owner) == NOTHING
    with pytest.raises(Refused, match="leads through a pooler"):
        await refuse_pooler(database.owner)
