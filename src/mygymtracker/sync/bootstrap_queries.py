"""Questions about what a device begins with; like those of `queries`, each answers in one row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    Uuid,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.selectable import LateralFromClause

from mygymtracker.database.columns import Base
from mygymtracker.database.entities import (
    BY_TABLE,
    Aggregate,
    Exercise,
    ExerciseSet,
    PlanExercise,
    SessionExercise,
    SessionStatus,
    User,
    WorkoutPlan,
    WorkoutSession,
    below,
)
from mygymtracker.database.newest import is_ahead
from mygymtracker.sync.cursors import SECTIONS, Page
from mygymtracker.sync.queries import STANDING, rows_text
from mygymtracker.sync.rows import text_constant

#: So many rows of a kind on a page of the history at most; plans come with all that is in them. And of what belongs to
#: workouts, so many rows (but one workout).
MOST: Final = 1000
PLANS: Final = 20
WORKOUTS: Final = 100
ROWS: Final = 2000


def _number(constant: int) -> ColumnElement[int]:
    """Written out: a plan that is kept for any parameters does not know how few rows a page has."""
    return literal_column(str(constant), Integer)


def _keys_of(entity: type[Base], row_id: ColumnElement[Any]) -> Select[str, Any]:
    return select(text_constant(str(entity.__tablename__)).label("table_name"), row_id.label("row_id"))


def _keys(*parts: Select[str, Any], name: str = "keys") -> CTE:
    return union_all(*parts).cte(name)


def _parts(aggregate: Aggregate, rows: CTE) -> Iterator[Select[str, Any]]:
    """Rows of a kind, of which `rows` has the ids, and all that is in them."""
    yield _keys_of(aggregate.entity, rows.c.id)
    for each in below(aggregate.table):
        keys = _keys_of(each.entity, _column(each, "id"))
        child = each
        while child.home is not None and child.home.table != aggregate.table:
            above = BY_TABLE[child.home.table]
            keys = keys.join(above.entity, _column(above, "id") == _column(child, child.home.column))
            child = above
        if child.home is not None:
            yield keys.join(rows, _column(child, child.home.column) == rows.c.id)


def _column(aggregate: Aggregate, name: str) -> ColumnElement[Any]:
    attribute: InstrumentedAttribute[Any] = getattr(aggregate.entity, name)
    return attribute.expression


# ----------------------------------------------------------------------------------------------------- what today needs


def _today() -> Select[*tuple[Any, ...]]:
    plans = select(WorkoutPlan.id).where(WorkoutPlan.archived_at.is_(None)).cte("plans")
    running = (
        select(WorkoutSession.id).where(WorkoutSession.status == _status(SessionStatus.IN_PROGRESS)).cte("running")
    )
    planned = (
        select(PlanExercise.exercise_id, PlanExercise.first_substitute_id, PlanExercise.second_substitute_id)
        .join(plans, PlanExercise.plan_id == plans.c.id)
        .cte("planned")
    )
    doing = select(SessionExercise.exercise_id).join(running, SessionExercise.session_id == running.c.id)
    wanted = union(*(select(column.label("id")) for column in planned.c), doing).cte("wanted")
    workouts = union(select(running.c.id), _last_two(wanted)).cte("workouts")
    done = select(SessionExercise.exercise_id).join(workouts, SessionExercise.session_id == workouts.c.id)
    named = union(select(wanted.c.id).where(wanted.c.id.is_not(None)), done).cte("named")
    keys = _keys(
        _keys_of(User, User.id.expression),
        _keys_of(Exercise, named.c.id),
        *_parts(BY_TABLE[WorkoutPlan.__tablename__], plans),
        *_parts(BY_TABLE[WorkoutSession.__tablename__], workouts),
    )
    count = select(func.count()).select_from(WorkoutSession).scalar_subquery()
    return STANDING.add_columns(count.label("workouts"), _rows(keys))


def _last_two(wanted: CTE) -> Select[Any]:
    """Of each exercise, the last two completed workouts that it was done in: two short walks along its newest sets."""
    last = _newest_workout(wanted, "last")
    before = _newest_workout(wanted, "before", other_than=last)
    done = select(last.c.id.label("last"), before.c.id.label("before")).select_from(wanted)
    last_two = done.join(last, true()).outerjoin(before, true()).cte("done")
    both = union(select(last_two.c.last.label("id")), select(last_two.c.before)).subquery("both")
    return select(both.c.id).where(both.c.id.is_not(None))


def _newest_workout(wanted: CTE, name: str, *, other_than: LateralFromClause | None = None) -> LateralFromClause:
    workout, exercise, performed = aliased(WorkoutSession), aliased(SessionExercise), aliased(ExerciseSet)
    newest = (
        select(workout.id)
        .select_from(performed)
        .join(exercise, exercise.id == performed.session_exercise_id)
        .join(workout, workout.id == exercise.session_id)
        .where(
            performed.exercise_id == wanted.c.id,
            workout.status == _status(SessionStatus.COMPLETED),
            ~is_ahead(performed.performed_at),
        )
        .order_by(performed.performed_at.desc(), performed.id.desc())
        .limit(_number(1))
    )
    return (newest if other_than is None else newest.where(workout.id != other_than.c.id)).lateral(name)


def _status(status: SessionStatus) -> ColumnElement[SessionStatus]:
    return literal_column(f"'{status.value}'", WorkoutSession.status.type)


def _rows(keys: CTE) -> ColumnElement[str]:
    return rows_text(keys, _revision()).label("rows")


def _revision() -> ColumnElement[int]:
    return select(STANDING.subquery("standing").c.revision).scalar_subquery()


#: One row: the columns of STANDING, how many workouts there are, and the rows.
TODAY: Final = _today()

# ---------------------------------------------------------------------------------------------------------- the history

_AT: Final = bindparam("at", type_=DateTime(timezone=True))
_ID: Final = bindparam("id", type_=Uuid())
_NOT_DATED: Final = cast(null(), DateTime(timezone=True)).label("at")


def _history(keys: CTE, *parts: Select[str, Any]) -> Select[*tuple[Any, ...]]:
    """Of the rows of `found` (`at`, `id`, `place`, `shown`) those that are shown; the first one that is not says that
    there are more.
    """
    left = keys.alias("left_out")
    last = (
        select(keys.c.at.label("at"), keys.c.id.label("id"))
        .where(keys.c.shown, exists().where(left.c.shown.is_(False)))
        .order_by(keys.c.place.desc())
        .limit(_number(1))
        .subquery("last")
    )
    answer = STANDING.add_columns(last.c.at.label("last_at"), last.c.id.label("last_id"), _rows(_keys(*parts)))
    return answer.outerjoin(last, true())


def _shown(keys: CTE) -> CTE:
    return select(keys.c.id).where(keys.c.shown).cte("shown")


def _exercises() -> Select[*tuple[Any, ...]]:
    """All that the person can use are few, and found by their owner; then they are put in order."""
    usable = select(Exercise.id).cte("usable").prefix_with("MATERIALIZED")
    place = func.row_number().over(order_by=usable.c.id)
    keys = (
        select(_NOT_DATED, usable.c.id, place.label("place"), (place <= _number(MOST)).label("shown"))
        .where(usable.c.id > _ID)
        .order_by(usable.c.id)
        .limit(_number(MOST + 1))
        .cte("found")
    )
    return _history(keys, _keys_of(Exercise, _shown(keys).c.id))


def _in_the_order_of_ids(aggregate: Aggregate) -> Select[*tuple[Any, ...]]:
    """Of plans those that are not archived once more: one may have been taken up again since the first answer."""
    row_id, most = _column(aggregate, "id"), PLANS if aggregate.entity is WorkoutPlan else MOST
    place = func.row_number().over(order_by=row_id)
    keys = (
        select(_NOT_DATED, row_id, place.label("place"), (place <= _number(most)).label("shown"))
        .where(row_id > _ID)
        .order_by(row_id)
        .limit(_number(most + 1))
        .cte("found")
    )
    return _history(keys, *_parts(aggregate, _shown(keys)))


def _workouts() -> Select[*tuple[Any, ...]]:
    """Newest first, as many as have ROWS rows in all, but at least one."""
    newest = WorkoutSession.started_at.desc(), WorkoutSession.id.desc()
    page = (
        select(
            WorkoutSession.started_at.label("at"),
            WorkoutSession.id,
            func.row_number().over(order_by=newest).label("place"),
        )
        .where(tuple_(WorkoutSession.started_at, WorkoutSession.id) < tuple_(_AT, _ID))
        .order_by(*newest)
        .limit(_number(WORKOUTS + 1))
        .cte("page")
    )
    sets = (
        select(func.count())
        .select_from(SessionExercise)
        .outerjoin(ExerciseSet, ExerciseSet.session_exercise_id == SessionExercise.id)
        .where(SessionExercise.session_id == page.c.id)
        .correlate(page)
        .scalar_subquery()
    )
    counted = select(*page.c, sets.label("sets")).cte("counted")
    so_far = func.sum(counted.c.sets).over(order_by=counted.c.place)
    fits = or_(counted.c.place == _number(1), (counted.c.place <= _number(WORKOUTS)) & (so_far <= _number(ROWS)))
    keys = select(counted.c.at, counted.c.id, counted.c.place, fits.label("shown")).cte("found")
    return _history(keys, *_parts(BY_TABLE[WorkoutSession.__tablename__], _shown(keys)))


def _from_the_newest(aggregate: Aggregate, instant: str) -> Select[*tuple[Any, ...]]:
    at, row_id = _column(aggregate, instant), _column(aggregate, "id")
    newest = at.desc(), row_id.desc()
    place = func.row_number().over(order_by=newest)
    keys = (
        select(at.label("at"), row_id, place.label("place"), (place <= _number(MOST)).label("shown"))
        .where(tuple_(at, row_id) < tuple_(_AT, _ID))
        .order_by(*newest)
        .limit(_number(MOST + 1))
        .cte("found")
    )
    return _history(keys, *_parts(aggregate, _shown(keys)))


def _page(aggregate: Aggregate) -> Select[*tuple[Any, ...]]:
    if aggregate.entity is Exercise:
        return _exercises()
    if aggregate.entity is WorkoutSession:
        return _workouts()
    if aggregate.instant is not None:
        return _from_the_newest(aggregate, aggregate.instant)
    return _in_the_order_of_ids(aggregate)


#: One row each: the columns of STANDING, `last_at` and `last_id` after which the next page of the section begins (None
#: where there is none; exercises and plans have no `last_at`), and the rows.
PAGES: Final = {section: _page(aggregate) for section, aggregate in SECTIONS.items()}


def section_parameters(page: Page) -> dict[str, object]:
    """Those of its section."""
    return {"id": page.id} | ({"at": page.at} if SECTIONS[page.section].instant else {})
