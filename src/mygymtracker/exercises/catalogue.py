"""What a look into the catalogue finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.errors import NotFound


class FoundExercise(Struct, frozen=True):
    """One exercise that the person can use."""

    id: UUID
    name: str
    is_own: Annotated[bool, Meta(description="Made by this person, and seen by no one else.")]
    last_performed_at: Annotated[
        datetime | None, Meta(description="When this person last did a set of it; null if never.")
    ]


FoundRow = Sequence[Any]

#: So much nearer to what was typed than the next one is a clear winner (of pg_trgm's word similarity, 0 to 1).
CLEAR_LEAD: Final = 0.1


def found(rows: Sequence[FoundRow]) -> list[FoundExercise]:
    return [FoundExercise(*row[:4]) for row in rows]


def get_only(rows: Sequence[FoundRow], *, search: str) -> FoundExercise:
    """The one exercise meant by `search`: of that name, or the clear winner among those that the person has done.

    Raises NotFound otherwise; the message names those it could have been.
    """
    for exercise in found(rows):
        if exercise.name.casefold() == search.strip().casefold():
            return exercise
    candidates = [row for row in rows if row[3] is not None] or list(rows)
    if not candidates:
        raise NotFound(f"There is no exercise like {search}.")
    if len(candidates) > 1 and candidates[0][4] - candidates[1][4] < CLEAR_LEAD:
        names = "; ".join(row[1] for row in candidates[:10])
        raise NotFound(f"{search} could be several exercises. Say which: {names}")
    return FoundExercise(*candidates[0][:4])
