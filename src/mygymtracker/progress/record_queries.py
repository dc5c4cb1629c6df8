"""The records of one exercise, in one statement: a branch for each kind, all of the same counted sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Numeric,
    Select,
    String,
    Uuid,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.types import TypeEngine

from mygymtracker.database.entities import Exercise, Measurement, User
from mygymtracker.database.reading import Query, Question, columns_of
from mygymtracker.progress.counted import COUNTED_SETS, EXERCISE_ID, WANTED, total
from mygymtracker.progress.estimating import ESTIMATED_ADDED_LOAD, ESTIMATED_SETS
from mygymtracker.progress.records import Kind, MeasuredExercise, RecordRow, SetRecord, WorkoutRecord
from mygymtracker.quantities import METRES_PER, LoadMode
from mygymtracker.workouts.counting import total_sets

_SET: Final = COUNTED_SETS.c
_ESTIMATED: Final = ESTIMATED_SETS.c
_HOW: Final = select(WANTED.c.measurement).scalar_subquery()


def _measured(*measurements: Measurement) -> ColumnElement[bool]:
    return or_(*(_HOW == one for one in measurements))  # noqa: SIM300 — it is a column


# ---------------------------------------------------------------------------------------------------- of one set


def _best_set(kind: Kind, *which: ColumnElement[bool], by: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Of equals the one with more repetitions, then the one done first."""
    return (
        _set_record(kind)
        .where(_SET.is_whole, *which)
        .order_by(by.desc(), _SET.reps.desc().nulls_last(), _SET.performed_at, _SET.id)
        .limit(1)
    )


#: What there is to say of a record, beside the fields of the set whose id it has; NULL where it is not of that kind.
_COLUMNS: Final[Mapping[str, TypeEngine[Any]]] = {
    "set_id": Uuid(),
    "estimated_1rm": Numeric(),
    "estimated_added_load": Numeric(),
    "workout.workout_id": Uuid(),
    "workout.performed_on": Date(),
    "workout.sets": Numeric(),
    "workout.volume": Numeric(),
    "workout.tonnage": Numeric(),
}


