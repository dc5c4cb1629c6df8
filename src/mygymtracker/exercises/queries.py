"""Questions about the catalogue: a statement made once and the parameters of this time, `session.execute(*question)`.

Row security and `acting_as` leave what is shared and what is one's own; PostgreSQL finds those by owner and compares
names afterwards (`%` of pg_trgm is not leakproof), so that other people's exercises cost nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    DateTime,
    Float,
    Integer,
    Label,
    Select,
    String,
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
from sqlalchemy.orm import InstrumentedAttribute, aliased

from mygymtracker.database.driver import Question
from mygymtracker.database.entities import (
    Equipment,
    Exercise,
    ExerciseMerge,
    ExerciseSet,
    Measurement,
    Muscle,
    SessionExercise,
)
from mygymtracker.database.entities.exercises import MUSCLE
from mygymtracker.database.newest import is_ahead
from mygymtracker.errors import Invalid
from mygymtracker.exercises.merges import MergeKey

#: How alike (0 to 1) some words of a name must be to what was typed. "sqat" is 0.4 like Squat, "bech pres" 0.54 like
#: Bench Press; below a third everything is a little like everything.
ALIKE: Final = 0.35

_ROWS: Final = bindparam("rows", type_=Integer())
_SEARCH: Final = bindparam("search", type_=String())
_PAIRS: Final = bindparam("pairs", type_=ARRAY(String()))
_MUSCLES: Final = bindparam("muscles", type_=ARRAY(MUSCLE))
_EQUIPMENT: Final = bindparam("equipment", type_=Exercise.equipment.type)
_MEASUREMENT: Final = bindparam("measurement", type_=Exercise.measurement.type)
_TYPED: Final = func.lower(_SEARCH)
_IS_OWN: Final = Exercise.owner_id.is_not(None).label("is_own")


def _last_performed(exercise_id: ColumnElement[UUID] | InstrumentedAttribute[UUID]) -> Label[datetime | None]:
    last = select(func.max(ExerciseSet.performed_at)).where(
        ExerciseSet.exercise_id == exercise_id, ~is_ahead(ExerciseSet.performed_at)
    )
    return cast("Label[datetime | None]", last.scalar_subquery().label("last_performed_at"))


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
#: In the order of the fields of `catalogue.FoundExercise`.
_FOUND: Final = (
    Exercise.id,
    Exercise.name,
    _IS_OWN,
    _last_performed(Exercise.id),
    Exercise.equipment,
    Exercise.measurement,
    Exercise.load_mode,
    Exercise.laterality,
    Exercise.primary_muscles,
    Exercise.archived_at.is_not(None).label("is_archived"),
)
_TEXT: Final = func.unnest(func.array_prepend(Exercise.name, Exercise.aliases), type_=String()).column_valued("text")
#: The nearest of an exercise's name and aliases. Comparing costs 3 µs each, so it is done only for those that have two
#: neighbouring letters of what was typed.
_NEAREST: Final = (
    select(
        _TEXT.label("text"),
        func.word_similarity(_SEARCH, _TEXT, type_=Float()).label("closeness"),
        (func.lower(_TEXT) == _TYPED).label("exact"),
    )
    .where(func.lower(_TEXT).like(any_(_PAIRS)))
    .order_by(desc("exact"), desc("closeness"), func.char_length(_TEXT))
    .limit(1)
    .lateral("nearest")
)
_BY_NAME: Final = (
    select(*_FOUND, _NEAREST.c.closeness, _NEAREST.c.exact)
    .select_from(Exercise)
    .join(_NEAREST, true())
    .where(
        *_IN_USE,
        # a position instead of LIKE: what was typed has no wildcards then
        or_(_NEAREST.c.closeness >= ALIKE, func.strpos(func.lower(_NEAREST.c.text), _TYPED) > 0),
    )
    .order_by(
        _NEAREST.c.exact.desc(),
        (func.lower(Exercise.name) == _TYPED).desc(),
        _NEAREST.c.closeness.desc(),
        desc("last_performed_at").nulls_last(),
        func.char_length(_NEAREST.c.text),
        Exercise.name,
        Exercise.id,
    )
    .limit(_ROWS)
)
_BY_LAST_USE: Final = (
    select(*_FOUND, literal(1.0), literal(False))
    .where(*_IN_USE)
    .order_by(desc("last_performed_at").nulls_last(), Exercise.name, Exercise.id)
    .limit(_ROWS)
)


def find_exercises(search: str, *, rows: int, sought: Sought = EVERYTHING) -> Question:
    """At most `rows` exercises whose names or aliases are like `search`, nearest first, then those done last.

    An empty search finds all, those done last first. Rows are for `catalogue.found`. Raises Invalid for text that
    PostgreSQL cannot hold.
    """
    typed = search.strip()
    if "\0" in typed:
        raise Invalid("search must not contain the character NUL", field="search", value=search)
    if not typed:
        return _BY_LAST_USE, {"rows": rows, **sought.parameters()}
    return _BY_NAME, {"rows": rows, "search": typed, "pairs": _pairs(typed), **sought.parameters()}


def _pairs(typed: str) -> list[str]:
    """LIKE patterns of every two neighbouring letters or digits; of a text without such a pair, one that fits all."""
    letters = typed.lower()
    pairs = {one + other for one, other in pairwise(letters) if (one + other).isalnum()}
    return [f"%{pair}%" for pair in sorted(pairs)] or ["%"]


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
#: In the order of the fields of `catalogue.Exercise`.
_ONE: Final = select(
    *_FOUND[:-1],
    Exercise.secondary_muscles,
    Exercise.movement_pattern,
    Exercise.aliases,
    Exercise.default_rest_seconds,
    Exercise.load_step,
    Exercise.load_step_unit,
    Exercise.notes,
    Exercise.archived_at,
    select(_FOLLOWED.c.id).order_by(_FOLLOWED.c.step.desc()).limit(1).scalar_subquery().label("merged_into"),
    Exercise.version,
).where(Exercise.id == bindparam("id", type_=Uuid()))


def one_exercise(exercise_id: UUID) -> Question:
    """One row or none (`catalogue.get_exercise`)."""
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
        ExerciseMerge.id,
        ExerciseMerge.exercise_id,
        _GONE.name,
        ExerciseMerge.into_exercise_id,
        _INTO.name,
        _WORKOUTS.label("workouts"),
        ExerciseMerge.created_at,
        ExerciseMerge.undone_at,
        ExerciseMerge.version,
    )
    .join(_GONE, _GONE.id == ExerciseMerge.exercise_id)
    .join(_INTO, _INTO.id == ExerciseMerge.into_exercise_id)
)
_ONE_MERGE: Final = _MERGES.where(ExerciseMerge.id == bindparam("id", type_=Uuid()))
_NEWEST_MERGES: Final = _MERGES.order_by(ExerciseMerge.created_at.desc(), ExerciseMerge.id.desc()).limit(_ROWS)
_EARLIER_MERGES: Final = _NEWEST_MERGES.where(
    tuple_(ExerciseMerge.created_at, ExerciseMerge.id)
    < tuple_(bindparam("created_at", type_=DateTime(timezone=True)), bindparam("id", type_=Uuid()))
)


def merges_page(*, rows: int, after: MergeKey | None = None) -> Question:
    """At most `rows` merges, newest first, undone ones too, those that come after `after` (`merges.Merged`)."""
    if after is None:
        return _NEWEST_MERGES, {"rows": rows}
    return _EARLIER_MERGES, {"rows": rows, "created_at": after.created_at, "id": after.id}


def one_merge(merge_id: UUID) -> Question:
    """One row or none (`merges.Merged`)."""
    return _ONE_MERGE, {"id": merge_id}


def active_merges() -> Select[UUID, UUID]:
    """Which exercise stands for which now, each one step; `merges.followed` goes to the end of a chain."""
    return select(ExerciseMerge.exercise_id, ExerciseMerge.into_exercise_id).where(ExerciseMerge.undone_at.is_(None))
