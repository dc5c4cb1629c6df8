"""Writing plans, their days and their exercises."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from msgspec.structs import asdict
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import read
from mygymtracker.plans import days, exercises, writes
from mygymtracker.plans.contents import DayContent, DayCreation, PlanContent, PlanCreation, PlanExerciseCreation
from mygymtracker.sync.archive import archived_at
from mygymtracker.sync.rows import Kind
from mygymtracker.sync.writers import Kept, Sent, Writer, given, without
from mygymtracker.workouts.contents import Instant


class PlanFieldsSent(PlanContent, frozen=True, kw_only=True):
    """A plan, and since when it is out of the way."""

    archived_at: Instant | None = None


class PlanDayFieldsSent(DayContent, frozen=True, kw_only=True):
    """A day, and the plan that it is of."""

    plan_id: UUID


async def _create_plan(session: AsyncSession, plan_id: UUID, sent: Sent, /, *, now: datetime) -> bool:  # noqa: ARG001
    since, content = archived_at(sent), read(without(given(sent), "archived_at"), PlanContent)
    created = await writes.create_plan(session, plan_id, PlanCreation(**asdict(content)))
    if created and since is not None:
        await _archive_plan(session, plan_id, since)
    return created


async def _change_plan(session: AsyncSession, plan_id: UUID, sent: Sent, /, *, now: datetime) -> None:  # noqa: ARG001
    since, fields = archived_at(sent), without(sent, "archived_at")
    async with session.begin_nested():
        if fields:
            await writes.change_plan(session, plan_id, fields, expected_version=None)
        if "archived_at" in sent:
            await _archive_plan(session, plan_id, since)


async def _archive_plan(session: AsyncSession, plan_id: UUID, since: datetime | None) -> None:
    """Since another instant, where it is archived already."""
    async with session.begin_nested():
        await writes.restore_plan(session, plan_id)
        if since is not None:
            await writes.archive_plan(session, plan_id, now=since)


async def _create_day(session: AsyncSession, day_id: UUID, sent: Sent, /, *, now: datetime) -> bool:  # noqa: ARG001
    return await days.create_day(session, day_id, DayCreation(**asdict(read(given(sent), PlanDayFieldsSent))))


async def _change_day(session: AsyncSession, day_id: UUID, sent: Sent, /, *, now: datetime) -> None:  # noqa: ARG001
    async with session.begin_nested():
        await days.change_day(session, day_id, sent, expected_version=None)


async def _add_exercise(session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> bool:  # noqa: ARG001
    return await exercises.add_exercise(session, row_id, read(given(sent), PlanExerciseCreation))


async def _change_exercise(session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> None:  # noqa: ARG001
    async with session.begin_nested():
        await exercises.change_exercise(session, row_id, sent, expected_version=None)


def _substitutes(row: Kept) -> object:
    return [row[place] for place in exercises.SUBSTITUTE_PLACES if row.get(place) is not None]


PLAN: Final = Writer(
    kind=Kind.PLAN,
    content_class=PlanFieldsSent,
    create=_create_plan,
    patch=_change_plan,
    delete=partial(writes.delete_plan, expected_version=None),
)
PLAN_DAY: Final = Writer(
    kind=Kind.PLAN_DAY,
    content_class=PlanDayFieldsSent,
    create=_create_day,
    patch=_change_day,
    delete=partial(days.delete_day, expected_version=None),
    fixed=frozenset({"plan_id"}),
    needs={"plan_id": "workout_plans"},
)
PLAN_EXERCISE: Final = Writer(
    kind=Kind.PLAN_EXERCISE,
    content_class=PlanExerciseCreation,
    create=_add_exercise,
    patch=_change_exercise,
    delete=partial(exercises.remove_exercise, expected_version=None),
    fixed=frozenset({"plan_id"}),
    needs={
        "plan_id": "workout_plans",
        "plan_day_id": "plan_days",
        "exercise_id": "exercises",
        "substitutes": "exercises",
    },
    renamed={"substitutes": _substitutes},
)
#: In the order in which rows are deleted.
WRITERS: Final = (PLAN, PLAN_DAY, PLAN_EXERCISE)
