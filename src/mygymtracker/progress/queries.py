"""Questions to the numbers, each one statement; the formulas are those of `formulas.py`, and a test compares them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Numeric,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import distinct_on

from mygymtracker.database.driver import Question
from mygymtracker.database.entities import (
    Exercise,
    ExerciseSet,
    IntensityTechnique,
    SessionExercise,
    SessionStatus,
    SetType,
    User,
    WorkoutSession,
)
from mygymtracker.progress.formulas import MOST_REPS, REPS_THAT_DOUBLE, RPE_AT_FAILURE, UNKNOWABLE_RIR
from mygymtracker.quantities import KILOGRAMS_PER_POUND, LoadMode, LoadUnit


def _exact(number: Decimal | int) -> ColumnElement[Decimal]:
    """With 20 decimals, which PostgreSQL then keeps in a division: rounding to 2 cannot come out another way."""
    return literal(Decimal(number).quantize(Decimal("1e-20")), Numeric())


_EXERCISE_ID: Final = bindparam("exercise_id", type_=Uuid())
_RESERVE: Final = func.coalesce(ExerciseSet.rir, RPE_AT_FAILURE - ExerciseSet.rpe, literal(Decimal(0), Numeric()))

#: Sets that an estimate can be made from. Only those whose load is all there was to move: added to or taken off a
#: body's weight it says nothing without that weight, a band's pull is known to its maker alone, and half a movement is
#: another movement. MATERIALIZED, or PostgreSQL looks through every workout of the person for them.
_LIFTED: Final = (
    select(
        ExerciseSet.id,
        ExerciseSet.session_exercise_id,
        ExerciseSet.performed_at,
        ExerciseSet.load,
        ExerciseSet.load_unit,
        ExerciseSet.reps,
        ExerciseSet.rpe,
        ExerciseSet.rir,
        (ExerciseSet.reps + _RESERVE).label("to_failure"),
    )
    .where(
        ExerciseSet.exercise_id == _EXERCISE_ID,
        ExerciseSet.set_type == SetType.WORKING,
        ExerciseSet.load_mode == LoadMode.EXTERNAL,
        ExerciseSet.technique.is_distinct_from(IntensityTechnique.PARTIAL_LENGTH),
        ExerciseSet.load > 0,
        ExerciseSet.reps >= 1,
        _RESERVE < UNKNOWABLE_RIR,
        ExerciseSet.reps + _RESERVE <= MOST_REPS,
    )
    .cte("lifted")
    .prefix_with("MATERIALIZED")
)
#: Asked once, where a join would look at the person again for every set.
_UNIT: Final = select(User.unit).correlate(None).scalar_subquery()
_LOAD: Final = case(
    (_LIFTED.c.load_unit == _UNIT, _LIFTED.c.load),
    (_UNIT == LoadUnit.KG, _LIFTED.c.load * _exact(KILOGRAMS_PER_POUND)),
    else_=_LIFTED.c.load / _exact(KILOGRAMS_PER_POUND),
)
_EPLEY: Final = _LOAD * (REPS_THAT_DOUBLE + _LIFTED.c.to_failure) / _exact(REPS_THAT_DOUBLE)
_ESTIMATED: Final = (
    select(
        cast(func.date_trunc("week", cast(WorkoutSession.performed_on, DateTime())), Date).label("week_starts_on"),
        case((_LIFTED.c.to_failure == 1, _LOAD), else_=_EPLEY).label("estimate"),
        WorkoutSession.id.label("workout_id"),
        WorkoutSession.performed_on,
        *_LIFTED.c,
    )
    .select_from(_LIFTED)
    .join(SessionExercise, SessionExercise.id == _LIFTED.c.session_exercise_id)
    .join(WorkoutSession, WorkoutSession.id == SessionExercise.session_id)
    .where(WorkoutSession.status != SessionStatus.CANCELLED)
    .cte("estimated")
)
#: The best of each week; of equals the one done first.
_BEST: Final = (
    select(
        _ESTIMATED.c.week_starts_on,
        func.round(_ESTIMATED.c.estimate, 2).label("estimated_1rm"),
        _ESTIMATED.c.workout_id,
        _ESTIMATED.c.performed_on,
        _ESTIMATED.c.load,
        _ESTIMATED.c.load_unit,
        _ESTIMATED.c.reps,
        _ESTIMATED.c.rpe,
        _ESTIMATED.c.rir,
    )
    .ext(distinct_on(_ESTIMATED.c.week_starts_on))
    .order_by(_ESTIMATED.c.week_starts_on, _ESTIMATED.c.estimate.desc(), _ESTIMATED.c.performed_at, _ESTIMATED.c.id)
    .cte("best")
)
_WEEKLY_BEST: Final = (
    select(Exercise.id, Exercise.name, User.unit, *_BEST.c)
    .select_from(Exercise)
    .join(User, true())
    .outerjoin(_BEST, true())
    .where(Exercise.id == _EXERCISE_ID)
    .order_by(_BEST.c.week_starts_on)
)


def weekly_best(exercise_id: UUID) -> Question:
    """The best estimated 1RM of each ISO week of one exercise, oldest first, in the person's unit (`weekly`).

    Of working sets with external load in workouts that were not cancelled. One row without a week when there is none
    such, no row when there is no such exercise.
    """
    return _WEEKLY_BEST, {"exercise_id": exercise_id}
