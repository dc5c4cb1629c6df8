"""A workout that was begun from a plan without a network: what its device asked for is what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import pytest

from mygymtracker.database.columns import new_id
from tests.sync.pushing import JSON, STARTED, Phone, op, outcomes

PLANNED: JSON = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}


@dataclass(frozen=True, slots=True)
class Begun:
    """A day of a plan with one exercise, and the operations of a phone that begins it. `target` is what it shows."""

    plan: str
    day: str
    planned: str
    squat: str
    workout: str
    target: JSON

    @property
    def entry(self) -> str:
        return str(uuid5(UUID(self.workout), self.planned))

    def start(self, **also: Any) -> JSON:
        says: JSON = {"plan_id": self.plan, "plan_day_id": self.day, "started_at": STARTED, "name": "Monday"}
        return op("create", "workout", self.workout, **says, **also)

    def add(self, **also: Any) -> JSON:
        says: JSON = {"workout_id": self.workout, "exercise_id": self.squat, "display_order": 1}
        return op("create", "workout_exercise", self.entry, **says, **also)

    @property
    def operations(self) -> list[JSON]:
        """As they are sent by a client that says what it asked for."""
        asked = {"plan_exercise_id": self.planned, "target": self.target}
        reps = op("create", "set", new_id(), workout_exercise_id=self.entry, reps=8)
        return [self.start(copies_exercises=False), self.add(**asked), reps]


@pytest.fixture
async def begun(tablet: Phone, squat: str) -> Begun:
    plan, day, planned, workout = (str(new_id()) for _ in range(4))
    asked = {"exercise_id": squat, "set_targets": [{"set_number": 1, "load": "100.5", "load_unit": "kg"}], **PLANNED}
    *_, made = await tablet.push(
        op("create", "plan", plan, plan_name="Lower"),
        op("create", "plan_day", day, plan_id=plan, day_name="Monday"),
        op("create", "plan_exercise", planned, plan_id=plan, plan_day_id=day, **asked),
    )
    not_asked = {"plan_id", "plan_day_id", "exercise_id", "display_order", "superset_group", "returning_note"}
    fields = {name: value for name, value in made["row"]["fields"].items() if name not in not_asked}
    return Begun(plan, day, planned, squat, workout, {"planned_exercise_id": squat, **fields})


async def test_the_plan_may_be_edited_meanwhile_and_the_workout_keeps_what_its_device_asked_for(
    phone: Phone, tablet: Phone, begun: Begun, squat: str
) -> None:
    await tablet.push(
        op("patch", "plan_exercise", begun.planned, target_reps=3, working_sets=1, set_targets=[]),
        op(
            "create", "plan_exercise", new_id(), plan_id=begun.plan, plan_day_id=begun.day, exercise_id=squat, **PLANNED
        ),
    )

    started, added, logged = await phone.push(*begun.operations)

    assert outcomes([started, added, logged]) == ["applied"] * 3
    assert added["row"]["fields"]["target"] == begun.target
    assert added["row"]["fields"]["plan_exercise_id"] == begun.planned
    assert started["row"]["fields"]["plan_day_id"] == begun.day
    workout = (await phone.client.get(f"/api/v1/workouts/{begun.workout}")).json()
    assert [each["id"] for each in workout["exercises"]] == [begun.entry]


@pytest.mark.parametrize(("kind", "field"), [("plan_exercise", "planned"), ("plan_day", "day"), ("plan", "plan")])
async def test_what_was_planned_may_be_deleted_meanwhile_and_the_target_stays(
    kind: str, field: str, phone: Phone, tablet: Phone, begun: Begun
) -> None:
    await tablet.push(op("delete", kind, getattr(begun, field)))

    receipts = await phone.push(*begun.operations)

    added = receipts[1]["row"]["fields"]
    assert "refused" not in outcomes(receipts)
    assert (added["target"], added["plan_exercise_id"]) == (begun.target, None)
    assert receipts[1]["lost"] == {"plan_exercise_id": begun.planned}
    assert (await phone.row(kind, getattr(begun, field)))["deleted"] is True


async def test_what_is_sent_twice_is_the_same_though_the_plan_went_in_between(
    phone: Phone, tablet: Phone, begun: Begun
) -> None:
    await phone.push(*begun.operations)
    await tablet.push(op("delete", "plan_exercise", begun.planned))
    said_again = [each | {"id": str(new_id())} for each in begun.operations[:2]]

    receipts = await phone.push(*said_again)

    assert outcomes(receipts) == ["same", "same"]
    assert receipts[1]["row"]["fields"]["target"] == begun.target


async def test_a_client_that_sends_no_targets_gets_those_of_the_plan(phone: Phone, begun: Begun) -> None:
    started, added = await phone.push(begun.start(), begun.add(notes="Slow."))

    assert outcomes([started, added]) == ["applied", "applied"]
    fields = added["row"]["fields"]
    assert (fields["target"], fields["plan_exercise_id"]) == (begun.target, begun.planned)


async def test_what_is_asked_for_may_be_said_after_the_server_copied_the_plan(
    phone: Phone, tablet: Phone, begun: Begun
) -> None:
    await tablet.push(op("patch", "plan_exercise", begun.planned, target_reps=3))
    await phone.push(begun.start())  # by a client of before

    (added,) = await phone.push(begun.add(plan_exercise_id=begun.planned, target=begun.target))

    assert added["row"]["fields"]["target"] == begun.target


async def test_a_workout_that_names_only_its_plan_is_taken_where_its_exercises_come_along(
    phone: Phone, begun: Begun
) -> None:
    bare = op("create", "workout", begun.workout, plan_id=begun.plan, started_at=STARTED)

    refused, applied = await phone.push(
        bare, op("create", "workout", begun.workout, copies_exercises=False, **bare["fields"])
    )

    assert refused["problem"]["detail"] == "This plan has days: give the plan_day_id of the one to start."
    assert (applied["outcome"], applied["row"]["fields"]["plan_id"]) == ("applied", begun.plan)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"working_sets": 5}, "target.working_sets"),
        ({"target_reps": 8, "target_reps_max": 6}, "target.target_reps_max"),
        ({"rest_time": "long"}, "target.rest_time"),
        ({"set_targets": [{"set_number": 1, "target_rpe": "11"}]}, "target_rpe"),
    ],
)
async def test_a_target_that_no_plan_could_have_is_refused_by_its_field(
    wrong: JSON, field: str, phone: Phone, begun: Begun
) -> None:
    _, refused = await phone.push(begun.start(copies_exercises=False), begun.add(target=begun.target | wrong))

    assert refused["outcome"] == "refused"
    assert refused["problem"]["errors"][0]["field"] == field
