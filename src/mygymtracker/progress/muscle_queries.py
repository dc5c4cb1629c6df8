"""How many working sets each muscle got in each week, in one statement."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import (
    Date,
    DateTime,
    Integer,
    Interval,
    Numeric,
    String,
    bindparam,
    cast,
    column,
    func,
    literal,
    null,
    select,
    true,
    type_coerce,
    union_all,
    values,
)

from mygymtracker.database.entities import (
    Exercise,
    ExerciseSet,
    Measurement,
    SessionExercise,
    SessionStatus,
    SetType,
    User,
    WorkoutSession,
)
from mygymtracker.database.entities.exercises import MUSCLE
from mygymtracker.database.reading import Query, Question
from mygymtracker.exercises.muscles import GROUP_OF
from mygymtracker.progress.counted import week_of
from mygymtracker.progress.muscle_volume import MuscleRow, Period
from mygymtracker.workouts.counting import sets_counted, total_sets

_WEEK: Final = timedelta(weeks=1)
#: A day somewhere is over by then everywhere.
_ANY_ZONE: Final = literal(timedelta(days=2), Interval())
_DIRECT: Final = literal(Decimal(1), Numeric())
_INDIRECT: Final = literal(Decimal("0.5"), Numeric())

# ------------------------------------------------------------------------------------------------ which days

_WEEKS_WANTED: Final = bindparam("weeks", type_=Integer())
_TODAY: Final = cast(func.timezone(User.time_zone, bindparam("now", type_=DateTime(timezone=True))), Date)
_ENDS: Final = select(
    User.first_weekday, func.coalesce(bindparam("ends_on", type_=Date()), _TODAY, type_=Date()).label("ends_on")
).subquery("ends")
_PERIOD: Final = (
    select(
        _ENDS.c.first_weekday,
        func.coalesce(
            bindparam("starts_on", type_=Date()),
            type_coerce(
                week_of(_ENDS.c.ends_on, _ENDS.c.first_weekday) - literal(7, Integer()) * (_WEEKS_WANTED - 1), Date()
            ),
            type_=Date(),
        ).label("starts_on"),
        _ENDS.c.ends_on,
    )
    .select_from(_ENDS)
    .cte("period")
    .prefix_with("MATERIALIZED")
)
_STARTS_ON: Final = select(_PERIOD.c.starts_on).scalar_subquery()
_FIRST_WEEKDAY: Final = select(_PERIOD.c.first_weekday).scalar_subquery()
_ENDS_ON: Final = select(_PERIOD.c.ends_on).scalar_subquery()
_WEEKS: Final = select(
    cast(
        func.generate_series(
            cast(week_of(_PERIOD.c.starts_on, _PERIOD.c.first_weekday), DateTime()),
            cast(_PERIOD.c.ends_on, DateTime()),
            literal(_WEEK, Interval()),
        ),
        Date,
    ).label("week_starts_on")
).subquery("weeks")

# -------------------------------------------------------------------------------------------- what was trained

#: Sets of each exercise in each week, so that muscles are looked up for these few and not for every set.
_TRAINED: Final = (
    select(
        week_of(WorkoutSession.performed_on, _FIRST_WEEKDAY).label("week_starts_on"),
        ExerciseSet.exercise_id,
        func.sum(sets_counted(ExerciseSet.continues_set_id, ExerciseSet.reps, ExerciseSet.side), type_=Numeric()).label(
            "sets"
        ),
    )
    .select_from(WorkoutSession)
    .join(SessionExercise, SessionExercise.session_id == WorkoutSession.id)
    .join(
        ExerciseSet,
        (ExerciseSet.session_exercise_id == SessionExercise.id)
        & (ExerciseSet.exercise_id == SessionExercise.exercise_id),
    )
    .where(
        WorkoutSession.status != SessionStatus.CANCELLED,
        # by the index on instants; days alone would look at every workout there ever was
        WorkoutSession.started_at >= cast(_STARTS_ON, DateTime(timezone=True)) - _ANY_ZONE,
        WorkoutSession.started_at
        < cast(_ENDS_ON, DateTime(timezone=True)) + _ANY_ZONE + literal(timedelta(days=1), Interval()),
        WorkoutSession.performed_on.between(_STARTS_ON, _ENDS_ON),
        ExerciseSet.set_type == SetType.WORKING,
    )
    .group_by("week_starts_on", ExerciseSet.exercise_id)
    .cte("trained")
    .prefix_with("MATERIALIZED")
)
#: Strength alone: a run is training, but no set of quads.
_IS_STRENGTH: Final = Exercise.measurement != Measurement.DISTANCE_DURATION
_OF_EXERCISES: Final = (
    select(
        _TRAINED.c.week_starts_on,
        _TRAINED.c.exercise_id,
        _TRAINED.c.sets,
        Exercise.primary_muscles,
        Exercise.secondary_muscles,
        (func.cardinality(Exercise.primary_muscles) + func.cardinality(Exercise.secondary_muscles) == 0).label(
            "is_unknown"
        ),
    )
    .join(Exercise, Exercise.id == _TRAINED.c.exercise_id)
    .where(_IS_STRENGTH, _TRAINED.c.sets > 0)
    .cte("of_exercises")
    .prefix_with("MATERIALIZED")
)
_EACH: Final = _OF_EXERCISES.c
_WORKED: Final = union_all(
    select(
        _EACH.week_starts_on,
        _EACH.exercise_id,
        _EACH.sets,
        func.unnest(_EACH.primary_muscles, type_=MUSCLE).label("muscle"),
        _DIRECT.label("share"),
    ),
    select(
        _EACH.week_starts_on,
        _EACH.exercise_id,
        _EACH.sets,
        func.unnest(_EACH.secondary_muscles, type_=MUSCLE),
        _INDIRECT,
    ),
).subquery("worked")
_GROUPS: Final = values(column("muscle", MUSCLE), column("muscle_group", String()), name="groups").data(
    [(muscle, group.value) for muscle, group in GROUP_OF.items()]
)

# ------------------------------------------------------------------------------- of each muscle and of each group

#: A row for each muscle of an exercise in a week; one that is named twice counts by its larger share.
_MUSCLES: Final = (
    select(
        _WORKED.c.week_starts_on,
        _WORKED.c.exercise_id,
        _GROUPS.c.muscle_group,
        _WORKED.c.muscle,
        func.max(_WORKED.c.sets).label("sets"),
        func.max(_WORKED.c.share).label("share"),
    )
    .join(_GROUPS, _GROUPS.c.muscle == _WORKED.c.muscle)
    .group_by(_WORKED.c.week_starts_on, _WORKED.c.exercise_id, _GROUPS.c.muscle_group, _WORKED.c.muscle)
    .cte("muscles")
    .prefix_with("MATERIALIZED")
)
#: The same for each group: two muscles of one are one set of it.
_GROUPS_OF_EXERCISES: Final = (
    select(
        _MUSCLES.c.week_starts_on,
        _MUSCLES.c.muscle_group,
        func.max(_MUSCLES.c.sets).label("sets"),
        func.max(_MUSCLES.c.share).label("share"),
    )
    .group_by(_MUSCLES.c.week_starts_on, _MUSCLES.c.exercise_id, _MUSCLES.c.muscle_group)
    .subquery("groups_of_exercises")
)
_COUNTS: Final = union_all(
    select(
        _MUSCLES.c.week_starts_on,
        _MUSCLES.c.muscle_group,
        _MUSCLES.c.muscle,
        total_sets(_MUSCLES.c.sets * _MUSCLES.c.share).label("sets"),
    ).group_by(_MUSCLES.c.week_starts_on, _MUSCLES.c.muscle_group, _MUSCLES.c.muscle),
    select(
        _GROUPS_OF_EXERCISES.c.week_starts_on,
        _GROUPS_OF_EXERCISES.c.muscle_group,
        null().cast(MUSCLE),
        total_sets(_GROUPS_OF_EXERCISES.c.sets * _GROUPS_OF_EXERCISES.c.share),
    ).group_by(_GROUPS_OF_EXERCISES.c.week_starts_on, _GROUPS_OF_EXERCISES.c.muscle_group),
    select(_EACH.week_starts_on, null().cast(String()), null().cast(MUSCLE), total_sets(_EACH.sets))
    .where(_EACH.is_unknown)
    .group_by(_EACH.week_starts_on),
).subquery("counts")
_MUSCLE_VOLUME: Final = Query(
    select(
        _PERIOD.c.first_weekday,
        _PERIOD.c.starts_on,
        _PERIOD.c.ends_on,
        _WEEKS.c.week_starts_on,
        _COUNTS.c.muscle_group,
        _COUNTS.c.muscle,
        _COUNTS.c.sets,
    )
    .select_from(_PERIOD)
    .outerjoin(_WEEKS, true())
    .outerjoin(_COUNTS, _COUNTS.c.week_starts_on == _WEEKS.c.week_starts_on)
    .order_by(_WEEKS.c.week_starts_on, _COUNTS.c.muscle),
    MuscleRow,
)


def muscle_volume(period: Period, *, now: datetime) -> Question[MuscleRow]:
    """The working sets of each muscle and group in each week of a period (`muscle_volume`).

    A row for each muscle of a week, one without a muscle for each group, one without either for the sets of exercises
    whose muscles nobody knows, and one without all for a week in which nothing was done. `now` says which day today is.
    """
    return _MUSCLE_VOLUME, {
        "now": now,
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "weeks": period.weeks,
    }
