"""Nobody writes the log but its triggers, nobody goes around them, and it goes with its person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.accounts import leaving
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import LOGGED
from mygymtracker.database.transaction import Database
from tests.changes.noted import (
    Header,
    headers,
    in_short,
    label,
    measure,
    noted,
)
from tests.factories import Person, train
from tests.isolation.matrix import sqlstate

REFUSED: Final = "42501"
TUESDAY: Final = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


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