def _record(kind: Kind, *known: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """`known` are columns by the names of `_COLUMNS`."""
    columns = {column.key: column for column in known}
    return select(
        literal(kind.value, String()).label("kind"),
        *(columns.get(name, null().cast(kind_of_value).label(name)) for name, kind_of_value in _COLUMNS.items()),
    )


def _set_record(kind: Kind, set_id: ColumnElement[UUID] = _SET.id) -> Select[*tuple[Any, ...]]:
    return _record(kind, set_id.label("set_id"))


_HEAVIEST: Final = _best_set(
    Kind.HEAVIEST,
    _measured(Measurement.WEIGHT_REPS, Measurement.WEIGHT_DURATION, Measurement.WEIGHT_DISTANCE),
    or_(_SET.load > 0, _SET.load_mode == LoadMode.BODYWEIGHT_PLUS, _SET.load_mode == LoadMode.ASSISTED),
    func.coalesce(_SET.reps, _SET.duration_seconds, _SET.distance) > 0,
    _SET.rank_load.is_not(None),
    by=_SET.rank_load,
)
_LONGEST: Final = _best_set(
    Kind.LONGEST,
    _measured(Measurement.DURATION, Measurement.WEIGHT_DURATION, Measurement.DISTANCE_DURATION),
    _SET.duration_seconds > 0,
    by=_SET.duration_seconds,
)
_METRES: Final = _SET.distance * case(
    *((_SET.distance_unit == unit, literal(metres, Numeric())) for unit, metres in METRES_PER.items())
)
_FARTHEST: Final = _best_set(
    Kind.FARTHEST,
    _measured(Measurement.DISTANCE_DURATION, Measurement.WEIGHT_DISTANCE),
    _SET.distance > 0,
    by=_METRES,
)
_BEST_ESTIMATE: Final = (
    _record(
        Kind.BEST_ESTIMATE,
        _ESTIMATED.id.label("set_id"),
        func.round(_ESTIMATED.estimate, 2, type_=Numeric()).label("estimated_1rm"),
        ESTIMATED_ADDED_LOAD.label("estimated_added_load"),
    )
    .order_by(_ESTIMATED.estimate.desc(), _ESTIMATED.performed_at, _ESTIMATED.id)
    .limit(1)
)

# ------------------------------------------------------------------------------------- most repetitions at a load

#: Where only repetitions count, all loads are one.
_AT: Final = case((_measured(Measurement.REPS), literal(0, Numeric())), else_=_SET.rank_load)
_MOST_AT_EACH: Final = (
    select(_AT.label("at"), _SET.id, _SET.reps)
    .where(_measured(Measurement.WEIGHT_REPS, Measurement.REPS), _SET.is_whole, _SET.reps >= 1, _AT.is_not(None))
    .ext(distinct_on(_AT))
    .order_by(_AT, _SET.reps.desc(), _SET.performed_at, _SET.id)
    .subquery("most_at_each")
)
_WITH_HEAVIER: Final = select(
    _MOST_AT_EACH.c.id,
    _MOST_AT_EACH.c.reps,
    func.max(_MOST_AT_EACH.c.reps).over(order_by=_MOST_AT_EACH.c.at.desc(), rows=(None, -1)).label("reps_with_more"),
).subquery("with_heavier")
#: Not those of which as many were done with more.
_MOST_REPS: Final = _set_record(Kind.MOST_REPS, _WITH_HEAVIER.c.id).where(
    or_(_WITH_HEAVIER.c.reps_with_more.is_(None), _WITH_HEAVIER.c.reps > _WITH_HEAVIER.c.reps_with_more)
)

# ------------------------------------------------------------------------------------------------ of one workout

_WORKOUTS: Final = (
    select(
        _SET.workout_id,
        _SET.performed_on,
        func.min(_SET.performed_at).label("began_at"),
        total_sets(_SET.sets).label("sets"),
        total(_SET.volume).label("volume"),
        total(_SET.tonnage).label("tonnage"),
    )
    .group_by(_SET.workout_id, _SET.performed_on)
    .cte("workouts")
)


def _best_workout(kind: Kind, which: ColumnElement[bool], *by: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    workout = _WORKOUTS.c
    return (
        _record(kind, *columns_of(workout, WorkoutRecord, under="workout"))
        .where(which)
        .order_by(*(column.desc() for column in by), workout.began_at, workout.workout_id)
        .limit(1)
    )


_MOST_VOLUME: Final = _best_workout(
    Kind.MOST_VOLUME,
    and_(_measured(Measurement.WEIGHT_REPS), or_(_WORKOUTS.c.volume > 0, _WORKOUTS.c.tonnage > 0)),
    _WORKOUTS.c.tonnage,
    _WORKOUTS.c.volume,
)
_MOST_SETS: Final = _best_workout(Kind.MOST_SETS, _WORKOUTS.c.sets > 0, _WORKOUTS.c.sets)

# ------------------------------------------------------------------------------------------------------ together

_ALL_RECORDS: Final = union_all(
    _HEAVIEST, _LONGEST, _FARTHEST, _BEST_ESTIMATE, _MOST_REPS, _MOST_VOLUME, _MOST_SETS
).subquery("found")
_RECORDS: Final = Query(
    select(
        *columns_of(
            Exercise, MeasuredExercise, {"unit": User.unit, "e1rm_formula": User.e1rm_formula}, under="exercise"
        ),
        *(column for column in _ALL_RECORDS.c if column.key != "set_id"),
        *columns_of(_SET, SetRecord, {"set_id": _SET.id}, under="set"),
        func.round(_SET.body_weight, 2, type_=Numeric()).label("body_weight"),
    )
    .select_from(Exercise)
    .join(User, true())
    .outerjoin(_ALL_RECORDS, true())
    .outerjoin(COUNTED_SETS, _SET.id == _ALL_RECORDS.c.set_id)
    .where(Exercise.id == EXERCISE_ID)
    .order_by(_ALL_RECORDS.c.kind, _SET.rank_load.desc(), _SET.id),
    RecordRow,
)


def exercise_records(exercise_id: UUID) -> Question[RecordRow]:
    """A row a record (`records`); one without a record when there is none, no row when there is no such exercise."""
    return _RECORDS, {"exercise_id": exercise_id}
