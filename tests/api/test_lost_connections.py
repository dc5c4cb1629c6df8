"""A connection that ends in the middle of a read is a 503, whichever way the read went out."""

from __future__ import annotations

import asyncio

import httpx
from sqlalchemy import text

from mygymtracker.database.engine import build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from tests.conftest import TestDatabase
from tests.factories import Person, train

WAITING = text(
    "SELECT pid FROM pg_stat_activity"
    " WHERE usename = :role AND datname = current_database() AND wait_event_type = 'Lock'"
)


async def test_a_read_whose_connection_ends_is_unavailable_and_the_next_one_works(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, migrated_database: TestDatabase
) -> None:
    path = f"/api/v1/workouts/{(await train(database, ann)).workout}"
    administrator = build_engine(migrated_database.superuser, working_role=None)

    async with administrator.connect() as holding, administrator.connect() as ending:
        await holding.execute(text("LOCK TABLE exercise_sets IN ACCESS EXCLUSIVE MODE"))
        read = asyncio.create_task(ann_client.get(path))
        while (backend := await ending.scalar(WAITING, {"role": WORKING_ROLE})) is None and not read.done():
            await ending.rollback()
        await ending.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})
        lost = await read
        await holding.rollback()
    await administrator.dispose()

    assert (lost.status_code, lost.json()["title"]) == (503, "Unavailable")
    assert (await ann_client.get(path)).status_code == 200
