"""What can be said of a workout, and of one exercise in it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from mygymtracker.accounts.profile import TimeZone, refuse_unknown_zone
from mygymtracker.clocks import refuse_instant
from mygymtracker.contents import Content, NameOrNothing, Text, from_row, refuse_fine, refuse_unpaired
from mygymtracker.database.entities import SessionExercise, SessionStatus, WorkoutSession
from mygymtracker.errors import Invalid
from mygymtracker.plans.contents import refuse_unplannable
from mygymtracker.plans.targets import Target
from mygymtracker.quantities import LOAD_LIMIT, LoadUnit

#: Places in a workout go up to this one.
LAST_PLACE: Final = 1_000_000

WorkoutName = Annotated[NameOrNothing, Meta(max_length=200)]
Instant = Annotated[datetime, Meta(tz=True)]
BodyWeight = Annotated[
    Decimal | None, Meta(description="As typed, in `body_weight_unit`, with at most three decimals.")
]
Place = Annotated[int, Meta(ge=0, le=LAST_PLACE)]
SupersetGroup = Annotated[int, Meta(ge=0, le=32_767, description="Exercises of one group are done in turns.")]
ReturningNote = Annotated[
    str,
    Meta(max_length=4000, description="Shown again next time: kept in the plan that the exercise came from, too."),
]


class WorkoutContent(Content, frozen=True, kw_only=True):
    """A workout without its exercises. `completed_at` is null unless it is completed."""

    name: WorkoutName = ""
    notes: Text = ""
    started_at: Instant
    completed_at: Instant | None = None
    time_zone: TimeZone
    body_weight: BodyWeight = None
    body_weight_unit: LoadUnit | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_unknown_zone(self.time_zone)
        refuse_times(self.started_at, self.completed_at)
        refuse_body_weight(self.body_weight, self.body_weight_unit)


class WorkoutCreation(Content, frozen=True, kw_only=True):
    """How a workout starts. Left out: `name` is that of the day or plan, `started_at` is now, `time_zone` is your own.

    With `completed_at` it is a past workout, and completed.
    """

    plan_day_id: Annotated[UUID | None, Meta(description="The day of a plan whose exercises are copied.")] = None
    plan_id: Annotated[UUID | None, Meta(description="A plan without days, whose exercises are copied.")] = None
    alongside: Annotated[
        bool, Meta(description="Start it although another one runs; otherwise the answer is the one that runs.")
    ] = False
    name: WorkoutName | None = None
    notes: Text = ""
    started_at: Instant | None = None
    completed_at: Instant | None = None
    time_zone: TimeZone | None = None
    body_weight: BodyWeight = None
    body_weight_unit: LoadUnit | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.time_zone is not None:
            refuse_unknown_zone(self.time_zone)
        if self.plan_id is not None and self.plan_day_id is not None:
            raise Invalid("plan_id must be left out where plan_day_id is given, which has its plan", field="plan_id")
        if self.completed_at is not None and self.started_at is None:
            raise Invalid("started_at must be given for a workout that is completed already", field="started_at")
        refuse_times(self.started_at, self.completed_at)
        refuse_body_weight(self.body_weight, self.body_weight_unit)


class Completion(Content, frozen=True, kw_only=True):
    """When a workout ended; left out, now, or when it was completed before."""

    completed_at: Instant | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_times(None, self.completed_at)


class WorkoutExerciseContent(Content, frozen=True, kw_only=True):
    """One exercise in a workout. Without `display_order` it is the last."""

    exercise_id: UUID
    display_order: Place | None = None
    superset_group: SupersetGroup | None = None
    notes: Text = ""
    returning_note: ReturningNote = ""


class WorkoutExerciseCreation(WorkoutExerciseContent, frozen=True, kw_only=True):
    """One exercise, and the workout that it is added to."""

    workout_id: UUID


class Planned(Content, frozen=True, kw_only=True):
    """What an exercise of a workout was copied from, and what the plan asked for then."""

    plan_exercise_id: UUID | None = None
    target: Target | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.target is not None:
            refuse_unplannable(self.target)

    def columns(self) -> dict[str, object]:
        """As the row has them."""
        target = None if self.target is None else msgspec.to_builtins(self.target)
        return {"plan_exercise_id": self.plan_exercise_id, "target": target}


UNPLANNED: Final = Planned()


class RunningWorkout(Struct, frozen=True):
    """The workout that is in the way of another one."""

    id: UUID
    name: str
    started_at: datetime


def content_of(row: WorkoutSession) -> WorkoutContent:
    return from_row(WorkoutContent, row)


def creation_of(row: WorkoutSession) -> WorkoutCreation:
    """What would have to be sent to make it as it is now."""
    return from_row(WorkoutCreation, row, plan_id=row.plan_id if row.plan_day_id is None else None, alongside=False)


def exercise_content_of(row: SessionExercise) -> WorkoutExerciseContent:
    return from_row(WorkoutExerciseContent, row)


def exercise_creation_of(row: SessionExercise) -> WorkoutExerciseCreation:
    return from_row(WorkoutExerciseCreation, row, workout_id=row.session_id)


def refuse_times(started_at: datetime | None, completed_at: datetime | None) -> None:
    """Raises Invalid for instants that no workout has, and for an end before the start."""
    for field, instant in (("started_at", started_at), ("completed_at", completed_at)):
        refuse_instant(field, instant)
    if started_at is not None and completed_at is not None and completed_at < started_at:
        raise Invalid(
            f"completed_at must not be before started_at, which is {started_at.isoformat()}",
            field="completed_at",
            value=completed_at.isoformat(),
        )


def refuse_early_end(row: WorkoutSession, content: WorkoutContent) -> None:
    """Raises Invalid for an end that a workout cannot have in its state."""
    if content.completed_at is not None and row.status is not SessionStatus.COMPLETED:
        raise Invalid(
            "completed_at must be null unless the workout is completed; complete it with PUT …/completion",
            field="completed_at",
            value=content.completed_at.isoformat(),
        )


def refuse_body_weight(body_weight: Decimal | None, unit: LoadUnit | None) -> None:
    """Raises Invalid for what no body weighs, and for a weight without its unit or the other way round."""
    refuse_fine("body_weight", body_weight)
    if body_weight is not None and not 0 < body_weight < LOAD_LIMIT:
        raise Invalid(
            f"body_weight must be above 0 and below {LOAD_LIMIT}", field="body_weight", value=str(body_weight)
        )
    refuse_unpaired("body_weight", body_weight, "body_weight_unit", unit)
