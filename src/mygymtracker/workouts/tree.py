"""One workout as a tree: what was done in it, exactly as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.json import Decoder

from mygymtracker.database.entities import IntensityTechnique, SessionStatus, SetType, Side
from mygymtracker.database.versions import version_in_order
from mygymtracker.errors import NotFound
from mygymtracker.plans.targets import Target
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit
from mygymtracker.workouts.previous import PreviousPerformance, build_previous

Version = Annotated[int, Meta(description="The number in its ETag.")]


class WorkoutSet(Struct, frozen=True, gc=False):
    """One set as it was typed: nothing converted, nothing rounded, null where nothing was entered."""

    id: UUID
    set_index: Annotated[int, Meta(description="Its place, from 1; where two share one, the id decides.")]
    set_type: SetType
    reps: Annotated[int | None, Meta(description="Repetitions; 0 is an attempt of which none was made.")]
    load: Annotated[Decimal | None, Meta(description="As typed, in `load_unit`; with `load_mode` assisted, the help.")]
    load_unit: LoadUnit | None
    load_mode: Annotated[LoadMode, Meta(description="What the number of the load means for the movement.")]
    duration_seconds: Decimal | None
    distance: Annotated[Decimal | None, Meta(description="As typed, in `distance_unit`.")]
    distance_unit: DistanceUnit | None
    rpe: Annotated[Decimal | None, Meta(description="Effort, 0 to 10, where it was entered so.")]
    rir: Annotated[Decimal | None, Meta(description="Repetitions in reserve, where effort was entered so.")]
    rest_seconds: int | None
    note: str
    technique: IntensityTechnique | None
    continues_set_id: Annotated[
        UUID | None, Meta(description="The set that this one is a piece of: drop set, rest-pause.")
    ]
    performed_at: Annotated[datetime, Meta(description="When; the workout's start where the instant is unknown.")]
    side: Annotated[Side | None, Meta(description="With `each`, repetitions and load are those of one side.")]
    version: Version


class WorkoutExercise(Struct, frozen=True):
    """One exercise of a workout, with its sets in order."""

    id: UUID
    exercise_id: UUID
    name: Annotated[str, Meta(description="The exercise's name today.")]
    display_order: Annotated[int, Meta(description="Its place; where two share one, the id decides.")]
    superset_group: Annotated[int | None, Meta(description="Exercises of one group were done in turns.")]
    plan_exercise_id: UUID | None
    notes: str
    returning_note: Annotated[str, Meta(description="Shown again at the next workout of the same plan.")]
    version: Version
    target: Annotated[Target | None, Meta(description="What the plan asked for when the workout began.")]
    previous: Annotated[
        PreviousPerformance | None, Meta(description="The last time it was done; null unless the workout runs.")
    ]
    sets: list[WorkoutSet]


class Workout(Struct, frozen=True):
    """One workout with its exercises in order, and their sets."""

    id: UUID
    name: str
    status: SessionStatus
    started_at: datetime
    completed_at: datetime | None
    performed_on: Annotated[date, Meta(description="The day it began, where it was done (`time_zone`).")]
    time_zone: str
    plan_id: UUID | None
    notes: str
    body_weight: Annotated[Decimal | None, Meta(description="As typed, in `body_weight_unit`.")]
    body_weight_unit: LoadUnit | None
    plan_day_id: UUID | None
    restored_at: Annotated[
        datetime | None,
        Meta(description="When it came back from the trash, because something was logged for it; null if never."),
    ]
    version: Version
    exercises: list[WorkoutExercise]


#: Columns of a row of `queries.workout_tree`: the workout's, its exercise's (two of them JSON), its set's.
_WORKOUT: Final = slice(0, 14)
_EXERCISE: Final = slice(14, 22)
_EXERCISE_VERSION: Final = 22
_TARGET: Final = 23
_PREVIOUS: Final = 24
_SET: Final = slice(25, 44)
_EXERCISE_ID: Final = 14
_SET_ID: Final = 25

_target: Final = Decoder(Target).decode


def build_workout(rows: Sequence[Sequence[Any]]) -> Workout:
    """The tree that the rows of `queries.workout_tree` spell out, in one pass. Raises NotFound when there are none."""
    if not rows:
        raise NotFound("There is no such workout.")
    exercises = [
        _exercise([*its]) for exercise_id, its in groupby(rows, itemgetter(_EXERCISE_ID)) if exercise_id is not None
    ]
    return Workout(*(*rows[0][_WORKOUT], exercises))


def build_workout_exercise(rows: Sequence[Sequence[Any]]) -> WorkoutExercise:
    """From the rows of `queries.workout_exercise`. Raises NotFound when there are none."""
    if not rows:
        raise NotFound("There is no such exercise in a workout.")
    return build_workout(rows).exercises[0]


def _exercise(rows: Sequence[Sequence[Any]]) -> WorkoutExercise:
    """Of the rows of one. The order of its sets is part of its version: it is changed through the exercise."""
    row = rows[0]
    sets = [WorkoutSet(*each[_SET]) for each in rows if each[_SET_ID] is not None]
    order = version_in_order(row[_EXERCISE_VERSION], [each.id for each in sets])
    target, previous = row[_TARGET], row[_PREVIOUS]
    decoded = (None if target is None else _target(target), None if previous is None else build_previous(previous))
    return WorkoutExercise(*(*row[_EXERCISE], order, *decoded, sets))
