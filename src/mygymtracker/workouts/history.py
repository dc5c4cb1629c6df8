"""Every set of one exercise: what was done, and in which workout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.errors import NotFound
from mygymtracker.workouts.set_shapes import WorkoutSet


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


class HistoryRow(Struct, frozen=True):
    """A row of `queries.exercise_history`; without a set when the exercise was never done."""

    performed: PerformedSet | None


def build_history(rows: Sequence[HistoryRow]) -> list[PerformedSet]:
    """The sets in the rows of `queries.exercise_history`. Raises NotFound when there is not even an exercise."""
    if not rows:
        raise NotFound("There is no such exercise.")
    return [row.performed for row in rows if row.performed is not None]
