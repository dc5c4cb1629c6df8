"""A workout as a line of a list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import SessionStatus


class WorkoutLine(Struct, frozen=True):
    """What is shown of a workout wherever it is listed."""

    id: UUID
    name: str
    status: SessionStatus
    started_at: datetime
    completed_at: datetime | None
    performed_on: Annotated[date, Meta(description="The day it began, where it was done (`time_zone`).")]
    time_zone: str


class WorkoutSummary(WorkoutLine, frozen=True):
    """One workout and how much is in it."""

    exercises: Annotated[int, Meta(description="How many exercises it has.")]
    working_sets: Annotated[
        float,
        Meta(
            description="How many sets it has that are not warm-ups: one side alone is half of one, a further piece of "
            "a drop set and an attempt of which none was made are none."
        ),
    ]
    in_future: Annotated[
        bool,
        Meta(
            description="It begins more than a day after now: the clock of the device that logged it was wrong. Such "
            "workouts come after all others, and none of them is the latest of anything."
        ),
    ]


class WorkoutKey(Struct, frozen=True, array_like=True):
    """Where a workout stands among the newest."""

    started_at: Annotated[datetime, Meta(tz=True)]
    id: UUID
