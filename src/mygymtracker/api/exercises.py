"""The catalogue, and what was done and reached with one exercise."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from litestar import Router, get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.pagination import CURSOR_PROBLEM, DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
from mygymtracker.api.workouts import SET_EXAMPLE, answers
from mygymtracker.database.driver import fetch_rows
from mygymtracker.exercises.catalogue import FoundExercise, found
from mygymtracker.exercises.queries import find_exercises
from mygymtracker.progress.formulas import EPLEY
from mygymtracker.progress.queries import weekly_best
from mygymtracker.progress.weekly import Progress, WeeklyBest, build_progress
from mygymtracker.quantities import LoadUnit
from mygymtracker.workouts.history import PerformedSet, SetKey, build_history
from mygymtracker.workouts.queries import exercise_history

Search = Annotated[
    str,
    QueryParameter(
        max_length=100,
        description="Some of its name; typing errors are forgiven. Leave out for all, those done last first.",
    ),
]

_EXERCISE_ID: Final = UUID("019caf70-6140-7000-8000-0000000000e1")
_WORKOUT_ID: Final = UUID("019caf70-6140-7000-8000-000000000001")
_DAY: Final = date(2026, 3, 2)
_FOUND: Final = FoundExercise(
    id=_EXERCISE_ID,
    name="Bench Press (Barbell)",
    is_own=False,
    last_performed_at=datetime(2026, 3, 2, 17, 36, tzinfo=UTC),
)
_PERFORMED: Final = PerformedSet(workout_id=_WORKOUT_ID, workout_name="Push", performed_on=_DAY, set=SET_EXAMPLE)
_PROGRESS: Final = Progress(
    exercise_id=_EXERCISE_ID,
    name="Bench Press (Barbell)",
    unit=LoadUnit.KG,
    formula=EPLEY,
    weeks=[
        WeeklyBest(
            week_starts_on=_DAY,
            estimated_1rm=Decimal("80.65"),
            workout_id=_WORKOUT_ID,
            performed_on=_DAY,
            load=Decimal("61.25"),
            load_unit=LoadUnit.KG,
            reps=8,
            rpe=Decimal("8.5"),
            rir=None,
        )
    ],
)


class FoundExercises(Struct):
    """What was found, nearest first; there are no further pages, a longer search text finds fewer."""

    items: list[FoundExercise]


class HistoryPage(Struct):
    """Some sets, newest first."""

    items: list[PerformedSet]
    next_cursor: NextCursor


@get(
    "/",
    operation_id="searchExercises",
    summary="Search exercises",
    description="Shared exercises and one's own, whose names are like the search: `bech pres` finds Bench Press "
    "(Barbell). Without one all of them, those done last first.",
    responses=answers(FoundExercises, FoundExercises([_FOUND]), "What was found, nearest first."),
)
async def search_exercises(session: RequestSession, search: Search = "", limit: PageSize = DEFAULT) -> FoundExercises:
    return FoundExercises(found(await fetch_rows(session, *find_exercises(search, rows=limit))))


@get(
    "/{exercise_id:uuid}/history",
    operation_id="getExerciseHistory",
    summary="Read the sets of an exercise",
    description="Every set of one exercise, warm-ups too, newest first, with the workout it belongs to.",
    responses=answers(
        HistoryPage,
        HistoryPage([_PERFORMED], next_cursor="ktf_aabEQNiQAZyvcGFAcACAAAAAAAAAAw"),
        "One page of sets.",
    )
    | CURSOR_PROBLEM,
)
async def get_history(
    session: RequestSession, exercise_id: FromPath[UUID], limit: PageSize = DEFAULT, cursor: Cursor = None
) -> HistoryPage:
    question = exercise_history(exercise_id, rows=limit + 1, after=decode_cursor(cursor, SetKey))
    sets = build_history(await fetch_rows(session, *question))
    page = cut_page(sets, size=limit, key=lambda done: SetKey(done.set.performed_at, done.set.id))
    return HistoryPage(*page)


@get(
    "/{exercise_id:uuid}/progress",
    operation_id="getExerciseProgress",
    summary="Read the progress of an exercise",
    description="The best estimated one-repetition maximum of each ISO week, in one's own unit, and the set it comes "
    "from. Counted are working sets with external load in workouts that were not cancelled; not counted are warm-ups, "
    "partial repetitions, failed attempts, more than 12 repetitions to failure, and 5 or more in reserve.",
    responses=answers(Progress, _PROGRESS, "The weeks, oldest first, and the formula."),
)
async def get_progress(session: RequestSession, exercise_id: FromPath[UUID]) -> Progress:
    return build_progress(await fetch_rows(session, *weekly_best(exercise_id)))


router = Router(
    "/exercises",
    route_handlers=[search_exercises, get_history, get_progress],
    tags=["Exercises"],
)
