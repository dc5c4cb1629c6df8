"""The catalogue."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, put
from litestar.params import FromPath, QueryParameter
from msgspec import Meta, Struct
from msgspec.structs import asdict

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.pagination import DEFAULT, PageSize
from mygymtracker.api.workouts import answers
from mygymtracker.api.write_requests import (
    CREATING,
    PATCHING,
    REMOVING,
    IfMatch,
    Sent,
    body_of,
    expected_version,
    patch_of,
    versioned,
)
from mygymtracker.api.write_requests import answers as written
from mygymtracker.contents import read
from mygymtracker.database.driver import get_row
from mygymtracker.database.entities import Equipment, Laterality, Measurement, MovementPattern, Muscle
from mygymtracker.exercises import writes
from mygymtracker.exercises.catalogue import NO_SUCH_EXERCISE, Exercise, ExerciseSummary
from mygymtracker.exercises.contents import ExerciseContent
from mygymtracker.exercises.finding import find_exercises
from mygymtracker.exercises.muscles import GROUP_OF, MuscleGroup
from mygymtracker.exercises.queries import Sought, one_exercise
from mygymtracker.quantities import LoadMode, LoadUnit

Search = Annotated[
    str,
    QueryParameter(
        max_length=100,
        description="Some of its name or of another name it goes by; typing errors are forgiven. Leave out for all, "
        "those done last first.",
    ),
]

_EXERCISE_ID: Final = UUID("019caf70-6140-7000-8000-0000000000e1")
_SUMMARY: Final = ExerciseSummary(
    id=_EXERCISE_ID,
    name="Bench Press (Barbell)",
    is_own=False,
    last_performed_at=datetime(2026, 3, 2, 17, 36, tzinfo=UTC),
    equipment=Equipment.BARBELL,
    measurement=Measurement.WEIGHT_REPS,
    load_mode=LoadMode.EXTERNAL,
    laterality=Laterality.BILATERAL,
    primary_muscles=[Muscle.LOWER_CHEST],
    is_archived=False,
)
_CONTENT: Final = ExerciseContent(
    name="Reverse Lunge (Landmine)",
    aliases=["Landmine Lunge"],
    primary_muscles=[Muscle.QUADS, Muscle.GLUTE_MAX],
    secondary_muscles=[Muscle.ADDUCTORS],
    equipment=Equipment.BARBELL,
    movement_pattern=MovementPattern.LUNGE,
    laterality=Laterality.UNILATERAL,
    default_rest_seconds=120,
    load_step=Decimal("2.5"),
    load_step_unit=LoadUnit.KG,
)
_EXERCISE: Final = Exercise(
    **asdict(_CONTENT),
    id=UUID("7b4f3a52-3d0e-5a53-9d0c-6f0f7f1f0b1e"),
    is_own=True,
    last_performed_at=None,
    archived_at=None,
    merged_into=None,
    version=7421,
)


class ExerciseMatches(Struct):
    """What was found, nearest first; there are no further pages, a longer search text finds fewer."""

    items: list[ExerciseSummary]
    more: Annotated[bool, Meta(description="Whether there are others beyond `limit`.")] = False


@get(
    "/",
    operation_id="searchExercises",
    summary="Search exercises",
    description="Shared exercises and one's own, whose names or aliases are like the search: `bech pres` finds Bench "
    "Press (Barbell), `rdl` the Romanian deadlift. Without one all of them, those done last first. One that was merged "
    "into another is not among them.",
    responses=answers(ExerciseMatches, ExerciseMatches([_SUMMARY]), "What was found, nearest first."),
)
async def search_exercises(
    session: RequestSession,
    *,
    search: Search = "",
    limit: PageSize = DEFAULT,
    muscle: Annotated[Muscle | None, QueryParameter(description="What it is done for.")] = None,
    muscle_group: Annotated[MuscleGroup | None, QueryParameter(description="What it is done for, roughly.")] = None,
    equipment: Annotated[Equipment | None, QueryParameter(description="What its load hangs on.")] = None,
    measurement: Annotated[Measurement | None, QueryParameter(description="Which numbers a set of it has.")] = None,
    include_archived: Annotated[bool, QueryParameter(description="Those out of sight, too.")] = False,
) -> ExerciseMatches:
    sought = Sought(
        muscles=_muscles(muscle, muscle_group),
        equipment=equipment,
        measurement=measurement,
        include_archived=include_archived,
    )
    matches = await find_exercises(session, search, rows=limit + 1, sought=sought)
    return ExerciseMatches([match.exercise for match in matches[:limit]], more=len(matches) > limit)


def _muscles(muscle: Muscle | None, group: MuscleGroup | None) -> list[Muscle] | None:
    """Those that both allow; None for any."""
    if muscle is None and group is None:
        return None
    return [each for each in Muscle if muscle in (None, each) and group in (None, GROUP_OF[each])]


async def _answer(session: RequestSession, exercise_id: UUID, *, created: bool = False) -> Response[Exercise]:
    exercise = await get_row(session, *one_exercise(exercise_id), missing=NO_SUCH_EXERCISE)
    return versioned(exercise, exercise.version, created=created)


@get(
    "/{exercise_id:uuid}",
    operation_id="getExercise",
    summary="Read an exercise",
    description="Everything about one exercise, also when it is archived or merged into another, which it then names.",
    responses=written(Exercise, _EXERCISE, "The exercise.", 401, 404),
)
async def get_one(session: RequestSession, exercise_id: FromPath[UUID]) -> Response[Exercise]:
    return await _answer(session, exercise_id)


@put(
    "/{exercise_id:uuid}",
    operation_id="putExercise",
    summary="Make an exercise of one's own",
    description="Under an id that you made (a UUIDv7). The exercise's own `id`, under which it is found from then on, "
    "is derived: UUIDv5 with your account's id as the namespace and your id, in small letters with hyphens, as the "
    "name. Sent again, it answers with the exercise as it is now.",
    responses=written(Exercise, _EXERCISE, "The exercise.", *CREATING, created=True),
)
async def put_exercise(
    session: RequestSession,
    exercise_id: FromPath[UUID],
    data: Annotated[Sent, body_of(ExerciseContent, _CONTENT)],
) -> Response[Exercise]:
    row_id, created = await writes.add_exercise(session, exercise_id, read(data, ExerciseContent))
    return await _answer(session, row_id, created=created)


@patch(
    "/{exercise_id:uuid}",
    operation_id="patchExercise",
    summary="Change an exercise of one's own",
    description="A JSON merge patch: only what changes. Shared exercises stay as they are.",
    responses=written(Exercise, _EXERCISE, "The exercise as it is now.", *PATCHING, 403),
)
async def patch_exercise(
    session: RequestSession,
    exercise_id: FromPath[UUID],
    data: Annotated[Sent, patch_of(ExerciseContent, {"name": "Reverse Lunge"})],
    if_match: IfMatch = None,
) -> Response[Exercise]:
    expected = expected_version(if_match)
    await writes.correct_exercise(session, exercise_id, data, expected_version=expected)
    return await _answer(session, exercise_id)


@delete(
    "/{exercise_id:uuid}",
    operation_id="deleteExercise",
    summary="Remove an exercise of one's own",
    description="For good, and only while nothing refers to it: one that was used is archived or merged instead.",
    responses=problems(*REMOVING, 403, 409),
)
async def delete_exercise(session: RequestSession, exercise_id: FromPath[UUID], if_match: IfMatch = None) -> None:
    await writes.remove_exercise(session, exercise_id, expected_version=expected_version(if_match))


@put(
    "/{exercise_id:uuid}/archive",
    operation_id="archiveExercise",
    summary="Archive an exercise of one's own",
    description="Out of sight of a search; what was done with it stays.",
    responses=written(Exercise, _EXERCISE, "The exercise as it is now.", 401, 403, 404, 412, 422),
)
async def archive_exercise(
    session: RequestSession, exercise_id: FromPath[UUID], if_match: IfMatch = None
) -> Response[Exercise]:
    expected = expected_version(if_match)
    await writes.archive_exercise(session, exercise_id, now=datetime.now(UTC), expected_version=expected)
    return await _answer(session, exercise_id)


@delete(
    "/{exercise_id:uuid}/archive",
    operation_id="bringBackExercise",
    summary="Bring an archived exercise back",
    description="A search finds it again.",
    responses=problems(401, 403, 404, 412, 422),
)
async def bring_back_exercise(session: RequestSession, exercise_id: FromPath[UUID], if_match: IfMatch = None) -> None:
    await writes.bring_back_exercise(session, exercise_id, expected_version=expected_version(if_match))


routers = (
    Router(
        "/exercises",
        route_handlers=[
            search_exercises,
            get_one,
            put_exercise,
            patch_exercise,
            delete_exercise,
            archive_exercise,
            bring_back_exercise,
        ],
        tags=["Exercises"],
    ),
)
