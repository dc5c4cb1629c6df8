"""What a look into the catalogue finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import Equipment, Laterality, Measurement, MovementPattern, Muscle
from mygymtracker.errors import NotFound
from mygymtracker.quantities import LoadMode, LoadUnit

IsOwn = Annotated[bool, Meta(description="Made by this person, and seen by no one else.")]
LastPerformedAt = Annotated[datetime | None, Meta(description="When this person last did a set of it; null if never.")]


class FoundExercise(Struct, frozen=True):
    """One exercise that the person can use: what a list shows, and what a set of it is logged with."""

    id: UUID
    name: str
    is_own: IsOwn
    last_performed_at: LastPerformedAt
    equipment: Equipment | None
    measurement: Measurement
    load_mode: LoadMode
    laterality: Laterality
    primary_muscles: list[Muscle]
    is_archived: bool


class Exercise(Struct, frozen=True):
    """Everything about one exercise."""

    id: UUID
    name: str
    is_own: IsOwn
    last_performed_at: LastPerformedAt
    equipment: Equipment | None
    measurement: Measurement
    load_mode: LoadMode
    laterality: Laterality
    primary_muscles: list[Muscle]
    secondary_muscles: list[Muscle]
    movement_pattern: MovementPattern | None
    aliases: list[str]
    default_rest_seconds: int | None
    load_step: Annotated[Decimal | None, Meta(description="The smallest change of load that makes sense.")]
    load_step_unit: LoadUnit | None
    notes: str
    archived_at: Annotated[datetime | None, Meta(description="Out of sight since then; null while it is in use.")]
    merged_into: Annotated[
        UUID | None, Meta(description="The exercise that this person uses instead, with the history of this one.")
    ]
    version: Annotated[int, Meta(description="The number in its ETag.")]


FoundRow = Sequence[Any]

_MUSCLES: Final = FoundExercise.__struct_fields__.index("primary_muscles")
_FIELDS: Final = len(FoundExercise.__struct_fields__)
#: After the fields: how near it is (pg_trgm's word similarity, 0 to 1), and whether it is called exactly that.
_CLOSENESS: Final = _FIELDS
_EXACT: Final = _FIELDS + 1
#: So much nearer to what was typed than the next one is a clear winner.
CLEAR_LEAD: Final = 0.1


def found(rows: Sequence[FoundRow]) -> list[FoundExercise]:
    return [_one(row) for row in rows]


def get_only(rows: Sequence[FoundRow], *, search: str) -> FoundExercise:
    """The one exercise meant by `search`: of that name, or of that alias alone, or the clear winner among those that
    the person has done.

    Raises NotFound otherwise; the message names those it could have been.
    """
    for row in rows:
        if row[1].casefold() == search.strip().casefold():
            return _one(row)
    exact = [row for row in rows if row[_EXACT]]
    if len(exact) == 1:
        return _one(exact[0])
    candidates = [row for row in exact or rows if row[3] is not None] or exact or list(rows)
    if not candidates:
        raise NotFound(f"There is no exercise like {search}.")
    if len(candidates) > 1 and candidates[0][_CLOSENESS] - candidates[1][_CLOSENESS] < CLEAR_LEAD:
        names = "; ".join(row[1] for row in candidates[:10])
        raise NotFound(f"{search} could be several exercises. Say which: {names}")
    return _one(candidates[0])


def get_exercise(rows: Sequence[Sequence[Any]]) -> Exercise:
    """The exercise of `queries.one_exercise`. Raises NotFound."""
    if not rows:
        raise NotFound("There is no such exercise.")
    row = list(rows[0])
    for place in (_MUSCLES, _MUSCLES + 1):  # the primary and the secondary ones
        row[place] = [Muscle(muscle) for muscle in row[place]]
    return Exercise(*row)


def _one(row: FoundRow) -> FoundExercise:
    fields = list(row[:_FIELDS])
    fields[_MUSCLES] = [Muscle(muscle) for muscle in fields[_MUSCLES]]  # the driver knows their names only
    return FoundExercise(*fields)
