"""Every set of one exercise: what was done, and in which workout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.errors import NotFound
from mygymtracker.workouts.tree import WorkoutSet


class PerformedSet(Struct, frozen=True):
    """One set and the workout it belongs to."""

    workout_id: UUID
    workout_name: str
    performed_on: Annotated[date, Meta(description="The day that workout began, where it was done.")]
    set: WorkoutSet


class SetKey(Struct, frozen=True, array_like=True):
    """Where a set stands among the newest of its exercise."""

    performed_at: Annotated[datetime, Meta(tz=True)]
    id: UUID


#: Columns of a row of `queries.exercise_history`: the workout's, then the set's.
_WORKOUT: Final = slice(0, 3)
_SET: Final = slice(3, None)
_SET_ID: Final = 3


def build_history(rows: Sequence[Sequence[Any]]) -> list[PerformedSet]:
    """The sets in the rows of `queries.exercise_history`. Raises NotFound when there is not even an exercise."""
    if not rows:
        raise NotFound("There is no such exercise.")
    return [PerformedSet(*(*row[_WORKOUT], WorkoutSet(*row[_SET]))) for row in rows if row[_SET_ID] is not None]
