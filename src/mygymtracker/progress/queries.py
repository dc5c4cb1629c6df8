"""What each week of one exercise came to, in one statement."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import Numeric, cast, func, null, select, true, union_all
from sqlalchemy.dialects.postgresql import distinct_on

from mygymtracker.database.driver import Question
from mygymtracker.database.entities import Exercise, User
from mygymtracker.progress.counted import COUNTED_SETS, EXERCISE_ID, total
from mygymtracker.progress.estimating import ESTIMATED_ADDED_LOAD, ESTIMATED_SETS
from mygymtracker.workouts.counting import total_sets

_SET: Final = COUNTED_SETS.c

_TRAINED: Final = select(
    _SET.week_starts_on,
    func.count(_SET.workout_id.distinct()).label("workouts"),
    total_sets(_SET.sets).label("sets"),
    func.coalesce(func.sum(_SET.repetitions), 0).label("repetitions"),
    total(_SET.volume).label("volume"),
    total(_SET.tonnage).label("tonnage"),
    func.count().filter(_SET.lacks_body_weight).label("without_body_weight"),
).group_by(_SET.week_starts_on)
_ESTIMATED: Final = ESTIMATED_SETS.c
#: The best of each week; of equals the one done first.
_BEST: Final = (
    select(
        _ESTIMATED.week_starts_on.label("best_of_week"),
        func.round(_ESTIMATED.estimate, 2, type_=Numeric()).label("estimated_1rm"),
        _ESTIMATED.workout_id,
        _ESTIMATED.performed_on,
        _ESTIMATED.load,
        _ESTIMATED.load_unit,
        _ESTIMATED.reps,
        _ESTIMATED.rpe,
        _ESTIMATED.rir,
        _ESTIMATED.id.label("set_id"),
        _ESTIMATED.load_mode,
        func.round(_ESTIMATED.body_weight, 2, type_=Numeric()).label("body_weight"),
        ESTIMATED_ADDED_LOAD.label("estimated_added_load"),
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
_WEEKLY_PROGRESS: Final = (
    select(Exercise.id, Exercise.name, User.unit, User.e1rm_formula, *_WEEKS.c)
    .select_from(Exercise)
    .join(User, true())
    .outerjoin(_WEEKS, true())
    .where(Exercise.id == EXERCISE_ID)
    .order_by(_WEEKS.c.week_starts_on, _WEEKS.c.best_of_week)
)


def weekly_progress(exercise_id: UUID) -> Question:
    """A row for what each week came to, and one for the best estimate of each, both oldest first (`weekly`).

    One row without a week when it was never done, no row when there is no such exercise.
    """
    return _WEEKLY_PROGRESS, {"exercise_id": exercise_id}
