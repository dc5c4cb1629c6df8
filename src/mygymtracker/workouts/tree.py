"""One workout as a tree: what was done in it, exactly as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.reading import extension
from mygymtracker.database.versions import version_in_order
from mygymtracker.errors import NotFound
from mygymtracker.plans.targets import Target
from mygymtracker.quantities import LoadUnit
from mygymtracker.workouts.previous import LastPerformance, PreviousPerformance, build_previous
from mygymtracker.workouts.set_shapes import Version, WorkoutSet
from mygymtracker.workouts.summary import WorkoutLine


class WorkoutExerciseWithoutSets(Struct, frozen=True):
    """One exercise of a workout, without its sets."""

    id: UUID
    exercise_id: UUID
    name: Annotated[str, Meta(description="The exercise's name today.")]
    display_order: Annotated[int, Meta(description="Its place; where two share one, the id decides.")]
    superset_group: Annotated[int | None, Meta(description="Exercises of one group were done in turns.")]
    plan_exercise_id: UUID | None
    notes: str
    returning_note: Annotated[str, Meta(description="Shown again at the next workout of the same plan.")]
    target: Annotated[Target | None, Meta(description="What the plan asked for when the workout began.")]


class WorkoutExercise(WorkoutExerciseWithoutSets, frozen=True):
    """One exercise of a workout, with its sets in order."""

    version: Version
    previous: Annotated[
        PreviousPerformance | None, Meta(description="The last time it was done; null unless the workout runs.")
    ]
    sets: list[WorkoutSet]


class WorkoutWithoutExercises(WorkoutLine, frozen=True):
    """One workout, without its exercises."""

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


class Workout(WorkoutWithoutExercises, frozen=True):
    """One workout with its exercises in order, and their sets."""

    exercises: list[WorkoutExercise]


class ExerciseInTree(WorkoutExerciseWithoutSets, frozen=True):
    """One exercise of a workout, and the last time it was done. The order of its sets is no part of its `version`."""

    version: int
    previous: LastPerformance | None


class TreeRow(Struct, frozen=True):
    """A row of `queries.workout_tree`: a set, the exercise it was done of, and their workout."""

    workout: WorkoutWithoutExercises
    exercise: ExerciseInTree | None
    set: WorkoutSet | None


_workout_with = extension(Workout, WorkoutWithoutExercises)
_exercise_with = extension(WorkoutExercise, WorkoutExerciseWithoutSets)


def build_workout(rows: Sequence[TreeRow]) -> Workout:
    """The tree that the rows of `queries.workout_tree` spell out, in one pass. Raises NotFound when there are none."""
    if not rows:
        raise NotFound("There is no such workout.")
    exercises = [
        _exercise(exercise, [row.set for row in its if row.set is not None])
        for exercise, its in groupby(rows, attrgetter("exercise"))
        if exercise is not None
    ]
    return _workout_with(rows[0].workout, exercises)


def build_workout_exercise(rows: Sequence[TreeRow]) -> WorkoutExercise:
    """From the rows of `queries.workout_exercise`. Raises NotFound when there are none."""
    if not rows:
        raise NotFound("There is no such exercise in a workout.")
    return build_workout(rows).exercises[0]


def _exercise(exercise: ExerciseInTree, sets: list[WorkoutSet]) -> WorkoutExercise:
    """The order of its sets is part of its version: it is changed through the exercise."""
    previous = None if exercise.previous is None else build_previous(exercise.previous)
    version = version_in_order(exercise.version, [each.id for each in sets])
    return _exercise_with(exercise, version, previous, sets)
