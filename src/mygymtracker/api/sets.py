"""The sets of a workout over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, put
from litestar.params import FromPath
from msgspec.structs import asdict

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.workout_examples import EXERCISE_EXAMPLE, SET_EXAMPLE
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
from mygymtracker.database.driver import fetch_rows, get_row
from mygymtracker.workouts import queries, set_queries, set_writes
from mygymtracker.workouts.sets import LoggedSet, SetContent, SetCreation, creation_of
from mygymtracker.workouts.tree import WorkoutExercise, build_workout_exercise

_LOGGED: Final = LoggedSet(**asdict(SET_EXAMPLE), workout_exercise_id=EXERCISE_EXAMPLE.id)


@get(
    "/{set_id:uuid}",
    operation_id="getSet",
    summary="Read a set",
    description="Every number as it was typed.",
    responses=answers(LoggedSet, _LOGGED, "The set.", 401, 404),
)
async def get_set(session: RequestSession, set_id: FromPath[UUID]) -> Response[LoggedSet]:
    logged = await get_row(session, *set_queries.one_set(set_id), missing=f"There is no such {set_writes.WHAT}.")
    return versioned(logged, logged.version)


@put(
    "/{set_id:uuid}",
    operation_id="putSet",
    summary="Log a set",
    description="Under an id that you made (a UUIDv7), whatever the state of the workout. Sent again, it answers with "
    "the set as it is now. A load and a distance come with their units: none is assumed.",
    responses=answers(LoggedSet, _LOGGED, "The set.", *CREATING, created=True),
)
async def put_set(
    session: RequestSession,
    set_id: FromPath[UUID],
    data: Annotated[Sent, body_of(SetCreation, creation_of(_LOGGED))],
) -> Response[LoggedSet]:
    logged, made = await set_writes.log_set(session, set_id, read(data, SetCreation), now=datetime.now(UTC))
    return versioned(logged, logged.version, created=made)


@patch(
    "/{set_id:uuid}",
    operation_id="patchSet",
    summary="Correct a set",
    description="A JSON merge patch: only what changes, whatever the state of the workout.",
    responses=answers(LoggedSet, _LOGGED, "The set as it is now.", *PATCHING),
)
async def patch_set(
    session: RequestSession,
    set_id: FromPath[UUID],
    data: Annotated[Sent, patch_of(SetContent, {"reps": 7, "rpe": "9.5"})],
    if_match: IfMatch = None,
) -> Response[LoggedSet]:
    version = expected_version(if_match)
    corrected = await set_writes.correct_set(session, set_id, data, now=datetime.now(UTC), expected_version=version)
    return versioned(corrected, corrected.version)


@delete(
    "/{set_id:uuid}",
    operation_id="deleteSet",
    summary="Delete a set",
    description="For good. The sets that continued it stay: the first of them takes its place, and the others "
    "continue that one.",
    responses=problems(*REMOVING),
)
async def delete_set(session: RequestSession, set_id: FromPath[UUID], if_match: IfMatch = None) -> None:
    await set_writes.delete_set(session, set_id, expected_version=expected_version(if_match))


@put(
    "/{workout_exercise_id:uuid}/set-order",
    operation_id="putSetOrder",
    summary="Reorder the sets of an exercise",
    description="The ids of all its sets, each once; they get the places 1, 2, 3, … The ETag is that of the exercise "
    "in the workout.",
    responses=answers(WorkoutExercise, EXERCISE_EXAMPLE, "The exercise with its sets in order.", *PATCHING),
)
async def put_set_order(
    session: RequestSession,
    workout_exercise_id: FromPath[UUID],
    data: Annotated[Sent, body_of(Order, Order(ids=[SET_EXAMPLE.id]))],
    if_match: IfMatch = None,
) -> Response[WorkoutExercise]:
    order, version = read(data, Order), expected_version(if_match)
    await set_writes.reorder_sets(session, workout_exercise_id, order, expected_version=version)
    exercise = build_workout_exercise(await fetch_rows(session, *queries.workout_exercise(workout_exercise_id)))
    return versioned(exercise, exercise.version)


routers = (
    Router("/sets", route_handlers=[get_set, put_set, patch_set, delete_set], tags=["Workouts"]),
    Router("/workout-exercises", route_handlers=[put_set_order], tags=["Workouts"]),
)
