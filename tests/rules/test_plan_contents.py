"""What can be said of a plan, its days and exercises; what is refused, in which words; what a plan asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from mygymtracker.contents import Order, merge, read
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import IntensityTechnique, PlanExercise, SetType
from mygymtracker.errors import Invalid
from mygymtracker.plans.contents import (
    DayCreation,
    PlanCreation,
    PlanExerciseContent,
    plan_exercise_content_of,
)
from mygymtracker.plans.targets import SetTarget, Target, target_of
from mygymtracker.quantities import LoadUnit

BENCH, DIPS, PRESS = (f"019caf70-6140-7000-8000-0000000000e{number}" for number in (1, 2, 3))
FEW: dict[str, Any] = {
    "exercise_id": BENCH,
    "working_sets": 3,
    "target_reps": 8,
    "rpe_early": 8,
    "rpe_last": 9,
    "rest_time": 90,
}
FIRST: dict[str, Any] = {"set_number": 1}
FIFTH_SET = (
    "working_sets must be 0 to 4. For a fifth set add the exercise a second time: that is also how a top set with "
    "back-off sets is written."
)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"working_sets": 0, "warmup_sets": 100, "rest_time": 0},
        {"working_sets": 4, "target_reps": 1, "rpe_early": 1, "rpe_last": 10},
        {"target_reps_max": 8, "rest_time_max": 90},
        {"substitutes": [DIPS, PRESS], "superset_group": 0, "per_side": True},
        {"set_targets": [FIRST, {"set_number": 1, "set_type": "warmup"}, {"set_number": 2, "target_reps_max": 12}]},
        {"set_targets": [{"set_number": 1, "target_reps_max": 1}]},
        {"set_targets": [{"set_number": 1, "target_rpe": "8.5", "load": "0", "load_unit": "lb"}]},
        {"notes": "x" * 500, "returning_note": "x" * 4000},
    ],
)
def test_what_lifters_plan_can_be_said(given: dict[str, Any]) -> None:
    content = read(FEW | given, PlanExerciseContent)

    assert merge(content, {}) == content


REFUSED: list[tuple[dict[str, Any], str, str, str | None]] = [
    ({"working_sets": 5}, "working_sets", FIFTH_SET, "5"),
    ({"working_sets": -1}, "working_sets", FIFTH_SET, "-1"),
    ({"warmup_sets": -1}, "warmup_sets", "Expected `int` >= 0", "-1"),
    ({"rpe_early": 0}, "rpe_early", "Expected `int` >= 1", "0"),
    ({"rpe_last": 8.5}, "rpe_last", "Expected `int`, got `float`", "8.5"),
    ({"target_reps_max": 7}, "target_reps_max", "target_reps_max must not be below target_reps (8)", "7"),
    ({"rest_time_max": 89}, "rest_time_max", "rest_time_max must not be below rest_time (90)", "89"),
    ({"returning_note": "Seat\0"}, "returning_note", "returning_note must not contain the character NUL", "Seat␀"),
    (
        {"substitutes": [BENCH]},
        "substitutes",
        "substitutes must be other exercises than the planned one, and differ from each other",
        BENCH,
    ),
    (
        {"substitutes": [DIPS, DIPS]},
        "substitutes",
        "substitutes must be other exercises than the planned one, and differ from each other",
        f"{DIPS}, {DIPS}",
    ),
    (
        {"set_targets": [FIRST, FIRST]},
        "set_targets",
        "set_targets must say one thing of each set; working set 1 stands 2 times",
        "working 1",
    ),
    ({"set_targets": [{"set_number": 0}]}, "set_targets[0].set_number", "Expected `int` >= 1", "0"),
    ({"set_targets": [FIRST | {"target_rpe": "10.5"}]}, "target_rpe", "target_rpe must be 1 to 10", "10.5"),
    ({"set_targets": [FIRST | {"target_rpe": "1E+30"}]}, "target_rpe", "target_rpe must be 1 to 10", "1E+30"),
    (
        {"set_targets": [FIRST | {"target_rpe": "NaN"}]},
        "target_rpe",
        "target_rpe must be told in half steps, such as 8 or 8.5",
        "NaN",
    ),
    (
        {"set_targets": [FIRST | {"load": "100000", "load_unit": "kg"}]},
        "load",
        "load must be 0 or more and below 100000",
        "100000",
    ),
    (
        {"set_targets": [FIRST | {"load": "80"}]},
        "load_unit",
        "load and load_unit must be given together; load_unit is missing",
        None,
    ),
    (
        {"set_targets": [FIRST | {"target_reps": 8, "target_reps_max": 6}]},
        "target_reps_max",
        "target_reps_max must not be below target_reps",
        "6",
    ),
]


@pytest.mark.parametrize(("given", "field", "rule", "value"), REFUSED)
def test_what_cannot_be_planned_names_field_value_and_rule(
    given: dict[str, Any], field: str, rule: str, value: str | None
) -> None:
    with pytest.raises(Invalid) as refused:
        read(FEW | given, PlanExerciseContent)

    assert (refused.value.field, str(refused.value), refused.value.value) == (field, rule, value)


def test_only_a_copy_may_leave_out_its_name() -> None:
    source = str(new_id())

    copies = read({"copy_of": source}, PlanCreation), read({"plan_id": source, "copy_of": source}, DayCreation)

    assert (copies[0].plan_name, copies[1].day_name) == (None, None)
    with pytest.raises(Invalid, match="plan_name must be given, unless the plan is a copy"):
        read({"notes": "Heavy."}, PlanCreation)
    with pytest.raises(Invalid, match="day_name must be given, unless the day is a copy"):
        read({"plan_id": source}, DayCreation)


def test_an_order_names_each_id_once() -> None:
    with pytest.raises(Invalid) as refused:
        read({"ids": [BENCH, DIPS, BENCH]}, Order)

    assert (refused.value.field, refused.value.value) == ("ids", BENCH)


def test_a_target_is_what_the_plan_asks_for() -> None:
    planned = PlanExercise(
        exercise_id=new_id(), first_substitute_id=new_id(), second_substitute_id=new_id(), display_order=3,
        intensity_technique=IntensityTechnique.MYO_REPS, warmup_sets=2, working_sets=4, target_reps=6,
        target_reps_max=8, rpe_early=7, rpe_last=9, rest_time=150, rest_time_max=210, per_side=True, notes="Slow.",
        superset_group=1, returning_note="Seat at 4.",
        set_targets=[{"set_type": "warmup", "set_number": 2, "load": "42.5", "load_unit": "kg", "note": "Light."}],
    )  # fmt: skip

    target = target_of(planned)

    assert target == Target(
        planned_exercise_id=planned.exercise_id,
        substitutes=[planned.first_substitute_id, planned.second_substitute_id],  # type: ignore[list-item]  # both are
        intensity_technique=IntensityTechnique.MYO_REPS,
        warmup_sets=2,
        working_sets=4,
        target_reps=6,
        target_reps_max=8,
        rpe_early=7,
        rpe_last=9,
        rest_time=150,
        rest_time_max=210,
        per_side=True,
        notes="Slow.",
        set_targets=[
            SetTarget(
                set_type=SetType.WARMUP,
                set_number=2,
                load=Decimal("42.5"),
                load_unit=LoadUnit.KG,
                note="Light.",
            )
        ],
    )
    assert plan_exercise_content_of(planned).set_targets == target.set_targets
