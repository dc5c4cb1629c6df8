"""The exercises of a workout over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, patch, put
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.workout_examples import EXERCISE_CREATION_EXAMPLE, EXERCISE_EXAMPLE
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
from mygymtracker.contents import read
from mygymtracker.database.driver import fetch_rows
from mygymtracker.workouts import exercises, queries
from mygymtracker.workouts.contents import WorkoutExerciseContent, WorkoutExerciseCreation
from mygymtracker.workouts.tree import WorkoutExercise, build_workout_exercise

_SUBSTITUTE = {"exercise_id": "019caf70-6140-7000-8000-0000000000e2", "returning_note": "Seat on 4."}


@put(
    "/{workout_exercise_id:uuid}",
    operation_id="putWorkoutExercise",
    summary="Add an exercise to a workout",
    description="Under an id that you made (a UUIDv7); last, unless `display_order` says where. "
    "Sent again, it answers with the exercise as it is now.",
    responses=answers(WorkoutExercise, EXERCISE_EXAMPLE, "The exercise with its sets.", *CREATING, created=True),
)
async def put_workout_exercise(
    session: RequestSession,
    workout_exercise_id: FromPath[UUID],
    data: Annotated[Sent, body_of(WorkoutExerciseCreation, EXERCISE_CREATION_EXAMPLE)],
) -> Response[WorkoutExercise]:
    created = await exercises.add_exercise(session, workout_exercise_id, read(data, WorkoutExerciseCreation))
    return await _answer(session, workout_exercise_id, created=created)


@patch(
    "/{workout_exercise_id:uuid}",
    operation_id="patchWorkoutExercise",
    summary="Correct or substitute an exercise of a workout",
    description="A JSON merge patch: only what changes. Another `exercise_id` substitutes it in its place: the sets "
    "logged so far go with it, and what was planned stays. A changed `returning_note` is kept in the plan, too.",
    responses=answers(WorkoutExercise, EXERCISE_EXAMPLE, "The exercise as it is now, with its sets.", *PATCHING),
)
async def patch_workout_exercise(
    session: RequestSession,
    workout_exercise_id: FromPath[UUID],
    data: Annotated[Sent, patch_of(WorkoutExerciseContent, _SUBSTITUTE)],
    if_match: IfMatch = None,
) -> Response[WorkoutExercise]:
    version = expected_version(if_match)
    await exercises.correct_exercise(session, workout_exercise_id, data, expected_version=version)
    return await _answer(session, workout_exercise_id)


@delete(
    "/{workout_exercise_id:uuid}",
    operation_id="deleteWorkoutExercise",
    summary="Remove an exercise from a workout",
    description="With its sets, for good.",
    responses=problems(*REMOVING),
)
async def delete_workout_exercise(
    session: RequestSession, workout_exercise_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    await exercises.remove_exercise(session, workout_exercise_id, expected_version=expected_version(if_match))


async def _answer(session: AsyncSession, row_id: UUID, *, created: bool = False) -> Response[WorkoutExercise]:
    """The exercise with its sets. Raises NotFound."""
    exercise = build_workout_exercise(await fetch_rows(session, *queries.workout_exercise(row_id)))
    return versioned(exercise, exercise.version, created=created)


routers = (
    Router(
        "/workout-exercises",
        route_handlers=[put_workout_exercise, patch_workout_exercise, delete_workout_exercise],
        tags=["Workouts"],
    ),
)
