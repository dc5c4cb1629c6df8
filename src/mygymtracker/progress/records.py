"""The records of one exercise: what was never surpassed, and when it was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import Measurement
from mygymtracker.errors import NotFound
from mygymtracker.progress.counted import COUNTED
from mygymtracker.progress.formulas import formula_label
from mygymtracker.progress.weekly import (
    BodyWeight,
    Counted,
    Estimated,
    EstimatedAddedLoad,
    ExerciseInUnit,
    FormulaLabel,
    Sets,
    Tonnage,
    Unit,
    Volume,
)
from mygymtracker.quantities import LoadMode
from mygymtracker.workouts.set_shapes import SetNumbers


class Kind(StrEnum):
    """Which record a row of `record_queries.exercise_records` is."""

    HEAVIEST = "heaviest"
    BEST_ESTIMATE = "best_estimate"
    MOST_REPS = "most_reps"
    LONGEST = "longest"
    FARTHEST = "farthest"
    MOST_VOLUME = "most_volume"
    MOST_SETS = "most_sets"


class SetRecord(SetNumbers, frozen=True):
    """One set, exactly as it was typed."""

    set_id: UUID
    workout_id: UUID
    performed_on: date


class EstimateRecord(Struct, frozen=True):
    """The best estimate there ever was, and the set it comes from."""

    estimated_1rm: Estimated
    body_weight: BodyWeight
    estimated_added_load: EstimatedAddedLoad
    set: SetRecord


class WorkoutRecord(Struct, frozen=True):
    """What one workout came to with this exercise."""

    workout_id: UUID
    performed_on: date
    sets: Sets
    volume: Volume
    tonnage: Tonnage


class Records(Struct, frozen=True):
    """The records of one exercise; null or empty what was never done, or makes no sense for how it is measured.

    Of equals the one done first.
    """

    exercise_id: UUID
    name: str
    measurement: Measurement
    load_mode: LoadMode
    unit: Unit
    formula: FormulaLabel
    counted: Counted
    heaviest: Annotated[
        SetRecord | None, Meta(description="With the most load, or the least help; of equals the most repetitions.")
    ]
    best_estimate: EstimateRecord | None
    most_reps: Annotated[
        list[SetRecord],
        Meta(description="The most repetitions at each load, heaviest first, without those surpassed with more load."),
    ]
    longest: Annotated[SetRecord | None, Meta(description="The one that lasted longest.")]
    farthest: Annotated[SetRecord | None, Meta(description="The one that went farthest.")]
    most_volume: Annotated[WorkoutRecord | None, Meta(description="The workout with most tonnage.")]
    most_sets: Annotated[WorkoutRecord | None, Meta(description="The workout with most sets.")]


class MeasuredExercise(ExerciseInUnit, frozen=True):
    """The exercise that records are of, and how it is measured."""

    measurement: Measurement
    load_mode: LoadMode


class RecordRow(Struct, frozen=True):
    """A row of `record_queries.exercise_records`: a record of one `kind`, that of a set or that of a workout."""

    exercise: MeasuredExercise
    kind: str | None
    estimated_1rm: Decimal | None
    estimated_added_load: Decimal | None
    body_weight: Decimal | None
    set: SetRecord | None
    workout: WorkoutRecord | None


def build_records(rows: Sequence[RecordRow]) -> Records:
    """Raises NotFound when there is not even an exercise."""
    if not rows:
        raise NotFound("There is no such exercise.")
    exercise, by_kind = rows[0].exercise, {row.kind: row for row in rows}
    sets = {kind: row.set for kind, row in by_kind.items()}
    workouts = {kind: row.workout for kind, row in by_kind.items()}
    return Records(
        exercise_id=exercise.id,
        name=exercise.name,
        measurement=exercise.measurement,
        load_mode=exercise.load_mode,
        unit=exercise.unit,
        formula=formula_label(exercise.e1rm_formula),
        counted=COUNTED,
        heaviest=sets.get(Kind.HEAVIEST),
        best_estimate=_estimate(by_kind.get(Kind.BEST_ESTIMATE)),
        most_reps=[row.set for row in rows if row.kind == Kind.MOST_REPS and row.set is not None],
        longest=sets.get(Kind.LONGEST),
        farthest=sets.get(Kind.FARTHEST),
        most_volume=workouts.get(Kind.MOST_VOLUME),
        most_sets=workouts.get(Kind.MOST_SETS),
    )


def _estimate(row: RecordRow | None) -> EstimateRecord | None:
    if row is None or row.estimated_1rm is None or row.set is None:
        return None
    return EstimateRecord(row.estimated_1rm, row.body_weight, row.estimated_added_load, row.set)
