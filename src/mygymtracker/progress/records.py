"""The records of one exercise: what was never surpassed, and when it was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import Measurement, Side
from mygymtracker.errors import NotFound
from mygymtracker.progress.counted import COUNTED
from mygymtracker.progress.formulas import said
from mygymtracker.progress.weekly import (
    BodyWeight,
    Counted,
    Estimated,
    EstimatedAddedLoad,
    FormulaSaid,
    Sets,
    Tonnage,
    Unit,
    Volume,
)
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit


class Kind(StrEnum):
    """Which record a row of `record_queries.exercise_records` is."""

    HEAVIEST = "heaviest"
    BEST_ESTIMATE = "best_estimate"
    MOST_REPS = "most_reps"
    LONGEST = "longest"
    FARTHEST = "farthest"
    MOST_VOLUME = "most_volume"
    MOST_SETS = "most_sets"


class SetRecord(Struct, frozen=True):
    """One set, exactly as it was typed."""

    set_id: UUID
    workout_id: UUID
    performed_on: date
    load: Decimal | None
    load_unit: LoadUnit | None
    load_mode: LoadMode
    reps: int | None
    rpe: Decimal | None
    rir: Decimal | None
    duration_seconds: Decimal | None
    distance: Decimal | None
    distance_unit: DistanceUnit | None
    side: Side | None


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
    formula: FormulaSaid
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


#: Columns of a row of `record_queries.exercise_records`.
_HEAD: Final = slice(0, 4)
_UNIT: Final = 4
_FORMULA: Final = 5
_KIND: Final = 6
_ESTIMATED: Final = 8
_ADDED: Final = 9
_WORKOUT: Final = slice(10, 15)
_SET: Final = slice(15, 28)
_BODY_WEIGHT: Final = 28


def build_records(rows: Sequence[Sequence[Any]]) -> Records:
    """Raises NotFound when there is not even an exercise."""
    if not rows:
        raise NotFound("There is no such exercise.")
    found: dict[str, list[Sequence[Any]]] = {}
    for row in rows:
        found.setdefault(row[_KIND], []).append(row)
    exercise_id, name, measurement, load_mode = rows[0][_HEAD]
    return Records(
        exercise_id=exercise_id,
        name=name,
        measurement=measurement,
        load_mode=load_mode,
        unit=rows[0][_UNIT],
        formula=said(rows[0][_FORMULA]),
        counted=COUNTED,
        heaviest=_one_set(found.get(Kind.HEAVIEST)),
        best_estimate=_estimate(found.get(Kind.BEST_ESTIMATE)),
        most_reps=[SetRecord(*row[_SET]) for row in found.get(Kind.MOST_REPS, ())],
        longest=_one_set(found.get(Kind.LONGEST)),
        farthest=_one_set(found.get(Kind.FARTHEST)),
        most_volume=_workout(found.get(Kind.MOST_VOLUME)),
        most_sets=_workout(found.get(Kind.MOST_SETS)),
    )


def _one_set(rows: list[Sequence[Any]] | None) -> SetRecord | None:
    return SetRecord(*rows[0][_SET]) if rows else None


def _estimate(rows: list[Sequence[Any]] | None) -> EstimateRecord | None:
    if not rows:
        return None
    row = rows[0]
    return EstimateRecord(row[_ESTIMATED], row[_BODY_WEIGHT], row[_ADDED], SetRecord(*row[_SET]))


def _workout(rows: list[Sequence[Any]] | None) -> WorkoutRecord | None:
    return WorkoutRecord(*rows[0][_WORKOUT]) if rows else None
