"""Questions about workouts.

Each is a statement made once, so that it is compiled once, and the parameters of this time:
`fetch_rows(session, *question)`.
No statement names the person: `acting_as` adds that to every one.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Select,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    select,
    true,
)
from sqlalchemy.orm import aliased

from mygymtracker.database.entities import (
    Exercise,
    ExerciseSet,
    SessionExercise,
    SetType,
    WorkoutSession,
)
from mygymtracker.database.newest import in_order, is_ahead, is_far_ahead, newest_first
from mygymtracker.database.reading import Query, Question, columns_of
from mygymtracker.workouts.counting import sets_counted
from mygymtracker.workouts.history import HistoryRow, SetKey
from mygymtracker.workouts.previous_queries import IN_PROGRESS, ONE, previous_performances
from mygymtracker.workouts.set_shapes import WorkoutSet
from mygymtracker.workouts.summary import WorkoutKey, WorkoutLine, WorkoutSummary
from mygymtracker.workouts.tree import ExerciseInTree, TreeRow, WorkoutWithoutExercises

_ROWS: Final = bindparam("rows", type_=Integer())

# ---------------------------------------------------------------------------------------------------- one workout


def _tree(workout_id: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Of the workout that `workout_id` is the id of, be it a parameter or a question."""
    previous = previous_performances(workout_id)
    return (
        select(
            *columns_of(WorkoutSession, WorkoutWithoutExercises, under="workout"),
            *columns_of(
                SessionExercise,
                ExerciseInTree,
                {"name": Exercise.name, "previous": previous.c.performance},
                under="exercise",
            ),
            *columns_of(ExerciseSet, WorkoutSet, under="set"),
        )
        .select_from(WorkoutSession)
        .outerjoin(SessionExercise, SessionExercise.session_id == WorkoutSession.id)
        .outerjoin(Exercise, Exercise.id == SessionExercise.exercise_id)
        .outerjoin(previous, previous.c.session_exercise_id == SessionExercise.id)
        .outerjoin(
            ExerciseSet,
            and_(
                ExerciseSet.session_exercise_id == SessionExercise.id,
                ExerciseSet.exercise_id == SessionExercise.exercise_id,
            ),
        )
        .where(WorkoutSession.id == workout_id)
        .order_by(SessionExercise.display_order, SessionExercise.id, ExerciseSet.set_index, ExerciseSet.id)
    )


_WORKOUT_TREE: Final = Query(_tree(bindparam("workout_id", type_=Uuid())), TreeRow)


def workout_tree(workout_id: UUID) -> Question[TreeRow]:
    """One workout with all it holds, a row a set (`tree.build_workout`).

    An exercise without sets is one row too, and so is a workout without exercises.
    """
    return _WORKOUT_TREE, {"workout_id": workout_id}


_RUNNING: Final = aliased(WorkoutSession)
_RUNNING_TREE: Final = Query(
    _tree(
        select(_RUNNING.id)
        .where(_RUNNING.status == IN_PROGRESS)
        .order_by(is_ahead(_RUNNING.started_at), _RUNNING.started_at.desc(), _RUNNING.id.desc())
        .limit(ONE)
        .scalar_subquery()
    ),
    TreeRow,
)


def running_workout() -> Question[TreeRow]:
    """The newest workout that runs, as `workout_tree` has it; no rows when none does."""
    return _RUNNING_TREE, {}


_WORKOUT_EXERCISE_ID: Final = bindparam("workout_exercise_id", type_=Uuid())
_ITS: Final = aliased(SessionExercise)
_EXERCISE_TREE: Final = Query(
    _tree(select(_ITS.session_id).where(_ITS.id == _WORKOUT_EXERCISE_ID).scalar_subquery()).where(
        SessionExercise.id == _WORKOUT_EXERCISE_ID
    ),
    TreeRow,
)


def workout_exercise(workout_exercise_id: UUID) -> Question[TreeRow]:
    """One exercise of a workout with its sets, as `workout_tree` has it (`tree.build_workout_exercise`)."""
    return _EXERCISE_TREE, {"workout_exercise_id": workout_exercise_id}


# --------------------------------------------------------------------------------------------------- all workouts

