"""One plan as a tree, and as a line of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from mygymtracker.database.entities import IntensityTechnique, PlanDay
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


class Plan(Struct, frozen=True):
    """One plan with its days in order; `exercises` are those that belong to no day."""

    id: UUID
    plan_name: str
    notes: str
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime | None
    version: Version
    days: list[DayWithExercises]
    exercises: list[PlannedExercise]


class PlanSummary(Struct, frozen=True):
    """One plan and how much is in it; fields in the order of the columns of `queries.plans_page`."""

    id: UUID
    plan_name: str
    notes: str
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime | None
    version: Version
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


#: Columns of a row of `queries.plan_tree`: the plan's, its day's, its exercise's.
_PLAN: Final = slice(0, 7)
_DAY: Final = slice(7, 14)
_DAY_ID: Final = 7
_EXERCISE_ID: Final = 14


def build_plan(rows: Sequence[Sequence[Any]]) -> Plan:
    """The tree that the rows of `queries.plan_tree` spell out, in one pass. Raises NotFound when there are none."""
    if not rows:
        raise NotFound("There is no such plan.")
    days: list[DayWithExercises] = []
    dayless: list[PlannedExercise] = []
    for row in rows:
        if row[_DAY_ID] is not None and (not days or days[-1].id != row[_DAY_ID]):
            days.append(DayWithExercises(*(*row[_DAY], [])))
        if row[_EXERCISE_ID] is not None:
            into = dayless if row[_DAY_ID] is None else days[-1].exercises
            into.append(build_exercise(row[_EXERCISE_ID:]))
    return Plan(*(*rows[0][_PLAN], days, dayless))


def build_exercise(row: Sequence[Any]) -> PlannedExercise:
    """From the columns of `queries.EXERCISE_COLUMNS`: the last five are the substitutes and the set targets."""
    *told, first, first_name, second, second_name, set_targets = row
    substitutes = [each for each in (first, second) if each is not None]
    names = [each for each in (first_name, second_name) if each is not None]
    return PlannedExercise(*(*told, substitutes, names, msgspec.convert(set_targets, list[SetTarget])))


def day_of(row: PlanDay) -> Day:
    return Day(row.id, row.plan_id, row.day_name, row.week, row.display_order, row.notes, row.version)
