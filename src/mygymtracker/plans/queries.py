"""Questions about plans: a statement made once and the parameters of this time."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
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
    null,
    or_,
    select,
    true,
    tuple_,
    values,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import aliased

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
from mygymtracker.database.reading import Column, Query, Question, columns_of
from mygymtracker.plans.tree import Day, PlanKey, PlanLine, PlannedExercise, PlanRow, PlanSummary

_First = aliased(Exercise)
_Second = aliased(Exercise)

_NAMED: Final[dict[str, Column]] = {
    "name": Exercise.name,
    "substitutes": func.array_remove(
        array([PlanExercise.first_substitute_id, PlanExercise.second_substitute_id]), null(), type_=ARRAY(Uuid())
    ),
    "substitute_names": func.array_remove(array([_First.name, _Second.name]), null(), type_=ARRAY(String())),
}

# Each plan twice: once for its days, once for what belongs to no day.
_PART: Final = values(column("dayless", Boolean), name="part").data([(False,), (True,)])
_TREE: Final = Query(
    select(
        *columns_of(WorkoutPlan, PlanLine, under="plan"),
        *columns_of(PlanDay, Day, under="day"),
        *columns_of(PlanExercise, PlannedExercise, _NAMED, under="exercise"),
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
    ),
    PlanRow,
)
_EXERCISE: Final = Query(
    select(*columns_of(PlanExercise, PlannedExercise, _NAMED))
    .select_from(PlanExercise)
    .join(Exercise, Exercise.id == PlanExercise.exercise_id)
    .outerjoin(_First, _First.id == PlanExercise.first_substitute_id)
    .outerjoin(_Second, _Second.id == PlanExercise.second_substitute_id)
    .where(PlanExercise.id == bindparam("plan_exercise_id", type_=Uuid())),
    PlannedExercise,
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
_COUNTED: Final[dict[str, Column]] = {
    "days": select(func.count()).select_from(PlanDay).where(PlanDay.plan_id == WorkoutPlan.id).scalar_subquery(),
    "exercises": (
        select(func.count()).select_from(PlanExercise).where(PlanExercise.plan_id == WorkoutPlan.id).scalar_subquery()
    ),
    "last_started_at": _LAST_STARTED_AT,
}
_BY_NAME: Final = (
    select(*columns_of(WorkoutPlan, PlanSummary, _COUNTED))
    .where(WorkoutPlan.archived_at.is_not(None) == bindparam("archived", type_=Boolean()))
    .order_by(_FOLDED, WorkoutPlan.id)
    .limit(bindparam("rows", type_=Integer()))
)
_FIRST_PAGE: Final = Query(_BY_NAME, PlanSummary)
_NEXT_PAGE: Final = Query(
    _BY_NAME.where(
        tuple_(_FOLDED, WorkoutPlan.id)
        > tuple_(func.lower(bindparam("name", type_=String())), bindparam("id", type_=Uuid()))
    ),
    PlanSummary,
)


def plan_tree(plan_id: UUID) -> Question[PlanRow]:
    """One plan with all it holds, a row an exercise (`tree.build_plan`); no row when there is no such plan."""
    return _TREE, {"plan_id": plan_id}


def planned_exercise(plan_exercise_id: UUID) -> Question[PlannedExercise]:
    """One row or none."""
    return _EXERCISE, {"plan_exercise_id": plan_exercise_id}


def plans_page(*, rows: int, archived: bool, after: PlanKey | None = None) -> Question[PlanSummary]:
    """At most `rows` plans by name, archived ones or the others, those that come after `after`."""
    parameters: dict[str, object] = {"rows": rows, "archived": archived}
    if after is None:
        return _FIRST_PAGE, parameters
    return _NEXT_PAGE, parameters | {"name": after.name, "id": after.id}
