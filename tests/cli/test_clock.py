"""Everything in the terminal speaks the account's clock, and nothing the machine's or UTC."""

from __future__ import annotations

import ast
import json
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

import pytest
from sqlalchemy import update

from mygymtracker.database.entities import User, WorkoutPlan
from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand, told
from tests.factories import Person, log_workout, make_exercise

SOURCES = sorted((Path(__file__).resolve().parents[2] / "src/mygymtracker/cli").glob("*.py"))
LOS_ANGELES = "America/Los_Angeles"
#: A Monday evening there, and Tuesday by UTC.
LATE = datetime(2026, 4, 21, 6, 30, tzinfo=UTC)


@pytest.fixture
async def ann_in_los_angeles(database: Database, ann: Person) -> Person:
    async with database.acting_as(ann.id) as session:
        await session.execute(update(User).values(time_zone=LOS_ANGELES, account_created_at=LATE))
    return ann


def test_a_measurement_is_listed_when_it_was_made(command: RunCommand, ann_in_los_angeles: Person) -> None:
    told(command, "body", "add", "body_weight", "82.4", "--at", "2026-04-20T23:30")

    listed = told(command, "body", "list")

    assert "│ 2026-04-20 23:30 │" in listed
    assert "UTC" not in listed
    assert json.loads(told(command, "body", "list", "--json"))[0]["measured_at"] == "2026-04-21T06:30:00Z"


async def test_days_are_those_of_the_account(
    command: RunCommand, database: Database, ann_in_los_angeles: Person
) -> None:
    squat = await make_exercise(database, ann_in_los_angeles, "Squat (Safety Bar)")
    await log_workout(
        database, ann_in_los_angeles, squat, {"load": 100, "reps": 5}, started_at=LATE, time_zone=LOS_ANGELES
    )

    found = told(command, "exercise", "search", "Squat (Safety Bar)")
    shown = told(command, "exercise", "show", "Squat (Safety Bar)")

    assert "2026-04-20" in found
    assert "2026-04-20" in next(line for line in shown.splitlines() if line.startswith("Last done"))
    assert "2026-04-21" not in found + shown


async def test_a_plan_was_started_and_archived_on_days_of_the_account(
    command: RunCommand, database: Database, ann_in_los_angeles: Person
) -> None:
    told(command, "plan", "create", "Two Days")
    told(command, "workout", "start", "--plan", "Two Days", "--at", "2026-04-20T23:30")
    listed = told(command, "plan", "list")

    async with database.acting_as(ann_in_los_angeles.id) as session:
        await session.execute(update(WorkoutPlan).values(archived_at=LATE))

    assert "2026-04-20" in listed
    assert "(archived 2026-04-20)" in told(command, "plan", "show", "Two Days")


def test_a_running_workout_runs_since_an_hour_of_the_account(command: RunCommand, ann_in_los_angeles: Person) -> None:
    told(command, "workout", "start", "--name", "Push", "--at", "2026-04-20T23:30")

    refused = command("workout", "start")

    assert "Push is running since 2026-04-20 23:30. Complete or cancel it" in refused.stderr


def test_an_account_is_as_old_as_its_own_clock_says(command: RunCommand, ann_in_los_angeles: Person) -> None:
    listed = told(command, "account", "list")
    shown = told(command, "account", "show")

    assert listed.splitlines()[1].split() == [
        "ann@example.org", "2026-04-20", "23:30", "never", LOS_ANGELES, "yes",
    ]  # fmt: skip
    assert "2026-04-20 23:30" in shown


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_command_makes_a_day_or_an_hour_of_an_instant_by_itself(source: Path) -> None:
    """`clock` does, by a time zone that it is given. Other times have no zone, such as those in an imported file.

    To whoever runs the server, nobody's clock is the right one: there the sentence says UTC.
    """
    if source.name == "clock.py":
        return

    tree = ast.parse(source.read_text("utf-8"))

    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    made = {ast.unparse(call) for call in calls if call.func.attr == "date" and not call.args}  # type: ignore[attr-defined]
    shown = [
        ast.unparse(node.value)
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for node, after in zip_longest(text.values, text.values[1:])
        if isinstance(node, ast.FormattedValue) and node.format_spec and "%Y" in ast.unparse(node.format_spec)
        if not (isinstance(after, ast.Constant) and str(after.value).startswith(" UTC"))
    ]
    assert {text for text in made if not text.startswith(("until.", "datetime.now(ZoneInfo("))} == set()
    assert [text for text in shown if not text.endswith(".local_start")] == []
