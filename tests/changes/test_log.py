"""Whatever is made, changed or removed is noted once, as it was before; and nothing else is, by whatever way."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.database.change_triggers import Logged
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import LOGGED, BodyMeasurement, BodyPart, BodyUnit, Through
from mygymtracker.database.transaction import Database
from mygymtracker.exercises.merges import MergeContent
from mygymtracker.exercises.merging import merge_exercises
from mygymtracker.workouts import exercises
from tests.changes.noted import (
    CHANGES,
    Header,
    Noted,
    add,
    as_kept,
    changed,
    counter,
    fields,
    headers,
    in_short,
    measure,
    noted,
    table_of,
    this,
)
from tests.factories import MONDAY, Person, log_workout, make_exercise, train
from tests.features.accounts import PASSWORD, give_account, sign_in
from tests.isolation.matrix import Belongings

REFUSED: Final = "42501"
TUESDAY: Final = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


def tables_with(event: str) -> pytest.MarkDecorator:
    chosen = [logged for logged in LOGGED if event in logged.events]
    return pytest.mark.parametrize("logged", chosen, ids=lambda logged: logged.table)


@tables_with("INSERT")
async def test_a_row_that_is_made_is_noted_once(
    logged: Logged, database: Database, owner: AsyncEngine, settled_ann: Belongings
) -> None:
    known = await counter(owner, settled_ann.user_id)

    async with database.acting_as(settled_ann.user_id) as session:
        row = await add(session, logged, settled_ann)

    assert await noted(owner, settled_ann.user_id, after=known) == [
        Noted((known + 1, 1, 1), logged.table, row[logged.rows.key], "insert", None)  # type: ignore[arg-type]
    ]
    assert await headers(owner, settled_ann.user_id, after=known) == [Header((known + 1, 1), "psql")]


@tables_with("UPDATE")
async def test_a_row_that_is_changed_is_noted_once_as_it_was(
    logged: Logged, database: Database, owner: AsyncEngine, settled_ann: Belongings
) -> None:
    table = table_of(logged)
    async with database.acting_as(settled_ann.user_id) as session:
        row = await add(session, logged, settled_ann)
    known = await counter(owner, settled_ann.user_id)

    async with database.acting_as(settled_ann.user_id) as session:
        before = await as_kept(session, table, row)
        condition, key = this(table, row)
        await session.execute(text(f"UPDATE {table.name} AS there SET {CHANGES[table.name]} WHERE {condition}"), key)

    assert await noted(owner, settled_ann.user_id, after=known) == [
        Noted((known + 1, 1, 1), logged.table, row[logged.rows.key], "update", before)  # type: ignore[arg-type]
    ]


@tables_with("DELETE")
async def test_a_row_that_is_removed_is_noted_once_as_it_was(
    logged: Logged, database: Database, owner: AsyncEngine, settled_ann: Belongings
) -> None:
    table = table_of(logged)
    async with database.acting_as(settled_ann.user_id) as session:
        row = await add(session, logged, settled_ann)
    known = await counter(owner, settled_ann.user_id)

    async with database.acting_as(settled_ann.user_id) as session:
        before = await as_kept(session, table, row)
        condition, key = this(table, row)
        await session.execute(text(f"DELETE FROM {table.name} AS there WHERE {condition}"), key)

    assert await noted(owner, settled_ann.user_id, after=known) == [
        Noted((known + 1, 1, 1), logged.table, row[logged.rows.key], "delete", before)  # type: ignore[arg-type]
    ]


@tables_with("UPDATE")
async def test_an_update_that_changes_nothing_is_not_noted(
    logged: Logged, database: Database, owner: AsyncEngine, settled_ann: Belongings
) -> None:
    known = await counter(owner, settled_ann.user_id)
    column = CHANGES[logged.table].split()[0]

    async with database.acting_as(settled_ann.user_id, through=Through.API) as session:
        await session.execute(text(f"UPDATE {logged.table} SET {column} = {column}"))

    assert await noted(owner, settled_ann.user_id, after=known) == []
    assert await counter(owner, settled_ann.user_id) == known


async def test_what_is_equal_and_was_typed_otherwise_is_noted(
    database: Database, owner: AsyncEngine, ann: Person
) -> None:
    async with database.acting_as(ann.id) as session:
        row_id = await measure(session, ann.id, "82.4")

    async with database.acting_as(ann.id) as session:
        await changed(session, row_id, "amount = 82.40")
    async with database.acting_as(ann.id) as session:
        await changed(session, row_id, "amount = 82.40")

    found = await noted(owner, ann.id)
    assert [(each.place, each.operation) for each in found] == [((1, 1, 1), "insert"), ((2, 1, 1), "update")]
    assert '"amount": 82.4,' in str(found[1].before)


async def test_how_one_signs_in_is_in_no_log(database: Database, owner: AsyncEngine) -> None:
    hasher = PasswordHasher()
    ann = await give_account(database, hasher)

    await sign_in(database, hasher, PASSWORD)
    async with database.acting_as(ann) as session:
        await session.execute(text("UPDATE users SET email = 'other@example.org', password_hash = 'a secret hash'"))
    by_then = await noted(owner, ann), await headers(owner, ann)
    async with database.acting_as(ann) as session:
        await session.execute(text("UPDATE users SET email = 'third@example.org', password_hash = 'x', unit = 'lb'"))

    assert by_then == ([], [])
    (found,) = await noted(owner, ann)
    assert fields(found.before).keys() == set(LOGGED[0].rows.columns)
    assert "secret" not in str(found.before)
    assert "@" not in str(found.before)


async def test_what_is_removed_along_is_noted_once_each(database: Database, owner: AsyncEngine, ann: Person) -> None:
    squat = await make_exercise(database, ann, "Squat")
    workout = await log_workout(database, ann, squat, {"reps": 5}, {"reps": 6}, {"reps": 7})
    known = await counter(owner, ann.id)

    async with database.acting_as(ann.id) as session:
        await session.execute(text("DELETE FROM workout_sessions"))

    found = await noted(owner, ann.id, after=known)
    assert sorted((each.table, each.row_id) for each in found) == sorted(
        [
            ("workout_sessions", workout.workout),
            ("session_exercises", workout.session_exercise),
            *(("exercise_sets", each) for each in workout.sets),
        ]
    )
    assert [each.place for each in found] == [(known + 1, 1, ordinal) for ordinal in range(1, 6)]
    assert {each.operation for each in found} == {"delete"}
    assert sorted(str(fields(each.before)["reps"]) for each in found if each.table == "exercise_sets") == [
        "5", "6", "7",
    ]  # fmt: skip


async def test_a_merge_is_noted_with_all_that_it_moves(database: Database, owner: AsyncEngine, ann: Person) -> None:
    training = await train(database, ann)
    into = await make_exercise(database, ann, "Back Squat")
    known, merge = await counter(owner, ann.id), new_id()

    async with database.acting_as(ann.id, through=Through.API) as session:
        await merge_exercises(session, merge, MergeContent(exercise_id=training.exercise, into_exercise_id=into))

    moved = {
        ("insert", "exercise_merges", merge),
        ("update", "session_exercises", training.session_exercise),
        ("update", "exercise_sets", training.set),
        ("update", "plan_exercises", training.plan_exercise),
    }
    found = await noted(owner, ann.id, after=known)
    assert {(each.operation, each.table, each.row_id) for each in found} == moved
    assert len(found) == len(moved)
    assert {fields(each.before)["exercise_id"] for each in found if each.before} == {str(training.exercise)}


async def test_a_substitution_is_noted_with_its_sets(database: Database, owner: AsyncEngine, ann: Person) -> None:
    training = await train(database, ann)
    other = await make_exercise(database, ann, "Leg Press")
    known = await counter(owner, ann.id)

    async with database.acting_as(ann.id, through=Through.API) as session:
        await exercises.correct_exercise(
            session, training.session_exercise, {"exercise_id": other}, expected_version=None
        )

    assert sorted(await in_short(owner, ann.id, after=known)) == [
        ("update", "exercise_sets", training.set),
        ("update", "session_exercises", training.session_exercise),
    ]


async def test_an_upsert_is_noted_as_what_it_did(database: Database, owner: AsyncEngine, ann: Person) -> None:
    rows, upsert = (new_id(), new_id()), (
        "INSERT INTO body_measurements (user_id, id, part, amount, unit, measured_at)"
        " SELECT :ann, unnest(CAST(:rows AS uuid[])), 'body_weight', :amount, 'kg', '2026-03-02T18:00Z'"
        " ON CONFLICT (user_id, id) DO UPDATE SET amount = excluded.amount"
    )  # fmt: skip

    for given, amount in ((rows[:1], 82), (rows, 83)):
        async with database.acting_as(ann.id) as session:
            await session.execute(
                text(upsert), {"ann": ann.id, "rows": [str(each) for each in given], "amount": Decimal(amount)}
            )

    found = await noted(owner, ann.id)
    assert [each.place[0] for each in found] == [1, 2, 2]
    assert {(each.place[0], each.operation, each.row_id) for each in found} == {
        (1, "insert", rows[0]),
        (2, "update", rows[0]),
        (2, "insert", rows[1]),
    }


async def test_a_row_whose_key_is_changed_is_one_removed_and_one_made(
    database: Database, owner: AsyncEngine, ann: Person
) -> None:
    async with database.acting_as(ann.id) as session:
        row_id = await measure(session, ann.id)
    other = new_id()

    async with database.acting_as(ann.id) as session:
        await changed(session, row_id, f"id = '{other}'")

    found = await noted(owner, ann.id, after=1)
    assert {(each.operation, each.row_id, each.before is None) for each in found} == {
        ("delete", row_id, False),
        ("insert", other, True),
    }
    assert len(found) == 2


async def test_a_statement_of_nobody_on_rows_of_two_people_is_a_change_of_each(
    database: Database, owner: AsyncEngine, ann: Person, bob: Person
) -> None:
    rows = {}
    for person in (ann, bob):
        async with database.acting_as(person.id) as session:
            rows[person.id] = [await measure(session, person.id), await measure(session, person.id)]
    async with database.acting_as(bob.id) as session:
        await measure(session, bob.id)

    async with owner.begin() as connection:
        await connection.execute(text("UPDATE body_measurements SET note = 'by hand'"))

    places = []
    for person, revision in ((ann, 2), (bob, 3)):
        assert await headers(owner, person.id, after=revision - 1) == [Header((revision, 1), "psql")]
        found = await noted(owner, person.id, after=revision - 1)
        assert {each.row_id for each in found} >= set(rows[person.id])
        places.append([each.place for each in found])
    assert places == [[(2, 1, 1), (2, 1, 2)], [(3, 1, 1), (3, 1, 2), (3, 1, 3)]]


async def test_one_key_of_two_people_is_one_row_of_each(
    database: Database, owner: AsyncEngine, ann: Person, bob: Person
) -> None:
    row_id = new_id()
    content = {"part": BodyPart.BODY_WEIGHT, "amount": Decimal(80), "unit": BodyUnit.KG, "measured_at": MONDAY}
    for person in (ann, bob):
        async with database.acting_as(person.id) as session:
            session.add(BodyMeasurement(user_id=person.id, id=row_id, **content))

    async with owner.begin() as connection:
        await connection.execute(text("UPDATE body_measurements SET note = 'by hand'"))

    for person in (ann, bob):
        assert await in_short(owner, person.id, after=1) == [("update", "body_measurements", row_id)]


async def test_a_row_given_to_somebody_else_is_removed_from_one_and_made_for_the_other(
    database: Database, owner: AsyncEngine, ann: Person, bob: Person
) -> None:
    async with database.acting_as(ann.id) as session:
        row_id = await measure(session, ann.id)

    async with owner.begin() as connection:
        await connection.execute(text("UPDATE body_measurements SET user_id = :bob"), {"bob": bob.id})

    assert await in_short(owner, ann.id, after=1) == [("delete", "body_measurements", row_id)]
    assert await in_short(owner, bob.id) == [("insert", "body_measurements", row_id)]


async def test_a_shared_exercise_is_in_nobodys_log(owner: AsyncEngine, settled_ann: Belongings) -> None:
    async with owner.connect() as connection:
        await connection.execute(text("UPDATE exercises SET name = name || '!' WHERE owner_id IS NULL"))
        noted_of_it = await connection.scalar(
            text("SELECT count(*) FROM changed_rows WHERE row_id IN (SELECT id FROM exercises WHERE owner_id IS NULL)")
        )

    assert noted_of_it == 0
