"""Sets while others write the same: who waits for whom, and what is seen afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import pytest
from sqlalchemy import select, text

from mygymtracker.contents import Order
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Exercise, ExerciseSet, Muscle, SessionExercise
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid, NotFound
from mygymtracker.workouts.exercises import correct_exercise, get_exercise_for_change, remove_exercise
from mygymtracker.workouts.set_writes import correct_set, delete_set, log_set, reorder_sets
from mygymtracker.workouts.sets import LoggedSet, SetCreation
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Logged, Person, log_workout, make_exercise

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Lifter:
    """Someone with two devices, two exercises and a workout of the first one, of one set."""

    database: Database
    other_device: Database
    superuser: TestDatabase
    person: Person
    bench: UUID
    dips: UUID
    workout: Logged

    async def log(self, set_id: UUID, **said: object) -> tuple[LoggedSet, bool]:
        """With the other device."""
        creation = SetCreation(workout_exercise_id=self.workout.session_exercise, reps=8, **said)  # type: ignore[arg-type]  # as the test says
        async with self.other_device.acting_as(self.person.id) as session:
            return await log_set(session, set_id, creation, now=MONDAY)

    async def kept(self) -> list[tuple[UUID, int | None, UUID]]:
        async with self.database.acting_as(self.person.id) as session:
            columns = (ExerciseSet.id, ExerciseSet.reps, ExerciseSet.exercise_id)
            found = await session.execute(select(*columns).order_by(ExerciseSet.id))
            return [(row.id, row.reps, row.exercise_id) for row in found]

    async def until_it_waits(self) -> None:
        """Until a transaction stands behind another one's lock."""
        engine = build_engine(self.superuser.superuser, working_role=None)
        async with engine.connect() as connection:
            while not (await connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))).scalar_one():
                pass
        await engine.dispose()


@pytest.fixture
async def lifter(database: Database, other_process: Database, migrated_database: TestDatabase, ann: Person) -> Lifter:
    bench, dips = await make_exercise(database, ann, "Bench Press"), await make_exercise(database, ann, "Dip")
    workout = await log_workout(database, ann, bench, {"reps": 5})
    return Lifter(database, other_process, migrated_database, ann, bench, dips, workout)


async def soon(work: Awaitable[Answer]) -> Answer:
    """A lock that is never given up fails the test, and does not hang it."""
    return await asyncio.wait_for(work, timeout=30)


async def test_a_set_that_another_request_is_just_adding_is_known_and_not_added_twice(lifter: Lifter) -> None:
    set_id = new_id()
    creation = SetCreation(workout_exercise_id=lifter.workout.session_exercise, reps=8)

    async with lifter.database.acting_as(lifter.person.id) as session:
        first, made = await log_set(session, set_id, creation, now=MONDAY)
        again = asyncio.create_task(lifter.log(set_id))
        await soon(lifter.until_it_waits())

    assert made
    assert await soon(again) == (first, False)


async def test_a_set_logged_while_its_exercise_is_substituted_is_one_of_the_substitute(lifter: Lifter) -> None:
    set_id = new_id()
    patch = {"exercise_id": str(lifter.dips)}

    async with lifter.database.acting_as(lifter.person.id) as session:
        await correct_exercise(session, lifter.workout.session_exercise, patch, expected_version=None)
        logging = asyncio.create_task(lifter.log(set_id))
        await soon(lifter.until_it_waits())

    _, made = await soon(logging)
    assert made
    assert await lifter.kept() == [(lifter.workout.sets[0], 5, lifter.dips), (set_id, 8, lifter.dips)]


async def test_an_exercise_is_substituted_with_the_set_that_is_just_being_logged(lifter: Lifter) -> None:
    set_id = new_id()
    creation = SetCreation(workout_exercise_id=lifter.workout.session_exercise, reps=8)

    async def substitute() -> None:
        patch = {"exercise_id": str(lifter.dips)}
        async with lifter.other_device.acting_as(lifter.person.id) as session:
            await correct_exercise(session, lifter.workout.session_exercise, patch, expected_version=None)

    async with lifter.database.acting_as(lifter.person.id) as session:
        await log_set(session, set_id, creation, now=MONDAY)
        substituting = asyncio.create_task(substitute())
        await soon(lifter.until_it_waits())

    await soon(substituting)
    assert await lifter.kept() == [(lifter.workout.sets[0], 5, lifter.dips), (set_id, 8, lifter.dips)]


async def test_a_set_logged_while_its_exercise_is_removed_from_the_workout_has_nowhere_to_go(lifter: Lifter) -> None:
    async with lifter.database.acting_as(lifter.person.id) as session:
        await remove_exercise(session, lifter.workout.session_exercise, expected_version=None)
        logging = asyncio.create_task(lifter.log(new_id()))
        await soon(lifter.until_it_waits())

    with pytest.raises(NotFound, match="no such exercise in a workout"):
        await soon(logging)
    assert await lifter.kept() == []


async def test_a_piece_logged_while_the_set_it_continues_is_deleted_is_refused(lifter: Lifter) -> None:
    first = lifter.workout.sets[0]

    async with lifter.database.acting_as(lifter.person.id) as session:
        await delete_set(session, first, expected_version=None)
        logging = asyncio.create_task(lifter.log(new_id(), continues_set_id=first))
        await soon(lifter.until_it_waits())

    with pytest.raises(Invalid, match="no such set of the same exercise"):
        await soon(logging)
    assert await lifter.kept() == []


async def test_a_piece_logged_while_the_set_it_continues_becomes_a_piece_is_refused(lifter: Lifter) -> None:
    first, other = lifter.workout.sets[0], new_id()
    await lifter.log(other)

    async with lifter.database.acting_as(lifter.person.id) as session:
        patch = {"continues_set_id": str(other)}
        await correct_set(session, first, patch, now=MONDAY, expected_version=None)
        logging = asyncio.create_task(lifter.log(new_id(), continues_set_id=first))
        await soon(lifter.until_it_waits())

    with pytest.raises(Invalid, match=f"send {other}, the first piece"):
        await soon(logging)


async def test_who_deletes_a_set_waits_for_who_orders_them_before_taking_the_first(lifter: Lifter) -> None:
    """Otherwise each might hold a set that the other one needs."""
    (first,), piece, exercise = lifter.workout.sets, new_id(), lifter.workout.session_exercise
    await lifter.log(piece, continues_set_id=first)

    async def delete() -> None:
        async with lifter.other_device.acting_as(lifter.person.id) as session:
            await delete_set(session, first, expected_version=None)

    async with lifter.database.acting_as(lifter.person.id) as session:
        await get_exercise_for_change(session, exercise, expected_version=None)
        deleting = asyncio.create_task(delete())
        await soon(lifter.until_it_waits())
        await reorder_sets(session, exercise, Order(ids=[piece, first]), expected_version=None)

    await soon(deleting)
    assert await lifter.kept() == [(piece, 8, lifter.bench)]


async def test_lists_of_enums_come_from_the_driver_as_their_members(lifter: Lifter) -> None:
    trained = select(Exercise.primary_muscles, SessionExercise.notes).join(
        SessionExercise, SessionExercise.exercise_id == Exercise.id
    )
    async with lifter.database.acting_as(lifter.person.id) as session:
        bench = (await session.scalars(select(Exercise).where(Exercise.id == lifter.bench))).one()
        bench.primary_muscles = list(Muscle)[:2]
        await session.flush()

        (row,) = await fetch_rows(session, trained, {})

    assert row == (list(Muscle)[:2], "")
    assert [type(muscle) for muscle in row[0]] == [Muscle, Muscle]
