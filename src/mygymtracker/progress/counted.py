"""The working sets of one exercise and what each counts for: the rows that progress and records are computed from.

Warm-ups and cancelled workouts are not among them. All loads are also there in the person's unit, converted with 20
decimals, so that rounding them to two cannot come out another way than with exact numbers.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Interval,
    Numeric,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute

from mygymtracker.database.entities import (
    BodyMeasurement,
    BodyPart,
    BodyUnit,
    Exercise,
    ExerciseSet,
    IntensityTechnique,
    Measurement,
    SessionExercise,
    SessionStatus,
    SetType,
    Side,
    User,
    WorkoutSession,
)
from mygymtracker.database.entities.exercises import LOAD_MODE
from mygymtracker.database.reading import Column, columns_of
from mygymtracker.progress.formulas import MOST_REPS, RPE_AT_FAILURE, UNKNOWABLE_RIR
from mygymtracker.quantities import KILOGRAMS_PER_POUND, LoadMode, LoadUnit
from mygymtracker.workouts.counting import sets_counted
from mygymtracker.workouts.set_shapes import SetNumbers

#: A body's weight on the scales is good for so long: in half a year few change by more than an estimate's own error.
WEIGHED_WITHIN: Final = timedelta(days=180)
COUNTED: Final = (
    "Working sets of workouts that were not cancelled; warm-ups count nowhere. A load added to the body or help taken "
    "off it counts together with the body's weight, where the workout says it or the scales did in the 180 days "
    "before. The further pieces of a drop set or rest-pause set, and partial repetitions, count in repetitions, volume "
    "and tonnage, and never in estimates and records. As sets, pieces are one together with their first, one side "
    "alone is half of one, and an attempt of which none was made is none. What a band takes is unknown: it is in no "
    "estimate, volume or tonnage."
)

EXERCISE_ID: Final = bindparam("exercise_id", type_=Uuid())


def exact(number: Decimal | int | str) -> ColumnElement[Decimal]:
    """With 20 decimals, which PostgreSQL then keeps in a division: rounding to 2 cannot come out another way."""
    return literal(Decimal(number).quantize(Decimal("1e-20")), Numeric())


def week_of(day: Column, first_weekday: Column) -> ColumnElement[date]:
    """The first day of the week that a day lies in; `first_weekday` is ISO's number of it."""
    weekday = cast(extract("isodow", day), Integer)
    seven = literal(7, Integer())
    return type_coerce(day - (weekday - cast(first_weekday, Integer) + seven) % seven, Date())


#: The one row of what the person chose and what the exercise is; looked at once, and not again for every set.
WANTED: Final = (
    select(
        User.first_weekday,
        (User.unit == LoadUnit.KG).label("shows_kilograms"),
        User.e1rm_formula,
        Exercise.measurement,
        Exercise.load_mode,
    )
    .join(Exercise, Exercise.id == EXERCISE_ID)
    .cte("wanted")
    .prefix_with("MATERIALIZED")
)


def _in_own_unit(
    amount: ColumnElement[Decimal] | InstrumentedAttribute[Decimal | None], is_kilograms: ColumnElement[bool]
) -> ColumnElement[Decimal]:
    return case(
        (and_(WANTED.c.shows_kilograms, ~is_kilograms), amount * exact(KILOGRAMS_PER_POUND)),
        (and_(~WANTED.c.shows_kilograms, is_kilograms), amount / exact(KILOGRAMS_PER_POUND)),
        else_=amount,
    )


# ---------------------------------------------------------------------------------------------- the working sets

#: A set without a load moved what the exercise moves.
_LOAD_MODE: Final = case(
    (and_(ExerciseSet.load_mode == LoadMode.EXTERNAL, func.coalesce(ExerciseSet.load, 0) == 0), WANTED.c.load_mode),
    else_=ExerciseSet.load_mode,
).cast(LOAD_MODE)
#: MATERIALIZED, or PostgreSQL looks through every workout of the person for them.
_PERFORMED: Final = (
    select(
        ExerciseSet.id,
        ExerciseSet.session_exercise_id,
        ExerciseSet.performed_at,
        *columns_of(ExerciseSet, SetNumbers, {"load_mode": _LOAD_MODE}),
        ExerciseSet.technique,
        ExerciseSet.continues_set_id,
    )
    .select_from(ExerciseSet)
    .join(WANTED, true())
    .where(ExerciseSet.exercise_id == EXERCISE_ID, ExerciseSet.set_type == SetType.WORKING)
    .cte("performed")
    .prefix_with("MATERIALIZED")
)
_MOVES_THE_BODY: Final = and_(
    or_(_PERFORMED.c.load_mode == LoadMode.BODYWEIGHT_PLUS, _PERFORMED.c.load_mode == LoadMode.ASSISTED),
    WANTED.c.measurement == Measurement.WEIGHT_REPS,
)

