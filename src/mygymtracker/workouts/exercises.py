"""What happens to the exercises of a workout: adding, correcting, substituting, reordering, removing."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

from msgspec.structs import asdict
from sqlalchemy import case, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import Order
from mygymtracker.database.entities import Exercise, ExerciseSet, PlanExercise, SessionExercise, WorkoutSession
from mygymtracker.database.owned_rows import change, create, get_for_change, patched, refuse_other_version, remove
from mygymtracker.database.versions import version_in_order
from mygymtracker.errors import Invalid
from mygymtracker.plans.targets import Target
from mygymtracker.workouts.contents import (
    LAST_PLACE,
    UNPLANNED,
    Planned,
    WorkoutExerciseContent,
    WorkoutExerciseCreation,
    exercise_content_of,
    exercise_creation_of,
)
from mygymtracker.workouts.writes import get_workout_for_change

WHAT: Final = "exercise in a workout"
_FOREIGN_KEY: Final = "23503"


async def add_exercise(
    session: AsyncSession, row_id: UUID, creation: WorkoutExerciseCreation, planned: Planned = UNPLANNED
) -> bool:
    """Adds an exercise to a workout, whatever its state. False when this same request did so before.

    Raises Conflict, showing both, and Invalid for an unknown workout, exercise or exercise of a plan.
    """
    values = asdict(creation) | {"session_id": creation.workout_id, **planned.columns()}
    del values["workout_id"]
    if not await _is_known(session, row_id):
        await _refuse_unknown(session, creation)
        await _refuse_unknown_planned(session, planned.plan_exercise_id)
    if creation.display_order is None:
        values["display_order"] = await _next_place(session, creation.workout_id)
    async with _naming_exercise(creation.exercise_id):
        return await create(session, SessionExercise, row_id, creation, values, content_of=exercise_creation_of)


async def correct_exercise(
    session: AsyncSession, row_id: UUID, patch: Mapping[str, object], *, expected_version: int | None
) -> None:
    """With another `exercise_id` it is substituted, and the sets logged so far go with it; what was planned stays.

    A changed `returning_note` is kept in the plan, too. Raises NotFound, Changed, Invalid.
    """
    if "returning_note" in patch:
        await _lock_planned(session, row_id)
    row = await get_exercise_for_change(session, row_id, expected_version=expected_version)
    content = patched(row, patch, exercise_content_of)
    values = asdict(content)
    if content.display_order is None:
        values["display_order"] = await _next_place(session, row.session_id)
    if content.returning_note != row.returning_note and row.plan_exercise_id is not None:
        await _tell_plan(session, row.plan_exercise_id, content.returning_note)
    if content.exercise_id == row.exercise_id:
        await change(session, row, values)
    else:
        await _substitute(session, row, values, content)


async def correct_target(session: AsyncSession, row_id: UUID, target: Target | None) -> None:
    """What the plan had asked for when the workout began. Raises NotFound."""
    row = await get_exercise_for_change(session, row_id, expected_version=None)
    await change(session, row, {"target": Planned(target=target).columns()["target"]})


async def remove_exercise(session: AsyncSession, row_id: UUID, *, expected_version: int | None) -> None:
    """With its sets. Raises NotFound, Changed."""
    await remove(session, await get_exercise_for_change(session, row_id, expected_version=expected_version))


async def reorder_exercises(
    session: AsyncSession, workout_id: UUID, order: Order, *, expected_version: int | None
) -> None:
    """Gives all exercises of a workout the places 1, 2, 3, …

    Raises NotFound, Changed, and Conflict naming those that `order` misses, or that are not in the workout.
    """
    row = await get_workout_for_change(session, workout_id, expected_version=expected_version)
    there = await _exercise_ids(session, workout_id)
    order.refuse_others(there, what="exercises of the workout")
    if there != order.ids:
        await _give_places(session, row, order.ids)


async def get_exercise_for_change(
    session: AsyncSession, row_id: UUID, *, expected_version: int | None
) -> SessionExercise:
    """Raises NotFound, Changed."""
    row = await get_for_change(session, SessionExercise, row_id, what=WHAT, content_of=exercise_content_of)
    if expected_version is not None:
        version = version_in_order(row.version, await _set_ids(session, row_id))
        refuse_other_version(version, expected_version, what=WHAT, existing=exercise_content_of(row))
    return row


async def _set_ids(session: AsyncSession, row_id: UUID) -> list[UUID]:
    """In order."""
    ids = select(ExerciseSet.id).where(ExerciseSet.session_exercise_id == row_id)
    return list((await session.execute(ids.order_by(ExerciseSet.set_index, ExerciseSet.id))).scalars())


async def _is_known(session: AsyncSession, row_id: UUID) -> bool:
    known = await session.execute(select(SessionExercise.id).where(SessionExercise.id == row_id))
    return known.scalar_one_or_none() is not None


async def _refuse_unknown(session: AsyncSession, creation: WorkoutExerciseCreation) -> None:
    """Raises Invalid for a workout or an exercise that there is not; the workout stays until the transaction ends."""
    workout = (
        select(WorkoutSession.id)
        .where(WorkoutSession.id == creation.workout_id)
        .with_for_update(read=True, key_share=True)
    )
    if (await session.execute(workout)).scalar_one_or_none() is None:
        raise Invalid("There is no such workout.", field="workout_id", value=str(creation.workout_id))
    await _refuse_unknown_exercise(session, creation.exercise_id)


async def _refuse_unknown_planned(session: AsyncSession, plan_exercise_id: UUID | None) -> None:
    if plan_exercise_id is None:
        return
    statement = (
        select(PlanExercise.id).where(PlanExercise.id == plan_exercise_id).with_for_update(read=True, key_share=True)
    )
    if await session.scalar(statement) is None:
        raise Invalid("There is no such exercise of a plan.", field="plan_exercise_id", value=str(plan_exercise_id))


async def _refuse_unknown_exercise(session: AsyncSession, exercise_id: UUID) -> None:
    known = await session.execute(select(Exercise.id).where(Exercise.id == exercise_id))
    if known.scalar_one_or_none() is None:
        raise _no_such_exercise(exercise_id)


def _no_such_exercise(exercise_id: UUID) -> Invalid:
    return Invalid("There is no such exercise.", field="exercise_id", value=str(exercise_id))


@asynccontextmanager
async def _naming_exercise(exercise_id: UUID) -> AsyncGenerator[None]:
    """Around a write that refers to an exercise, which may be gone since it was looked for. Raises Invalid."""
    try:
        yield
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) == _FOREIGN_KEY:
            raise _no_such_exercise(exercise_id) from error
        raise


async def _next_place(session: AsyncSession, workout_id: UUID) -> int:
    last = select(func.coalesce(func.max(SessionExercise.display_order), 0)).where(
        SessionExercise.session_id == workout_id
    )
    return min((await session.execute(last)).scalar_one() + 1, LAST_PLACE)


async def _exercise_ids(session: AsyncSession, workout_id: UUID) -> list[UUID]:
    """In order, locked until the transaction ends."""
    ordered = (
        select(SessionExercise.id)
        .where(SessionExercise.session_id == workout_id)
        .order_by(SessionExercise.display_order, SessionExercise.id)
        .with_for_update(key_share=True)
    )
    return list((await session.execute(ordered)).scalars())


async def _give_places(session: AsyncSession, row: WorkoutSession, ids: list[UUID]) -> None:
    places = {each: place for place, each in enumerate(ids, start=1)}
    place_of = case(places, value=SessionExercise.id)
    await session.execute(
        update(SessionExercise)
        .where(SessionExercise.session_id == row.id, SessionExercise.display_order != place_of)
        .values(display_order=place_of)
        .execution_options(synchronize_session=False)
    )
    row.updated_at = func.now()  # another version of the workout, for whoever orders it at the same time
    await session.flush()


async def _lock_planned(session: AsyncSession, row_id: UUID) -> None:
    """Before the row itself, as when a plan's exercise is deleted: the two must not wait for each other."""
    planned = select(SessionExercise.plan_exercise_id).where(SessionExercise.id == row_id)
    await session.execute(select(PlanExercise.id).where(PlanExercise.id.in_(planned)).with_for_update(key_share=True))


async def _tell_plan(session: AsyncSession, plan_exercise_id: UUID, returning_note: str) -> None:
    await session.execute(
        update(PlanExercise)
        .where(PlanExercise.id == plan_exercise_id)
        .values(returning_note=returning_note)
        .execution_options(synchronize_session=False)
    )


async def _substitute(
    session: AsyncSession, row: SessionExercise, values: Mapping[str, Any], content: WorkoutExerciseContent
) -> None:
    """One statement: the key from sets to their exercise is compared when a statement ends, and not before."""
    await _refuse_unknown_exercise(session, content.exercise_id)
    moved = (
        update(ExerciseSet)
        .where(ExerciseSet.session_exercise_id == row.id)
        .values(exercise_id=content.exercise_id)
        .returning(ExerciseSet.id)
        .cte("moved")
    )
    async with _naming_exercise(content.exercise_id):
        await session.execute(
            update(SessionExercise)
            .where(SessionExercise.id == row.id)
            .values(**values)
            .add_cte(moved)
            .execution_options(synchronize_session=False)
        )
