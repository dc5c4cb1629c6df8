"""What was done: the list of workouts, and each with its exercises and sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, patch, put
from litestar.openapi.spec import Operation, RequestBody
from litestar.params import FromPath
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.pagination import DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
from mygymtracker.api.workout_examples import (
    CREATION_EXAMPLE,
    EXERCISE_EXAMPLE,
    RUNNING_EXAMPLE,
    SET_EXAMPLE,
    SUMMARY_EXAMPLE,
    WORKOUT_EXAMPLE,
)
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
from mygymtracker.errors import NotFound
from mygymtracker.workouts import exercises, queries, writes
from mygymtracker.workouts.contents import Completion, WorkoutContent, WorkoutCreation
from mygymtracker.workouts.starting import start_workout
from mygymtracker.workouts.summary import WorkoutKey, WorkoutSummary
from mygymtracker.workouts.tree import Workout, build_workout

__all__ = ["SET_EXAMPLE", "answers", "routers"]

_COMPLETION = Completion(completed_at=WORKOUT_EXAMPLE.completed_at)
_ORDER = Order(ids=[EXERCISE_EXAMPLE.id])


class WorkoutPage(Struct):
    """Some workouts, newest first."""

    items: list[WorkoutSummary]
    next_cursor: NextCursor


@get(
    "/",
    operation_id="listWorkouts",
    summary="List workouts",
    description="Newest first, whatever became of them, with how much is in each. One page at a time.",
    responses=answers(
        WorkoutPage,
        WorkoutPage([SUMMARY_EXAMPLE], next_cursor="ktf_aabDaNiQAZyvcGFAcACAAAAAAAAAAQ"),
        "One page of workouts.",
        401,
        422,
    ),
)
async def list_workouts(session: RequestSession, limit: PageSize = DEFAULT, cursor: Cursor = None) -> WorkoutPage:
    question = queries.workouts_page(rows=limit + 1, after=decode_cursor(cursor, WorkoutKey))
    workouts = await fetch_rows(session, *question)
    page = cut_page(workouts, size=limit, key=lambda workout: WorkoutKey(workout.started_at, workout.id))
    return WorkoutPage(*page)


@get(
    "/running",
    operation_id="getRunningWorkout",
    summary="Read the workout that runs",
    description="The newest that is in progress, each exercise with what it was the last time. 404 when none runs.",
    responses=answers(Workout, RUNNING_EXAMPLE, "The workout.", 401, 404),
)
async def get_running_workout(session: RequestSession) -> Response[Workout]:
    rows = await fetch_rows(session, *queries.running_workout())
    if not rows:
        raise NotFound("No workout is running.")
    workout = build_workout(rows)
    return versioned(workout, workout.version)


@get(
    "/{workout_id:uuid}",
    operation_id="getWorkout",
    summary="Read a workout",
    description="One workout with its exercises and their sets, in order, every number as it was typed. "
    "While it runs, each exercise comes with what it was the last time.",
    responses=answers(Workout, WORKOUT_EXAMPLE, "The workout.", 401, 404),
)
async def get_workout(session: RequestSession, workout_id: FromPath[UUID]) -> Response[Workout]:
    return await _answer(session, workout_id)


@put(
    "/{workout_id:uuid}",
    operation_id="putWorkout",
    summary="Start a workout, or keep a past one",
    description="Under an id that you made (a UUIDv7): empty, or with the exercises of a plan or of a day of one, "
    "copied. Sent again, it answers with the workout as it is now. While another workout runs, the answer is that "
    "one, under its own id, unless you say `alongside`. With `completed_at` it is a past workout. A copied exercise "
    "has the UUIDv5 of the plan exercise's id, as text, in the namespace of the workout's id.",
    responses=answers(Workout, RUNNING_EXAMPLE, "The workout to go on with.", *CREATING, created=True),
)
async def put_workout(
    session: RequestSession,
    workout_id: FromPath[UUID],
    data: Annotated[Sent, body_of(WorkoutCreation, CREATION_EXAMPLE)],
) -> Response[Workout]:
    started = await start_workout(session, workout_id, read(data, WorkoutCreation), now=datetime.now(UTC))
    return await _answer(session, started.workout_id, created=started.created)


@patch(
    "/{workout_id:uuid}",
    operation_id="patchWorkout",
    summary="Correct a workout",
    description="A JSON merge patch: only what changes. Sets that were logged without an instant move with the start.",
    responses=answers(Workout, WORKOUT_EXAMPLE, "The workout as it is now.", *PATCHING),
)
async def patch_workout(
    session: RequestSession,
    workout_id: FromPath[UUID],
    data: Annotated[Sent, patch_of(WorkoutContent, {"name": "Push, short"})],
    if_match: IfMatch = None,
) -> Response[Workout]:
    await writes.correct_workout(session, workout_id, data, expected_version=expected_version(if_match))
    return await _answer(session, workout_id)


@delete(
    "/{workout_id:uuid}",
    operation_id="deleteWorkout",
    summary="Delete a workout",
    description="With its exercises and sets, for good.",
    responses=problems(*REMOVING),
)
async def delete_workout(session: RequestSession, workout_id: FromPath[UUID], if_match: IfMatch = None) -> None:
    await writes.delete_workout(session, workout_id, expected_version=expected_version(if_match))


@dataclass
class _BodyMayBeLeftOut(Operation):
    """For `operation_class`: Litestar calls every body required, also one that has a default."""

    def __post_init__(self) -> None:
        if isinstance(self.request_body, RequestBody):
            self.request_body.required = False


@put(
    "/{workout_id:uuid}/completion",
    operation_id="putWorkoutCompletion",
    operation_class=_BodyMayBeLeftOut,
    summary="Complete a workout",
    description="It ended when you say, else now. One that is completed already stays as it is, unless you say when.",
    responses=answers(Workout, WORKOUT_EXAMPLE, "The workout as it is now.", *PATCHING),
)
async def put_workout_completion(
    session: RequestSession,
    workout_id: FromPath[UUID],
    data: Annotated[Sent | None, body_of(Completion, _COMPLETION)] = None,
    if_match: IfMatch = None,
) -> Response[Workout]:
    completion = read(data or {}, Completion)
    version = expected_version(if_match)
    await writes.complete_workout(
        session, workout_id, at=completion.completed_at, now=datetime.now(UTC), expected_version=version
    )
    return await _answer(session, workout_id)


@delete(
    "/{workout_id:uuid}/completion",
    operation_id="deleteWorkoutCompletion",
    summary="Reopen a workout",
    description="It runs again. Refused while another one runs.",
    status_code=200,
    responses=answers(Workout, RUNNING_EXAMPLE, "The workout as it is now.", 401, 404, 409, 412, 422),
)
async def delete_workout_completion(
    session: RequestSession, workout_id: FromPath[UUID], if_match: IfMatch = None
) -> Response[Workout]:
    await writes.reopen_workout(session, workout_id, expected_version=expected_version(if_match))
    return await _answer(session, workout_id)


@put(
    "/{workout_id:uuid}/cancellation",
    operation_id="putWorkoutCancellation",
    summary="Cancel a workout",
    description="It stays where it is, and is no previous performance. A completed one is reopened first, or deleted.",
    responses=answers(Workout, WORKOUT_EXAMPLE, "The workout as it is now.", 401, 404, 409, 412, 422),
)
async def put_workout_cancellation(
    session: RequestSession, workout_id: FromPath[UUID], if_match: IfMatch = None
) -> Response[Workout]:
    await writes.cancel_workout(session, workout_id, expected_version=expected_version(if_match))
    return await _answer(session, workout_id)


@delete(
    "/{workout_id:uuid}/cancellation",
    operation_id="deleteWorkoutCancellation",
    summary="Take a cancellation back",
    description="The workout runs again. Refused while another one runs.",
    status_code=200,
    responses=answers(Workout, RUNNING_EXAMPLE, "The workout as it is now.", 401, 404, 409, 412, 422),
)
async def delete_workout_cancellation(
    session: RequestSession, workout_id: FromPath[UUID], if_match: IfMatch = None
) -> Response[Workout]:
    await writes.take_back_cancellation(session, workout_id, expected_version=expected_version(if_match))
    return await _answer(session, workout_id)


@put(
    "/{workout_id:uuid}/exercise-order",
    operation_id="putWorkoutExerciseOrder",
    summary="Reorder the exercises of a workout",
    description="All of them, each once. A 409 names those that are missing or unknown.",
    responses=answers(Workout, WORKOUT_EXAMPLE, "The workout as it is now.", *PATCHING),
)
async def put_workout_exercise_order(
    session: RequestSession,
    workout_id: FromPath[UUID],
    data: Annotated[Sent, body_of(Order, _ORDER)],
    if_match: IfMatch = None,
) -> Response[Workout]:
    order = read(data, Order)
    await exercises.reorder_exercises(session, workout_id, order, expected_version=expected_version(if_match))
    return await _answer(session, workout_id)


async def _answer(session: AsyncSession, workout_id: UUID, *, created: bool = False) -> Response[Workout]:
    """The workout with all it holds. Raises NotFound."""
    workout = build_workout(await fetch_rows(session, *queries.workout_tree(workout_id)))
    return versioned(workout, workout.version, created=created)


routers = (
    Router(
        "/workouts",
        route_handlers=[
            list_workouts,
            get_running_workout,
            get_workout,
            put_workout,
            patch_workout,
            delete_workout,
            put_workout_completion,
            delete_workout_completion,
            put_workout_cancellation,
            delete_workout_cancellation,
            put_workout_exercise_order,
        ],
        tags=["Workouts"],
    ),
)
