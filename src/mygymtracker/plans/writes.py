"""Writing plans: making, changing, copying, putting in order, archiving, deleting."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import name_key
from mygymtracker.database.entities import WorkoutPlan, WorkoutSession
from mygymtracker.database.owned_rows import change, create, get_for_change, patched, remove
from mygymtracker.errors import Conflict, Invalid
from mygymtracker.plans.contents import PlanContent, PlanCreation, plan_content_of
from mygymtracker.plans.copying import copy_days_and_exercises
from mygymtracker.plans.days import let_go_of_exercises

WHAT: Final = "plan"
_TAKEN: Final = "workout_plans_user_id_plan_name_key"
_LONGEST: Final = 100
_TAKEN_NAME: Final = "plan_name {!r} is the name of another plan of yours."


async def create_plan(session: AsyncSession, plan_id: UUID, creation: PlanCreation) -> bool:
    """Makes a plan, or a copy of one. False when this same request did so before.

    Raises Conflict for a name that another plan has, and Invalid for an unknown plan to copy.
    """
    content = await _first_content(session, plan_id, creation)
    values = {"plan_name": content.plan_name, "notes": content.notes}
    await _refuse_taken(session, content.plan_name, other_than=plan_id)
    async with _naming_taken(content.plan_name):
        created = await create(session, WorkoutPlan, plan_id, creation, values, content_of=plan_content_of)
    if created and creation.copy_of is not None:
        await copy_days_and_exercises(session, creation.copy_of, into=plan_id)
    return created


async def change_plan(
    session: AsyncSession, plan_id: UUID, patch: Mapping[str, object], *, expected_version: int | None
) -> None:
    """Raises NotFound, Changed, Invalid, and Conflict for a name that another plan has."""
    plan = await get_plan_for_change(session, plan_id, expected_version=expected_version)
    content = patched(plan, patch, plan_content_of)
    if content.plan_name != plan.plan_name:
        await _refuse_taken(session, content.plan_name, other_than=plan_id)
    async with _naming_taken(content.plan_name):
        await change(session, plan, {"plan_name": content.plan_name, "notes": content.notes})


async def archive_plan(session: AsyncSession, plan_id: UUID, *, now: datetime) -> None:
    """Puts a plan out of the way; archiving it twice leaves the first instant. Raises NotFound."""
    plan = await get_plan_for_change(session, plan_id)
    await change(session, plan, {"archived_at": plan.archived_at or now})


async def restore_plan(session: AsyncSession, plan_id: UUID) -> None:
    """Raises NotFound."""
    await change(session, await get_plan_for_change(session, plan_id), {"archived_at": None})


async def delete_plan(session: AsyncSession, plan_id: UUID, *, expected_version: int | None) -> None:
    """With its days and exercises; the workouts that were done by it stay. Raises NotFound, Changed."""
    plan = await get_plan_for_change(session, plan_id, expected_version=expected_version)
    # a distributed engine has no ON DELETE SET NULL for a part of a key, so the references are let go of here
    await session.execute(
        update(WorkoutSession)
        .where(WorkoutSession.plan_id == plan_id)
        .values(plan_id=None, plan_day_id=None)
        .execution_options(synchronize_session=False)
    )
    await let_go_of_exercises(session, plan_id=plan_id)
    await remove(session, plan)


async def get_plan_for_change(
    session: AsyncSession, plan_id: UUID, *, expected_version: int | None = None
) -> WorkoutPlan:
    return await get_for_change(
        session, WorkoutPlan, plan_id, what=WHAT, content_of=plan_content_of, expected_version=expected_version
    )


async def _first_content(session: AsyncSession, plan_id: UUID, creation: PlanCreation) -> PlanContent:
    content = PlanContent(plan_name=creation.plan_name or "", notes=creation.notes or "")
    if creation.copy_of is None:
        return content
    if creation.copy_of == plan_id:
        raise Invalid("copy_of must be another plan", field="copy_of", value=str(plan_id))
    query = select(WorkoutPlan.plan_name, WorkoutPlan.notes).where(WorkoutPlan.id == creation.copy_of)
    source = (await session.execute(query.with_for_update())).one_or_none()  # as it is until all is copied
    if source is None:
        known = await session.scalar(select(WorkoutPlan.id).where(WorkoutPlan.id == plan_id))
        if known is None:  # sent again after its source was deleted, it is known by what it was made of
            raise Invalid("There is no such plan to copy.", field="copy_of", value=str(creation.copy_of))
        return content
    name, notes = source
    if creation.notes is None:
        content = replace(content, notes=notes)
    return content if creation.plan_name else replace(content, plan_name=await _free_name(session, name))


async def _free_name(session: AsyncSession, name: str) -> str:
    """`Push (copy)`, `Push (copy 2)`, …: the first that no plan has."""
    taken = set(map(name_key, await session.scalars(select(WorkoutPlan.plan_name))))
    number = 1
    while True:
        ending = " (copy)" if number == 1 else f" (copy {number})"
        free = name[: _LONGEST - len(ending)].rstrip() + ending
        if name_key(free) not in taken:
            return free
        number += 1


async def _refuse_taken(session: AsyncSession, name: str, *, other_than: UUID) -> None:
    """Raises Conflict where another plan has that name; `contents.name_key` says when two names are the same."""
    others = await session.scalars(select(WorkoutPlan.plan_name).where(WorkoutPlan.id != other_than))
    if any(name_key(theirs) == name_key(name) for theirs in others):
        raise Conflict(_TAKEN_NAME.format(name))


@asynccontextmanager
async def _naming_taken(name: str) -> AsyncGenerator[None]:
    """Says which name is taken, where the database's own index found out."""
    try:
        yield
    except IntegrityError as error:
        if _TAKEN in str(error.orig):
            raise Conflict(_TAKEN_NAME.format(name)) from error
        raise
