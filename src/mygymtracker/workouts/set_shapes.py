"""One set as it was typed: the fields that everything which shows a set has from here."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import IntensityTechnique, SetType, Side
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit

Version = Annotated[int, Meta(description="The number in its ETag.")]


class SetNumbers(Struct, frozen=True, gc=False):
    """What was done in one set: nothing converted, nothing rounded, null where nothing was entered."""

    reps: Annotated[int | None, Meta(description="Repetitions; 0 is an attempt of which none was made.")]
    load: Annotated[Decimal | None, Meta(description="As typed, in `load_unit`; with `load_mode` assisted, the help.")]
    load_unit: LoadUnit | None
    load_mode: Annotated[LoadMode, Meta(description="What the number of the load means for the movement.")]
    duration_seconds: Decimal | None
    distance: Annotated[Decimal | None, Meta(description="As typed, in `distance_unit`.")]
    distance_unit: DistanceUnit | None
    rpe: Annotated[Decimal | None, Meta(description="Effort, 0 to 10, where it was entered so.")]
    rir: Annotated[Decimal | None, Meta(description="Repetitions in reserve, where effort was entered so.")]
    side: Annotated[Side | None, Meta(description="With `each`, repetitions and load are those of one side.")]


class SetAsTyped(SetNumbers, frozen=True, gc=False):
    """One set as it was typed: nothing converted, nothing rounded, null where nothing was entered."""

    set_type: SetType
    set_index: Annotated[int, Meta(description="Its place, from 1; where two share one, the id decides.")]
    technique: IntensityTechnique | None
    continues_set_id: Annotated[
        UUID | None, Meta(description="The set that this one is a piece of: drop set, rest-pause.")
    ]
    rest_seconds: int | None
    note: str
    performed_at: Annotated[datetime, Meta(description="When; the workout's start where the instant is unknown.")]


class WorkoutSet(SetAsTyped, frozen=True, gc=False):
    """One set as it was typed: nothing converted, nothing rounded, null where nothing was entered."""

    id: UUID
    version: Version
