"""What each week of one exercise came to, in one statement."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import Numeric, cast, func, null, select, true, union_all
from sqlalchemy.dialects.postgresql import distinct_on

from mygymtracker.database.entities import Exercise, User
from mygymtracker.database.reading import Query, Question, columns_of
from mygymtracker.progress.counted import COUNTED_SETS, EXERCISE_ID, total
from mygymtracker.progress.estimating import ESTIMATED_ADDED_LOAD, ESTIMATED_SETS
from mygymtracker.progress.weekly import ExerciseInUnit, WeeklyBest, WeeklyTraining, WeekRow
from mygymtracker.workouts.counting import total_sets

_SET: Final = COUNTED_SETS.c

_TRAINED: Final = select(
    *columns_of(
        _SET,
        WeeklyTraining,
        {
            "workouts": func.count(_SET.workout_id.distinct()),
            "sets": total_sets(_SET.sets),
            "repetitions": func.coalesce(func.sum(_SET.repetitions), 0),
            "volume": total(_SET.volume),
            "tonnage": total(_SET.tonnage),
        },
        under="training",
    ),
    func.count().filter(_SET.lacks_body_weight).label("sets_without_body_weight"),
).group_by(_SET.week_starts_on)
_ESTIMATED: Final = ESTIMATED_SETS.c
#: The best of each week; of equals the one done first.
_BEST: Final = (
    select(
        *columns_of(
            _ESTIMATED,
            WeeklyBest,
            {
                "set_id": _ESTIMATED.id,
                "estimated_1rm": func.round(_ESTIMATED.estimate, 2, type_=Numeric()),
                "body_weight": func.round(_ESTIMATED.body_weight, 2, type_=Numeric()),
                "estimated_added_load": ESTIMATED_ADDED_LOAD,
            },
            under="best",
        )
    )
    .ext(distinct_on(_ESTIMATED.week_starts_on))
    .order_by(_ESTIMATED.week_starts_on, _ESTIMATED.estimate.desc(), _ESTIMATED.performed_at, _ESTIMATED.id)
)
_NO_TRAINING: Final = [cast(null(), column.type).label(column.name) for column in _TRAINED.selected_columns]
_NO_ESTIMATE: Final = [cast(null(), column.type).label(column.name) for column in _BEST.selected_columns]
_TRAINED_WEEKS: Final = _TRAINED.subquery("trained")
_BEST_WEEKS: Final = _BEST.subquery("best")
#: One below the other: a join would sort all estimates again for every week.
_WEEKS: Final = union_all(select(*_TRAINED_WEEKS.c, *_NO_ESTIMATE), select(*_NO_TRAINING, *_BEST_WEEKS.c)).subquery(
    "weeks"
)
_WEEKLY_PROGRESS: Final = Query(
    select(
        *columns_of(Exercise, ExerciseInUnit, {"unit": User.unit, "e1rm_formula": User.e1rm_formula}, under="exercise"),
        *_WEEKS.c,
    )
    .select_from(Exercise)
    .join(User, true())
    .outerjoin(_WEEKS, true())
    .where(Exercise.id == EXERCISE_ID)
    .order_by(_WEEKS.c["training.week_starts_on"], _WEEKS.c["best.week_starts_on"]),
    WeekRow,
)


def weekly_progress(exercise_id: UUID) -> Question[WeekRow]:
    """A row for what each week came to, and one for the best estimate of each, both oldest first (`weekly`).

    One row without a week when it was never done, no row when there is no such exercise.
    """
    return _WEEKLY_PROGRESS, {"exercise_id": exercise_id}
