"""Whatever is made, changed or removed is noted once, as it was before; and nothing else is, by whatever way."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from mygymtracker.accounts import leaving
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.database.change_triggers import LOGGED, Logged
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import BodyMeasurement, BodyPart, BodyUnit, Through
from mygymtracker.database.transaction import Database
from mygymtracker.exercises.merges import MergeContent
from mygymtracker.exercises.merging import merge_exercises
from mygymtracker.workouts import exercises
from tests.changes.noted import (
    CHANGES,
    Header,
    Noted,
    as_kept,
    counter,
    fields,
    headers,
    in_short,
    noted,
    table_of,
    this,
)
from tests.factories import MONDAY, Person, log_workout, make_exercise, train
from tests.features.accounts import PASSWORD, give_account, sign_in
from tests.isolation.matrix import Belongings, sqlstate

REFUSED: Final = "42501"
TUESDAY: Final = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


def tables_with(event: str) -> pytest.MarkDecorator:
    chosen = [logged for logged in LOGGED if event in logged.events]
    return pytest.mark.parametrize("logged", chosen, ids=lambda logged: logged.table)


async def add(session: AsyncSession, logged: Logged, ann: Belongings) -> dict[str, object]:
    """A row that nothing refers to; of people the one that there is."""
    if logged.table == "users":
        return ann.rows["users"]
    table = table_of(logged)
    columns = [column for column in table.columns if not column.system]
    made = await (await session.connection()).execute(insert(table).values(ann.another(table)).returning(*columns))
    return dict(made.mappings().one())


async def measure(session: AsyncSession, person_id: UUID, amount: str = "82.4") -> UUID:
    """Notes a body weight in a statement of its own."""
    row_id = new_id()
    content = {"part": BodyPart.BODY_WEIGHT, "amount": Decimal(amount), "unit": BodyUnit.KG, "measured_at": MONDAY}
    session.add(BodyMeasurement(user_id=person_id, id=row_id, **content))
    await session.flush()
    return row_id


async def changed(session: AsyncSession, row_id: UUID, change: str) -> None:
    await session.execute(text(f"UPDATE body_measurements SET {change} WHERE id = :id"), {"id": row_id})


def test_it_is_known_how_a_row_of_every_logged_table_is_changed() -> None:
    assert CHANGES.keys() == {logged.table for logged in LOGGED if "UPDATE" in logged.events}


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


async def label(session: AsyncSession, **settings: object) -> None:
    for name, value in settings.items():
        await session.execute(
            text("SELECT set_config('app.' || :name, :value, true)"), {"name": name, "value": str(value)}
        )


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


async def test_the_working_role_may_call_none_of_the_logs_functions_but_the_one_that_locks(
    database: Database, ann: Person
) -> None:
    theirs = {"lock_changes", "lock_changes_before", "take_revision"} | {each.rows.function for each in LOGGED}

    async with database.acting_as(ann.id) as session:
        found = await session.execute(
            text(
                "SELECT proname::text, has_function_privilege(oid, 'EXECUTE') FROM pg_proc"
                " WHERE pronamespace = 'public'::regnamespace AND proname::text = ANY (:names)"
            ),
            {"names": sorted(theirs)},
        )

    assert {tuple(row) for row in found} == {(name, name == "lock_changes") for name in theirs}


#: What the working role tries, and how it is answered.
ATTEMPTS: Final = {
    "SELECT public.take_revision(public.acting_user_id(), 1::smallint)": REFUSED,
    "CREATE TEMPORARY TABLE mine (user_id uuid, id uuid); "
    "CREATE TRIGGER forge AFTER INSERT ON mine REFERENCING NEW TABLE AS made "
    "FOR EACH STATEMENT EXECUTE FUNCTION public.log_rows()": REFUSED,
    "CREATE TEMPORARY TABLE mine (user_id uuid, id uuid); "
    "CREATE TRIGGER lock BEFORE INSERT ON mine "
    "FOR EACH STATEMENT EXECUTE FUNCTION public.lock_changes_before()": REFUSED,
    "ALTER TABLE body_measurements DISABLE TRIGGER ALL": REFUSED,
    "ALTER TABLE body_measurements DISABLE TRIGGER body_measurements_log_changes_on_delete": REFUSED,
    "DROP TRIGGER body_measurements_log_changes_on_delete ON body_measurements": REFUSED,
    "SET session_replication_role = replica": REFUSED,
    "TRUNCATE body_measurements": REFUSED,
    # labels that are none fail the statement with the change in it
    "SET LOCAL app.through = 'nonsense'; UPDATE users SET unit = 'lb'": "22P02",
    "SET LOCAL app.operation_id = 'nonsense'; UPDATE users SET unit = 'lb'": "22P02",
    "SET LOCAL app.part = 'nonsense'; UPDATE users SET unit = 'lb'": "22P02",
    "SET LOCAL app.part = '40000'; UPDATE users SET unit = 'lb'": "22003",
    "SET LOCAL app.user_id = 'nonsense'; UPDATE users SET unit = 'lb'": "22P02",
    f"SET LOCAL app.device = '{'x' * 101}'; UPDATE users SET unit = 'lb'": "22001",
    f"SET LOCAL app.undoes = '{'x' * 41}'; UPDATE users SET unit = 'lb'": "22001",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
async def test_the_log_cannot_be_forged_or_gone_around(
    attempt: str, database: Database, owner: AsyncEngine, ann: Person
) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with database.acting_as(ann.id) as session:
            for statement in attempt.split("; "):
                await session.execute(text(statement))

    assert sqlstate(refused.value) == ATTEMPTS[attempt]
    assert (await noted(owner, ann.id), await headers(owner, ann.id)) == ([], [])


async def test_a_label_is_kept_as_it_is_said_and_says_nothing_else(
    database: Database, owner: AsyncEngine, ann: Person
) -> None:
    said = "'; DELETE FROM changes; --"

    async with database.acting_as(ann.id) as session:
        await label(session, device=said, undoes=said, part=-3)
        row_id = await measure(session, ann.id)

    assert await headers(owner, ann.id) == [Header((1, -3), "psql", said, None, said)]
    assert await in_short(owner, ann.id) == [("insert", "body_measurements", row_id)]


async def test_a_table_of_the_same_name_before_the_logs_own_is_not_taken_for_it(
    database: Database, owner: AsyncEngine, ann: Person
) -> None:
    async with database.acting_as(ann.id) as session:
        for name in ("change_counters", "changes", "changed_rows", "users"):
            await session.execute(text(f"CREATE TEMPORARY TABLE {name} (LIKE public.{name}) ON COMMIT DROP"))
        row_id = await measure(session, ann.id)

    assert await in_short(owner, ann.id) == [("insert", "body_measurements", row_id)]


async def test_an_operation_is_noted_once_for_each_person(database: Database, ann: Person, bob: Person) -> None:
    operation = new_id()
    for person in (ann, bob):
        async with database.acting_as(person.id) as session:
            await label(session, operation_id=operation)
            await measure(session, person.id)

    with pytest.raises(DBAPIError) as refused:
        async with database.acting_as(ann.id) as session:
            await label(session, operation_id=operation)
            await measure(session, ann.id)

    assert sqlstate(refused.value) == "23505"


async def anything_of(owner: AsyncEngine, user_id: UUID) -> tuple[int, int, int]:
    async with owner.connect() as connection:
        counts = [
            await connection.scalar(
                text(f"SELECT count(*) FROM {table} WHERE user_id = :user_id"), {"user_id": user_id}
            )
            for table in ("change_counters", "changes", "changed_rows")
        ]
    return counts[0] or 0, counts[1] or 0, counts[2] or 0


async def test_who_leaves_leaves_no_log(database: Database, owner: AsyncEngine, ann: Person, bob: Person) -> None:
    await train(database, ann)
    await train(database, bob)
    his = await anything_of(owner, bob.id)

    await leaving.remove_account(database, user_id=ann.id)

    assert await anything_of(owner, ann.id) == (0, 0, 0)
    assert await anything_of(owner, bob.id) == his == (1, 1, 6)


@pytest.mark.parametrize("acting", ["ann", "nobody"])
async def test_an_account_with_nothing_but_a_log_takes_it_along(
    acting: str, database: Database, owner: AsyncEngine, ann: Person
) -> None:
    async with database.acting_as(ann.id) as session:
        row_id = await measure(session, ann.id)
        await session.execute(text("UPDATE users SET unit = 'lb'"))
        await session.execute(text("DELETE FROM body_measurements WHERE id = :id"), {"id": row_id})
    before = await anything_of(owner, ann.id)

    if acting == "ann":
        async with database.acting_as(ann.id) as session:
            await session.execute(text("DELETE FROM users"))
    else:
        async with owner.begin() as connection:
            await connection.execute(text("DELETE FROM users WHERE id = :id"), {"id": ann.id})

    assert before == (1, 1, 3)
    assert await anything_of(owner, ann.id) == (0, 0, 0)
