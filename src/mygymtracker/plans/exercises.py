"""The exercises of a plan: adding, changing, putting in order, removing."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec.structs import asdict
from sqlalchemy import case, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import Order
from mygymtracker.database.entities import Exercise, PlanDay, PlanExercise, SessionExercise
from mygymtracker.database.owned_rows import change, create, get_for_change, patched, remove
from mygymtracker.errors import Invalid
from mygymtracker.plans.contents import (
    LAST_PLACE,
    PlanExerciseContent,
    PlanExerciseCreation,
    plan_exercise_content_of,
    refuse_sets_beyond,
)
from mygymtracker.plans.days import get_day_for_change, lock_plan, refuse_unknown_plan

WHAT: Final = "exercise in a plan"
SUBSTITUTE_PLACES: Final = ("first_substitute_id", "second_substitute_id")


async def add_exercise(session: AsyncSession, row_id: UUID, creation: PlanExerciseCreation) -> bool:
    """Adds an exercise to a plan. False when this same request did so before.

    Raises Conflict, and Invalid for an unknown plan, day or exercise.
    """
    if await session.scalar(select(PlanExercise.id).where(PlanExercise.id == row_id)) is None:
        await refuse_unknown_plan(session, creation.plan_id)
        await _refuse_unknown(session, creation, plan_id=creation.plan_id)
        refuse_sets_beyond(creation)
    values = await _values(session, creation, plan_id=creation.plan_id) | {"plan_id": creation.plan_id}
    with _naming_removed(creation):
        return await create(session, PlanExercise, row_id, creation, values, content_of=_creation_of)


async def change_exercise(
    session: AsyncSession, row_id: UUID, patch: Mapping[str, object], *, expected_version: int | None
) -> None:
    """Raises NotFound, Changed, Invalid."""
    row = await _get(session, row_id, expected_version=expected_version)
    content = patched(row, patch, plan_exercise_content_of)
    if {"exercise_id", "plan_day_id", "substitutes"} & patch.keys():
        await _refuse_unknown(session, content, plan_id=row.plan_id)
    if "set_targets" in patch:
        refuse_sets_beyond(content)
    values = await _values(session, content, plan_id=row.plan_id)
    with _naming_removed(content):
        await change(session, row, values)


async def remove_exercise(session: AsyncSession, row_id: UUID, *, expected_version: int | None) -> None:
    """Workouts that were done by it stay. Raises NotFound, Changed."""
    row = await _get(session, row_id, expected_version=expected_version)
    await session.execute(
        update(SessionExercise)
        .where(SessionExercise.plan_exercise_id == row_id)
        .values(plan_exercise_id=None)
        .execution_options(synchronize_session=False)
    )
    await remove(session, row)


async def reorder_day(session: AsyncSession, day_id: UUID, order: Order) -> None:
    """Gives all exercises of a day the places 1, 2, 3, … Raises NotFound, and Conflict naming what does not fit."""
    day = await get_day_for_change(session, day_id)
    await _reorder(session, order, day.plan_id, day_id, what="exercises of the day")


async def reorder_dayless(session: AsyncSession, plan_id: UUID, order: Order) -> None:
    """The same for those exercises of a plan that belong to no day."""
    await lock_plan(session, plan_id)
    await _reorder(session, order, plan_id, None, what="exercises of the plan that belong to no day")


async def _reorder(session: AsyncSession, order: Order, plan_id: UUID, day_id: UUID | None, *, what: str) -> None:
    place = (PlanExercise.plan_id == plan_id, PlanExercise.plan_day_id.is_not_distinct_from(day_id))
    there = list(await session.scalars(select(PlanExercise.id).where(*place)))
    order.refuse_others(there, what=what)
    if order.ids:
        places = {each: number for number, each in enumerate(order.ids, start=1)}
        await session.execute(
            update(PlanExercise)
            # in_: one may be moved here at this moment
            .where(*place, PlanExercise.id.in_(order.ids))
            .values(display_order=case(places, value=PlanExercise.id))
            .execution_options(synchronize_session=False)
        )


async def _get(session: AsyncSession, row_id: UUID, *, expected_version: int | None) -> PlanExercise:
    return await get_for_change(
        session,
        PlanExercise,
        row_id,
        what=WHAT,
        content_of=plan_exercise_content_of,
        expected_version=expected_version,
    )


async def _values(session: AsyncSession, content: PlanExerciseContent, *, plan_id: UUID) -> dict[str, Any]:
    """The columns of the row, but for whose it is."""
    values = {field: value for field, value in asdict(content).items() if field != "plan_id"}
    values |= dict(zip_longest(SUBSTITUTE_PLACES, values.pop("substitutes")))
    values["set_targets"] = msgspec.to_builtins(content.set_targets)
    if content.display_order is None:
        place = (PlanExercise.plan_id == plan_id, PlanExercise.plan_day_id.is_not_distinct_from(content.plan_day_id))
        last = select(func.coalesce(func.max(PlanExercise.display_order), 0)).where(*place)
        values["display_order"] = min((await session.execute(last)).scalar_one() + 1, LAST_PLACE)
    return values


async def _refuse_unknown(session: AsyncSession, content: PlanExerciseContent, *, plan_id: UUID) -> None:
    """What a foreign key or a trigger would refuse too, in words that name the field. What is there stays there."""
    wanted = {content.exercise_id, *content.substitutes}
    # a lock would need the right to change what is shared; an exercise in use is never deleted
    known = set(await session.scalars(select(Exercise.id).where(Exercise.id.in_(wanted))))
    if content.exercise_id not in known:
        raise _no_such("exercise_id", content.exercise_id)
    for each in content.substitutes:
        if each not in known:
            raise _no_such("substitutes", each)
    if content.plan_day_id is not None:
        day = select(PlanDay.id).where(PlanDay.id == content.plan_day_id, PlanDay.plan_id == plan_id)
        if await session.scalar(day.with_for_update(key_share=True, read=True)) is None:
            raise Invalid("There is no such day in this plan.", field="plan_day_id", value=str(content.plan_day_id))


@contextmanager
def _naming_removed(content: PlanExerciseContent) -> Generator[None]:
    """Raises Invalid for an exercise that somebody removes at this moment; its key says which one it was."""
    try:
        yield
    except IntegrityError as error:
        reason = str(error.orig)
        for place, exercise_id in zip(SUBSTITUTE_PLACES, content.substitutes, strict=False):
            if f"plan_exercises_{place}_fkey" in reason:
                raise _no_such("substitutes", exercise_id) from error
        if "plan_exercises_exercise_id_fkey" in reason:
            raise _no_such("exercise_id", content.exercise_id) from error
        raise


def _no_such(field: str, exercise_id: UUID) -> Invalid:
    return Invalid("There is no such exercise.", field=field, value=str(exercise_id))


def _creation_of(row: PlanExercise) -> PlanExerciseCreation:
    return PlanExerciseCreation(plan_id=row.plan_id, **asdict(plan_exercise_content_of(row)))
