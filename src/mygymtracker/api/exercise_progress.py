"""What the numbers say about one exercise: every set, the weeks, the records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from litestar import Router, get
from litestar.params import FromPath
from msgspec import Struct

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.pagination import DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
from mygymtracker.api.workout_examples import SET_EXAMPLE
from mygymtracker.api.write_requests import answers
from mygymtracker.contents import from_row
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import E1rmFormula, Measurement
from mygymtracker.progress.counted import COUNTED
from mygymtracker.progress.formulas import formula_label
from mygymtracker.progress.queries import weekly_progress
from mygymtracker.progress.record_queries import exercise_records
from mygymtracker.progress.records import EstimateRecord, Records, SetRecord, WorkoutRecord, build_records
from mygymtracker.progress.weekly import Progress, WeeklyBest, WeeklyTraining, build_progress
from mygymtracker.quantities import LoadMode, LoadUnit
from mygymtracker.workouts.history import PerformedSet, SetKey, build_history
from mygymtracker.workouts.queries import exercise_history

_EXERCISE_ID: Final = UUID("019caf70-6140-7000-8000-0000000000e1")
_WORKOUT_ID: Final = UUID("019caf70-6140-7000-8000-000000000001")
_DAY: Final = date(2026, 3, 2)
_PERFORMED: Final = PerformedSet(workout_id=_WORKOUT_ID, workout_name="Push", performed_on=_DAY, set=SET_EXAMPLE)
_PROGRESS: Final = Progress(
    exercise_id=_EXERCISE_ID,
    name="Bench Press (Barbell)",
    unit=LoadUnit.KG,
    formula=formula_label(E1rmFormula.EPLEY),
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
            set_id=SET_EXAMPLE.id,
            load_mode=LoadMode.EXTERNAL,
            body_weight=None,
            estimated_added_load=None,
        )
    ],
    e1rm_formula=E1rmFormula.EPLEY,
    counted=COUNTED,
    sets_without_body_weight=0,
    training=[
        WeeklyTraining(
            week_starts_on=_DAY,
            workouts=1,
            sets=Decimal(1),
            repetitions=8,
            volume=Decimal("490.00"),
            tonnage=Decimal("490.00"),
        )
    ],
)
_SET: Final = from_row(SetRecord, SET_EXAMPLE, set_id=SET_EXAMPLE.id, workout_id=_WORKOUT_ID, performed_on=_DAY)
_WORKOUT: Final = WorkoutRecord(_WORKOUT_ID, _DAY, Decimal(1), Decimal("490.00"), Decimal("490.00"))
_RECORDS: Final = Records(
    exercise_id=_EXERCISE_ID,
    name=_PROGRESS.name,
    measurement=Measurement.WEIGHT_REPS,
    load_mode=LoadMode.EXTERNAL,
    unit=LoadUnit.KG,
    formula=_PROGRESS.formula,
    counted=COUNTED,
    heaviest=_SET,
    best_estimate=EstimateRecord(Decimal("80.65"), None, None, _SET),
    most_reps=[_SET],
    longest=None,
    farthest=None,
    most_volume=_WORKOUT,
    most_sets=_WORKOUT,
)


class HistoryPage(Struct):
    """Some sets, newest first."""

    items: list[PerformedSet]
    next_cursor: NextCursor


@get(
    "/{exercise_id:uuid}/history",
    operation_id="getExerciseHistory",
    summary="Read the sets of an exercise",
    description="Every set of one exercise, warm-ups too, newest first, with the workout it belongs to.",
    responses=answers(
        HistoryPage,
        HistoryPage([_PERFORMED], next_cursor="ktf_aabEQNiQAZyvcGFAcACAAAAAAAAAAw"),
        "One page of sets.",
        401,
        404,
        422,
    ),
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
    description="Week by week, in one's own unit: the best estimated one-repetition maximum by one's own formula, with "
    "the set it comes from, and how much was done. No estimate is made of more than 12 repetitions to failure, nor of "
    "sets with 5 or more in reserve; `counted` says the rest.",
    responses=answers(Progress, _PROGRESS, "The weeks, oldest first, and the formula.", 401, 404),
)
async def get_progress(session: RequestSession, exercise_id: FromPath[UUID]) -> Progress:
    return build_progress(await fetch_rows(session, *weekly_progress(exercise_id)))


@get(
    "/{exercise_id:uuid}/records",
    operation_id="getExerciseRecords",
    summary="Read the records of an exercise",
    description="The heaviest set (with help, the one with least), the best estimate by one's own formula, the most "
    "repetitions at each load, the longest and the farthest set, the workouts with most volume and most sets. Every "
    "set is told exactly as it was typed.",
    responses=answers(Records, _RECORDS, "The records; null for what makes no sense for this exercise.", 401, 404),
)
async def get_records(session: RequestSession, exercise_id: FromPath[UUID]) -> Records:
    return build_records(await fetch_rows(session, *exercise_records(exercise_id)))


routers = (Router("/exercises", route_handlers=[get_history, get_progress, get_records], tags=["Progress"]),)
