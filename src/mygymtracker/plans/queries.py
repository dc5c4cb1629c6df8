"""Questions about plans: a statement made once and the parameters of this time."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Integer,
    String,
    Uuid,
    and_,
    bindparam,
    column,
    exists,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
    values,
)
from sqlalchemy.orm import aliased

from mygymtracker.database.driver import Question
from mygymtracker.database.entities import (
    Exercise,
    ExerciseSet,
    PlanDay,
    PlanExercise,
    SessionExercise,
    SessionStatus,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.newest import is_ahead
from mygymtracker.plans.tree import PlanKey

_First = aliased(Exercise)
_Second = aliased(Exercise)

#: In the order that `tree.build_exercise` takes them.
EXERCISE_COLUMNS: Final = (
    PlanExercise.id,
    PlanExercise.plan_day_id,
    PlanExercise.exercise_id,
    Exercise.name,
    PlanExercise.display_order,
    PlanExercise.intensity_technique,
    PlanExercise.warmup_sets,
    PlanExercise.working_sets,
    PlanExercise.target_reps,
    PlanExercise.target_reps_max,
    PlanExercise.rpe_early,
    PlanExercise.rpe_last,
    PlanExercise.rest_time,
    PlanExercise.rest_time_max,
    PlanExercise.superset_group,
    PlanExercise.per_side,
    PlanExercise.notes,
    PlanExercise.returning_note,
    PlanExercise.version,
    PlanExercise.first_substitute_id,
    _First.name,
    PlanExercise.second_substitute_id,
    _Second.name,
    PlanExercise.set_targets,
)

# Each plan twice: once for its days, once for what belongs to no day.
_PART: Final = values(column("dayless", Boolean), name="part").data([(False,), (True,)])
_TREE: Final = (
    select(
        WorkoutPlan.id,
        WorkoutPlan.plan_name,
        WorkoutPlan.notes,
        WorkoutPlan.archived_at,
        WorkoutPlan.created_at,
        WorkoutPlan.updated_at,
        WorkoutPlan.version,
        PlanDay.id,
        PlanDay.plan_id,
        PlanDay.day_name,
        PlanDay.week,
        PlanDay.display_order,
        PlanDay.notes,
        PlanDay.version,
        *EXERCISE_COLUMNS,
    )
    .select_from(WorkoutPlan)
    .join(_PART, true())
    .outerjoin(PlanDay, and_(PlanDay.plan_id == WorkoutPlan.id, not_(_PART.c.dayless)))
    .outerjoin(
        PlanExercise,
        and_(
            PlanExercise.plan_id == WorkoutPlan.id,
            or_(
                PlanExercise.plan_day_id == PlanDay.id,
                and_(_PART.c.dayless, PlanExercise.plan_day_id.is_(None)),
            ),
        ),
    )
    .outerjoin(Exercise, Exercise.id == PlanExercise.exercise_id)
    .outerjoin(_First, _First.id == PlanExercise.first_substitute_id)
    .outerjoin(_Second, _Second.id == PlanExercise.second_substitute_id)
    .where(WorkoutPlan.id == bindparam("plan_id", type_=Uuid()))
    .order_by(
        _PART.c.dayless,
        PlanDay.week.nulls_first(),
        PlanDay.display_order,
        PlanDay.id,
        PlanExercise.display_order,
        PlanExercise.id,
    )
)
_EXERCISE: Final = (
    select(*EXERCISE_COLUMNS)
    .select_from(PlanExercise)
    .join(Exercise, Exercise.id == PlanExercise.exercise_id)
    .outerjoin(_First, _First.id == PlanExercise.first_substitute_id)
    .outerjoin(_Second, _Second.id == PlanExercise.second_substitute_id)
    .where(PlanExercise.id == bindparam("plan_exercise_id", type_=Uuid()))
)

_HAS_SETS: Final = exists().where(
    SessionExercise.session_id == WorkoutSession.id, ExerciseSet.session_exercise_id == SessionExercise.id
)
#: One that was finished without a set was not done, and one that is ahead of now is the doing of a wrong clock.
_LAST_STARTED_AT: Final = (
    select(WorkoutSession.started_at)
    .where(
        WorkoutSession.plan_id == WorkoutPlan.id,
        ~is_ahead(WorkoutSession.started_at),
        or_(
            WorkoutSession.status == SessionStatus.IN_PROGRESS,
            and_(WorkoutSession.status == SessionStatus.COMPLETED, _HAS_SETS),
        ),
    )
    .order_by(WorkoutSession.started_at.desc())
    .limit(1)
    .scalar_subquery()
)
_FOLDED: Final = func.lower(WorkoutPlan.plan_name)
_BY_NAME: Final = (
    select(
        WorkoutPlan.id,
        WorkoutPlan.plan_name,
        WorkoutPlan.notes,
        WorkoutPlan.archived_at,
        WorkoutPlan.created_at,
        WorkoutPlan.updated_at,
        WorkoutPlan.version,
        select(func.count()).select_from(PlanDay).where(PlanDay.plan_id == WorkoutPlan.id).scalar_subquery(),
        select(func.count()).select_from(PlanExercise).where(PlanExercise.plan_id == WorkoutPlan.id).scalar_subquery(),
        _LAST_STARTED_AT,
    )
    .where(WorkoutPlan.archived_at.is_not(None) == bindparam("archived", type_=Boolean()))
    .order_by(_FOLDED, WorkoutPlan.id)
    .limit(bindparam("rows", type_=Integer()))
)
_AFTER_NAME: Final = _BY_NAME.where(
    tuple_(_FOLDED, WorkoutPlan.id)
    > tuple_(func.lower(bindparam("name", type_=String())), bindparam("id", type_=Uuid()))
)


def plan_tree(plan_id: UUID) -> Question:
    """One plan with all it holds, a row an exercise (`tree.build_plan`); no row when there is no such plan."""
    return _TREE, {"plan_id": plan_id}


def planned_exercise(plan_exercise_id: UUID) -> Question:
    """One row (`tree.build_exercise`) or none."""
    return _EXERCISE, {"plan_exercise_id": plan_exercise_id}


def plans_page(*, rows: int, archived: bool, after: PlanKey | None = None) -> Question:
    """At most `rows` plans by name, archived ones or the others, those that come after `after` (`tree.PlanSummary`)."""
    parameters: dict[str, object] = {"rows": rows, "archived": archived}
    if after is None:
        return _BY_NAME, parameters
    return _AFTER_NAME, parameters | {"name": after.name, "id": after.id}
