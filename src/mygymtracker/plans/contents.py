"""What can be said of a plan, of its days and of its exercises."""

from __future__ import annotations

from collections import Counter
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from mygymtracker.amounts import counted
from mygymtracker.contents import Content, Name, Text, from_row, read
from mygymtracker.database.entities import IntensityTechnique, PlanDay, PlanExercise, SetType, WorkoutPlan
from mygymtracker.errors import Invalid
from mygymtracker.plans.targets import (
    MOST_WORKING_SETS,
    Repetitions,
    Seconds,
    SetTarget,
    Target,
    set_targets_of,
    substitutes_of,
)

MOST_SUBSTITUTES = 2
_FIFTH_SET = (
    f"working_sets must be 0 to {MOST_WORKING_SETS}. For a fifth set add the exercise a second time: that is also how "
    "a top set with back-off sets is written."
)

LAST_PLACE = 1_000_000
Place = Annotated[int, Meta(ge=0, le=LAST_PLACE, description="Its place; where two share one, the id decides.")]
Rpe = Annotated[int, Meta(ge=1, le=10)]
Group = Annotated[int, Meta(ge=0, le=1000)]
FewSets = Annotated[int, Meta(ge=0, le=100)]


class PlanContent(Content, frozen=True, kw_only=True):
    """A plan by its name, which no other plan of the person has."""

    plan_name: Name
    notes: Text = ""


class PlanCreation(Content, frozen=True, kw_only=True):
    """A new plan: empty, or a copy of one there is, with its days and exercises. A copy may leave out its name."""

    plan_name: Name | None = None
    notes: Text | None = None
    copy_of: UUID | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.plan_name is None and self.copy_of is None:
            raise Invalid("plan_name must be given, unless the plan is a copy", field="plan_name")


class DayContent(Content, frozen=True, kw_only=True):
    """A training day; of every week where `week` is null, else of that week (from 1)."""

    day_name: Name
    week: Annotated[int, Meta(ge=1, le=1000)] | None = None
    display_order: Place | None = None
    notes: Text = ""


class DayCreation(Content, frozen=True, kw_only=True):
    """A new day of a plan: empty, or a copy of a day of any plan. Without a `display_order` it comes last.

    A copy may leave out name and notes; its week is the one given here, not that of the day it is made of.
    """

    plan_id: UUID
    day_name: Name | None = None
    week: Annotated[int, Meta(ge=1, le=1000)] | None = None
    display_order: Place | None = None
    notes: Text | None = None
    copy_of: UUID | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.day_name is None and self.copy_of is None:
            raise Invalid("day_name must be given, unless the day is a copy", field="day_name")


class PlanExerciseContent(Content, frozen=True, kw_only=True):
    """One exercise of a plan: sets, repetitions, effort, rest, and what else a programme says.

    `plan_day_id` null is for a plan without days. `set_targets` say otherwise for single sets. The `returning_note` is
    shown at the next time; training changes it.
    """

    exercise_id: UUID
    plan_day_id: UUID | None = None
    display_order: Place | None = None
    intensity_technique: IntensityTechnique = IntensityTechnique.NOT_APPLICABLE
    warmup_sets: FewSets = 0
    working_sets: Annotated[int, Meta(description=f"0 to {MOST_WORKING_SETS}; for more add the exercise again.")]
    target_reps: Repetitions
    target_reps_max: Annotated[Repetitions | None, Meta(description="The upper end of a range.")] = None
    rpe_early: Annotated[Rpe, Meta(description="Of all working sets but the last.")]
    rpe_last: Annotated[Rpe, Meta(description="Of the last working set.")]
    rest_time: Annotated[Seconds, Meta(description="Seconds.")]
    rest_time_max: Annotated[Seconds | None, Meta(description="Seconds; the upper end of a range.")] = None
    superset_group: Annotated[Group | None, Meta(description="Exercises of one group are done in turns.")] = None
    per_side: Annotated[bool, Meta(description="Repetitions are meant for each side.")] = False
    substitutes: Annotated[
        list[UUID], Meta(max_length=MOST_SUBSTITUTES, description="Exercises to do instead, in this order.")
    ] = []  # noqa: RUF012 — msgspec copies it
    set_targets: Annotated[list[SetTarget], Meta(max_length=50)] = []  # noqa: RUF012 — as above
    notes: Annotated[str, Meta(max_length=500)] = ""
    returning_note: Text = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.working_sets <= MOST_WORKING_SETS:
            raise Invalid(_FIFTH_SET, field="working_sets", value=str(self.working_sets))
        _refuse_backwards("target_reps", self.target_reps, self.target_reps_max)
        _refuse_backwards("rest_time", self.rest_time, self.rest_time_max)
        if len({self.exercise_id, *self.substitutes}) <= len(self.substitutes):
            raise Invalid(
                "substitutes must be other exercises than the planned one, and differ from each other",
                field="substitutes",
                value=", ".join(map(str, self.substitutes)),
            )
        twice = Counter((each.set_type, each.set_number) for each in self.set_targets)
        for (set_type, number), count in twice.items():
            if count > 1:
                raise Invalid(
                    f"set_targets must say one thing of each set; {set_type.value} set {number} stands {count} times",
                    field="set_targets",
                    value=f"{set_type.value} {number}",
                )


def refuse_sets_beyond(content: PlanExerciseContent) -> None:
    """Raises Invalid for a single set that the exercise does not have.

    Asked where single sets are said, and not of what is kept: with fewer sets than before, what is said of the others
    waits until there are more.
    """
    for place, each in enumerate(content.set_targets):
        warmup = each.set_type is SetType.WARMUP
        count, what = (content.warmup_sets, "warm-up") if warmup else (content.working_sets, "working")
        if each.set_number > count:
            raise Invalid(
                f"set_number must be one of the exercise's {counted(count, f'{what} set')}",
                field=f"set_targets[{place}].set_number",
                value=str(each.set_number),
            )


class PlanExerciseCreation(PlanExerciseContent, frozen=True, kw_only=True):
    """A new exercise of a plan. Without a `display_order` it comes last."""

    plan_id: UUID


def refuse_unplannable(target: Target) -> None:
    """Raises Invalid, naming the field of `target`, for what no plan could ask for."""
    fields = msgspec.to_builtins(target)
    try:
        read({"exercise_id": fields.pop("planned_exercise_id"), **fields}, PlanExerciseContent)
    except Invalid as error:
        raise Invalid(str(error), field=f"target.{error.field}", value=error.value) from error


def _refuse_backwards(field: str, low: int, high: int | None) -> None:
    if high is not None and high < low:
        raise Invalid(f"{field}_max must not be below {field} ({low})", field=f"{field}_max", value=str(high))


def plan_content_of(row: WorkoutPlan) -> PlanContent:
    return from_row(PlanContent, row)


def day_content_of(row: PlanDay) -> DayContent:
    return from_row(DayContent, row)


def plan_exercise_content_of(row: PlanExercise) -> PlanExerciseContent:
    return from_row(PlanExerciseContent, row, substitutes=substitutes_of(row), set_targets=set_targets_of(row))
