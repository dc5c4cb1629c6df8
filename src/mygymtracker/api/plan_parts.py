"""The days of plans, and their exercises, over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, patch, put
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.api import plan_examples as examples
from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.plans import ORDERING
from mygymtracker.api.write_requests import (
    CREATING,
    PATCHING,
    REMOVING,
    IfMatch,
    Sent,
    answers,
    body_of,
    expected_version,
    patch_of,
    versioned,
)
from mygymtracker.contents import Order, read
from mygymtracker.database.driver import get_row
from mygymtracker.database.entities import PlanDay
from mygymtracker.errors import NotFound
from mygymtracker.plans import days, exercises, queries
from mygymtracker.plans.contents import (
    DayContent,
    DayCreation,
    PlanExerciseContent,
    PlanExerciseCreation,
)
from mygymtracker.plans.tree import Day, PlannedExercise, day_of


@put(
    "/plan-days/{plan_day_id:uuid}",
    operation_id="putPlanDay",
    summary="Add a day to a plan",
    description="Under an id that you made (a UUIDv7): empty, or with `copy_of` a copy of a day of any plan of yours, "
    "called like it unless you say another name, and of the week that you say. Sent again, it answers with the day as "
    "it is now.",
    responses=answers(Day, examples.DAY, "The day.", *CREATING, created=True),
)
async def put_day(
    session: RequestSession,
    plan_day_id: FromPath[UUID],
    data: Annotated[Sent, body_of(DayCreation, examples.NEW_DAY)],
) -> Response[Day]:
    created = await days.create_day(session, plan_day_id, read(data, DayCreation))
    return await _day(session, plan_day_id, created=created)


@patch(
    "/plan-days/{plan_day_id:uuid}",
    operation_id="patchPlanDay",
    summary="Change a day of a plan",
    description="A JSON merge patch: only what changes.",
    responses=answers(Day, examples.DAY, "The day as it is now.", *PATCHING),
)
async def patch_day(
    session: RequestSession,
    plan_day_id: FromPath[UUID],
    data: Annotated[Sent, patch_of(DayContent, {"day_name": "Push, heavy"})],
    if_match: IfMatch = None,
) -> Response[Day]:
    await days.change_day(session, plan_day_id, data, expected_version=expected_version(if_match))
    return await _day(session, plan_day_id)


@delete(
    "/plan-days/{plan_day_id:uuid}",
    operation_id="deletePlanDay",
    summary="Delete a day of a plan",
    description="With its exercises. The workouts that were done by it stay.",
    responses=problems(*REMOVING),
)
async def delete_day(session: RequestSession, plan_day_id: FromPath[UUID], if_match: IfMatch = None) -> None:
    await days.delete_day(session, plan_day_id, expected_version=expected_version(if_match))


@put(
    "/plan-days/{plan_day_id:uuid}/exercise-order",
    operation_id="putPlanDayExerciseOrder",
    summary="Put the exercises of a day in order",
    description="Names all of them, each once.",
    status_code=204,
    responses=problems(*ORDERING),
)
async def put_exercise_order(
    session: RequestSession,
    plan_day_id: FromPath[UUID],
    data: Annotated[Sent, body_of(Order, examples.EXERCISE_ORDER)],
) -> None:
    await exercises.reorder_day(session, plan_day_id, read(data, Order))


@put(
    "/plan-exercises/{plan_exercise_id:uuid}",
    operation_id="putPlanExercise",
    summary="Add an exercise to a plan",
    description="Under an id that you made (a UUIDv7). Sent again, it answers with the exercise as it is now.",
    responses=answers(PlannedExercise, examples.EXERCISE, "The exercise.", *CREATING, created=True),
)
async def put_exercise(
    session: RequestSession,
    plan_exercise_id: FromPath[UUID],
    data: Annotated[Sent, body_of(PlanExerciseCreation, examples.NEW_EXERCISE)],
) -> Response[PlannedExercise]:
    created = await exercises.add_exercise(session, plan_exercise_id, read(data, PlanExerciseCreation))
    return await _exercise(session, plan_exercise_id, created=created)


@patch(
    "/plan-exercises/{plan_exercise_id:uuid}",
    operation_id="patchPlanExercise",
    summary="Change an exercise of a plan",
    description="A JSON merge patch: only what changes; lists are given whole. Workouts that were started keep what "
    "the plan said then.",
    responses=answers(PlannedExercise, examples.EXERCISE, "The exercise as it is now.", *PATCHING),
)
async def patch_exercise(
    session: RequestSession,
    plan_exercise_id: FromPath[UUID],
    data: Annotated[Sent, patch_of(PlanExerciseContent, {"working_sets": 4})],
    if_match: IfMatch = None,
) -> Response[PlannedExercise]:
    await exercises.change_exercise(session, plan_exercise_id, data, expected_version=expected_version(if_match))
    return await _exercise(session, plan_exercise_id)


@delete(
    "/plan-exercises/{plan_exercise_id:uuid}",
    operation_id="deletePlanExercise",
    summary="Remove an exercise from a plan",
    description="Workouts that were done by it stay, with what it asked of them.",
    responses=problems(*REMOVING),
)
async def delete_exercise(session: RequestSession, plan_exercise_id: FromPath[UUID], if_match: IfMatch = None) -> None:
    await exercises.remove_exercise(session, plan_exercise_id, expected_version=expected_version(if_match))


async def _day(session: AsyncSession, day_id: UUID, *, created: bool = False) -> Response[Day]:
    row = await session.scalar(select(PlanDay).where(PlanDay.id == day_id))
    if row is None:
        raise NotFound("There is no such plan day.")
    return versioned(day_of(row), row.version, created=created)


async def _exercise(session: AsyncSession, row_id: UUID, *, created: bool = False) -> Response[PlannedExercise]:
    question = queries.planned_exercise(row_id)
    exercise = await get_row(session, *question, missing="There is no such exercise in a plan.")
    return versioned(exercise, exercise.version, created=created)


routers = (
    Router(
        "/",
        route_handlers=[
            put_day,
            patch_day,
            delete_day,
            put_exercise_order,
            put_exercise,
            patch_exercise,
            delete_exercise,
        ],
        tags=["Plans"],
    ),
)
