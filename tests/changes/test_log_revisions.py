"""A transaction is one revision of a person's log: all of it is noted in its order, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Through
from mygymtracker.database.transaction import Database
from tests.changes.noted import (
    Header,
    changed,
    counter,
    headers,
    label,
    measure,
    noted,
)
from tests.factories import Person

REFUSED: Final = "42501"
TUESDAY: Final = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


async def test_a_transaction_is_one_revision_of_its_statements_in_order(
    database: Database, owner: AsyncEngine, ann: Person
) -> None:
    async with database.acting_as(ann.id) as session:
        first = await measure(session, ann.id)
        second = await measure(session, ann.id)
        await changed(session, first, "amount = 83")
        await session.execute(text("DELETE FROM body_measurements WHERE id = :id"), {"id": second})
        await session.execute(text("UPDATE users SET unit = 'lb'"))

    found = await noted(owner, ann.id)
    assert [each.place for each in found] == [(1, 1, ordinal) for ordinal in range(1, 6)]
    assert [(each.operation, each.table, each.row_id) for each in found] == [
        ("insert", "body_measurements", first),
        ("insert", "body_measurements", second),
        ("update", "body_measurements", first),
        ("delete", "body_measurements", second),
        ("update", "users", ann.id),
    ]


async def test_two_parts_of_a_transaction_are_two_changes_of_one_revision(
    database: Database, owner: AsyncEngine, ann: Person
) -> None:
    operations = new_id(), new_id()

    async with database.acting_as(ann.id, through=Through.SYNC) as session:
        await label(session, device="Ann's phone", part=1, operation_id=operations[0])
        first = [await measure(session, ann.id), await measure(session, ann.id)]
        await label(session, part=2, operation_id=operations[1], undoes="57.1")
        second = await measure(session, ann.id)

    assert await headers(owner, ann.id) == [
        Header((1, 1), "sync", "Ann's phone", operations[0]),
        Header((1, 2), "sync", "Ann's phone", operations[1], "57.1"),
    ]
    assert [(each.place, each.row_id) for each in await noted(owner, ann.id)] == [
        ((1, 1, 1), first[0]),
        ((1, 1, 2), first[1]),
        ((1, 2, 1), second),
    ]


@pytest.mark.parametrize("earlier", [0, 1])
async def test_a_savepoint_that_is_rolled_back_leaves_no_trace_and_loses_no_revision(
    earlier: int, database: Database, owner: AsyncEngine, ann: Person
) -> None:
    async with database.acting_as(ann.id, through=Through.API) as session:
        kept = [await measure(session, ann.id) for _ in range(earlier)]
        savepoint = await session.begin_nested()
        await measure(session, ann.id)
        await savepoint.rollback()
        kept.append(await measure(session, ann.id))
    async with database.acting_as(ann.id) as session:
        kept.append(await measure(session, ann.id))

    assert [(each.place, each.row_id) for each in await noted(owner, ann.id)] == [
        (place, row_id)
        for place, row_id in zip([*((1, 1, n + 1) for n in range(earlier + 1)), (2, 1, 1)], kept, strict=True)
    ]
    assert [each.place for each in await headers(owner, ann.id)] == [(1, 1), (2, 1)]


async def test_a_savepoint_with_all_that_there_was_leaves_no_revision(
    database: Database, owner: AsyncEngine, ann: Person
) -> None:
    async with database.acting_as(ann.id, through=Through.API) as session:
        savepoint = await session.begin_nested()
        await measure(session, ann.id)
        await savepoint.rollback()

    assert (await noted(owner, ann.id), await headers(owner, ann.id), await counter(owner, ann.id)) == ([], [], 0)


async def test_a_transaction_that_fails_leaves_nothing(database: Database, owner: AsyncEngine, ann: Person) -> None:
    with pytest.raises(DBAPIError):
        async with database.acting_as(ann.id) as session:
            await measure(session, ann.id)
            await session.execute(text("UPDATE users SET unit = NULL"))
    after_the_failure = await noted(owner, ann.id), await headers(owner, ann.id), await counter(owner, ann.id)
    async with database.acting_as(ann.id) as session:
        row_id = await measure(session, ann.id)

    assert after_the_failure == ([], [], 0)
    assert [(each.place, each.row_id) for each in await noted(owner, ann.id)] == [((1, 1, 1), row_id)]
