"""A lifter who only knows the terminal: signs up, plans, trains for twelve weeks, errs, and reads every number back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.cli.conftest import RunCommand, told

EMAIL = "lena@example.org"
FIRST_MONDAY = date(2026, 3, 2)
WEEKS = 12
OWN = "Lena Row"
PLAN = "Four days"
#: Days of the week, and three exercises each.
DAYS = {
    "Push": (0, ("Bench Press (Barbell)", "Overhead Press (Barbell)", "Dip")),
    "Pull": (1, ("Deadlift (Barbell)", OWN, "Pull Up")),
    "Legs": (3, ("Squat (Barbell)", "Romanian Deadlift (Barbell)", "Leg Extension (Machine)")),
    "Arms": (4, ("Biceps Curl (Barbell)", "Triceps Pushdown (Cable)", "Lateral Raise (Dumbbell)")),
}
SUBSTITUTES = ("Push Up", "Leg Press")


@dataclass(frozen=True)
class Set:
    """What is typed, and what must come back."""

    typed: str
    kind: str
    reps: int
    load: str
    unit: str = "kg"
    rpe: str | None = None
    technique: str | None = None
    continues: int | None = None


@dataclass
class Trained:
    """One workout as it was typed: its exercises in order, with their sets."""

    day: str
    on: date
    exercises: dict[str, list[Set]] = field(default_factory=dict)

    def clock(self, hour: int, minute: int) -> str:
        return f"{self.on}T{hour:02}:{minute:02}"


def test_twelve_weeks_in_the_terminal(command: RunCommand, catalogue: None) -> None:
    signed_up = command("account", "create", EMAIL, "--password-stdin", input="correct horse battery staple\n")
    assert (signed_up.returncode, signed_up.stderr) == (0, "")
    told(command, "exercise", "add", OWN, "--equipment", "cable", "--primary", "lats", "--load-step", "2.5")

    planned = write_plan(command)
    trained = list(train(command))
    err_and_correct(command, trained)

    assert without_ids(json.loads(told(command, "plan", "show", PLAN, "--json"))) == planned
    listed = json.loads(told(command, "workout", "list", "--limit", "100", "--json"))
    assert [(each["name"], each["performed_on"]) for each in reversed(listed)] == [
        (each.day, str(each.on)) for each in trained
    ]
    for each in trained:
        shown = json.loads(told(command, "workout", "show", str(each.on), "--json"))
        assert sets_of(shown) == typed_of(each)


# ---------------------------------------------------------------------------------------------------------------- plan


def write_plan(command: RunCommand) -> dict[str, list[dict[str, object]]]:
    """Four days of three exercises with every column filled; what must come back."""
    told(command, "plan", "create", PLAN)
    planned: dict[str, list[dict[str, object]]] = {}
    for number, (day, (_, exercises)) in enumerate(DAYS.items()):
        told(command, "plan", "add-day", PLAN, day)
        planned[day] = [write_planned(command, day, name, number + place) for place, name in enumerate(exercises)]
    return planned


def write_planned(command: RunCommand, day: str, exercise: str, n: int) -> dict[str, object]:
    first, second = SUBSTITUTES
    told(
        command, "plan", "add", PLAN, exercise, "--day", day, "--sets", str(1 + n % 4), "--reps", f"{5 + n}-{8 + n}",
        "--rpe", f"{6 + n % 3}-9", "--rest", f"{90 + 5 * n}-{180 + 5 * n}", "--warmups", str(n % 3), "--technique",
        "drop_set", "--superset", str(n), "--per-side", "--substitute", first, "--substitute", second, "--note",
        f"note {n}", "--next-time", f"remember {n}", "--set-target", f"1={n + 1}-{n + 2} @9.5 {n + 20}.5kg 240s # top",
    )  # fmt: skip
    target = {
        "set_type": "working", "set_number": 1, "target_reps": n + 1, "target_reps_max": n + 2, "target_rpe": "9.5",
        "load": f"{n + 20}.5", "load_unit": "kg", "rest_time": 240, "intensity_technique": None, "note": "top",
    }  # fmt: skip
    return {
        "name": exercise, "intensity_technique": "drop_set", "warmup_sets": n % 3, "working_sets": 1 + n % 4,
        "target_reps": 5 + n, "target_reps_max": 8 + n, "rpe_early": 6 + n % 3, "rpe_last": 9,
        "rest_time": 90 + 5 * n, "rest_time_max": 180 + 5 * n, "superset_group": n, "per_side": True,
        "notes": f"note {n}", "returning_note": f"remember {n}", "substitute_names": [first, second],
        "set_targets": [target],
    }  # fmt: skip


def without_ids(plan: Any) -> dict[str, list[dict[str, object]]]:
    """By day, what was typed of each exercise."""
    unsaid = {"id", "plan_day_id", "exercise_id", "display_order", "version", "substitutes"}
    return {
        day["day_name"]: [{name: each[name] for name in each if name not in unsaid} for each in day["exercises"]]
        for day in plan["days"]
    }


# ------------------------------------------------------------------------------------------------------------ training


def train(command: RunCommand) -> Iterator[Trained]:
    """Odd weeks as they happen, start to completion; even ones written down afterwards."""
    for week in range(WEEKS):
        for day, (weekday, exercises) in DAYS.items():
            workout = Trained(day, FIRST_MONDAY + timedelta(weeks=week, days=weekday))
            started = ["workout", "start", "--plan", PLAN, "--day", day, "--at", workout.clock(18, 0)]
            running = week % 2 == 0
            told(command, *started, *([] if running else ["--completed-at", workout.clock(19, 5)]))
            for place, exercise in enumerate(exercises):
                sets = sets_for(week, place)
                words = list(dict.fromkeys(each.typed for each in sets))
                which = [] if running else ["--workout", str(workout.on)]
                told(command, "workout", "log", exercise, *words, *which)
                workout.exercises[exercise] = sets
            if running:
                told(command, "workout", "complete", "--at", workout.clock(19, 5))
            yield workout


def sets_for(week: int, place: int) -> list[Set]:
    """A warm-up, two working sets and a drop set of three pieces; heavier each week, in kilograms and pounds."""
    load = Decimal(60) + 10 * place + Decimal("1.25") * week
    half = load / 2
    drop = f"{load}x8/{load - 10}x6/{load - 20}x5"
    return [
        Set(f"w{half}x10", "warmup", 10, str(half)),
        Set(f"{load}x{5 + week % 4}@8.5", "working", 5 + week % 4, str(load), rpe="8.5"),
        Set(f"{2 * load}lbx5@9", "working", 5, str(2 * load), unit="lb", rpe="9"),
        Set(drop, "working", 8, str(load)),
        Set(drop, "working", 6, str(load - 10), technique="drop_set", continues=3),
        Set(drop, "working", 5, str(load - 20), technique="drop_set", continues=3),
    ]


def err_and_correct(command: RunCommand, trained: list[Trained]) -> None:
    """As people do: a wrong number, a set too many, another machine, an exercise never done, a workout of yesterday."""
    for each in trained[::4]:
        exercise, sets = next(iter(each.exercises.items()))
        told(command, "workout", "edit", exercise, "2", "--reps", "3", "--load", "99.5", "--workout", str(each.on))
        sets[1] = Set("", "working", 3, "99.5", rpe="8.5")
    for each in trained[1::4]:
        exercise, sets = next(iter(each.exercises.items()))
        told(command, "workout", "delete-set", exercise, "1", "--workout", str(each.on))
        del sets[0]
        sets[2:] = [sets[2], *(Set("", s.kind, s.reps, s.load, technique="drop_set", continues=2) for s in sets[3:])]
    for each in trained[2::12]:
        told(command, "workout", "swap", "3", "Leg Press", "--workout", str(each.on))
        each.exercises["Leg Press"] = each.exercises.pop("Leg Extension (Machine)")
    for each in trained[3::12]:
        told(command, "workout", "remove", "Triceps Pushdown (Cable)", "--workout", str(each.on))
        del each.exercises["Triceps Pushdown (Cable)"]
    told(command, "workout", "delete", str(trained[-1].on), "--yes")
    trained.pop()


def sets_of(shown: Any) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Of a workout as it was read: its exercises, and all numbers of their sets."""
    return [(each["name"], [_numbers(each["sets"], one) for one in each["sets"]]) for each in shown["exercises"]]


def _numbers(sets: Any, one: Any) -> tuple[object, ...]:
    ids = [each["id"] for each in sets]
    continued = None if one["continues_set_id"] is None else ids.index(one["continues_set_id"])
    fields = ("set_type", "reps", "load", "load_unit", "rpe", "technique")
    return (*(one[name] for name in fields), continued)


def typed_of(workout: Trained) -> list[tuple[str, list[tuple[object, ...]]]]:
    return [
        (name, [(s.kind, s.reps, s.load, s.unit, s.rpe, s.technique, s.continues) for s in sets])
        for name, sets in workout.exercises.items()
    ]
