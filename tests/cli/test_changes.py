"""What happened, in the terminal, and taking it back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand, told
from tests.factories import Person, make_exercise

STRONG = str(Path("docs/examples/strong.csv").resolve())


@pytest.fixture
async def trained(database: Database, ann: Person, command: RunCommand) -> None:
    """Four changes: an exercise, a workout that starts, the exercise in it with a set, and another set."""
    await make_exercise(database, ann, "Bench Press")
    told(command, "account", "set", "--time-zone", "Asia/Kolkata")
    told(command, "workout", "start", "--name", "Push Day", "--at", "2026-03-02T18:00")
    told(command, "workout", "log", "Bench", "82.5x8@9")
    told(command, "workout", "log", "Bench", "85x6")


def listed(command: RunCommand, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(told(command, "changes", "--json", *arguments))
    return found


def cells(table: str) -> list[list[str]]:
    """Each line of a table without what it is drawn with."""
    lines = [[cell.strip() for cell in line.split("│")[1:-1]] for line in table.splitlines()]
    return [line for line in lines if line]


def test_what_happened_is_a_table_by_the_clock_of_the_person(command: RunCommand, trained: None) -> None:
    said = told(command, "changes", "--limit", "2")

    newest, before = listed(command, "--limit", "2")
    table = cells(said)
    assert [[row[0], *row[2:]] for row in table] == [
        ["5", "cli", "logged set 2 of Bench Press, 85 kg × 6"],
        ["4", "cli", "added Bench Press to Push Day, 2026-03-02 with 1 set"],
    ]
    assert [row[1][-2:] for row in table] == [
        f"{(int(each['changed_at'][14:16]) + 30) % 60:02}" for each in (newest, before)
    ]


def test_a_change_is_taken_back_and_says_how_to_take_that_back(command: RunCommand, trained: None) -> None:
    undone = told(command, "undo", "5")
    again = told(command, "undo", "5")
    redone = told(command, "undo", "6")

    assert undone.splitlines() == [
        "Took back change 5:",
        "  deleted set 2 of Bench Press, 85 kg × 6, from Push Day, 2026-03-02",
        "To take this back: mygymtracker undo 6",
    ]
    assert again == "There was nothing to take back: it is as it was."
    assert redone.splitlines() == [
        "Took back change 6:",
        "  brought back set 2 of Bench Press, 85 kg × 6",
        "To take this back: mygymtracker undo 7",
    ]


def test_one_thing_has_a_history(command: RunCommand, trained: None) -> None:
    exercise = json.loads(told(command, "workout", "show", "--json"))["exercises"][0]
    told(command, "undo", "5")

    history = listed(command, "--row", exercise["sets"][1]["id"])

    assert [change["change"] for change in history] == ["6", "5"]


def test_an_import_is_taken_back_by_its_id_or_as_the_latest(command: RunCommand, ann: Person) -> None:
    report = json.loads(told(command, "import", STRONG, "--unit", "kg", "--time-zone", "UTC", "--json"))

    undone = told(command, "undo", "--import", "latest")
    unknown = command("undo", "--import", report["import_id"])

    assert undone.splitlines() == [
        "Took back change 1:",
        f"  took back the import of strong.csv: {report['workouts_added']} workouts, {report['sets_added']} sets",
        "To take this back: mygymtracker undo 2",
    ]
    assert (unknown.returncode, unknown.stderr) == (1, "Error: There is no such import.\n")
    assert told(command, "undo", "2").splitlines()[0] == "Took back change 2:"


def test_more_than_one_change_is_asked_about(command: RunCommand, trained: None) -> None:
    refused = command("undo", "--since", "yesterday", input="n\n")
    kept = len(listed(command))
    agreed = told(command, "undo", "--since", "today", "--yes")

    assert refused.returncode == 1
    assert "Take back 5 changes, everything since yesterday?" in refused.stdout
    assert refused.stderr.endswith("Error: Nothing was taken back.\n")
    assert kept == 5
    assert agreed.splitlines()[:2] == [
        "Took back everything from change 1 on:",
        "  deleted Push Day of 2026-03-02 with 1 exercise and 2 sets",
    ]
    assert agreed.splitlines()[-1] == "To take this back: mygymtracker undo 6"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "Error: Say one thing to take back: a CHANGE, --import ID, or --since WHEN.\n"),
        (("5", "--since", "today"), 2, "Error: Say one thing to take back: a CHANGE, --import ID, or --since WHEN.\n"),
        (("99",), 1, "Error: There is no such change, or it was so long ago that it was forgotten.\n"),
        (("--since", "once"), 2, "Error: --since must be like 2026-03-02T18:00, not once\n"),
        (("--import", "latest"), 1, "Error: There is no such import.\n"),
    ],
)
def test_what_cannot_be_taken_back_is_a_sentence(
    arguments: tuple[str, ...], code: int, said: str, command: RunCommand, trained: None
) -> None:
    refused = command("undo", *arguments)

    assert (refused.returncode, refused.stdout, refused.stderr) == (code, "", said)


def test_nothing_is_said_to_be_nothing(command: RunCommand, ann: Person) -> None:
    assert told(command, "changes") == "Nothing happened yet, or nothing that is kept."
