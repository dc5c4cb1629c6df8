"""Nothing hangs under what belongs to somebody else, whoever asks: also not for a role that row security ignores."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import CursorResult, ForeignKeyConstraint, Table, and_, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from mygymtracker.database.entities import Base, Exercise
from mygymtracker.database.transaction import Database
from tests.isolation.matrix import (
    Belongings,
    reference,
    references_between_owned,
    rolled_back,
    sqlstate,
)

REFERENCES = references_between_owned()
every_reference = pytest.mark.parametrize(
    ("table", "key"), REFERENCES, ids=[f"{table.name}-{'-'.join(key.column_keys)}" for table, key in REFERENCES]
)
every_use_of_an_exercise = pytest.mark.parametrize(
    ("table", "key"),
    [(table, key) for table, key in REFERENCES if key.referred_table.name == "exercises"],
    ids=lambda which: which.name if isinstance(which, Table) else "-".join(which.column_keys),
)
every_role = pytest.mark.parametrize("role", ["as_app", "as_owner"])
NO_SUCH_PARENT = "23503"
REFUSED = "42501"


@pytest.fixture
def database(role: str, as_app: Database, as_owner: Database) -> Database:
    return {"as_app": as_app, "as_owner": as_owner}[role]


def under_anns(key: ForeignKeyConstraint, ann: Belongings) -> dict[str, object]:
    """The columns of a reference to what is Ann's, without the one that says whose the row itself is."""
    columns = reference(key, ann.rows[key.referred_table.name])
    columns.pop("user_id", None)
    return columns


def test_the_references_are_those_of_the_design() -> None:
    found = {(table.name, key.referred_table.name) for table, key in REFERENCES}

    assert found >= {
        ("plan_days", "workout_plans"),
        ("plan_exercises", "plan_days"),
        ("plan_exercises", "workout_plans"),
        ("plan_exercises", "exercises"),
        ("workout_sessions", "workout_plans"),
        ("workout_sessions", "plan_days"),
        ("session_exercises", "workout_sessions"),
        ("session_exercises", "plan_exercises"),
        ("session_exercises", "exercises"),
        ("exercise_sets", "session_exercises"),
        ("exercise_sets", "exercise_sets"),
        ("exercise_merges", "exercises"),
        ("imported_rows", "imports"),
        ("imported_workouts", "imports"),
        ("imported_workouts", "workout_sessions"),
    }


@every_role
@every_reference
async def test_a_new_row_cannot_hang_under_another_persons(
    table: Table, key: ForeignKeyConstraint, database: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    row = settled_bob.another(table, **under_anns(key, settled_ann))

    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(database, settled_bob.user_id) as session:
            await (await session.connection()).execute(insert(table).values(row))

    assert sqlstate(refused.value) == NO_SUCH_PARENT


@every_role
@every_reference
async def test_a_row_cannot_be_moved_under_another_persons(
    table: Table, key: ForeignKeyConstraint, database: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    row = settled_bob.another(table)  # one that nothing else refers to
    this = and_(*(column == row[column.name] for column in table.primary_key))

    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(database, settled_bob.user_id) as session:
            connection = await session.connection()
            await connection.execute(insert(table).values(row))
            await connection.execute(update(table).where(this).values(under_anns(key, settled_ann)))

    assert refused.value.statement is not None
    assert refused.value.statement.startswith("UPDATE")
    assert sqlstate(refused.value) == NO_SUCH_PARENT


@every_role
@every_use_of_an_exercise
async def test_a_shared_exercise_is_for_everyone(
    table: Table, key: ForeignKeyConstraint, database: Database, shared_exercise: UUID, settled_bob: Belongings
) -> None:
    row = settled_bob.another(table, **dict.fromkeys(key.column_keys, shared_exercise))
    if row.get("into_exercise_id") == row["exercise_id"]:
        row["into_exercise_id"] = settled_bob.rows["exercises"]["id"]

    async with rolled_back(database, settled_bob.user_id) as session:
        added = await (await session.connection()).execute(insert(table).values(row))

    assert added.rowcount == 1


@every_role
@every_use_of_an_exercise
async def test_the_refusal_names_the_exercise_and_the_person(
    table: Table, key: ForeignKeyConstraint, database: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    row = settled_bob.another(table, **under_anns(key, settled_ann))

    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(database, settled_bob.user_id) as session:
            await (await session.connection()).execute(insert(table).values(row))

    hers = settled_ann.rows["exercises"]["id"]
    assert f"exercise {hers} is not in the catalogue of user {settled_bob.user_id}" in str(refused.value)


async def test_one_stranger_among_many_rows_refuses_the_statement(
    as_app: Database, shared_exercise: UUID, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    table = Base.metadata.tables["plan_exercises"]
    rows = [settled_bob.another(table, exercise_id=shared_exercise) for _ in range(50)]
    rows[25]["exercise_id"] = settled_ann.rows["exercises"]["id"]

    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(as_app, settled_bob.user_id) as session:
            await (await session.connection()).execute(insert(table).values(rows))

    assert sqlstate(refused.value) == NO_SUCH_PARENT


async def test_an_exercise_of_ones_own_is_invisible_to_others(
    as_app: Database, shared_exercise: UUID, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    async with rolled_back(as_app, settled_bob.user_id) as session:
        by_sql = set(await session.scalars(text("SELECT id FROM exercises")))
        by_entity = set(await session.scalars(select(Exercise.id)))
        hers = await session.scalar(select(func.count()).where(Exercise.name == settled_ann.rows["exercises"]["name"]))

    assert by_sql == by_entity == {shared_exercise, settled_bob.rows["exercises"]["id"]}
    assert hers == 0


async def test_a_shared_exercise_cannot_be_changed_removed_or_made_by_a_person(
    as_app: Database, shared_exercise: UUID, settled_bob: Belongings
) -> None:
    which = {"id": shared_exercise, "bob": settled_bob.user_id}
    async with rolled_back(as_app, settled_bob.user_id) as session:
        renamed = await session.execute(text("UPDATE exercises SET name = 'Mine' WHERE id = :id"), which)
        taken = await session.execute(text("UPDATE exercises SET owner_id = :bob WHERE id = :id"), which)
        removed = await session.execute(text("DELETE FROM exercises WHERE id = :id"), which)
    refusals = []

    for statement in (
        "INSERT INTO exercises (name) VALUES ('For everyone')",
        "UPDATE exercises SET owner_id = NULL",
    ):
        with pytest.raises(DBAPIError) as refused:
            async with rolled_back(as_app, settled_bob.user_id) as session:
                await session.execute(text(statement))
        refusals.append(sqlstate(refused.value))

    assert [each.rowcount for each in (renamed, taken, removed) if isinstance(each, CursorResult)] == [0, 0, 0]
    assert refusals == [REFUSED, REFUSED]
