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


def found(rows: Sequence[FoundRow]) -> list[FoundExercise]:
    return [_one(row) for row in rows]


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