#: What the scales said last; looked up only where it is needed and the workout does not say it.
_WEIGHED: Final = (
    select(BodyMeasurement.amount, BodyMeasurement.unit)
    .where(
        _MOVES_THE_BODY,
        WorkoutSession.body_weight.is_(None),
        BodyMeasurement.part == BodyPart.BODY_WEIGHT,
        BodyMeasurement.measured_at <= WorkoutSession.started_at,
        BodyMeasurement.measured_at >= WorkoutSession.started_at - literal(WEIGHED_WITHIN, Interval()),
    )
    .order_by(BodyMeasurement.measured_at.desc(), BodyMeasurement.id.desc())
    .limit(1)
    .correlate(_PERFORMED, WANTED, WorkoutSession)
    .lateral("weighed")
)
#: MATERIALIZED, or what is computed here is computed again wherever it is used below.
_OF_WORKOUTS: Final = (
    select(
        *_PERFORMED.c,
        WorkoutSession.id.label("workout_id"),
        WorkoutSession.performed_on,
        week_of(WorkoutSession.performed_on, WANTED.c.first_weekday).label("week_starts_on"),
        _in_own_unit(_PERFORMED.c.load, _PERFORMED.c.load_unit == LoadUnit.KG).label("own_load"),
        case(
            (
                and_(_MOVES_THE_BODY, WorkoutSession.body_weight.is_not(None)),
                _in_own_unit(WorkoutSession.body_weight, WorkoutSession.body_weight_unit == LoadUnit.KG),
            ),
            else_=_in_own_unit(_WEIGHED.c.amount, _WEIGHED.c.unit == BodyUnit.KG),
        ).label("body_weight"),
        _MOVES_THE_BODY.label("moves_the_body"),
    )
    .select_from(_PERFORMED)
    .join(SessionExercise, SessionExercise.id == _PERFORMED.c.session_exercise_id)
    .join(WorkoutSession, WorkoutSession.id == SessionExercise.session_id)
    .join(WANTED, true())
    .outerjoin(_WEIGHED, true())
    .where(WorkoutSession.status != SessionStatus.CANCELLED)
    .cte("of_workouts")
    .prefix_with("MATERIALIZED")
)

# ------------------------------------------------------------------------------------------ what each counts for

_DONE: Final = _OF_WORKOUTS.c
_NUMBER: Final = Numeric()
_ADDED: Final = func.coalesce(_DONE.own_load, literal(Decimal(0), _NUMBER))
#: All that was moved, NULL where that is unknown, as with a band: a load added to the body comes on top of its weight,
#: help is taken off it.
_MOVED: Final = case(
    (_DONE.load_mode == LoadMode.EXTERNAL, _DONE.own_load),
    (_DONE.load_mode == LoadMode.BODYWEIGHT_PLUS, _DONE.body_weight + _ADDED),
    (_DONE.load_mode == LoadMode.ASSISTED, _DONE.body_weight - _ADDED),
    else_=null().cast(_NUMBER),
)
#: Of what was hung on or held; help is no load, and a band's is unknown.
_IS_HUNG_ON: Final = or_(_DONE.load_mode == LoadMode.EXTERNAL, _DONE.load_mode == LoadMode.BODYWEIGHT_PLUS)
_REPETITIONS: Final = case((_DONE.side == Side.EACH, 2 * cast(_DONE.reps, Integer)), else_=_DONE.reps)
_RESERVE: Final = func.coalesce(_DONE.rir, RPE_AT_FAILURE - _DONE.rpe, literal(Decimal(0), _NUMBER))
_IS_FIRST_PIECE: Final = _DONE.continues_set_id.is_(None)
#: One that can be a record: not a further piece, not half a movement, not an attempt of which none was made.
_IS_WHOLE: Final = and_(
    _IS_FIRST_PIECE,
    _DONE.technique.is_distinct_from(IntensityTechnique.PARTIAL_LENGTH),
    _DONE.reps.is_distinct_from(0),
)
_SAYS_SOMETHING: Final = and_(
    _IS_WHOLE,
    _DONE.reps >= 1,
    _RESERVE < UNKNOWABLE_RIR,
    _DONE.reps + _RESERVE <= MOST_REPS,
)


#: A row a working set. Beside what was typed: `own_load`, `body_weight` and `moved` in the person's unit, `rank_load`
#: (help is negative, a band has none), `to_failure` where an estimate can be made (else NULL), `repetitions` of both
#: sides, `volume` and `tonnage` of those, `sets` that it counts for, `is_whole`, `lacks_body_weight`.
COUNTED_SETS: Final = (
    select(
        *_DONE,
        _MOVED.label("moved"),
        case(
            (_DONE.load_mode == LoadMode.ASSISTED, -_ADDED),
            (or_(_DONE.load_mode != LoadMode.BAND, _DONE.load.is_(None)), _ADDED),
            else_=null().cast(_NUMBER),
        ).label("rank_load"),
        case((and_(_SAYS_SOMETHING, _MOVED > 0), _DONE.reps + _RESERVE)).label("to_failure"),
        _REPETITIONS.label("repetitions"),
        case((_IS_HUNG_ON, _DONE.own_load * _REPETITIONS)).label("volume"),
        (_MOVED * _REPETITIONS).label("tonnage"),
        sets_counted(_DONE.continues_set_id, _DONE.reps, _DONE.side).label("sets"),
        _IS_WHOLE.label("is_whole"),
        and_(_DONE.moves_the_body, _DONE.body_weight.is_(None), _IS_FIRST_PIECE, _DONE.reps >= 1).label(
            "lacks_body_weight"
        ),
    )
    .select_from(_OF_WORKOUTS)
    .cte("counted")
    .prefix_with("MATERIALIZED")
)


def total(amount: ColumnElement[Decimal]) -> ColumnElement[Decimal]:
    """The sum, 0 where there is nothing to add, rounded to two decimals."""
    return func.round(func.coalesce(func.sum(amount), literal(Decimal(0), _NUMBER)), 2, type_=_NUMBER)
