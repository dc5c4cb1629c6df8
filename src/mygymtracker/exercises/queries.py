"""Questions about the catalogue: a statement made once and the parameters of this time, `session.execute(*question)`.

Row security and `acting_as` leave what is shared and what is one's own; PostgreSQL finds those by owner and compares
names afterwards (`%` of pg_trgm is not leakproof), so that other people's exercises cost nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Label,
    String,
    bindparam,
    desc,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from mygymtracker.database.driver import Question
from mygymtracker.database.entities import Exercise, ExerciseSet
from mygymtracker.errors import Invalid

#: How alike (0 to 1) some words of a name must be to what was typed. "sqat" is 0.4 like Squat, "bech pres" 0.54 like
#: Bench Press; below a third everything is a little like everything.
ALIKE: Final = 0.35

_ROWS: Final = bindparam("rows", type_=Integer())
_SEARCH: Final = bindparam("search", type_=String())
_TYPED: Final = func.lower(_SEARCH)
_IS_OWN: Final = Exercise.owner_id.is_not(None).label("is_own")

#: The whole catalogue of the person, compared once: MATERIALIZED, or PostgreSQL compares in every clause anew.
_COMPARED: Final = (
    select(
        Exercise.id,
        Exercise.name,
        _IS_OWN,
        func.word_similarity(_SEARCH, Exercise.name, type_=Float()).label("closeness"),
    )
    .cte("compared")
    .prefix_with("MATERIALIZED")
)


def _last_performed(exercise_id: ColumnElement[UUID] | InstrumentedAttribute[UUID]) -> Label[datetime | None]:
    last = select(func.max(ExerciseSet.performed_at)).where(ExerciseSet.exercise_id == exercise_id)
    return cast("Label[datetime | None]", last.scalar_subquery().label("last_performed_at"))


_BY_NAME: Final = (
    select(_COMPARED.c.id, _COMPARED.c.name, _COMPARED.c.is_own, _last_performed(_COMPARED.c.id), _COMPARED.c.closeness)
    # a position instead of LIKE: what was typed has no wildcards then
    .where(or_(_COMPARED.c.closeness >= ALIKE, func.strpos(func.lower(_COMPARED.c.name), _TYPED) > 0))
    .order_by(
        (func.lower(_COMPARED.c.name) == _TYPED).desc(),
        _COMPARED.c.closeness.desc(),
        desc("last_performed_at").nulls_last(),
        func.char_length(_COMPARED.c.name),
        _COMPARED.c.name,
        _COMPARED.c.id,
    )
    .limit(_ROWS)
)
_BY_LAST_USE: Final = (
    select(Exercise.id, Exercise.name, _IS_OWN, _last_performed(Exercise.id), literal(1.0))
    .order_by(desc("last_performed_at").nulls_last(), Exercise.name, Exercise.id)
    .limit(_ROWS)
)


def find_exercises(search: str, *, rows: int) -> Question:
    """At most `rows` exercises whose names are like `search`, nearest first, then those done last.

    An empty search finds all, those done last first. Rows are for `catalogue.found`. Raises Invalid for text that
    PostgreSQL cannot hold.
    """
    typed = search.strip()
    if "\0" in typed:
        raise Invalid("search must not contain the character NUL", field="search", value=search)
    if not typed:
        return _BY_LAST_USE, {"rows": rows}
    return _BY_NAME, {"rows": rows, "search": typed}
