"""The log reaches back as far as its retention, for each person by itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from mygymtracker.database.entities import Change, ChangeCounter, ChangedRow, Through, User
from mygymtracker.database.forgetting import forget_changes
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Refused
from tests.conftest import TestDatabase
from tests.factories import Person, train


async def test_what_is_older_is_forgotten_and_the_rest_stays(
    migrated_database: TestDatabase, database: Database, ann: Person, bob: Person
) -> None:
    await train(database, ann)
    instant = datetime.now(UTC)
    await rename(database, ann, "Ann")
    await train(database, bob)

    forgotten = await forget_changes(migrated_database.owner, before=instant)
    again = await forget_changes(migrated_database.owner, before=instant)

    assert (forgotten, again) == (1, 0)
    assert await log_of(database, ann) == ([2], 1, (2, 1))
    assert await log_of(database, bob) == ([1], 6, (1, 0))


async def test_a_login_that_does_not_own_the_log_is_told_so(
    migrated_database: TestDatabase, database: Database, ann: Person
) -> None:
    await train(database, ann)

    with pytest.raises(Refused, match="does not own the log of changes"):
        await forget_changes(migrated_database.app, before=datetime.now(UTC))

    assert await log_of(database, ann) == ([1], 6, (1, 0))


async def test_whoever_writes_meanwhile_loses_nothing(
    migrated_database: TestDatabase, database: Database, ann: Person
) -> None:
    await train(database, ann)

    await forget_changes(migrated_database.owner, before=datetime.now(UTC))
    await rename(database, ann, "Ann")

    assert await log_of(database, ann) == ([2], 1, (2, 1))


async def rename(database: Database, person: Person, name: str) -> None:
    async with database.acting_as(person.id, through=Through.API) as session:
        await session.execute(update(User).values(display_name=name))


async def log_of(database: Database, person: Person) -> tuple[list[int], int, tuple[int, int]]:
    """The revisions that there are, how many rows they tell of, and the counter: newest and last forgotten."""
    async with database.acting_as(person.id, read_only=True) as session:
        revisions = list(await session.scalars(select(Change.revision).order_by(Change.revision)))
        rows = (await session.execute(select(func.count()).select_from(ChangedRow))).scalar_one()
        counter = (await session.execute(select(ChangeCounter.revision, ChangeCounter.oldest_revision))).one()
    return revisions, rows, (counter.revision, counter.oldest_revision)
