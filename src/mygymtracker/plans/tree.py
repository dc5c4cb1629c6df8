"""One plan as a tree, and as a line of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.contents import from_row
from mygymtracker.database.entities import IntensityTechnique, PlanDay
from mygymtracker.database.reading import extension
from mygymtracker.errors import NotFound
from mygymtracker.plans.targets import SetTarget

Version = Annotated[int, Meta(description="The number in its ETag.")]


class PlannedExercise(Struct, frozen=True):
    """One exercise of a plan, as it was written."""

    id: UUID
    plan_day_id: UUID | None
    exercise_id: UUID
    name: Annotated[str, Meta(description="The exercise's name today.")]
    display_order: int
    intensity_technique: Annotated[IntensityTechnique, Meta(description="Of the last working set.")]
    warmup_sets: int
    working_sets: int
    target_reps: int
    target_reps_max: int | None
    rpe_early: int
    rpe_last: int
    rest_time: Annotated[int, Meta(description="Seconds.")]
    rest_time_max: int | None
    superset_group: int | None
    per_side: bool
    notes: str
    returning_note: str
    version: Version
    substitutes: Annotated[list[UUID], Meta(description="Their ids, as they are sent.")]
    substitute_names: Annotated[list[str], Meta(description="Their names today.")]
    set_targets: list[SetTarget]


class Day(Struct, frozen=True):
    """One training day, without its exercises."""

    id: UUID
    plan_id: UUID
    day_name: str
    week: int | None
    display_order: int
    notes: str
    version: Version


class DayWithExercises(Day, frozen=True):
    """One training day with its exercises in order."""

    exercises: list[PlannedExercise]


class PlanLine(Struct, frozen=True):
    """What is shown of a plan wherever it is listed."""

    id: UUID
    plan_name: str
    notes: str
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime | None
    version: Version


class Plan(PlanLine, frozen=True):
    """One plan with its days in order; `exercises` are those that belong to no day."""

    days: list[DayWithExercises]
    exercises: list[PlannedExercise]


class PlanSummary(PlanLine, frozen=True):
    """One plan and how much is in it."""

    days: int
    exercises: int
    last_started_at: Annotated[
        datetime | None,
        Meta(description="When a workout of it began last that was not cancelled, nor finished without a set."),
    ]


class PlanKey(Struct, frozen=True, array_like=True):
    """Where a plan stands among the names."""

    name: str
    id: UUID


class PlanRow(Struct, frozen=True):
    """A row of `queries.plan_tree`: an exercise, the day that it belongs to, and their plan."""

    plan: PlanLine
    day: Day | None
    exercise: PlannedExercise | None


_day_with = extension(DayWithExercises, Day)
_plan_with = extension(Plan, PlanLine)


def build_plan(rows: Sequence[PlanRow]) -> Plan:
    """The tree that the rows of `queries.plan_tree` spell out, in one pass. Raises NotFound when there are none."""
    if not rows:
        raise NotFound("There is no such plan.")
    days: list[DayWithExercises] = []
    dayless: list[PlannedExercise] = []
    for day, its in groupby(rows, attrgetter("day")):
        exercises = [row.exercise for row in its if row.exercise is not None]
        if day is None:
            dayless += exercises
        else:
            days.append(_day_with(day, exercises))
    return _plan_with(rows[0].plan, days, dayless)


def day_of(row: PlanDay) -> Day:
    return from_row(Day, row)
