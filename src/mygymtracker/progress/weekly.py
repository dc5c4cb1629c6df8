"""The weeks of one exercise: the best estimate of each, and how much was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import E1rmFormula
from mygymtracker.errors import NotFound
from mygymtracker.progress.counted import COUNTED
from mygymtracker.progress.formulas import formula_label
from mygymtracker.quantities import LoadMode, LoadUnit

WeekStartsOn = Annotated[date, Meta(description="The first day of the week, by the person's first weekday.")]
Estimated = Annotated[
    Decimal,
    Meta(description="Of all that was moved, the body's weight included; in the answer's `unit`, two decimals."),
]
BodyWeight = Annotated[
    Decimal | None,
    Meta(description="What the body weighed, in the answer's `unit`; null where only the load was moved."),
]
EstimatedAddedLoad = Annotated[
    Decimal | None,
    Meta(
        description="The estimate without the body's weight: what to hang on for one repetition, or, negative, the "
        "help that is left. Null where only the load was moved."
    ),
]
Unit = Annotated[LoadUnit, Meta(description="The person's unit, and that of every number that was computed.")]
FormulaLabel = Annotated[str, Meta(description="How the estimates were computed.")]
Counted = Annotated[str, Meta(description="Which sets and loads count.")]
Sets = Annotated[
    Decimal,
    Meta(description="Working sets; the pieces of a drop set or rest-pause set are one set, one side alone is half."),
]
Volume = Annotated[
    Decimal,
    Meta(description="Load × repetitions of what was hung on or held, both sides of a set done with `each`."),
]
Tonnage = Annotated[
    Decimal, Meta(description="Like volume, with the body's weight where that was moved too and is known.")
]


class WeeklyBest(Struct, frozen=True):
    """The best estimate of one week, and the set it comes from as that was typed."""

    week_starts_on: WeekStartsOn
    estimated_1rm: Estimated
    workout_id: UUID
    performed_on: date
    load: Decimal | None
    load_unit: LoadUnit | None
    reps: int
    rpe: Decimal | None
    rir: Decimal | None
    set_id: UUID
    load_mode: LoadMode
    body_weight: BodyWeight
    estimated_added_load: EstimatedAddedLoad


class WeeklyTraining(Struct, frozen=True):
    """How much was done in one week."""

    week_starts_on: WeekStartsOn
    workouts: int
    sets: Sets
    repetitions: Annotated[int, Meta(description="Of both sides, pieces of a set included.")]
    volume: Volume
    tonnage: Tonnage


class Progress(Struct, frozen=True):
    """How one exercise went, week by week, oldest first."""

    exercise_id: UUID
    name: str
    unit: Unit
    formula: FormulaLabel
    weeks: Annotated[
        list[WeeklyBest],
        Meta(description="Weeks without a set that an estimate can be made from are left out."),
    ]
    e1rm_formula: Annotated[E1rmFormula, Meta(description="The person's choice.")]
    counted: Counted
    sets_without_body_weight: Annotated[
        int, Meta(description="Sets left out of estimates and tonnage because nobody knows what the body weighed.")
    ]
    training: Annotated[
        list[WeeklyTraining], Meta(description="Every week in which it was done, those without an estimate too.")
    ]


class ExerciseInUnit(Struct, frozen=True):
    """The exercise that numbers are about, and what the person wants them in; it stands in every row."""

    id: UUID
    name: str
    unit: LoadUnit
    e1rm_formula: E1rmFormula


class WeekRow(Struct, frozen=True):
    """A row of `queries.weekly_progress`: what one week came to, or the best estimate of one, or neither."""

    exercise: ExerciseInUnit
    training: WeeklyTraining | None
    sets_without_body_weight: int | None
    best: WeeklyBest | None


def build_progress(rows: Sequence[WeekRow]) -> Progress:
    """Raises NotFound when there is not even an exercise."""
    if not rows:
        raise NotFound("There is no such exercise.")
    exercise = rows[0].exercise
    return Progress(
        exercise_id=exercise.id,
        name=exercise.name,
        unit=exercise.unit,
        formula=formula_label(exercise.e1rm_formula),
        weeks=[row.best for row in rows if row.best is not None],
        e1rm_formula=exercise.e1rm_formula,
        counted=COUNTED,
        sets_without_body_weight=sum(row.sets_without_body_weight or 0 for row in rows),
        training=[row.training for row in rows if row.training is not None],
    )
