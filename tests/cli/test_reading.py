"""Workouts and progress in the terminal: for a person to read, and as JSON for a program."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand, command_on
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Person, log_workout, make_exercise, train

BENCH = "Bench Press (Barbell)"
FORMULA = (
    "Epley 1985: load × (1 + reps to failure / 30), reps to failure = reps + RIR, at most 12; "
    "a single to failure is its own load"
)


def cells(line: str) -> list[str]:
    """What stands between the lines of a table."""
    return [cell.strip() for cell in re.split("[│┃]", line)[1:-1]]


@pytest.fixture
async def benched(database: Database, ann: Person) -> None:
    """Three weeks of bench presses, and a press that was never done."""
    bench = await make_exercise(database, ann, BENCH)
    await make_exercise(database, ann, "Bench Press (Dumbbell)")
    for week, load in enumerate(("100.0", "102.5", "105")):
        at = MONDAY + timedelta(weeks=week)
        await log_workout(
            database, ann, bench, {"load": Decimal(load), "reps": 8, "rpe": Decimal("8.5")},
            started_at=at, completed_at=at + timedelta(minutes=65), name=f"[Push] {week + 1}",
        )  # fmt: skip


async def test_the_newest_workouts_are_listed_first(run_command: RunCommand, benched: None) -> None:
    shown = run_command("workouts", "--limit", "2")

    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.splitlines()[-1] == "These are the first 2; there are more. A larger --limit shows them."
    assert [cells(line) for line in shown.stdout.splitlines() if "Push" in line] == [
        ["2026-03-16", "[Push] 3", "1", "1", "1 h 5 min"],
        ["2026-03-09", "[Push] 2", "1", "1", "1 h 5 min"],
    ]


async def test_workouts_are_also_told_as_json(run_command: RunCommand, database: Database, ann: Person) -> None:
    training = await train(database, ann)

    shown = run_command("workouts", "--json")

    assert json.loads(shown.stdout) == [
        {
            "id": str(training.workout),
            "name": "",
            "status": "completed",
            "started_at": "2026-03-02T18:00:00Z",
            "completed_at": "2026-03-02T18:00:00Z",
            "performed_on": "2026-03-02",
            "time_zone": "UTC",
            "exercises": 1,
            "working_sets": 1,
            "in_future": False,
        }
    ]


async def test_before_the_first_workout_it_is_said_how_to_bring_some_in(run_command: RunCommand, ann: Person) -> None:
    shown = run_command("workouts")

    assert (shown.returncode, shown.stdout) == (
        0,
        "No workouts yet. Bring some in with: mygymtracker import FILE\n",
    )


async def test_whose_workouts_is_asked_where_there_are_several_accounts(
    run_command: RunCommand, database: Database, ann: Person, bob: Person
) -> None:
    await train(database, ann)

    unsaid = run_command("workouts")
    bobs = run_command("workouts", "--account", "BOB@example.org", "--json")

    assert (unsaid.returncode, bobs.returncode, bobs.stdout) == (2, 0, "[]\n")
    assert "--account" in unsaid.stderr


async def test_progress_is_a_table_a_chart_and_a_formula(run_command: RunCommand, benched: None) -> None:
    shown = run_command("progress", BENCH)

    lines = shown.stdout.splitlines()
    assert (shown.returncode, shown.stderr) == (0, "")
    assert [cells(line) for line in lines if "@ RPE" in line] == [
        ["2026-W10", "131.67", "100.0 kg × 8 @ RPE 8.5", "2026-03-02"],
        ["2026-W11", "134.96", "102.5 kg × 8 @ RPE 8.5", "2026-03-09"],
        ["2026-W12", "138.25", "105 kg × 8 @ RPE 8.5", "2026-03-16"],
    ]
    assert any("2026-W10" in line and "2026-W12" in line for line in lines), "the chart names its first and last week"
    assert lines[-1] == FORMULA


@pytest.mark.parametrize("columns", ["40", "80", "300"])
async def test_the_chart_is_no_wider_than_the_terminal_and_has_no_colour_where_none_is_wanted(
    run_command: RunCommand, benched: None, columns: str
) -> None:
    shown = run_command("progress", BENCH, COLUMNS=columns)

    chart = [line for line in shown.stdout.splitlines() if "┤" in line or "┌" in line]
    assert len(chart) > 3
    assert max(map(len, chart)) <= int(columns)
    assert "\x1b" not in shown.stdout


async def test_progress_is_also_told_as_json_with_every_load_as_it_was_typed(
    run_command: RunCommand, benched: None
) -> None:
    shown = run_command("progress", BENCH, "--json")

    answer = json.loads(shown.stdout)
    assert (answer["name"], answer["unit"], answer["formula"]) == (BENCH, "kg", FORMULA)
    assert [(week["week_starts_on"], week["estimated_1rm"], week["load"]) for week in answer["weeks"]] == [
        ("2026-03-02", "131.67", "100.0"),
        ("2026-03-09", "134.96", "102.5"),
        ("2026-03-16", "138.25", "105"),
    ]


@pytest.mark.parametrize("typed", ["bench press (barbell)", "bech pres"])
async def test_an_exercise_is_found_by_its_name_in_any_case_or_by_being_the_only_one_done(
    run_command: RunCommand, benched: None, typed: str
) -> None:
    shown = run_command("progress", typed, "--json")

    assert json.loads(shown.stdout)["name"] == BENCH


async def test_several_that_it_could_be_are_named(
    run_command: RunCommand, benched: None, database: Database, ann: Person
) -> None:
    squat = await make_exercise(database, ann, "Bench Squat")
    await log_workout(database, ann, squat, {"load": Decimal(60), "reps": 5})

    shown = run_command("progress", "bench")

    assert (shown.returncode, shown.stdout) == (1, "")
    assert f"Say which: {BENCH}; Bench Squat" in shown.stderr


async def test_an_exercise_without_a_set_to_estimate_from_says_so(run_command: RunCommand, benched: None) -> None:
    shown = run_command("progress", "Bench Press (Dumbbell)")

    assert shown.stdout == f"Bench Press (Dumbbell): no set yet that an estimate can be made from.\n{FORMULA}\n"


async def test_an_unknown_exercise_is_an_error(run_command: RunCommand, benched: None) -> None:
    shown = run_command("progress", "xyzzy")

    assert (shown.returncode, shown.stdout) == (1, "")
    assert "There is no exercise like xyzzy." in shown.stderr


async def test_the_login_of_the_working_role_is_enough_to_work_with(
    migrated_database: TestDatabase, tmp_path: Path, benched: None, ann: Person
) -> None:
    as_working_role = command_on(migrated_database.app, tmp_path)

    shown = as_working_role("workouts", "--account", ann.email.upper(), "--limit", "1")
    reverted = as_working_role("migration", "revert")

    assert (shown.returncode, shown.stderr) == (0, "")
    assert [cells(line)[0] for line in shown.stdout.splitlines() if "Push" in line] == ["2026-03-16"]
    assert (reverted.returncode, reverted.stdout) == (1, "")
