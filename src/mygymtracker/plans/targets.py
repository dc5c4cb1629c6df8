"""What a plan asks of one exercise: in the plan, and copied into the workout that was started from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from mygymtracker.contents import Text, from_row, refuse_fine, refuse_nul, refuse_uneven, refuse_unpaired
from mygymtracker.database.entities import IntensityTechnique, PlanExercise, SetType
from mygymtracker.errors import Invalid
from mygymtracker.quantities import LOAD_LIMIT, LoadUnit

#: As founded. A fifth set is a second entry of the same exercise, which is also how a top set with back-off sets reads.
MOST_WORKING_SETS: Final = 4

Repetitions = Annotated[int, Meta(ge=1, le=1000)]
Seconds = Annotated[int, Meta(ge=0, le=86_400)]
Number = Annotated[int, Meta(ge=1, le=100, description="From 1, warm-ups and working sets counted apart.")]


class SetTarget(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one set of the exercise is meant to be, where it differs from the others; null is as the others are."""

    set_type: SetType = SetType.WORKING
    set_number: Number
    target_reps: Repetitions | None = None
    target_reps_max: Repetitions | None = None
    target_rpe: Annotated[Decimal | None, Meta(description="1 to 10 in half steps.")] = None
    load: Annotated[Decimal | None, Meta(description="In `load_unit`.")] = None
    load_unit: LoadUnit | None = None
    rest_time: Annotated[Seconds | None, Meta(description="Seconds.")] = None
    intensity_technique: IntensityTechnique | None = None
    note: Text = ""

    def __post_init__(self) -> None:
        refuse_nul("note", self.note)
        # first, for no number of so many digits can be told in halves
        if self.target_rpe is not None and self.target_rpe.is_finite() and not 1 <= self.target_rpe <= 10:
            raise Invalid("target_rpe must be 1 to 10", field="target_rpe", value=str(self.target_rpe))
        refuse_uneven("target_rpe", self.target_rpe)
        refuse_fine("load", self.load)
        if self.load is not None and not 0 <= self.load < LOAD_LIMIT:
            raise Invalid(f"load must be 0 or more and below {LOAD_LIMIT}", field="load", value=str(self.load))
        refuse_unpaired("load", self.load, "load_unit", self.load_unit)
        if self.target_reps_max is not None and self.target_reps_max < (self.target_reps or 1):
            raise Invalid(
                "target_reps_max must not be below target_reps",
                field="target_reps_max",
                value=str(self.target_reps_max),
            )


class Target(Struct, frozen=True, kw_only=True):
    """What the plan asked for when the workout began. Repetitions and rest are ranges where the second is not null."""

    planned_exercise_id: Annotated[UUID, Meta(description="What the plan names; another one here is a substitute.")]
    substitutes: Annotated[list[UUID], Meta(description="Up to two exercises to do instead.")]
    intensity_technique: Annotated[IntensityTechnique, Meta(description="Of the last working set.")]
    warmup_sets: int
    working_sets: int
    target_reps: int
    target_reps_max: int | None
    rpe_early: Annotated[int, Meta(description="RPE of all working sets but the last.")]
    rpe_last: Annotated[int, Meta(description="RPE of the last working set.")]
    rest_time: Annotated[int, Meta(description="Seconds.")]
    rest_time_max: int | None
    per_side: bool
    notes: str
    set_targets: list[SetTarget]


def target_of(planned: PlanExercise) -> Target:
    """What the plan asks for at this moment."""
    return from_row(
        Target,
        planned,
        planned_exercise_id=planned.exercise_id,
        substitutes=substitutes_of(planned),
        per_side=bool(planned.per_side),
        notes=planned.notes or "",
        set_targets=set_targets_of(planned),
    )


def substitutes_of(planned: PlanExercise) -> list[UUID]:
    return [each for each in (planned.first_substitute_id, planned.second_substitute_id) if each is not None]


def set_targets_of(planned: PlanExercise) -> list[SetTarget]:
    return msgspec.convert(planned.set_targets or [], list[SetTarget])
