"""What each exercise of a running workout was the last time, as a part of the workout's own statement."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Integer, Subquery, cast, exists, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause

from mygymtracker.database.entities import ExerciseSet, SessionExercise, SessionStatus, WorkoutSession
from mygymtracker.database.reading import JsonText, columns_of
from mygymtracker.workouts.previous import LastPerformance, LastSet

# Written out: a plan kept for any parameters knows neither that one row is enough nor that a partial index fits.
ONE: Final = literal_column("1", Integer)
IN_PROGRESS: Final = literal_column(f"'{SessionStatus.IN_PROGRESS.value}'", WorkoutSession.status.type)


def previous_performances(workout_id: ColumnElement[Any]) -> CTE:
    """A row for each exercise of a running workout that was done before: (`session_exercise_id`, `performance`).

    `performance` is the JSON of a `previous.LastPerformance`. No rows for a workout that does not run.
    Materialised, so that it is computed once and not for each set that it is joined to.
    """
    running = _running_exercises(workout_id)
    last = _last_workout(running)
    done = _matching_exercise(running, last)
    sets = _sets_of(done)
    columns = {"workout_id": last.c.workout_id, "performed_on": last.c.performed_on, "sets": sets.c.sets}
    performance = func.json_build_array(*columns_of(done.c, LastPerformance, columns))
    return (
        select(running.c.id.label("session_exercise_id"), cast(performance, JsonText()).label("performance"))
        .select_from(running)
        .join(last, true())
        .join(done, true())
        .join(sets, true())
        .cte("previous")
        .prefix_with("MATERIALIZED")
    )


def _running_exercises(workout_id: ColumnElement[Any]) -> Subquery:
    """Its exercises; `occurrence` counts those of the same exercise, from 1."""
    workout, done = aliased(WorkoutSession), aliased(SessionExercise)
    return (
        select(
            done.id,
            done.exercise_id,
            workout.started_at,
            func.row_number()
            .over(partition_by=done.exercise_id, order_by=(done.display_order, done.id))
            .label("occurrence"),
        )
        .join(done, done.session_id == workout.id)
        .where(workout.id == workout_id, workout.status == IN_PROGRESS)
        .subquery("running")
    )


def _last_workout(running: Subquery) -> LateralFromClause:
    """By the newest set of the exercise before the workout began: one step in the index that starts with it."""
    workout, exercise, performed = aliased(WorkoutSession), aliased(SessionExercise), aliased(ExerciseSet)
    return (
        select(workout.id.label("workout_id"), workout.performed_on)
        .select_from(performed)
        .join(exercise, exercise.id == performed.session_exercise_id)
        .join(workout, workout.id == exercise.session_id)
        .where(
            performed.exercise_id == running.c.exercise_id,
            performed.performed_at < running.c.started_at,
            workout.started_at < running.c.started_at,
            workout.status != SessionStatus.CANCELLED,
        )
        .order_by(performed.performed_at.desc(), performed.id.desc())
        .limit(ONE)
        .lateral("last_workout")
    )


def _matching_exercise(running: Subquery, last: LateralFromClause) -> LateralFromClause:
    """The same occurrence of the exercise where it was done, else the last one that was."""
    exercise, performed = aliased(SessionExercise), aliased(ExerciseSet)
    occurring = (
        select(
            exercise.id,
            exercise.exercise_id,
            exercise.notes,
            exercise.returning_note,
            func.row_number().over(order_by=(exercise.display_order, exercise.id)).label("occurrence"),
        )
        .where(exercise.session_id == last.c.workout_id, exercise.exercise_id == running.c.exercise_id)
        .correlate(running, last)
        .subquery("occurring")
    )
    with_sets = exists().where(
        performed.session_exercise_id == occurring.c.id, performed.exercise_id == occurring.c.exercise_id
    )
    return (
        select(occurring)
        .where(with_sets)
        .order_by((occurring.c.occurrence == running.c.occurrence).desc(), occurring.c.occurrence.desc())
        .limit(ONE)
        .lateral("done")
    )


def _sets_of(done: LateralFromClause) -> LateralFromClause:
    """The JSON of each as `previous.LastSet`."""
    performed = aliased(ExerciseSet)
    last = func.json_build_array(*columns_of(performed, LastSet))
    return (
        select(func.json_agg(aggregate_order_by(last, performed.set_index, performed.id)).label("sets"))
        .where(performed.session_exercise_id == done.c.id, performed.exercise_id == done.c.exercise_id)
        .lateral("sets")
    )
