"""Questions about the catalogue: a statement made once and the parameters of this time.

Row security and `acting_as` leave what is shared and what is one's own; PostgreSQL finds those by owner, so that other
people's exercises cost nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec import Struct
from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    Uuid,
    any_,
    bindparam,
    desc,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased

from mygymtracker.database.entities import (
    Equipment,
    Exercise,
    ExerciseMerge,
    ExerciseSet,
    Installation,
    Measurement,
    Muscle,
    SessionExercise,
)
from mygymtracker.database.entities.exercises import MUSCLE
from mygymtracker.database.newest import is_ahead
from mygymtracker.database.reading import Column, Query, Question, columns_of
from mygymtracker.exercises.catalogue import Exercise as CatalogueExercise
from mygymtracker.exercises.catalogue import ExerciseNames, ExerciseSummary, SharedExercise
from mygymtracker.exercises.merges import Merged, MergeKey

_ROWS: Final = bindparam("rows", type_=Integer())
_MUSCLES: Final = bindparam("muscles", type_=ARRAY(MUSCLE))
_EQUIPMENT: Final = bindparam("equipment", type_=Exercise.equipment.type)
_MEASUREMENT: Final = bindparam("measurement", type_=Exercise.measurement.type)


def _last_performed() -> ColumnElement[datetime]:
    last = select(func.max(ExerciseSet.performed_at)).where(
        ExerciseSet.exercise_id == Exercise.id, ~is_ahead(ExerciseSet.performed_at)
    )
    return last.scalar_subquery()


# ------------------------------------------------------------------------------------------------------------- search


@dataclass(frozen=True, slots=True)
class Sought:
    """What an exercise must be to be found; None for whatever it is."""

    muscles: Collection[Muscle] | None = None
    equipment: Equipment | None = None
    measurement: Measurement | None = None
    include_archived: bool = False

    def parameters(self) -> dict[str, object]:
        return {
            "muscles": None if self.muscles is None else list(self.muscles),
            "equipment": self.equipment,
            "measurement": self.measurement,
            "include_archived": self.include_archived,
        }

    def takes(self, shared: SharedExercise) -> bool:
        """What `_IN_USE` asks, of one that is shared."""
        return (
            (self.include_archived or not shared.is_archived)
            and (self.muscles is None or not set(self.muscles).isdisjoint(shared.primary_muscles))
            and (self.equipment is None or self.equipment is shared.equipment)
            and (self.measurement is None or self.measurement is shared.measurement)
        )


EVERYTHING: Final = Sought()

#: One that was merged into another is out of sight: that one stands for it.
_IN_USE: Final = (
    ~exists(
        select(ExerciseMerge.id).where(ExerciseMerge.exercise_id == Exercise.id, ExerciseMerge.undone_at.is_(None))
    ),
    or_(Exercise.archived_at.is_(None), bindparam("include_archived", type_=Boolean())),
    or_(_MUSCLES.is_(None), Exercise.primary_muscles.bool_op("&&")(_MUSCLES)),
    or_(_EQUIPMENT.is_(None), Exercise.equipment == _EQUIPMENT),
    or_(_MEASUREMENT.is_(None), Exercise.measurement == _MEASUREMENT),
)
_SHOWN: Final[dict[str, Column]] = {"is_own": Exercise.owner_id.is_not(None), "last_performed_at": _last_performed()}
_SUMMARY: Final = columns_of(Exercise, ExerciseSummary, _SHOWN | {"is_archived": Exercise.archived_at.is_not(None)})


class OwnNames(Struct, frozen=True):
    """One of a person's own exercises, or none, beside which shared ones there are and which of them they merged."""

    catalogue: str
    merged_ids: list[UUID] | None
    own: ExerciseNames | None


class SharedNames(Struct, frozen=True):
    """A shared exercise, beside the digest of them all."""

    catalogue: str
    shared: SharedExercise


_IS_ARCHIVED: Final[dict[str, Column]] = {"is_archived": Exercise.archived_at.is_not(None)}
_OWN: Final = (
    select(*columns_of(Exercise, ExerciseNames)).where(Exercise.owner_id.is_not(None), *_IN_USE).subquery("own")
)
_MERGED: Final = (
    select(func.array_agg(ExerciseMerge.exercise_id, type_=ARRAY(Uuid())))
    .where(ExerciseMerge.undone_at.is_(None))
    .scalar_subquery()
)
_OWN_NAMES: Final = Query(
    select(Installation.catalogue, _MERGED.label("merged_ids"), *columns_of(_OWN.c, ExerciseNames, under="own"))
    .select_from(Installation)
    .outerjoin(_OWN, true()),
    OwnNames,
)
_SHARED_NAMES: Final = Query(
    select(Installation.catalogue, *columns_of(Exercise, SharedExercise, _IS_ARCHIVED, under="shared"))
    .select_from(Installation)
    .join(Exercise, Exercise.owner_id.is_(None)),
    SharedNames,
)
_OF_IDS: Final = Query(
    select(*_SUMMARY).where(Exercise.id == any_(bindparam("ids", type_=ARRAY(Uuid())))), ExerciseSummary
)
_BY_LAST_USE: Final = Query(
    select(*_SUMMARY)
    .where(*_IN_USE)
    .order_by(desc("last_performed_at").nulls_last(), Exercise.name, Exercise.id)
    .limit(_ROWS),
    ExerciseSummary,
)


