"""The owner of the tables, who reads everybody's log."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.entities import Exercise
from mygymtracker.database.transaction import Database
from tests.isolation.matrix import SHARED_EXERCISE, Belongings, settle


@pytest.fixture
async def settled_ann(database: Database, owner: AsyncEngine) -> Belongings:
    """Someone who has one row of everything."""
    async with owner.begin() as connection:
        await connection.execute(insert(Exercise).values(id=SHARED_EXERCISE, name="Deadlift (Barbell)"))
    return await settle(database)
