"""Workouts in the terminal: start, log as on paper, correct, complete."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand, told
from tests.factories import Person, make_exercise

WORK = ("set_type", "reps", "load", "load_unit", "load_mode", "duration_seconds", "rpe", "rir", "technique", "side")


@pytest.fixture
async def exercises(database: Database, ann: Person) -> None:
    for name in ("Bench Press", "Row", "Squat", "Pull-Up", "Plank"):
        await make_exercise(database, ann, name)


def shown(command: RunCommand, which: str = "running") -> Any:
    return json.loads(told(command, "workout", "show", which, "--json"))


def work(one: Any) -> list[Any]:
    return [one[field] for field in WORK]


def sets(command: RunCommand, exercise: str) -> list[Any]:
    return next(each["sets"] for each in shown(command)["exercises"] if each["name"] == exercise)


def test_sets_are_logged_as_on_paper(command: RunCommand, exercises: None) -> None:
    told(command, "workout", "start", "--name", "Upper")

    said = told(command, "workout", "log", "bench", "w60x5", "102.5x5@8.5", "225lbx5rir2", "80x8!", "15x8/10x6/5x6")

    logged = sets(command, "Bench Press")
    assert said == (
        "Bench Press: 60 kg × 5; 102.5 kg × 5 @ RPE 8.5; 225 lb × 5 @ RIR 2; 80 kg × 8; 15 kg × 8; 10 kg × 6; 5 kg × 6"
    )
    assert [work(one) for one in logged] == [
        ["warmup", 5, "60", "kg", "external", None, None, None, None, None],
        ["working", 5, "102.5", "kg", "external", None, "8.5", None, None, None],
        ["working", 5, "225", "lb", "external", None, None, "2", None, None],
        ["working", 8, "80", "kg", "external", None, None, None, "fail", None],
        ["working", 8, "15", "kg", "external", None, None, None, None, None],
        ["working", 6, "10", "kg", "external", None, None, None, "drop_set", None],
        ["working", 6, "5", "kg", "external", None, None, None, "drop_set", None],
    ]
    assert [one["continues_set_id"] for one in logged[-2:]] == [logged[4]["id"]] * 2


def test_a_set_with_help_is_no_option(command: RunCommand, exercises: None) -> None:
    told(command, "workout", "start")

    told(command, "workout", "log", "Pull-Up", "-20x8", "+10x5", "x12", "--unit", "lb", "each:x6", "--rest", "90")
    told(command, "workout", "log", "Plank", "60s", "20x45s")
    told(command, "workout", "edit", "Pull-Up", "2", "-15x9")

    assert [[*work(one), one["rest_seconds"]] for one in sets(command, "Pull-Up")] == [
        ["working", 8, "20", "lb", "assisted", None, None, None, None, None, 90],
        ["working", 9, "15", "kg", "assisted", None, None, None, None, None, 90],
        ["working", 12, None, None, "external", None, None, None, None, None, 90],
        ["working", 6, None, None, "external", None, None, None, None, "each", 90],
    ]
    assert [(one["load"], one["duration_seconds"]) for one in sets(command, "Plank")] == [(None, "60"), ("20", "45")]


def test_a_workout_of_a_plans_day_has_its_exercises(command: RunCommand, exercises: None) -> None:
    told(command, "plan", "create", "Split")
    told(command, "plan", "add-day", "Split", "Push")
    told(
        command, "plan", "add", "Split", "Bench Press", "--day", "Push", "--sets", "3", "--reps", "6-8", "--rpe", "8-9",
        "--rest", "180", "--warmups", "2", "--next-time", "grip wider",
    )  # fmt: skip

    said = told(command, "workout", "start", "--plan", "split", "--day", "push", "--body-weight", "180,5lb")

    started = shown(command)
    assert "1. Bench Press" in said
    assert "planned: 2 warm-ups, 3 × 6-8 @ RPE 8-9, rest 180 s" in said
    assert "remember: grip wider" in said
    assert [started[field] for field in ("name", "status", "body_weight", "body_weight_unit")] == [
        "Push", "in_progress", "180.5", "lb",
    ]  # fmt: skip


def test_the_last_time_is_shown_while_a_workout_runs(command: RunCommand, exercises: None) -> None:
    told(command, "workout", "start", "--at", "2026-03-02T18:00", "--completed-at", "2026-03-02T19:05")
    told(command, "workout", "log", "Squat", "w60x5", "140x5@8", "--workout", "2026-03-02")
    told(command, "workout", "start")
    told(command, "workout", "log", "Squat", "142.5x5")

    running, past = told(command, "workout", "show"), told(command, "workout", "show", "2026-03-02")

    assert "last time: 2026-03-02: 140 kg × 5 @ RPE 8" in running
    assert "last time" not in past
    assert "1 h 5 min" in past


def test_sets_are_corrected_and_deleted(command: RunCommand, exercises: None) -> None:
    told(command, "workout", "start")
    told(command, "workout", "log", "Squat", "w60x5", "100x5@8", "100x5", "15x8/10x6/5x6")
    by_id = sets(command, "Squat")[2]["id"]

    said = [
        told(command, "workout", "edit", "Squat", "1", "w70x4"),
        told(command, "workout", "edit", "squat", "2", "--reps", "6", "--load", "101,25", "--rir", "1", "--note", "up"),
        told(command, "workout", "edit", by_id[:-4], "w100x5"),
        told(command, "workout", "delete-set", "1", "4"),
    ]

    logged = sets(command, "Squat")
    assert said == ["Now 70 kg × 4.", "Now 101.25 kg × 6 @ RIR 1.", "Now 100 kg × 5.", "Deleted the set."]
    assert [(one["set_type"], one["load"], one["reps"], one["rpe"], one["rir"], one["note"]) for one in logged] == [
        ("warmup", "70", 4, None, None, ""),
        ("working", "101.25", 6, None, "1", "up"),
        ("warmup", "100", 5, None, None, ""),
        ("working", "10", 6, None, None, ""),
        ("working", "5", 6, None, None, ""),
    ]
    assert [one["continues_set_id"] for one in logged[-2:]] == [None, logged[-2]["id"]]


def test_exercises_are_swapped_moved_grouped_noted_and_removed(command: RunCommand, exercises: None) -> None:
    told(command, "workout", "start", "--name", "Full")
    for exercise in ("Bench Press", "Squat", "Plank"):
        told(command, "workout", "log", exercise, "20x5")

    said = [
        told(command, "workout", "swap", "bench", "Row"),
        told(command, "workout", "move", "Squat", "1"),
        told(command, "workout", "superset", "1", "Squat", "Row"),
        told(command, "workout", "remove", "Plank"),
        told(command, "workout", "note", "good day"),
        told(command, "workout", "note", "belt", "--exercise", "Squat"),
        told(command, "workout", "note", "go up", "--exercise", "1", "--next-time"),
        told(command, "workout", "set", "--name", "Full body", "--body-weight", "82.4"),
    ]

    after = shown(command)
    fields = ("name", "superset_group", "notes", "returning_note")
    assert said == [
        "Bench Press is now Row.", "Moved Squat.", "In turns: Squat, Row.", "Removed Plank.", "Noted for Full.",
        "Noted for Squat.", "Noted for Squat.", "Changed the workout.",
    ]  # fmt: skip
    assert (after["name"], after["notes"], after["body_weight"]) == ("Full body", "good day", "82.4")
    assert [[each[field] for field in fields] for each in after["exercises"]] == [
        ["Squat", 1, "belt", "go up"],
        ["Row", 1, "", ""],
    ]


def test_a_workout_is_completed_reopened_cancelled_and_deleted(command: RunCommand, exercises: None) -> None:
    told(command, "workout", "start", "--name", "A", "--at", "2026-03-02T18:00")

    said = [
        told(command, "workout", "complete", "--at", "2026-03-02T19:00+01:00"),
        told(command, "workout", "reopen"),
        told(command, "workout", "cancel"),
    ]
    cancelled = shown(command, "latest")["status"]
    said += [told(command, "workout", "reopen"), told(command, "workout", "complete", "--at", "2026-03-02T19:00")]
    completed = shown(command, "latest")
    said.append(told(command, "workout", "delete", completed["id"][:13], "--yes"))

    what = "A of 2026-03-02"
    verbs = ("Completed", "Reopened", "Cancelled", "Reopened", "Completed", "Deleted")
    assert said == [f"{verb} {what}." for verb in verbs]
    assert (cancelled, completed["status"], completed["completed_at"]) == (
        "cancelled", "completed", "2026-03-02T19:00:00Z",
    )  # fmt: skip
    assert told(command, "workout", "list", "--json") == "[]"


def test_times_are_those_of_the_accounts_clock(command: RunCommand, exercises: None) -> None:
    told(command, "account", "set", "--time-zone", "Europe/Berlin", "--unit", "lb")

    told(command, "workout", "start", "--at", "2026-03-02T18:00", "--completed-at", "2026-03-02T19:00")
    told(command, "workout", "log", "Squat", "225x5", "--workout", "latest", "--at", "2026-03-02T18:10")

    past = shown(command, "latest")
    (one,) = past["exercises"][0]["sets"]
    assert (past["started_at"], one["performed_at"], one["load_unit"]) == (
        "2026-03-02T17:00:00Z", "2026-03-02T17:10:00Z", "lb",
    )  # fmt: skip


def test_a_second_workout_is_started_only_when_asked_for(command: RunCommand, exercises: None) -> None:
    told(command, "workout", "start", "--name", "First", "--at", "2026-03-02T18:00")

    refused = command("workout", "start", "--name", "Second")
    told(command, "workout", "start", "--name", "Second", "--alongside")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "First is running since 2026-03-02 18:00." in refused.stderr
    listed = json.loads(told(command, "workout", "list", "--json"))
    assert [each["name"] for each in listed] == ["Second", "First"]


def test_an_exercise_that_is_twice_in_a_workout_is_told_apart_by_its_number(
    command: RunCommand, exercises: None
) -> None:
    told(command, "plan", "create", "Top")
    for _ in range(2):
        told(command, "plan", "add", "Top", "Squat", "--sets", "1", "--reps", "5", "--rpe", "8", "--rest", "60")
    told(command, "workout", "start", "--plan", "Top")

    unsaid = command("workout", "log", "Squat", "100x5")
    told(command, "workout", "log", "2", "80x8")

    assert (unsaid.returncode, unsaid.stdout) == (1, "")
    assert "Squat is in the workout several times. Say which by its number: 1, 2" in unsaid.stderr
    assert [len(each["sets"]) for each in shown(command)["exercises"]] == [0, 1]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("log", "Squat", "100x5", "--workout", "running"), 1, "No workout is running. Say which"),
        (("log", "Squat", "hundred", "--workout", "latest"), 2, "hundred is no set. A set reads LOADxREPS"),
        (("log", "Squat", "100x5@8.3", "--workout", "latest"), 2, "rpe"),
        (("log", "xyzzy", "100x5", "--workout", "latest"), 1, "There is no exercise like xyzzy."),
        (
            ("log", "Jefferson Squat", "5x5", "--workout", "latest"),
            1,
            "There is no exercise like Jefferson Squat. The nearest",
        ),
        (("show", "2026-01-01"), 1, "There is no workout of 2026-01-01."),
        (("show", "yesterday"), 1, "Say running, latest, a day like 2026-03-02, or an id."),
        (("edit", "Squat", "9", "--reps", "1", "--workout", "latest"), 1, "Squat has 1 set, and none of number 9."),
        (("edit", "Squat", "1", "--workout", "latest"), 2, "Say what to change"),
        (("edit", "Squat", "1", "--rpe", "8", "--rir", "2"), 2, "not with both"),
        (("edit", "Row", "1", "--reps", "1", "--workout", "latest"), 1, "There is no exercise in the workout like Row"),
        (("start", "--at", "soon"), 2, "--at must be like 2026-03-02T18:00, not soon"),
        (("start", "--day", "Push"), 2, "Say the plan that the day is of: --plan PLAN"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    command: RunCommand, exercises: None, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    told(command, "workout", "start", "--at", "2026-03-02T18:00", "--completed-at", "2026-03-02T19:00")
    told(command, "workout", "log", "Squat", "100x5", "--workout", "latest")

    refused = command("workout", *arguments)

    assert (refused.returncode, refused.stdout) == (code, "")
    assert sentence in refused.stderr


def test_measurements_are_kept_and_listed(command: RunCommand, ann: Person) -> None:
    said = [
        told(command, "body", "add", "body_weight", "82,4", "--at", "2026-03-02T07:00", "--note", "fasted"),
        told(command, "body", "add", "waist", "33.5", "--unit", "in", "--at", "2026-03-01T07:00"),
    ]

    kept = json.loads(told(command, "body", "list", "--json"))
    assert said == ["Kept body weight 82.4 kg.", "Kept waist 33.5 in."]
    assert [[each[field] for field in ("part", "amount", "unit", "measured_at", "note")] for each in kept] == [
        ["body_weight", "82.4", "kg", "2026-03-02T07:00:00Z", "fasted"],
        ["waist", "33.5", "in", "2026-03-01T07:00:00Z", ""],
    ]
    assert "body weight" in told(command, "body", "list", "--part", "body_weight")
    ambiguous = command("body", "add", "body_weight", "1,000")
    assert (ambiguous.returncode, ambiguous.stderr) == (
        2,
        "Error: 1,000 could be either of two numbers: say 1000 or 1.0\n",
    )
