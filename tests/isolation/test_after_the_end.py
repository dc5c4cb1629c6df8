"""When a transaction has ended, its connection is the next one's: what is kept of it leads nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import driver_of, fetch_rows
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Through, WorkoutPlan
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from tests.conftest import TestDatabase
from tests.isolation.matrix import Belongings

PLANS = select(WorkoutPlan.plan_name)


@pytest.fixture
async def one_connection(town: TestDatabase) -> AsyncIterator[Database]:
    made = Database(build_engine(town.app, working_role=WORKING_ROLE, pool_size=1))
    yield made
    await made.dispose()


async def who_acts(session: AsyncSession) -> UUID | None:
    return UUID(await session.scalar(text("SELECT current_setting('app.user_id')")))


async def test_a_session_that_is_kept_does_not_reach_the_transaction_that_follows(
    one_connection: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    async with one_connection.acting_as(settled_ann.user_id) as unused:
        pass
    async with one_connection.acting_as(settled_ann.user_id) as read:
        await fetch_rows(read, PLANS, {})
    async with one_connection.acting_as(settled_ann.user_id) as used:
        await used.scalars(PLANS)

    async with one_connection.acting_as(settled_bob.user_id) as session:
        for kept in (unused, read, used):
            with pytest.raises(InvalidRequestError):
                await kept.scalars(PLANS)
            with pytest.raises(InvalidRequestError):
                await fetch_rows(kept, PLANS, {})
            with pytest.raises(InvalidRequestError):
                driver_of(kept)
        acting = await who_acts(session)

    assert acting == settled_bob.user_id


async def test_a_session_that_was_rolled_back_by_hand_does_nothing_more(
    one_connection: Database, settled_ann: Belongings
) -> None:
    async with one_connection.acting_as(settled_ann.user_id) as session:
        await session.scalars(PLANS)
        await session.rollback()
        with pytest.raises(InvalidRequestError):
            await session.scalars(PLANS)
        with pytest.raises(InvalidRequestError):
            driver_of(session)


async def test_the_driver_and_the_session_are_in_one_transaction(
    one_connection: Database, settled_ann: Belongings
) -> None:
    async with one_connection.acting_as(settled_ann.user_id) as session:
        asked = "SELECT pg_current_xact_id()::text || ' ' || pg_backend_pid()"
        by_the_driver = await driver_of(session).fetchval(asked)
        by_the_session = await session.scalar(text(asked))
        again = await driver_of(session).fetchval(asked)

    assert by_the_driver == by_the_session == again


async def test_a_beginning_that_is_cancelled_leaves_its_connection_to_nobody(
    town: TestDatabase, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    database = Database(build_engine(town.app, working_role=WORKING_ROLE, pool_size=2))

    async def change() -> None:
        async with database.acting_as(settled_ann.user_id, through=Through.API):
            pytest.fail("the counter is locked")

    async with database.acting_as(settled_ann.user_id, through=Through.API) as locking:
        waiting = asyncio.create_task(change())
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = current_user"
        while not await driver_of(locking).fetchval(waits):
            await driver_of(locking).execute("SELECT pg_stat_clear_snapshot()")
        waiting.cancel()
        [ended] = await asyncio.gather(waiting, return_exceptions=True)
        async with database.acting_as(settled_bob.user_id) as session:
            acting = await who_acts(session)
    async with database.acting_as(settled_ann.user_id, through=Through.API) as session:
        after = await who_acts(session)
    await database.dispose()

    assert isinstance(ended, asyncio.CancelledError)
    assert (acting, after) == (settled_bob.user_id, settled_ann.user_id)
