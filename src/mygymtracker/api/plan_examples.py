"""What plans look like in the OpenAPI document."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from mygymtracker.contents import Order
from mygymtracker.database.entities import IntensityTechnique
from mygymtracker.plans.contents import (
    DayCreation,
    PlanCreation,
    PlanExerciseCreation,
)
from mygymtracker.plans.targets import SetTarget
from mygymtracker.plans.tree import Day, DayWithExercises, Plan, PlannedExercise, PlanSummary
from mygymtracker.quantities import LoadUnit

PLAN_ID: Final = UUID("019caf70-6140-7000-8000-0000000000a1")
DAY_ID: Final = UUID("019caf70-6140-7000-8000-0000000000a2")
PLANNED_ID: Final = UUID("019caf70-6140-7000-8000-0000000000a3")
_EXERCISE_ID: Final = UUID("019caf70-6140-7000-8000-0000000000e1")
_SUBSTITUTE_ID: Final = UUID("019caf70-6140-7000-8000-0000000000e2")
_AT: Final = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

NEW_PLAN: Final = PlanCreation(plan_name="Push / Pull / Legs", notes="Six weeks, then a lighter one.")
NEW_DAY: Final = DayCreation(plan_id=PLAN_ID, day_name="Push", display_order=1)
ORDER: Final = Order(ids=[DAY_ID])
EXERCISE_ORDER: Final = Order(ids=[PLANNED_ID])
NEW_EXERCISE: Final = PlanExerciseCreation(
    plan_id=PLAN_ID,
    plan_day_id=DAY_ID,
    exercise_id=_EXERCISE_ID,
    display_order=1,
    intensity_technique=IntensityTechnique.DROP_SET,
    warmup_sets=3,
    working_sets=3,
    target_reps=6,
    target_reps_max=8,
    rpe_early=8,
    rpe_last=9,
    rest_time=150,
    rest_time_max=210,
    substitutes=[_SUBSTITUTE_ID],
    set_targets=[
        SetTarget(set_number=1, target_reps=5, target_rpe=Decimal("8.5"), load=Decimal("82.5"), load_unit=LoadUnit.KG)
    ],
    notes="Pause the first repetition.",
)
DAY: Final = Day(DAY_ID, PLAN_ID, "Push", None, 1, "", version=7422)
EXERCISE: Final = PlannedExercise(
    id=PLANNED_ID,
    plan_day_id=DAY_ID,
    exercise_id=_EXERCISE_ID,
    name="Bench Press (Barbell)",
    display_order=1,
    intensity_technique=NEW_EXERCISE.intensity_technique,
    warmup_sets=NEW_EXERCISE.warmup_sets,
    working_sets=NEW_EXERCISE.working_sets,
    target_reps=NEW_EXERCISE.target_reps,
    target_reps_max=NEW_EXERCISE.target_reps_max,
    rpe_early=NEW_EXERCISE.rpe_early,
    rpe_last=NEW_EXERCISE.rpe_last,
    rest_time=NEW_EXERCISE.rest_time,
    rest_time_max=NEW_EXERCISE.rest_time_max,
    superset_group=None,
    per_side=False,
    notes=NEW_EXERCISE.notes,
    returning_note="",
    version=7423,
    substitutes=[_SUBSTITUTE_ID],
    substitute_names=["Bench Press (Dumbbell)"],
    set_targets=NEW_EXERCISE.set_targets,
)
PLAN: Final = Plan(
    id=PLAN_ID,
    plan_name="Push / Pull / Legs",
    notes="Six weeks, then a lighter one.",
    archived_at=None,
    created_at=_AT,
    updated_at=None,
    version=7421,
    days=[DayWithExercises(DAY_ID, PLAN_ID, "Push", None, 1, "", 7422, [EXERCISE])],
    exercises=[],
)
SUMMARY: Final = PlanSummary(
    id=PLAN_ID,
    plan_name=PLAN.plan_name,
    notes=PLAN.notes,
    archived_at=None,
    created_at=_AT,
    updated_at=None,
    version=7421,
    days=1,
    exercises=1,
    last_started_at=datetime(2026, 3, 2, 17, 30, tzinfo=UTC),
)
