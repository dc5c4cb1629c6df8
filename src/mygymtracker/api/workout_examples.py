"""What the routes of workouts are shown by: one evening of bench presses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from msgspec import structs

from mygymtracker.contents import from_row
from mygymtracker.database.entities import IntensityTechnique, SessionStatus, SetType
from mygymtracker.database.row_shapes import filled
from mygymtracker.plans.targets import Target
from mygymtracker.quantities import LoadMode, LoadUnit
from mygymtracker.workouts.contents import WorkoutCreation, WorkoutExerciseCreation
from mygymtracker.workouts.previous import PreviousPerformance, PreviousSet
from mygymtracker.workouts.set_shapes import WorkoutSet
from mygymtracker.workouts.summary import WorkoutSummary
from mygymtracker.workouts.tree import Workout, WorkoutExercise

_AT: Final = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
SUMMARY_EXAMPLE: Final = WorkoutSummary(
    id=UUID("019caf70-6140-7000-8000-000000000001"),
    name="Push",
    status=SessionStatus.COMPLETED,
    started_at=_AT,
    completed_at=_AT.replace(hour=18, minute=41),
    performed_on=date(2026, 3, 2),
    time_zone="Europe/Berlin",
    exercises=1,
    working_sets=1,
    in_future=False,
)
#: Also the example of an exercise's history.
SET_EXAMPLE: Final = filled(
    WorkoutSet,
    id=UUID("019caf70-6140-7000-8000-000000000003"),
    set_index=1,
    set_type=SetType.WORKING,
    reps=8,
    load=Decimal("61.25"),
    load_unit=LoadUnit.KG,
    load_mode=LoadMode.EXTERNAL,
    rpe=Decimal("8.5"),
    rest_seconds=180,
    note="",
    performed_at=_AT.replace(minute=36),
    version=7422,
)
TARGET_EXAMPLE: Final = Target(
    planned_exercise_id=UUID("019caf70-6140-7000-8000-0000000000e1"),
    substitutes=[UUID("019caf70-6140-7000-8000-0000000000e2")],
    intensity_technique=IntensityTechnique.NOT_APPLICABLE,
    warmup_sets=2,
    working_sets=3,
    target_reps=6,
    target_reps_max=8,
    rpe_early=8,
    rpe_last=9,
    rest_time=180,
    rest_time_max=240,
    per_side=False,
    notes="Pause on the chest.",
    set_targets=[],
)
_PREVIOUS: Final = PreviousPerformance(
    workout_id=UUID("019c8b60-5000-7000-8000-000000000001"),
    performed_on=date(2026, 2, 23),
    notes="",
    returning_note="Grip one finger wider.",
    sets=[from_row(PreviousSet, SET_EXAMPLE, set_number=1, piece=None, load=Decimal("60"), rpe=Decimal("8"))],
)
#: In a workout that runs.
EXERCISE_EXAMPLE: Final = WorkoutExercise(
    id=UUID("019caf70-6140-7000-8000-000000000002"),
    exercise_id=UUID("019caf70-6140-7000-8000-0000000000e1"),
    name="Bench Press (Barbell)",
    display_order=1,
    superset_group=None,
    plan_exercise_id=None,
    notes="",
    returning_note="Grip one finger wider.",
    version=7421,
    target=TARGET_EXAMPLE,
    previous=_PREVIOUS,
    sets=[SET_EXAMPLE],
)
WORKOUT_EXAMPLE: Final = Workout(
    id=SUMMARY_EXAMPLE.id,
    name=SUMMARY_EXAMPLE.name,
    status=SUMMARY_EXAMPLE.status,
    started_at=SUMMARY_EXAMPLE.started_at,
    completed_at=SUMMARY_EXAMPLE.completed_at,
    performed_on=SUMMARY_EXAMPLE.performed_on,
    time_zone=SUMMARY_EXAMPLE.time_zone,
    plan_id=None,
    notes="Slept well.",
    body_weight=Decimal("82.4"),
    body_weight_unit=LoadUnit.KG,
    plan_day_id=None,
    restored_at=None,
    version=7420,
    exercises=[
        structs.replace(EXERCISE_EXAMPLE, previous=None),
    ],
)
RUNNING_EXAMPLE: Final = structs.replace(
    WORKOUT_EXAMPLE, status=SessionStatus.IN_PROGRESS, completed_at=None, exercises=[EXERCISE_EXAMPLE]
)
CREATION_EXAMPLE: Final = WorkoutCreation(
    plan_day_id=UUID("019caf70-6140-7000-8000-0000000000d1"),
    started_at=_AT,
    time_zone="Europe/Berlin",
    body_weight=Decimal("82.4"),
    body_weight_unit=LoadUnit.KG,
)
EXERCISE_CREATION_EXAMPLE: Final = WorkoutExerciseCreation(
    workout_id=SUMMARY_EXAMPLE.id,
    exercise_id=UUID("019caf70-6140-7000-8000-0000000000e1"),
    superset_group=1,
    notes="Instead of the dumbbells, which were taken.",
)
