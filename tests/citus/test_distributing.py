"""What is distributed, and what of it holds: on the cluster of `TEST_CITUS_URL`, where one is named."""

from __future__ import annotations

import os

import asyncpg
import pytest
from sqlalchemy import select, update

from mygymtracker.database.connecting import connected
from mygymtracker.database.distributing import distribute, distributed_tables, functions, letting_go
from mygymtracker.database.entities import Base, ChangedRow, Exercise, Through, User
from mygymtracker.database.row_security import Function, declared
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Refused
from mygymtracker.quantities import LoadUnit
from tests.conftest import TestDatabase
from tests.factories import Person, train

on_citus = pytest.mark.skipif("TEST_CITUS_URL" not in os.environ, reason="TEST_CITUS_URL names no coordinator")
on_plain = pytest.mark.skipif("TEST_CITUS_URL" in os.environ, reason="this is the cluster")


def test_each_function_of_the_cluster_takes_the_place_of_a_declared_one() -> None:
    plain = {each.name: each for each in declared(Base.metadata).others if isinstance(each, Function)}
    here = {each.name: each for each in functions()}

    assert here.keys() - plain.keys() == {"shard_of", "set_here", "let_go"}
    for name in here.keys() & plain.keys():
        assert (here[name].arguments, here[name].callers, here[name].owner) == (
            plain[name].arguments,
            plain[name].callers,
            plain[name].owner,
        )


def test_what_is_emptied_when_what_it_names_goes_is_emptied_there_too() -> None:
    assert sorted((trigger.table, *trigger.arguments) for _, trigger in letting_go()) == [
        ("exercise_sets", "exercise_sets", "continues_set_id"),
        ("plan_days", "workout_sessions", "plan_day_id"),
        ("plan_exercises", "session_exercises", "plan_exercise_id"),
        ("workout_plans", "workout_sessions", "plan_id"),
        ("workout_sessions", "imported_workouts", "workout_id"),
    ]


def test_all_that_a_person_has_is_distributed() -> None:
    owned = {name for name, table in Base.metadata.tables.items() if "user_id" in table.columns}

    assert set(distributed_tables()) == owned


@on_plain
async def test_plain_postgresql_refuses(migrated_database: TestDatabase) -> None:
    with pytest.raises(Refused, match="plain PostgreSQL"):
        await distribute(migrated_database.owner)


@on_citus
async def test_a_second_time_does_nothing(migrated_database: TestDatabase) -> None:
    assert await distribute(migrated_database.owner) == []


@on_citus
async def test_the_profile_and_own_exercises_are_noted_once(database: Database, ann: Person, bob: Person) -> None:
    async with database.acting_as(ann.id, through=Through.API) as session:
        await session.execute(update(User).values(unit=LoadUnit.LB))
    await train(database, ann, exercise_name="Pistol Squat")
    async with database.acting_as(ann.id, through=Through.API) as session:
        await session.execute(update(Exercise).where(Exercise.owner_id == ann.id).values(notes="Slowly"))

    async with database.acting_as(ann.id, read_only=True) as session:
        lines = (await session.execute(select(ChangedRow.table_name, ChangedRow.operation))).all()
    assert sorted(str(line.operation) for line in lines if line.table_name == "exercises") == ["insert", "update"]
    assert [str(line.operation) for line in lines if line.table_name == "users"] == ["update"]
    async with database.acting_as(bob.id, read_only=True) as session:
        assert (await session.execute(select(ChangedRow.table_name))).all() == []
        assert (await session.execute(select(Exercise.name).where(Exercise.owner_id == ann.id))).all() == []


@on_citus
async def test_nobody_sees_a_row_on_a_worker(database: Database, ann: Person, migrated_database: TestDatabase) -> None:
    await train(database, ann, exercise_name="Pistol Squat")
    async with connected(migrated_database.app) as connection:
        for table in ("exercise_sets", "workout_sessions", "users", "changed_rows"):
            assert await connection.fetchval(f"SELECT count(*) FROM public.{table}") == 0


@on_citus
async def test_a_person_can_lock_her_counter_and_not_change_it(
    database: Database, ann: Person, migrated_database: TestDatabase
) -> None:
    await train(database, ann, exercise_name="Pistol Squat")
    async with connected(migrated_database.app) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with connection.transaction():
                await connection.fetchval("SELECT public.set_here('app.user_id', $1)", str(ann.id))
                await connection.execute(
                    "UPDATE public.change_counters SET revision = revision + 1 WHERE user_id = $1", ann.id
                )
