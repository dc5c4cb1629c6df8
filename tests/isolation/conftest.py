"""One database for all that is only looked at, or rolled back; two people with one row of everything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from uuid import UUID

import pytest
from sqlalchemy import insert

from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Exercise
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from tests.conftest import Databases, TestDatabase
from tests.isolation.matrix import SHARED_EXERCISE, Belongings, settle


@pytest.fixture(scope="package")
def town(databases: Databases) -> Iterator[TestDatabase]:
    made = databases.migrated()
    yield made
    databases.drop(made)


@pytest.fixture(scope="package")
async def as_app(town: TestDatabase) -> AsyncIterator[Database]:
    """As the working role, which row security binds."""
    made = Database(build_engine(town.app, working_role=WORKING_ROLE))
    yield made
    await made.dispose()


@pytest.fixture(scope="package")
async def as_owner(town: TestDatabase) -> AsyncIterator[Database]:
    """As the owner of the tables, whom row security does not bind."""
    made = Database(build_engine(town.owner, working_role=None))
    yield made
    await made.dispose()


@pytest.fixture(scope="package")
async def shared_exercise(as_owner: Database) -> UUID:
    async with as_owner.acting_as_nobody() as session:
        await session.execute(insert(Exercise).values(id=SHARED_EXERCISE, name="Deadlift (Barbell)"))
    return SHARED_EXERCISE


@pytest.fixture(scope="package")
async def settled_ann(as_app: Database, shared_exercise: UUID) -> Belongings:
    return await settle(as_app)


@pytest.fixture(scope="package")
async def settled_bob(as_app: Database, shared_exercise: UUID) -> Belongings:
    return await settle(as_app)
