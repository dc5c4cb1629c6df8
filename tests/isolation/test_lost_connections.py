"""A database that is away, or does not answer, is said to be away; and what was saved is not said to be lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

import asyncpg
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from mygymtracker.database.driver import driver_of
from mygymtracker.database.engine import ORDINARY, build_engine
from mygymtracker.database.entities import Through, User
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database, is_away
from mygymtracker.errors import Busy, Unavailable, Unsettled
from tests.conftest import TestDatabase
from tests.factories import Person
from tests.isolation.wire import wire_to

#: As requests have them, and soon over.
SOON: Final = replace(ORDINARY, lock=0.1, statement=0.3, idle=0.3, pool=0.1, connect=0.3, answer=0.2)
NAME: Final = select(User.display_name)


async def test_a_server_that_is_not_there_is_unavailable_not_a_sign_in_that_ended(
    migrated_database: TestDatabase, ann: Person
) -> None:
    wrong = (
        replace(migrated_database.app, user=WORKING_ROLE, password="guessed"),
        replace(migrated_database.app, user="nobody_we_know", password="guessed"),
        migrated_database.app.with_database("none"),
    )

    for address in wrong:
        lost = Database(build_engine(address, working_role=WORKING_ROLE))
        with pytest.raises(Unavailable, match="The database cannot be reached"):
            async with lost.acting_as(ann.id):
                pass
        await lost.dispose()


async def test_a_database_that_falls_silent_is_waited_for_no_longer_than_was_said_and_is_back_at_once(
    migrated_database: TestDatabase, ann: Person
) -> None:
    async with wire_to(migrated_database.app) as (wire, address):
        database = Database(build_engine(address, working_role=WORKING_ROLE, pool_size=1, timeouts=SOON))
        async with asyncio.timeout(10):
            with pytest.raises((TimeoutError, DBAPIError)) as in_the_middle:
                async with database.acting_as(ann.id, read_only=True) as session:
                    wire.is_silent = True
                    await session.execute(NAME)
            wire.is_silent = False
            async with database.acting_as(ann.id, read_only=True):
                pass
            wire.is_silent = True
            for _ in ("a connection that was there", "a new one"):
                with pytest.raises(Unavailable, match="cannot be reached"):
                    async with database.acting_as(ann.id):
                        pass
            wire.is_silent = False
            async with database.acting_as(ann.id, read_only=True) as session:
                there = (await session.execute(select(User.id))).scalar_one()
        await database.dispose()

    assert is_away(in_the_middle.value)
    assert there == ann.id


async def test_a_connection_that_is_cut_after_the_commit_leaves_open_whether_it_was_saved(
    migrated_database: TestDatabase, ann: Person
) -> None:
    async with wire_to(migrated_database.app) as (wire, address):
        database = Database(build_engine(address, working_role=WORKING_ROLE, pool_size=1, timeouts=SOON))
        wire.cut_after = b"COMMIT"
        with pytest.raises(Unsettled, match="perhaps this was saved, perhaps not"):
            async with database.acting_as(ann.id, through=Through.API) as session:
                await session.execute(update(User).values(display_name="Ann"))
        wire.cut_after = None
        async with database.acting_as(ann.id, read_only=True) as session:
            saved = (await session.execute(NAME)).scalar_one()
        await database.dispose()

    assert saved == "Ann"


async def test_a_pool_that_is_exhausted_is_overloaded_and_says_when_to_come_again(
    migrated_database: TestDatabase, ann: Person
) -> None:
    database = Database(build_engine(migrated_database.app, working_role=WORKING_ROLE, pool_size=1, timeouts=SOON))

    async with database.acting_as(ann.id, read_only=True):
        with pytest.raises(Busy, match="send it again") as refused:
            async with database.acting_as(ann.id, read_only=True):
                pass
    await database.dispose()

    assert refused.value.retry_after_seconds > 0


async def test_a_lock_a_statement_and_an_idle_transaction_end_in_their_time(
    migrated_database: TestDatabase, ann: Person
) -> None:
    database = Database(build_engine(migrated_database.app, working_role=WORKING_ROLE, pool_size=2, timeouts=SOON))

    with pytest.raises(asyncpg.QueryCanceledError):
        async with database.acting_as(ann.id, read_only=True) as session:
            await driver_of(session).execute("SELECT pg_sleep(5)")
    async with database.acting_as(ann.id, through=Through.API):
        with pytest.raises(asyncpg.LockNotAvailableError):
            async with database.acting_as(ann.id, through=Through.API):
                pass
    with pytest.raises(BaseException) as ended:
        async with database.acting_as(ann.id, read_only=True) as session:
            await asyncio.to_thread(_wait_until_ended, migrated_database)
            await session.execute(text("SELECT 1"))
    await database.dispose()

    assert is_away(ended.value)


def _wait_until_ended(database: TestDatabase) -> None:
    async def wait() -> None:
        engine = build_engine(database.superuser, working_role=None)
        idle = text("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND usename = :role")
        while True:
            async with engine.connect() as connection:
                if not await connection.scalar(idle, {"role": WORKING_ROLE}):
                    break
        await engine.dispose()

    asyncio.run(wait())
