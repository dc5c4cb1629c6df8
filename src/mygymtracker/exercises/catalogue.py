"""What a look into the catalogue finds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import Equipment, Laterality, Measurement, MovementPattern, Muscle
from mygymtracker.quantities import LoadMode, LoadUnit

#: What is said where there is none of an id.
NO_SUCH_EXERCISE: Final = "There is no such exercise."

IsOwn = Annotated[bool, Meta(description="Made by this person, and seen by no one else.")]
LastPerformedAt = Annotated[datetime | None, Meta(description="When this person last did a set of it; null if never.")]


class ExerciseNames(Struct, frozen=True):
    """What one exercise is found by."""

    id: UUID
    name: str
    aliases: list[str]


class SharedExercise(ExerciseNames, frozen=True):
    """What a shared exercise is found by, for whoever looks."""

    is_archived: bool
    primary_muscles: list[Muscle]
    equipment: Equipment | None
    measurement: Measurement


class ExerciseLine(Struct, frozen=True):
    """What is shown of an exercise wherever it is listed."""

    id: UUID
    name: str
    is_own: IsOwn
    last_performed_at: LastPerformedAt
    equipment: Equipment | None
    measurement: Measurement
    load_mode: LoadMode
    laterality: Laterality
    primary_muscles: list[Muscle]


class ExerciseSummary(ExerciseLine, frozen=True):
    """One exercise that the person can use: what a list shows, and what a set of it is logged with."""

    is_archived: bool


class Exercise(ExerciseLine, frozen=True):
    """Everything about one exercise."""

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
