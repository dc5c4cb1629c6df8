"""What people and files hold goes to a terminal as pictures: whoever looks at another's account keeps the terminal."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.characters import pictured
from mygymtracker.cli.logs import log_to_stderr
from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand
from tests.factories import Person, train

#: A title, a colour, a cleared screen, one control in eight bits, a link, and a turned direction.
EVIL: Final = "Sq\x1b]0;PWNED\x07\x1b[31m\x1b[2J\x9b8m\x1b]8;;http://x\x1b\\\u202etau\x7f"
LIVE: Final = "\x1b\x07\x9b\u202e\x7f"
PICTURED: Final = "Sq␛]0;PWNED␇␛[31m"

COMMANDS: Final = (
    ("workouts",), ("workouts", "--json"), ("workout", "show", "latest"), ("workout", "show", "latest", "--json"),
    ("plan", "list"), ("plan", "list", "--json"), ("plan", "show", "Lower"), ("plan", "show", "Lower", "--json"),
    ("exercise", "search", "Sq"), ("exercise", "search", "Sq", "--json"), ("exercise", "show", "Squat"),
    ("exercise", "show", "Squat", "--json"), ("changes",), ("changes", "--json"), ("account", "show"),
    ("account", "show", "--json"), ("account", "list"), ("body", "list"), ("progress", "Squat"),
    ("workout", "set", "delete", "no such \x1b[2J"), ("undo", "--yes"), ("plan", "delete", "Lower", "--yes"),
)  # fmt: skip


@pytest.fixture
async def written_by_an_earlier_version(database: Database, ann: Person, owner: AsyncEngine) -> None:
    """Names as they could be made before they were refused."""
    await train(database, ann)
    async with owner.begin() as connection:
        for table, columns in {
            "exercises": ("name", "notes"), "workout_plans": ("plan_name", "notes"), "plan_exercises": ("notes",),
            "workout_sessions": ("name", "notes"), "session_exercises": ("notes", "returning_note"),
            "exercise_sets": ("note",), "users": ("display_name",),
        }.items():  # fmt: skip
            values = ", ".join(f"{each} = {each} || :evil" for each in columns)
            await connection.execute(text(f"UPDATE {table} SET {values}"), {"evil": EVIL})


def test_each_character_that_would_do_something_has_a_picture() -> None:
    assert pictured(EVIL).startswith(PICTURED)
    assert pictured("\x9b\x7f\u202e\r\u2028") == "<U+009B>␡<U+202E>␍<U+2028>"
    assert pictured("two\n\tlines, שלום, \u0646\u200c\u0627, 👩‍🚀") == "two\n\tlines, שלום, \u0646\u200c\u0627, 👩‍🚀"


def test_a_line_of_a_log_is_ended_by_nothing_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    log_to_stderr()

    try:
        raise ValueError(f"Key (name)=(Squat\nERROR: {EVIL})")
    except ValueError as error:
        logging.getLogger("mygymtracker").warning("%s", error, exc_info=error)
    finally:
        root.handlers, root.level = handlers, level

    first, *traceback = capsys.readouterr().err.splitlines()
    assert first.endswith(f"WARNING mygymtracker: Key (name)=(Squat␊ERROR: {pictured(EVIL)})")
    assert not any(each in LIVE for each in "".join(traceback))


async def test_no_command_does_what_a_name_says(run_command: RunCommand, written_by_an_earlier_version: None) -> None:
    for command in COMMANDS:
        shown = run_command(*command, "--account", "ann@example.org")

        live = {ascii(each) for each in shown.stdout + shown.stderr if each in LIVE}
        assert live == set(), (command, shown.stdout, shown.stderr)
        if "--json" in command:
            json.loads(shown.stdout)


async def test_json_holds_the_very_name(run_command: RunCommand, written_by_an_earlier_version: None) -> None:
    shown = run_command("account", "show", "--json", "--account", "ann@example.org")

    assert json.loads(shown.stdout)["display_name"] == EVIL


async def test_names_of_a_file_are_kept_without_what_nobody_sees_and_the_report_says_so(
    run_command: RunCommand, tmp_path: Path, ann: Person
) -> None:
    head = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
    row = f'2026-03-02 18:04:11,"Push{EVIL}",1h,"Squat \u202a(Barbell)\u202c",1,100,5,0,0,"easy\x1b[2J",,'
    (tmp_path / "evil\x1b[2J.csv").write_text(f"{head}\n{row}\n", "utf-8")

    dry = run_command("import", "evil\x1b[2J.csv", "--unit", "kg", "--account", "ann@example.org", "--dry-run")
    shown = run_command("import", "evil\x1b[2J.csv", "--unit", "kg", "--account", "ann@example.org")
    kept = run_command("workout", "show", "latest", "--account", "ann@example.org", "--json")

    assert (dry.returncode, shown.returncode) == (0, 0), dry.stderr + shown.stdout + shown.stderr
    workout = json.loads(kept.stdout)
    assert (workout["exercises"][0]["name"], "easy[2J" in kept.stdout) == ("Squat (Barbell)", True)
    assert not any(each in LIVE for each in workout["name"])
    assert "the exercise name has invisible characters (U+202A), which were left out" in shown.stdout
    assert not any(each in LIVE for each in dry.stdout + dry.stderr + shown.stdout + shown.stderr)
