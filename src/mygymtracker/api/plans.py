"""Plans over HTTP; their days and exercises are in `plan_parts`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, patch, put
from litestar.params import FromPath, QueryParameter
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.api import plan_examples as examples
from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.pagination import DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
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
from mygymtracker.database.driver import fetch_rows
from mygymtracker.plans import days, exercises, queries, writes
from mygymtracker.plans.contents import PlanContent, PlanCreation
from mygymtracker.plans.tree import Plan, PlanKey, PlanSummary, build_plan

ORDERING = (400, 401, 404, 409, 422)


class PlanPage(Struct):
    """Some plans, by name."""

    items: list[PlanSummary]
    next_cursor: NextCursor


@get(
    "/",
    operation_id="listPlans",
    summary="List plans",
    description="By name, with how much is in each. One page at a time.",
    responses=answers(PlanPage, PlanPage([examples.SUMMARY], None), "One page of plans.", 401, 422),
)
async def list_plans(
    session: RequestSession,
    archived: Annotated[bool, QueryParameter(description="Those put out of the way, instead of the others.")] = False,
    limit: PageSize = DEFAULT,
    cursor: Cursor = None,
) -> PlanPage:
    question = queries.plans_page(rows=limit + 1, archived=archived, after=decode_cursor(cursor, PlanKey))
    plans = await fetch_rows(session, *question)
    return PlanPage(*cut_page(plans, size=limit, key=lambda plan: PlanKey(plan.plan_name, plan.id)))


@get(
    "/{plan_id:uuid}",
    operation_id="getPlan",
    summary="Read a plan",
    description="One plan with its days and their exercises, in order.",
    responses=answers(Plan, examples.PLAN, "The plan.", 401, 404),
)
async def get_plan(session: RequestSession, plan_id: FromPath[UUID]) -> Response[Plan]:
    return await _answer(session, plan_id)


@put(
    "/{plan_id:uuid}",
    operation_id="putPlan",
    summary="Make a plan",
    description="Under an id that you made (a UUIDv7): empty, or with `copy_of` a copy of a plan with all its days and "
    "exercises, which is called like it with (copy) after it unless you say another name. Sent again, it answers with "
    "the plan as it is now.",
    responses=answers(Plan, examples.PLAN, "The plan.", *CREATING, created=True),
)
async def put_plan(
    session: RequestSession, plan_id: FromPath[UUID], data: Annotated[Sent, body_of(PlanCreation, examples.NEW_PLAN)]
) -> Response[Plan]:
    created = await writes.create_plan(session, plan_id, read(data, PlanCreation))
    return await _answer(session, plan_id, created=created)


@patch(
    "/{plan_id:uuid}",
    operation_id="patchPlan",
    summary="Change a plan",
    description="Its name and notes, by a JSON merge patch: only what changes.",
    responses=answers(Plan, examples.PLAN, "The plan as it is now.", *PATCHING),
)
async def patch_plan(
    session: RequestSession,
    plan_id: FromPath[UUID],
    data: Annotated[Sent, patch_of(PlanContent, {"notes": "Eight weeks."})],
    if_match: IfMatch = None,
) -> Response[Plan]:
    await writes.change_plan(session, plan_id, data, expected_version=expected_version(if_match))
    return await _answer(session, plan_id)


@delete(
    "/{plan_id:uuid}",
    operation_id="deletePlan",
    summary="Delete a plan",
    description="With its days and exercises. The workouts that were done by it stay, with what it asked of them.",
    responses=problems(*REMOVING),
)
async def delete_plan(session: RequestSession, plan_id: FromPath[UUID], if_match: IfMatch = None) -> None:
    await writes.delete_plan(session, plan_id, expected_version=expected_version(if_match))


@put(
    "/{plan_id:uuid}/archive",
    operation_id="archivePlan",
    summary="Put a plan out of the way",
    description="It is listed with `archived=true` alone, and can be trained by as before.",
    responses=answers(Plan, examples.PLAN, "The plan as it is now.", 401, 404),
)
async def archive_plan(session: RequestSession, plan_id: FromPath[UUID]) -> Response[Plan]:
    await writes.archive_plan(session, plan_id, now=datetime.now(UTC))
    return await _answer(session, plan_id)


@delete(
    "/{plan_id:uuid}/archive",
    operation_id="restorePlan",
    summary="Bring a plan back",
    description="From out of the way.",
    status_code=200,
    responses=answers(Plan, examples.PLAN, "The plan as it is now.", 401, 404),
)
async def restore_plan(session: RequestSession, plan_id: FromPath[UUID]) -> Response[Plan]:
    await writes.restore_plan(session, plan_id)
    return await _answer(session, plan_id)


@put(
    "/{plan_id:uuid}/day-order",
    operation_id="putPlanDayOrder",
    summary="Put the days of a plan in order",
    description="Names all of them, each once. Days of single weeks come after those of every week, by week.",
    responses=answers(Plan, examples.PLAN, "The plan as it is now.", *ORDERING),
)
async def put_day_order(
    session: RequestSession, plan_id: FromPath[UUID], data: Annotated[Sent, body_of(Order, examples.ORDER)]
) -> Response[Plan]:
    await days.reorder_days(session, plan_id, read(data, Order))
    return await _answer(session, plan_id)


@put(
    "/{plan_id:uuid}/exercise-order",
    operation_id="putPlanExerciseOrder",
    summary="Put the exercises of a plan in order",
    description="Of those that belong to no day; names all of them, each once.",
    responses=answers(Plan, examples.PLAN, "The plan as it is now.", *ORDERING),
)
async def put_exercise_order(
    session: RequestSession,
    plan_id: FromPath[UUID],
    data: Annotated[Sent, body_of(Order, examples.EXERCISE_ORDER)],
) -> Response[Plan]:
    await exercises.reorder_dayless(session, plan_id, read(data, Order))
    return await _answer(session, plan_id)


async def _answer(session: AsyncSession, plan_id: UUID, *, created: bool = False) -> Response[Plan]:
    plan = build_plan(await fetch_rows(session, *queries.plan_tree(plan_id)))
    return versioned(plan, plan.version, created=created)


routers = (
    Router(
        "/plans",
        route_handlers=[
            list_plans,
            get_plan,
            put_plan,
            patch_plan,
            delete_plan,
            archive_plan,
            restore_plan,
            put_day_order,
            put_exercise_order,
        ],
        tags=["Plans"],
    ),
)
