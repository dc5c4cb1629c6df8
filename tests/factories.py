"""People and their training, made with no more words than a test needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import (
    BY_TABLE,
    Base,
    Exercise,
    ExerciseSet,
    IntensityTechnique,
    PlanExercise,
    SessionExercise,
    SessionStatus,
    SetType,
    User,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.transaction import Database
from mygymtracker.quantities import LoadUnit

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def blank_row(entity: type[Base]) -> dict[str, Any]:
    """What is answered of each field that people can leave out of a row, while they do: null, or its default.

    A column that is added is among them, so that what forgets to answer it differs.
    """
    table = BY_TABLE[str(entity.__tablename__)]
    columns = [each for each in table.columns.values() if each.name not in _KEPT]
    nulls = {each.name: None for each in columns if each.nullable}
    return nulls | {
        each.name: each.default.arg for each in columns if isinstance(each.default, ScalarElementColumnDefault)
    }


#: Columns that nobody types, and that the program keeps for itself.
_KEPT = ("created_at", "updated_at", "creation_digest", "user_id")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with an account."""

    id: UUID
    email: str


async def sign_up(database: Database, email: str) -> Person:
    """An account with a password that nobody knows."""
    person = Person(new_id(), email)
    async with database.acting_as(person.id) as session:
        session.add(User(id=person.id, email=email, password_hash="unusable", account_created_at=MONDAY))
    return person


@dataclass(frozen=True, slots=True)
class Training:
    """The ids of one plan with one exercise, and one workout of it with one set."""

    exercise: UUID
    plan: UUID
    plan_exercise: UUID
    workout: UUID
    session_exercise: UUID
    set: UUID


async def train(
    database: Database, person: Person, *, exercise_name: str = "Squat (Barbell)", plan_name: str = "Lower"
) -> Training:
    """One small row of everything a person owns, with an exercise of their own: 100 kg × 5."""
    ids = Training(*(new_id() for _ in range(6)))
    async with database.acting_as(person.id) as session:
        await session.execute(insert(Exercise).values(id=ids.exercise, name=exercise_name, owner_id=person.id))
        session.add(WorkoutPlan(user_id=person.id, id=ids.plan, plan_name=plan_name))
        await session.flush()
        session.add(
            PlanExercise(
                user_id=person.id, id=ids.plan_exercise, plan_id=ids.plan, exercise_id=ids.exercise, display_order=1,
                intensity_technique=IntensityTechnique.NOT_APPLICABLE, warmup_sets=1, working_sets=3, target_reps=5,
                rpe_early=7, rpe_last=9, rest_time=180,
            )
        )  # fmt: skip
        session.add(
            WorkoutSession(
                user_id=person.id, id=ids.workout, plan_id=ids.plan, status=SessionStatus.COMPLETED,
                started_at=MONDAY, completed_at=MONDAY,
            )
        )  # fmt: skip
        await session.flush()
        session.add(
            SessionExercise(
                user_id=person.id, id=ids.session_exercise, session_id=ids.workout,
                plan_exercise_id=ids.plan_exercise, exercise_id=ids.exercise, display_order=1,
            )
        )  # fmt: skip
        await session.flush()
        session.add(
            ExerciseSet(
                user_id=person.id, id=ids.set, session_exercise_id=ids.session_exercise, exercise_id=ids.exercise,
                set_type=SetType.WORKING, set_index=1, reps=5, load=Decimal("100"), load_unit=LoadUnit.KG,
                performed_at=MONDAY,
            )
        )  # fmt: skip
    return ids


async def make_exercise(database: Database, person: Person, name: str) -> UUID:
    """An exercise of the person's own."""
    exercise_id = new_id()
    async with database.acting_as(person.id) as session:
        await session.execute(insert(Exercise).values(id=exercise_id, name=name, owner_id=person.id))
    return exercise_id


@dataclass(frozen=True, slots=True)
class Logged:
    """The ids of one workout with one exercise, and of its sets in the order given."""

    workout: UUID
    session_exercise: UUID
    sets: tuple[UUID, ...]


async def log_workout(
    database: Database,
    person: Person,
    exercise_id: UUID,
    *sets: Mapping[str, object],
    started_at: datetime = MONDAY,
    **workout: object,
) -> Logged:
    """A completed workout of one exercise; a set is what was typed, `{"load": Decimal("61.25"), "reps": 8}`.

    A set is a working set in kilograms, done when the workout began, unless it says otherwise.
    """
    ids = Logged(new_id(), new_id(), tuple(new_id() for _ in sets))
    common = {"user_id": person.id, "session_exercise_id": ids.session_exercise, "exercise_id": exercise_id}
    async with database.acting_as(person.id) as session:
        done = {"status": SessionStatus.COMPLETED, "started_at": started_at} | workout
        await session.execute(insert(WorkoutSession).values(user_id=person.id, id=ids.workout, **done))
        await session.execute(
            insert(SessionExercise).values(
                user_id=person.id,
                id=ids.session_exercise,
                session_id=ids.workout,
                exercise_id=exercise_id,
                display_order=1,
            )
        )
        for index, (set_id, typed) in enumerate(zip(ids.sets, sets, strict=True), start=1):
            unit = LoadUnit.KG if typed.get("load") is not None else None
            usual = {"set_type": SetType.WORKING, "set_index": index, "load_unit": unit, "performed_at": started_at}
            await session.execute(insert(ExerciseSet).values(id=set_id, **(common | usual | dict(typed))))
    return ids
