"""People and their training, made with no more words than a test needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import insert

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import (
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


async def train(database: Database, person: Person, *, exercise_name: str = "Squat (Barbell)") -> Training:
    """One small row of everything a person owns, with an exercise of their own: 100 kg × 5."""
    ids = Training(*(new_id() for _ in range(6)))
    async with database.acting_as(person.id) as session:
        await session.execute(insert(Exercise).values(id=ids.exercise, name=exercise_name, owner_id=person.id))
        session.add(WorkoutPlan(user_id=person.id, id=ids.plan, plan_name="Lower"))
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
