"""The days of a plan: adding, changing, putting in order, deleting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from msgspec.structs import asdict
from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import Order
from mygymtracker.database.entities import PlanDay, PlanExercise, SessionExercise, WorkoutPlan, WorkoutSession
from mygymtracker.database.owned_rows import change, create, get_for_change, patched, remove
from mygymtracker.errors import Invalid, NotFound
from mygymtracker.plans.contents import LAST_PLACE, DayContent, DayCreation, day_content_of
from mygymtracker.plans.copying import copy_exercises

WHAT: Final = "plan day"


async def create_day(session: AsyncSession, day_id: UUID, creation: DayCreation) -> bool:
    """Adds a day to a plan, empty or as a copy. False when this same request did so before.

    Raises Conflict, and Invalid for an unknown plan or day to copy.
    """
    known = await session.scalar(select(PlanDay.id).where(PlanDay.id == day_id)) is not None
    if not known:
        await refuse_unknown_plan(session, creation.plan_id)
    source = None if known or creation.copy_of is None else await _get_source(session, creation.copy_of)
    content = await _first_content(session, creation, source)
    values = {"plan_id": creation.plan_id, **asdict(content)}
    created = await create(session, PlanDay, day_id, creation, values, content_of=day_content_of)
    if created and creation.copy_of is not None:
        await copy_exercises(session, from_day=creation.copy_of, plan_id=creation.plan_id, into_day=day_id)
    return created


async def change_day(
    session: AsyncSession, day_id: UUID, patch: Mapping[str, object], *, expected_version: int | None
) -> PlanDay:
    """Raises NotFound, Changed, Invalid."""
    day = await get_day_for_change(session, day_id, expected_version=expected_version)
    values = asdict(patched(day, patch, day_content_of))
    if values["display_order"] is None:
        values["display_order"] = await _next_place(session, day.plan_id)
    return await change(session, day, values)


async def delete_day(session: AsyncSession, day_id: UUID, *, expected_version: int | None) -> None:
    """With its exercises; the workouts that were done by it stay. Raises NotFound, Changed."""
    day = await get_day_for_change(session, day_id, expected_version=expected_version)
    await session.execute(
        update(WorkoutSession)
        .where(WorkoutSession.plan_day_id == day_id)
        .values(plan_day_id=None)
        .execution_options(synchronize_session=False)
    )
    await let_go_of_exercises(session, plan_id=day.plan_id, plan_day_id=day_id)
    await remove(session, day)


async def reorder_days(session: AsyncSession, plan_id: UUID, order: Order) -> None:
    """Gives all days of a plan the places 1, 2, 3, … Raises NotFound, and Conflict naming what does not fit."""
    await lock_plan(session, plan_id)
    there = list(await session.scalars(select(PlanDay.id).where(PlanDay.plan_id == plan_id)))
    order.refuse_others(there, what="days of the plan")
    if order.ids:
        places = {each: place for place, each in enumerate(order.ids, start=1)}
        await session.execute(
            update(PlanDay)
            .where(PlanDay.plan_id == plan_id, PlanDay.id.in_(order.ids))
            .values(display_order=case(places, value=PlanDay.id))
            .execution_options(synchronize_session=False)
        )


async def get_day_for_change(session: AsyncSession, day_id: UUID, *, expected_version: int | None = None) -> PlanDay:
    return await get_for_change(
        session, PlanDay, day_id, what=WHAT, content_of=day_content_of, expected_version=expected_version
    )


async def lock_plan(session: AsyncSession, plan_id: UUID) -> None:
    """Until the transaction ends, so that two orders do not mix. Raises NotFound."""
    locking = select(WorkoutPlan.id).where(WorkoutPlan.id == plan_id).with_for_update()
    if await session.scalar(locking) is None:
        raise NotFound("There is no such plan.")


async def refuse_unknown_plan(session: AsyncSession, plan_id: UUID) -> None:
    """Raises Invalid; the plan that is there stays until the transaction ends."""
    query = select(WorkoutPlan.id).where(WorkoutPlan.id == plan_id).with_for_update(key_share=True, read=True)
    if await session.scalar(query) is None:
        raise Invalid("There is no such plan.", field="plan_id", value=str(plan_id))


async def let_go_of_exercises(session: AsyncSession, *, plan_id: UUID, plan_day_id: UUID | None = None) -> None:
    """Workouts forget which planned exercise was meant; what it asked for is copied in them."""
    doomed = select(PlanExercise.id).where(PlanExercise.plan_id == plan_id)
    if plan_day_id is not None:
        doomed = doomed.where(PlanExercise.plan_day_id == plan_day_id)
    await session.execute(
        update(SessionExercise)
        .where(SessionExercise.plan_exercise_id.in_(doomed))
        .values(plan_exercise_id=None)
        .execution_options(synchronize_session=False)
    )


async def _get_source(session: AsyncSession, day_id: UUID) -> PlanDay:
    """The day to copy, which stays until the transaction ends. Raises Invalid."""
    query = select(PlanDay).where(PlanDay.id == day_id).with_for_update(key_share=True, read=True)
    source = await session.scalar(query)
    if source is None:
        raise Invalid("There is no such plan day to copy.", field="copy_of", value=str(day_id))
    return source


async def _first_content(session: AsyncSession, creation: DayCreation, source: PlanDay | None) -> DayContent:
    place = creation.display_order
    return DayContent(
        day_name=creation.day_name or (source.day_name if source else ""),
        week=creation.week,
        display_order=place if place is not None else await _next_place(session, creation.plan_id),
        notes=creation.notes if creation.notes is not None else source.notes if source else "",
    )


async def _next_place(session: AsyncSession, plan_id: UUID) -> int:
    last = select(func.coalesce(func.max(PlanDay.display_order), 0)).where(PlanDay.plan_id == plan_id)
    return min((await session.execute(last)).scalar_one() + 1, LAST_PLACE)
