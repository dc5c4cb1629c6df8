"""What was done: the list of workouts, and each with its exercises and sets."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

import msgspec
from litestar import Router, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import FromPath

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.pagination import CURSOR_PROBLEM, DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import SessionStatus, SetType
from mygymtracker.quantities import LoadMode, LoadUnit
from mygymtracker.workouts import queries
from mygymtracker.workouts.summary import WorkoutKey, WorkoutSummary
from mygymtracker.workouts.tree import Workout, WorkoutExercise, WorkoutSet, build_workout

_AT: Final = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
_SUMMARY: Final = WorkoutSummary(
    id=UUID("019caf70-6140-7000-8000-000000000001"),
    name="Push",
    status=SessionStatus.COMPLETED,
    started_at=_AT,
    completed_at=_AT.replace(hour=18, minute=41),
    performed_on=date(2026, 3, 2),
    time_zone="Europe/Berlin",
    exercises=1,
    working_sets=1,
)
#: Also the example of an exercise's history.
SET_EXAMPLE: Final = WorkoutSet(
    id=UUID("019caf70-6140-7000-8000-000000000003"),
    set_index=1,
    set_type=SetType.WORKING,
    reps=8,
    load=Decimal("61.25"),
    load_unit=LoadUnit.KG,
    load_mode=LoadMode.EXTERNAL,
    duration_seconds=None,
    distance=None,
    distance_unit=None,
    rpe=Decimal("8.5"),
    rir=None,
    rest_seconds=180,
    note="",
    technique=None,
    continues_set_id=None,
    performed_at=_AT.replace(minute=36),
)
_WORKOUT: Final = Workout(
    id=_SUMMARY.id,
    name=_SUMMARY.name,
    status=_SUMMARY.status,
    started_at=_SUMMARY.started_at,
    completed_at=_SUMMARY.completed_at,
    performed_on=_SUMMARY.performed_on,
    time_zone=_SUMMARY.time_zone,
    plan_id=None,
    notes="Slept well.",
    body_weight=Decimal("82.4"),
    body_weight_unit=LoadUnit.KG,
    exercises=[
        WorkoutExercise(
            id=UUID("019caf70-6140-7000-8000-000000000002"),
            exercise_id=UUID("019caf70-6140-7000-8000-0000000000e1"),
            name="Bench Press (Barbell)",
            display_order=1,
            superset_group=None,
            plan_exercise_id=None,
            notes="",
            sets=[SET_EXAMPLE],
        )
    ],
)


class WorkoutPage(msgspec.Struct):
    """Some workouts, newest first."""

    items: list[WorkoutSummary]
    next_cursor: NextCursor


def answers(shape: type, example: object, description: str) -> dict[int, ResponseSpec]:
    """What a route answers when all is well: its shape, and an example of it."""
    return {
        200: ResponseSpec(
            shape,
            description=description,
            generate_examples=False,
            examples=[Example(summary="As it comes back", value=msgspec.to_builtins(example))],
        )
    }


@get(
    "/",
    operation_id="listWorkouts",
    summary="List workouts",
    description="Newest first, whatever became of them, with how much is in each. One page at a time.",
    responses=answers(
        WorkoutPage,
        WorkoutPage([_SUMMARY], next_cursor="ktf_aabDaNiQAZyvcGFAcACAAAAAAAAAAQ"),
        "One page of workouts.",
    )
    | CURSOR_PROBLEM,
)
async def list_workouts(session: RequestSession, limit: PageSize = DEFAULT, cursor: Cursor = None) -> WorkoutPage:
    question = queries.workouts_page(rows=limit + 1, after=decode_cursor(cursor, WorkoutKey))
    rows = await fetch_rows(session, *question)
    workouts = [WorkoutSummary(*row) for row in rows]
    page = cut_page(workouts, size=limit, key=lambda workout: WorkoutKey(workout.started_at, workout.id))
    return WorkoutPage(*page)


@get(
    "/{workout_id:uuid}",
    operation_id="getWorkout",
    summary="Read a workout",
    description="One workout with its exercises and their sets, in order, every number as it was typed.",
    responses=answers(Workout, _WORKOUT, "The workout."),
)
async def get_workout(session: RequestSession, workout_id: FromPath[UUID]) -> Workout:
    return build_workout(await fetch_rows(session, *queries.workout_tree(workout_id)))


router = Router(
    "/workouts",
    route_handlers=[list_workouts, get_workout],
    tags=["Workouts"],
)
