"""All that the twelve weeks did is taken back, one change after the other, and then the taking back is."""

from __future__ import annotations

from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.changes.undoing import undo_change
from mygymtracker.database.entities import Change, Through
from mygymtracker.database.transaction import Database
from tests.api.conftest import Connect
from tests.api.lifter import WEEKS
from tests.api.test_twelve_weeks import sign_up
from tests.changes.digests import digests


@pytest.mark.usefixtures("catalogue")
async def test_twelve_weeks_are_undone_to_the_empty_account_and_redone_to_the_same_rows(
    nobody_client: httpx.AsyncClient, connect: Connect, database: Database, owner: AsyncEngine
) -> None:
    ann = await sign_up(nobody_client, connect)
    ann_id = UUID((await ann.send("GET", "/account"))["id"])
    empty = await digests(owner, ann_id)
    await ann.send("PATCH", "/account", {"time_zone": "Europe/Berlin", "unit": "lb"})
    await ann.write_plan()
    for week in range(WEEKS):
        await ann.train(week)
    full = await digests(owner, ann_id)
    async with database.acting_as(ann_id, read_only=True) as session:
        last, ways = (await session.execute(select(func.max(Change.revision), func.array_agg(Change.through)))).one()

    undos = [await take_back(database, ann_id, revision) for revision in range(last, 0, -1)]
    emptied = await digests(owner, ann_id)
    redos = [await take_back(database, ann_id, revision) for revision in reversed(undos)]

    assert set(ways) == {Through.API}
    assert emptied == empty
    assert await digests(owner, ann_id) == full
    assert undos + redos == list(range(last + 1, 3 * last + 1))
    assert last > 800


async def take_back(database: Database, ann_id: UUID, revision: int) -> int:
    """The revision that the undo is."""
    async with database.acting_as(ann_id, through=Through.API) as session:
        undone = await undo_change(session, revision)
    assert undone.revision is not None
    return undone.revision
