"""Starting a workout: empty, from a plan, or one of the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.zones import refuse_unusable_zone
from mygymtracker.contents import kept
from mygymtracker.database.entities import (
    PlanDay,
    PlanExercise,
    SessionExercise,
    SessionStatus,
    User,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.newest import is_ahead
from mygymtracker.database.owned_rows import acting, create
from mygymtracker.errors import Invalid
from mygymtracker.plans.targets import target_of
from mygymtracker.workouts.contents import RunningWorkout, WorkoutCreation, creation_of
from mygymtracker.workouts.previous_queries import IN_PROGRESS


@dataclass(frozen=True, slots=True)
class Started:
    """The workout to go on with. `created` is False where it was there before: the same one, or another that runs."""

    workout_id: UUID
    created: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """What a workout is started from."""

    name: str = ""
    plan_id: UUID | None = None
    plan_day_id: UUID | None = None
    exercises: Sequence[PlanExercise] = field(default_factory=list)


def copied_exercise_id(workout_id: UUID, plan_exercise_id: UUID) -> UUID:
    """The id that a plan's exercise has in a workout started from it: a phone without a network makes the same."""
    return uuid5(workout_id, str(plan_exercise_id))


async def start_workout(
    session: AsyncSession, workout_id: UUID, creation: WorkoutCreation, *, now: datetime, copying: bool = True
) -> Started:
    """Starts it, unless the same request did so before or, not asked to run alongside, another one runs.

    Without `copying` it names its plan and has none of its exercises: whoever sends it adds them, as the plan was.
    Raises Conflict (the id was used for something else) and Invalid (an unknown plan, day or time zone).
    """
    own_zone = (await session.execute(select(User.time_zone))).scalar_one()
    known = await _is_known(session, workout_id)
    if not known and not creation.alongside and creation.completed_at is None:
        running = await find_running(session)
        if running is not None:
            return Started(running.id, created=False)
    source = _Source() if known else await _get_source(session, creation, copying=copying)
    if creation.time_zone is not None:
        await refuse_unusable_zone(session, creation.time_zone)
    values = _values(creation, source, own_zone=own_zone, now=now)
    created = await create(session, WorkoutSession, workout_id, creation, values, content_of=creation_of)
    if created and source.exercises:
        await _copy(session, workout_id, source.exercises)
    return Started(workout_id, created)


async def find_running(session: AsyncSession, *, besides: UUID | None = None) -> RunningWorkout | None:
    """The newest workout that runs."""
    newest = (
        select(WorkoutSession.id, WorkoutSession.name, WorkoutSession.started_at)
        .where(WorkoutSession.status == IN_PROGRESS)
        .order_by(is_ahead(WorkoutSession.started_at), WorkoutSession.started_at.desc(), WorkoutSession.id.desc())
        .limit(1)
    )
    if besides is not None:
        newest = newest.where(WorkoutSession.id != besides)
    row = (await session.execute(newest)).one_or_none()
    return None if row is None else RunningWorkout(*row)


async def _is_known(session: AsyncSession, workout_id: UUID) -> bool:
    known = await session.execute(select(WorkoutSession.id).where(WorkoutSession.id == workout_id))
    return known.scalar_one_or_none() is not None


async def _get_source(session: AsyncSession, creation: WorkoutCreation, *, copying: bool) -> _Source:
    """Raises Invalid for a plan or a day that there is not."""
    if creation.plan_day_id is not None:
        return await _get_day(session, creation.plan_day_id, copying=copying)
    if creation.plan_id is not None:
        return await _get_plan(session, creation.plan_id, copying=copying)
    return _Source()


async def _get_day(session: AsyncSession, plan_day_id: UUID, *, copying: bool) -> _Source:
    wanted = select(PlanDay).where(PlanDay.id == plan_day_id).with_for_update(read=True, key_share=True)
    day = (await session.execute(wanted)).scalar_one_or_none()
    if day is None:
        raise Invalid("There is no such day of a plan.", field="plan_day_id", value=str(plan_day_id))
    if not copying:
        return _Source(day.day_name, day.plan_id, day.id)
    planned = (
        select(PlanExercise)
        .where(PlanExercise.plan_day_id == plan_day_id)
        .order_by(PlanExercise.display_order, PlanExercise.id)
        .with_for_update(read=True, key_share=True)
    )
    return _Source(day.day_name, day.plan_id, day.id, (await session.execute(planned)).scalars().all())


async def _get_plan(session: AsyncSession, plan_id: UUID, *, copying: bool) -> _Source:
    wanted = select(WorkoutPlan).where(WorkoutPlan.id == plan_id).with_for_update(read=True, key_share=True)
    plan = (await session.execute(wanted)).scalar_one_or_none()
    if plan is None:
        raise Invalid("There is no such plan.", field="plan_id", value=str(plan_id))
    if not copying:
        return _Source(plan.plan_name, plan.id)
    planned = (
        select(PlanExercise)
        .where(PlanExercise.plan_id == plan_id, PlanExercise.plan_day_id.is_(None))
        .order_by(PlanExercise.display_order, PlanExercise.id)
        .with_for_update(read=True, key_share=True)
    )
    exercises = (await session.execute(planned)).scalars().all()
    if not exercises and await _has_days(session, plan_id):
        raise Invalid(
            "This plan has days: give the plan_day_id of the one to start.", field="plan_id", value=str(plan_id)
        )
    return _Source(plan.plan_name, plan.id, None, exercises)


async def _has_days(session: AsyncSession, plan_id: UUID) -> bool:
    one = select(PlanDay.id).where(PlanDay.plan_id == plan_id).limit(1)
    return (await session.execute(one)).scalar_one_or_none() is not None


def _values(creation: WorkoutCreation, source: _Source, *, own_zone: str, now: datetime) -> dict[str, object]:
    past = creation.completed_at is not None
    return {
        "name": source.name if creation.name is None else creation.name,
        "notes": creation.notes,
        "status": SessionStatus.COMPLETED if past else SessionStatus.IN_PROGRESS,
        "started_at": creation.started_at or now,
        "completed_at": creation.completed_at,
        "time_zone": creation.time_zone or own_zone,
        "plan_id": source.plan_id,
        "plan_day_id": source.plan_day_id,
        "body_weight": kept(creation.body_weight),
        "body_weight_unit": creation.body_weight_unit,
    }


async def _copy(session: AsyncSession, workout_id: UUID, planned: Sequence[PlanExercise]) -> None:
    """What the plan says now, at the places 1, 2, 3, …; later edits of the plan do not reach the workout."""
    user_id = acting(session)
    await session.execute(
        insert(SessionExercise),
        [
            {
                "user_id": user_id,
                "id": copied_exercise_id(workout_id, each.id),
                "session_id": workout_id,
                "plan_exercise_id": each.id,
                "exercise_id": each.exercise_id,
                "display_order": place,
                "superset_group": each.superset_group,
                "target": msgspec.to_builtins(target_of(each)),
                "returning_note": each.returning_note,
            }
            for place, each in enumerate(planned, start=1)
        ],
    )
