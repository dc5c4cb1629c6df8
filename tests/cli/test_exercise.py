"""Exercises in the terminal: finding them, making one's own, merging."""

from __future__ import annotations

import json

import pytest

from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand, told
from tests.factories import Person, log_workout, make_exercise


def test_an_exercise_of_ones_own_says_back_all_that_was_typed(command: RunCommand, ann: Person) -> None:
    made = told(
        command, "exercise", "add", "Zercher Good Morning", "--equipment", "barbell", "--primary", "hamstrings",
        "--primary", "glute_max", "--secondary", "spinal_erectors", "--measurement", "weight_reps", "--load-mode",
        "external", "--laterality", "bilateral", "--pattern", "hinge", "--alias", "ZGM", "--rest", "150",
        "--load-step", "2.5", "--note", "elbows up",
    )  # fmt: skip

    shown = json.loads(told(command, "exercise", "show", "zgm", "--json"))["exercise"]
    assert made == "Made Zercher Good Morning."
    assert {field: shown[field] for field in shown if field not in ("id", "version")} == {
        "name": "Zercher Good Morning",
        "is_own": True,
        "last_performed_at": None,
        "equipment": "barbell",
        "measurement": "weight_reps",
        "load_mode": "external",
        "laterality": "bilateral",
        "primary_muscles": ["hamstrings", "glute_max"],
        "secondary_muscles": ["spinal_erectors"],
        "movement_pattern": "hinge",
        "aliases": ["ZGM"],
        "default_rest_seconds": 150,
        "load_step": "2.5",
        "load_step_unit": "kg",
        "notes": "elbows up",
        "archived_at": None,
        "merged_into": None,
    }


def test_an_exercise_is_changed_renamed_and_a_field_unset(command: RunCommand, ann: Person) -> None:
    told(command, "exercise", "add", "Row", "--rest", "90", "--load-step", "5lb", "--equipment", "cable")

    said = [
        told(command, "exercise", "set", "Row", "--rest", "60", "--unset", "load-step", "--unset", "equipment"),
        told(command, "exercise", "rename", "Row", "Seal Row"),
    ]

    shown = json.loads(told(command, "exercise", "show", "Seal Row", "--json"))["exercise"]
    assert said == ["Changed Row.", "Row is now Seal Row."]
    assert [shown[field] for field in ("default_rest_seconds", "load_step", "load_step_unit", "equipment")] == [
        60, None, None, None,
    ]  # fmt: skip


def test_the_catalogue_is_searched_as_people_type(command: RunCommand, catalogue: None, ann: Person) -> None:
    found = json.loads(told(command, "exercise", "search", "bech pres", "--equipment", "barbell", "--json"))
    short = told(command, "exercise", "search", "rdl", "--muscle", "hamstrings")

    assert "Bench Press (Barbell)" in [each["name"] for each in found]
    assert {each["equipment"] for each in found} == {"barbell"}
    assert "Romanian Deadlift" in short


def test_an_archived_exercise_is_out_of_sight_until_it_is_brought_back(command: RunCommand, ann: Person) -> None:
    told(command, "exercise", "add", "Hex Press")

    said = told(command, "exercise", "archive", "hex")
    hidden, shown = told(command, "exercise", "list"), told(command, "exercise", "list", "--archived")
    back = told(command, "exercise", "restore", "Hex Press")

    assert (said, back) == ("Archived Hex Press.", "Brought back Hex Press.")
    assert ("Hex Press" in hidden, "Hex Press" in shown) == (False, True)
    assert "Hex Press" in told(command, "exercise", "list")


async def test_a_merge_takes_the_history_along_and_can_be_undone(
    command: RunCommand, database: Database, ann: Person
) -> None:
    flat = await make_exercise(database, ann, "Flat Bench")
    await make_exercise(database, ann, "Bench Press")
    await log_workout(database, ann, flat, {"load": "100", "reps": 5})

    merged = told(command, "exercise", "merge", "Flat Bench", "Bench Press")
    during = told(command, "workout", "show", "latest")
    undone = told(command, "exercise", "unmerge", "flat")

    assert merged.startswith("Merged Flat Bench into Bench Press.")
    assert "1. Bench Press" in during
    assert undone == "Flat Bench is an exercise of its own again, no longer merged into Bench Press."
    assert "1. Flat Bench" in told(command, "workout", "show", "latest")


async def test_records_come_with_the_exercise(command: RunCommand, database: Database, ann: Person) -> None:
    squat = await make_exercise(database, ann, "Squat")
    await log_workout(database, ann, squat, {"load": "140", "reps": 3}, {"load": "120", "reps": 8})

    shown = told(command, "exercise", "show", "Squat")

    assert "140 kg × 3 on 2026-03-02" in shown
    assert "120 kg × 8 on 2026-03-02" in shown


async def test_only_an_exercise_that_was_never_used_is_deleted(
    command: RunCommand, database: Database, ann: Person
) -> None:
    used = await make_exercise(database, ann, "Used")
    await make_exercise(database, ann, "Mistake")
    await log_workout(database, ann, used, {"load": "100", "reps": 5})

    deleted = command("exercise", "delete", "Mistake", input="y\n")
    refused = command("exercise", "delete", "Used", "--yes")
    kept = command("exercise", "delete", "Used", input="n\n")

    assert (deleted.returncode, deleted.stdout.endswith("Deleted Mistake.\n")) == (0, True)
    assert (refused.returncode, "1 workout(s) (1 set(s))" in refused.stderr) == (1, True)
    assert (kept.returncode, kept.stderr) == (1, "Error: Nothing was deleted.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("exercise", "show", "xyzzy"), 1, "There is no exercise like xyzzy."),
        (("exercise", "set", "Row"), 2, "Say what to change; the options are in --help."),
        (("exercise", "add", "Row"), 1, "You have an exercise Row already"),
        (("exercise", "add", "New", "--load-step", "much"), 2, "--load-step must be like 82.4 or 180lb, not much"),
        (("exercise", "add", "New", "--rest", "-5"), 2, "default_rest_seconds -5: Expected `int` >= 0"),
        (("exercise", "unmerge", "Row"), 1, "No exercise is merged into another."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    command: RunCommand, ann: Person, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    told(command, "exercise", "add", "Row")

    refused = command(*arguments)

    assert (refused.returncode, refused.stdout) == (code, "")
    assert sentence in refused.stderr