_WORKOUTS: Final = select(*columns_of(WorkoutSession, WorkoutLine))


def _with_counts(page: Select[*tuple[Any, ...]]) -> Query[WorkoutSummary]:
    """Counted after the page is cut, so that the counts look at its workouts and at no others."""
    shown = page.subquery("page")
    exercises = (
        select(func.count())
        .select_from(SessionExercise)
        .where(SessionExercise.session_id == shown.c.id)
        .scalar_subquery()
    )
    counted = sets_counted(ExerciseSet.continues_set_id, ExerciseSet.reps, ExerciseSet.side)
    working_sets = (
        select(cast(func.coalesce(func.sum(counted), 0), Float()))
        .select_from(SessionExercise)
        .join(ExerciseSet, ExerciseSet.session_exercise_id == SessionExercise.id)
        .where(SessionExercise.session_id == shown.c.id, ExerciseSet.set_type == SetType.WORKING)
        .scalar_subquery()
    )
    counted_columns = {
        "exercises": exercises, "working_sets": working_sets, "in_future": is_far_ahead(shown.c.started_at)
    }  # fmt: skip
    columns = columns_of(shown.c, WorkoutSummary, counted_columns)
    return Query(in_order(select(*columns), shown.c.started_at, shown.c.id), WorkoutSummary)


_FIRST_PAGE: Final = _with_counts(newest_first(_WORKOUTS, WorkoutSession.started_at, WorkoutSession.id))
_NEXT_PAGE: Final = _with_counts(
    newest_first(_WORKOUTS, WorkoutSession.started_at, WorkoutSession.id, after="started_at")
)


def workouts_page(*, rows: int, after: WorkoutKey | None = None) -> Question[WorkoutSummary]:
    """At most `rows` workouts, newest first, those that come after `after` (`summary.WorkoutSummary`)."""
    if after is None:
        return _FIRST_PAGE, {"rows": rows}
    return _NEXT_PAGE, {"rows": rows, "started_at": after.started_at, "id": after.id}


# --------------------------------------------------------------------------------------- the sets of one exercise

_EXERCISE_ID: Final = bindparam("exercise_id", type_=Uuid())
_SETS: Final = select(*columns_of(ExerciseSet, WorkoutSet), ExerciseSet.session_exercise_id).where(
    ExerciseSet.exercise_id == _EXERCISE_ID
)


def _with_workouts(page: Select[*tuple[Any, ...]]) -> Query[HistoryRow]:
    """One row without a set when the exercise was never done, and none when there is no such exercise."""
    shown = page.subquery("page")
    done = (
        select(
            WorkoutSession.id.label("workout_id"),
            WorkoutSession.name.label("workout_name"),
            WorkoutSession.performed_on,
            *shown.c,
        )
        .select_from(shown)
        .join(SessionExercise, SessionExercise.id == shown.c.session_exercise_id)
        .join(WorkoutSession, WorkoutSession.id == SessionExercise.session_id)
        .subquery("done")
    )
    columns = [
        *(done.c[name].label(f"performed.{name}") for name in ("workout_id", "workout_name", "performed_on")),
        *columns_of(done.c, WorkoutSet, under="performed.set"),
    ]
    exercise = select(*columns).select_from(Exercise).outerjoin(done, true()).where(Exercise.id == _EXERCISE_ID)
    return Query(in_order(exercise, done.c.performed_at, done.c.id), HistoryRow)


_FIRST_SETS: Final = _with_workouts(newest_first(_SETS, ExerciseSet.performed_at, ExerciseSet.id))
_NEXT_SETS: Final = _with_workouts(newest_first(_SETS, ExerciseSet.performed_at, ExerciseSet.id, after="performed_at"))


def exercise_history(exercise_id: UUID, *, rows: int, after: SetKey | None = None) -> Question[HistoryRow]:
    """At most `rows` sets of one exercise, newest first, those that come after `after` (`history.build_history`)."""
    parameters: dict[str, object] = {"exercise_id": exercise_id, "rows": rows}
    if after is None:
        return _FIRST_SETS, parameters
    return _NEXT_SETS, parameters | {"performed_at": after.performed_at, "id": after.id}
