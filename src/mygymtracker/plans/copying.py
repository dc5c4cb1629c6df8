"""Copies of days and their exercises; what a copy is made of stays as it is."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import PlanDay, PlanExercise
from mygymtracker.database.owned_rows import acting

#: What a copy has of its own.
_OWN: Final = {"user_id", "id", "plan_id", "plan_day_id", "creation_digest", "version"}
_DAY, _EXERCISE = (
    [getattr(entity, name) for name in entity.__mapper__.columns.keys() if name not in _OWN]  # noqa: SIM118 — no dict
    for entity in (PlanDay, PlanExercise)
)


async def copy_days_and_exercises(session: AsyncSession, plan_id: UUID, *, into: UUID) -> None:
    """All that a plan holds, into another one. The plan must be locked, so that nothing is added to it meanwhile."""
    planned = select(PlanExercise.plan_day_id, *_EXERCISE).where(PlanExercise.plan_id == plan_id)
    exercises = (await session.execute(planned)).mappings().all()
    rows = await session.execute(select(PlanDay.id, *_DAY).where(PlanDay.plan_id == plan_id))
    days = {day["id"]: dict(day) | {"id": new_id()} for day in rows.mappings()}
    user_id = acting(session)
    if days:
        await session.execute(insert(PlanDay), [{"user_id": user_id, "plan_id": into, **day} for day in days.values()])
    into_days = {None: None} | {day_id: day["id"] for day_id, day in days.items()}
    # a day that was deleted between the two questions took its exercises with it
    copies = [
        {**row, "plan_day_id": into_days[row["plan_day_id"]]} for row in exercises if row["plan_day_id"] in into_days
    ]
    await _insert(session, copies, plan_id=into)


async def copy_exercises(session: AsyncSession, *, from_day: UUID, plan_id: UUID, into_day: UUID) -> None:
    """The exercises of one day, into another one."""
    exercises = await session.execute(select(*_EXERCISE).where(PlanExercise.plan_day_id == from_day))
    await _insert(session, [{**row, "plan_day_id": into_day} for row in exercises.mappings()], plan_id=plan_id)


async def _insert(session: AsyncSession, exercises: list[dict[str, Any]], *, plan_id: UUID) -> None:
    if exercises:
        common = {"user_id": acting(session), "plan_id": plan_id}
        await session.execute(insert(PlanExercise), [{**common, "id": new_id(), **row} for row in exercises])
