"""What an older schema wrote into the log is told, taken back and brought back under today's.

Nothing but the declaration of what changed is needed for it: `since` of a column, or an entry of `CHANGES`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.changes import queries
from mygymtracker.changes.history import changed_things, get_changes, list_changes
from mygymtracker.changes.shapes import ChangeName, ChangeSummary
from mygymtracker.changes.trash_restore import bring_back
from mygymtracker.changes.undoing import undo_change, undo_since
from mygymtracker.database.entities import LOGGED, User
from mygymtracker.database.migrations import runner
from mygymtracker.database.row_upgrades import (
    SCHEMA,
    Changed,
    Dropped,
    Renamed,
    default_of,
    steps_of,
    upgrade,
)
from mygymtracker.database.transaction import Database
from tests.changes.aging import BEFORE, added_now, by_table, changed_now, kept_columns, make_older, with_defaults
from tests.changes.digests import digests
from tests.factories import Person, train
from tests.isolation.matrix import Belongings

LATER = [column for logged in LOGGED for column in with_defaults(logged)]
RENAMED = [column for logged in LOGGED for column in kept_columns(logged)]
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def test_the_newest_revision_is_the_one_that_rows_are_upgraded_to() -> None:
    assert int(runner.newest()) == SCHEMA


async def test_each_line_says_the_schema_that_it_was_written_under(
    database: Database, ann: Person, owner: AsyncEngine
) -> None:
    await train(database, ann)

    async with owner.connect() as connection:
        found = await connection.scalars(text("SELECT DISTINCT schema FROM changed_rows"))

    assert list(found) == [SCHEMA]


async def tell(database: Database, person_id: UUID) -> list[ChangeSummary]:
    async with database.acting_as(person_id, read_only=True) as session:
        told = await list_changes(session, rows=100)
        for each in told:
            await changed_things(session, ChangeName(each.revision), rows=100)
            await get_changes(session, ChangeName(each.revision))
    return told


async def everything_goes(database: Database, person_id: UUID) -> int:
    """Undoes all there is; the revision that did it."""
    async with database.acting_as(person_id) as session:
        await session.execute(update(User).values(birth_year=1990))
    async with database.acting_as(person_id) as session:
        undone = await undo_since(session, EPOCH)
    assert undone.revision is not None
    return undone.revision


async def test_a_column_that_was_added_since_has_its_default_in_what_comes_back(
    database: Database, settled_ann: Belongings, owner: AsyncEngine
) -> None:
    revision = await everything_goes(database, settled_ann.user_id)
    await make_older(owner, by_table(LATER))

    with added_now(LATER):
        told = await tell(database, settled_ann.user_id)
        async with database.acting_as(settled_ann.user_id) as session:
            await undo_change(session, revision)

    assert len(told) >= 13
    for logged in LOGGED:
        names = [column.name for column in with_defaults(logged) if logged.table != "users"]
        expected = [{column.name: default_of(column) for column in with_defaults(logged) if names}]
        if names:
            async with owner.connect() as connection:
                asked = f"SELECT {', '.join(names)} FROM {logged.table} WHERE {logged.rows.owner} = :owner"
                found = await connection.execute(text(asked), {"owner": settled_ann.user_id})
            assert [dict(each) for each in found.mappings()] == expected, logged.table


async def test_columns_under_other_names_come_back_as_they_were(
    database: Database, settled_ann: Belongings, owner: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = await digests(owner, settled_ann.user_id)
    revision = await everything_goes(database, settled_ann.user_id)
    told = await tell(database, settled_ann.user_id)
    await make_older(owner, by_table(RENAMED), prefix="former_")

    with changed_now(*(Renamed(each.table.name, SCHEMA, f"former_{each.name}", each.name) for each in RENAMED)):
        monkeypatch.setattr(queries, "_NAMES", queries._names())  # built when the program starts
        told_later = await tell(database, settled_ann.user_id)
        async with database.acting_as(settled_ann.user_id) as session:
            await undo_change(session, revision)
            await session.execute(update(User).values(birth_year=None))

    assert told_later == told
    assert await digests(owner, settled_ann.user_id) == there


async def test_a_deleted_workout_of_an_older_schema_comes_back_with_its_sets(
    database: Database, ann: Person, owner: AsyncEngine
) -> None:
    training = await train(database, ann)
    before = await digests(owner, ann.id)
    async with database.acting_as(ann.id) as session:
        await session.execute(text("DELETE FROM workout_sessions"))
    await make_older(owner, by_table(RENAMED), prefix="former_")

    with changed_now(*(Renamed(each.table.name, SCHEMA, f"former_{each.name}", each.name) for each in RENAMED)):
        async with database.acting_as(ann.id) as session:
            back = await bring_back(session, "exercise_sets", training.set)

    assert {key.table for key in back} == {"workout_sessions", "session_exercises", "exercise_sets"}
    assert await digests(owner, ann.id) == before


# --------------------------------------------------------------------------------------------------- rows by themselves

NOTE = next(column for column in LATER if (column.table.name, column.name) == ("exercise_sets", "note"))


@pytest.mark.parametrize("column", LATER, ids=str)
def test_every_column_with_a_default_can_come_later(column: Column[Any]) -> None:
    with added_now([column]):
        upgraded = upgrade(column.table.name, BEFORE, {"id": "1"})
        current = upgrade(column.table.name, SCHEMA, {"id": "1"})

    assert upgraded == {"id": "1", column.name: default_of(column)}
    assert current == {"id": "1"}


def test_a_row_keeps_what_it_says_of_a_column_that_came_later() -> None:
    with added_now([NOTE]):
        upgraded = upgrade("exercise_sets", BEFORE, {"note": "Slowly.", "load": Decimal("82.40")})

    assert upgraded == {"note": "Slowly.", "load": Decimal("82.40")}


def test_steps_follow_each_other_from_the_oldest_revision() -> None:
    changes = (
        Renamed("exercise_sets", SCHEMA - 1, "remark", "comment"),
        Renamed("exercise_sets", SCHEMA, "comment", "note"),
        Changed("exercise_sets", SCHEMA, "set_type", {"warm-up": "warmup"}),
        Dropped("exercise_sets", SCHEMA, "pulse"),
    )
    oldest = {"remark": "Slowly.", "set_type": "warm-up", "pulse": 90}
    later = {"comment": "Slowly.", "set_type": "working", "pulse": 90}

    with changed_now(*changes):
        upgraded = [upgrade("exercise_sets", SCHEMA - 2, oldest), upgrade("exercise_sets", SCHEMA - 1, later)]

    assert upgraded == [{"note": "Slowly.", "set_type": "warmup"}, {"note": "Slowly.", "set_type": "working"}]


def test_a_column_that_says_nothing_for_older_rows_is_refused() -> None:
    created_at = next(column for column in RENAMED if str(column) == "exercise_sets.created_at")

    with added_now([created_at]), pytest.raises(ValueError, match=r"exercise_sets\.created_at was added since"):
        steps_of("exercise_sets")