def own_names(sought: Sought = EVERYTHING) -> Question[OwnNames]:
    """The person's own exercises that they can use, at least one row; for `searching` to rank with the shared ones."""
    return _OWN_NAMES, sought.parameters()


def shared_names() -> Question[SharedNames]:
    """All that are shared, the archived ones too."""
    return _SHARED_NAMES, {}


def exercises_of(ids: Collection[UUID]) -> Question[ExerciseSummary]:
    """In no order."""
    return _OF_IDS, {"ids": list(ids)}


def exercises_by_last_use(*, rows: int, sought: Sought = EVERYTHING) -> Question[ExerciseSummary]:
    """At most `rows`, those done last first, then by name."""
    return _BY_LAST_USE, {"rows": rows, **sought.parameters()}


# ------------------------------------------------------------------------------------------------------- one exercise

_FIRST_MERGE: Final = (
    select(ExerciseMerge.into_exercise_id.label("id"), literal(1).label("step"))
    .where(ExerciseMerge.exercise_id == bindparam("id", type_=Uuid()), ExerciseMerge.undone_at.is_(None))
    .cte("followed", recursive=True)
)
_FOLLOWED: Final = _FIRST_MERGE.union_all(
    select(ExerciseMerge.into_exercise_id, _FIRST_MERGE.c.step + 1)
    .join(_FIRST_MERGE, ExerciseMerge.exercise_id == _FIRST_MERGE.c.id)
    .where(ExerciseMerge.undone_at.is_(None))
)
_MERGED_INTO: Final = select(_FOLLOWED.c.id).order_by(_FOLLOWED.c.step.desc()).limit(1).scalar_subquery()
_ONE: Final = Query(
    select(*columns_of(Exercise, CatalogueExercise, _SHOWN | {"merged_into": _MERGED_INTO})).where(
        Exercise.id == bindparam("id", type_=Uuid())
    ),
    CatalogueExercise,
)


def one_exercise(exercise_id: UUID) -> Question[CatalogueExercise]:
    """One row or none."""
    return _ONE, {"id": exercise_id}


# ------------------------------------------------------------------------------------------------------------- merges

_GONE: Final = aliased(Exercise, name="gone")
_INTO: Final = aliased(Exercise, name="into_exercise")
_WORKOUTS: Final = (
    select(func.count(SessionExercise.session_id.distinct()))
    .where(SessionExercise.id == any_(ExerciseMerge.session_exercise_ids))
    .scalar_subquery()
)
_MERGES: Final = (
    select(
        *columns_of(
            ExerciseMerge,
            Merged,
            {"exercise_name": _GONE.name, "into_exercise_name": _INTO.name, "workouts": _WORKOUTS},
        )
    )
    .join(_GONE, _GONE.id == ExerciseMerge.exercise_id)
    .join(_INTO, _INTO.id == ExerciseMerge.into_exercise_id)
)
_ONE_MERGE: Final = Query(_MERGES.where(ExerciseMerge.id == bindparam("id", type_=Uuid())), Merged)
_NEWEST: Final = _MERGES.order_by(ExerciseMerge.created_at.desc(), ExerciseMerge.id.desc()).limit(_ROWS)
_NEWEST_MERGES: Final = Query(_NEWEST, Merged)
_EARLIER_MERGES: Final = Query(
    _NEWEST.where(
        tuple_(ExerciseMerge.created_at, ExerciseMerge.id)
        < tuple_(bindparam("created_at", type_=DateTime(timezone=True)), bindparam("id", type_=Uuid()))
    ),
    Merged,
)


def merges_page(*, rows: int, after: MergeKey | None = None) -> Question[Merged]:
    """At most `rows` merges, newest first, undone ones too, those that come after `after`."""
    if after is None:
        return _NEWEST_MERGES, {"rows": rows}
    return _EARLIER_MERGES, {"rows": rows, "created_at": after.created_at, "id": after.id}


def one_merge(merge_id: UUID) -> Question[Merged]:
    """One row or none."""
    return _ONE_MERGE, {"id": merge_id}


def active_merges() -> Select[UUID, UUID]:
    """Which exercise stands for which now, each one step; `merges.followed` goes to the end of a chain."""
    return select(ExerciseMerge.exercise_id, ExerciseMerge.into_exercise_id).where(ExerciseMerge.undone_at.is_(None))
