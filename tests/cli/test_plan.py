"""Plans in the terminal: days, exercises with everything a programme says, order, copies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand, told
from tests.factories import Person, make_exercise

USUAL = ("--sets", "3", "--reps", "8", "--rpe", "8", "--rest", "120")


@pytest.fixture
async def exercises(database: Database, ann: Person) -> None:
    for name in ("Bench Press", "Row", "Squat", "Floor Press", "Push-Up"):
        await make_exercise(database, ann, name)


def shown(command: RunCommand, plan: str) -> Any:
    return json.loads(told(command, "plan", "show", plan, "--json"))


def names(day: Any) -> list[str]:
    return [each["name"] for each in day["exercises"]]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("plan", "create", "  "), "plan_name"),
        (("plan", "add-day", "Strength", ""), "day_name"),
        (("exercise", "add", " ", "--primary", "quads", "--measurement", "weight_reps"), "name"),
    ],
)
def test_a_blank_name_is_refused_by_the_name_of_its_field(
    command: RunCommand, exercises: None, arguments: tuple[str, ...], field: str
) -> None:
    told(command, "plan", "create", "Strength")

    refused = command(*arguments)

    assert (refused.returncode, refused.stderr) == (2, f"Error: {field}: Expected `str` of length >= 1\n")


def test_every_column_of_a_planned_exercise_comes_back_as_typed(command: RunCommand, exercises: None) -> None:
    told(command, "plan", "create", "Strength", "--note", "four weeks")
    told(command, "plan", "add-day", "Strength", "Push", "--week", "2", "--note", "heavy")

    said = told(
        command, "plan", "add", "Strength", "bech pres", "--day", "Push", "--sets", "4", "--reps", "6-10", "--rpe",
        "8-9", "--rest", "120-180", "--warmups", "2", "--technique", "drop_set", "--substitute", "Floor Press",
        "--substitute", "Push-Up", "--superset", "1", "--per-side", "--note", "pause", "--next-time", "grip wider",
        "--set-target", "1=3-5 @9.5 102.5kg 240s rest_pause # heavy", "--set-target", "w1=10 20kg",
    )  # fmt: skip

    plan = shown(command, "str")
    (day,) = plan["days"]
    (planned,) = day["exercises"]
    assert said == "Added Bench Press to Strength."
    assert (plan["plan_name"], plan["notes"]) == ("Strength", "four weeks")
    assert (day["day_name"], day["week"], day["notes"]) == ("Push", 2, "heavy")
    ids = ("id", "plan_day_id", "exercise_id", "version", "substitutes")
    assert {field: planned[field] for field in planned if field not in ids} == {
        "name": "Bench Press",
        "display_order": 1,
        "intensity_technique": "drop_set",
        "warmup_sets": 2,
        "working_sets": 4,
        "target_reps": 6,
        "target_reps_max": 10,
        "rpe_early": 8,
        "rpe_last": 9,
        "rest_time": 120,
        "rest_time_max": 180,
        "superset_group": 1,
        "per_side": True,
        "notes": "pause",
        "returning_note": "grip wider",
        "substitute_names": ["Floor Press", "Push-Up"],
        "set_targets": [
            {
                "set_type": "working",
                "set_number": 1,
                "target_reps": 3,
                "target_reps_max": 5,
                "target_rpe": "9.5",
                "load": "102.5",
                "load_unit": "kg",
                "rest_time": 240,
                "intensity_technique": "rest_pause",
                "note": "heavy",
            },
            {
                "set_type": "warmup",
                "set_number": 1,
                "target_reps": 10,
                "target_reps_max": None,
                "target_rpe": None,
                "load": "20",
                "load_unit": "kg",
                "rest_time": None,
                "intensity_technique": None,
                "note": "",
            },
        ],
    }


def test_a_plan_is_shown_as_a_table_for_each_day(command: RunCommand, exercises: None) -> None:
    told(command, "plan", "create", "Split")
    told(command, "plan", "add-day", "Split", "Push")
    told(command, "plan", "add-day", "Split", "Pull")
    told(command, "plan", "add", "Split", "Bench Press", "--day", "Push", *USUAL, "--set-target", "1=5 @9 100kg 180s")
    told(command, "plan", "add", "Split", "Row", "--day", "Pull", *USUAL, "--substitute", "Squat")

    table = told(command, "plan", "show", "Split")

    assert [table.index(text) for text in ("Push", "Bench Press", "Pull", "Row")] == sorted(
        table.index(text) for text in ("Push", "Bench Press", "Pull", "Row")
    )
    assert "1=5 @9 100kg 180s" in table
    assert "or Squat" in table


def test_what_is_planned_is_changed_and_unset(command: RunCommand, exercises: None) -> None:
    told(command, "plan", "create", "Simple")
    told(command, "plan", "add", "Simple", "Bench Press", *USUAL, "--superset", "2", "--substitute", "Squat")

    told(
        command, "plan", "set", "Simple", "bench", "--reps", "5-7", "--rpe", "7-8", "--instead", "Row",
        "--unset", "superset", "--unset", "substitute",
    )  # fmt: skip

    (planned,) = shown(command, "Simple")["exercises"]
    fields = ("name", "target_reps", "target_reps_max", "rpe_early", "rpe_last", "superset_group", "substitutes")
    assert [planned[field] for field in fields] == ["Row", 5, 7, 7, 8, None, []]


def test_exercises_and_days_are_moved(command: RunCommand, exercises: None) -> None:
    told(command, "plan", "create", "Split")
    for day in ("Push", "Pull"):
        told(command, "plan", "add-day", "Split", day)
    for exercise in ("Bench Press", "Squat", "Push-Up"):
        told(command, "plan", "add", "Split", exercise, "--day", "Push", *USUAL)
    told(command, "plan", "add", "Split", "Row", "--day", "Pull", *USUAL)

    told(command, "plan", "move", "Split", "Push-Up", "1")
    told(command, "plan", "move", "Split", "Squat", "1", "--to-day", "Pull")
    told(command, "plan", "move-day", "Split", "Pull", "1")

    days = shown(command, "Split")["days"]
    assert [(day["day_name"], names(day)) for day in days] == [
        ("Pull", ["Squat", "Row"]),
        ("Push", ["Push-Up", "Bench Press"]),
    ]


def test_an_exercise_that_stands_twice_is_told_apart_by_its_number(command: RunCommand, exercises: None) -> None:
    told(command, "plan", "create", "Top and back-off")
    told(command, "plan", "add", "Top", "Squat", *USUAL, "--note", "top")
    told(command, "plan", "add", "Top", "Squat", *USUAL, "--note", "back-off")

    unsaid = command("plan", "remove", "Top", "Squat")
    told(command, "plan", "remove", "Top", "2")

    assert (unsaid.returncode, unsaid.stdout) == (1, "")
    assert "Squat could be several. Say which by its number: 1 is Squat; 2 is Squat" in unsaid.stderr
    assert [each["notes"] for each in shown(command, "Top")["exercises"]] == ["top"]


def test_a_plan_is_copied_renamed_archived_restored_and_deleted(command: RunCommand, exercises: None) -> None:
    told(command, "plan", "create", "First")
    told(command, "plan", "add-day", "First", "A")
    told(command, "plan", "add", "First", "Squat", "--day", "A", *USUAL)
    told(command, "plan", "add-day", "First", "B", "--copy-of", "A")

    said = [
        told(command, "plan", "create", "--copy-of", "First"),
        told(command, "plan", "rename", "First (copy)", "Second"),
        told(command, "plan", "note", "Second", "lighter"),
        told(command, "plan", "set-day", "Second", "B", "--week", "3"),
        told(command, "plan", "delete-day", "Second", "A", "--yes"),
        told(command, "plan", "archive", "First"),
    ]
    listed = json.loads(told(command, "plan", "list", "--json"))
    said += [
        told(command, "plan", "restore", "First"),
        told(command, "plan", "delete", "First", "--yes"),
    ]

    second = shown(command, "Second")
    assert said == [
        "Made First (copy).", "First (copy) is now Second.", "Noted for Second.", "Changed B.",
        "Deleted A of Second.", "Archived First.", "Brought back First.", "Deleted First.",
    ]  # fmt: skip
    assert [(each["plan_name"], each["days"], each["exercises"]) for each in listed] == [("Second", 1, 1)]
    assert (second["notes"], [(day["day_name"], day["week"], names(day)) for day in second["days"]]) == (
        "lighter",
        [("B", 3, ["Squat"])],
    )


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("show", "Nope"), 1, "There is no plan like Nope. There is: Push A; Push B"),
        (("show", "push"), 1, "push could be several. Say which: Push A; Push B"),
        (("create",), 2, "Say what the plan is called, or which one to copy."),
        (("create", "Push A"), 1, "plan_name 'Push A' is the name of another plan of yours."),
        (("add", "Push A", "Squat", *USUAL), 2, "Say which day of Push A: --day DAY (Heavy)"),
        (("add", "Push B", "Squat", *USUAL, "--sets", "5"), 2, "For a fifth set add the exercise a second time"),
        (("add", "Push B", "Squat", *USUAL, "--reps", "few"), 2, "--reps must be a number like 8 or a range like 6-10"),
        (("add", "Push B", "Squat", *USUAL, "--rpe", "11"), 2, "rpe_early 11: Expected `int` <= 10"),
        (("add", "Push B", "Squat", *USUAL, "--set-target", "x"), 2, '--set-target must be like "1=3-5 @9 100kg"'),
        (("remove", "Push B", "Squat"), 1, "There is no exercise in Push B like Squat. There is none yet."),
        (("set", "Push B", "Squat"), 2, "Say what to change"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    command: RunCommand, exercises: None, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    told(command, "plan", "create", "Push A")
    told(command, "plan", "add-day", "Push A", "Heavy")
    told(command, "plan", "create", "Push B")

    refused = command("plan", *arguments)

    assert (refused.returncode, refused.stdout) == (code, "")
    assert sentence in refused.stderr
