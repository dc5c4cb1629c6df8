"""`mygymtracker import` as a person in a terminal meets it."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import msgspec
import pytest

from tests.cli.conftest import RunCommand
from tests.exchange import expected, histories
from tests.exchange.composing import FILES
from tests.exchange.histories import History, Lift, Session, session
from tests.exchange.naming import file_of


@pytest.fixture
def ann_has_an_account(run_command: RunCommand) -> None:
    made = run_command("account", "create", "ann@example.org", "--password-stdin", input="correct horse battery\n")
    assert made.returncode == 0, made.stderr


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "strong.csv"
    path.write_bytes(histories.s1(History()))
    return path


def as_json(done: CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    return msgspec.json.decode(done.stdout, type=dict[str, Any])


@pytest.mark.usefixtures("ann_has_an_account")
def test_a_file_goes_in_and_the_report_says_what_came_of_it(run_command: RunCommand, file: Path) -> None:
    done = run_command("import", str(file), "--unit", "kg")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Imported: strong.csv (strong S1, in kg, UTC, 2026-02-02 to 2026-02-08).\n"
        "Rows: 28 in = 28 sets + 0 rests + 0 notes + 0 set aside.\n"
        "Workouts: 4 added. Sets added: 28.\n"
        "Exercises: 0 were there, 4 are new.\n"
        "New: yours now; `mygymtracker exercise merge NAME INTO` corrects it:\n"
        "  Squat (Barbell)  16 sets\n"
        "  Pull Up          4 sets\n"
        "  Plank            4 sets\n"
        "  Running          4 sets\n"
        "Remarks:\n"
        "  the file names no unit of distance; km was assumed\n"
    )


@pytest.mark.usefixtures("ann_has_an_account", "catalogue")
def test_it_says_first_what_is_new_and_what_was_found_under_another_name(run_command: RunCommand, file: Path) -> None:
    names = ("Squat", "Yak Lift", "Pull Up", "Yak Row", "Deadlift (Barbell)", "Yak Row", "BB Bench Press")
    lifts = [Lift(name, "1", "50", "8") for name in names]
    file.write_bytes(histories.s1(History([Session(histories.FIRST, lifts)])))

    done = run_command("import", str(file), "--unit", "kg", "--dry-run")

    assert done.stdout.split("Sets added: 7.\n")[1].split("Remarks:\n")[0] == (
        "Exercises: 4 were there, 2 are new.\n"
        'New: would be yours; `--as "NAME=EXERCISE"` says otherwise:\n'
        "  Yak Lift  1 set  (like: Atlas Stone; Leg Raise; Jefferson Squat (Barbell))\n"
        "  Yak Row   2 sets  (like: Bent Over Row (Barbell); Seated Row (Cable); Seated Row (Machine))\n"
        "Found under another name:\n"
        "  Squat → Squat (Barbell)                 1 set\n"
        "  BB Bench Press → Bench Press (Barbell)  1 set\n"
        "Found by their names: 2 more.\n"
        "As it would be, 2026-02-02 18:04 Lower:\n"
        "  Squat (Barbell): 50 kg × 8\n"
        "  Yak Lift: 50 kg × 8\n"
        "  Pull Up: body + 50 kg × 8\n"
        "  Yak Row: 50 kg × 8\n"
        "  Deadlift (Barbell): 50 kg × 8\n"
        "  Yak Row: 50 kg × 8\n"
        "  Bench Press (Barbell): 50 kg × 8\n"
    )


@pytest.mark.usefixtures("ann_has_an_account", "catalogue")
def test_a_name_means_what_is_said_and_so_it_does_the_next_time(run_command: RunCommand, file: Path) -> None:
    names = ("Yak Lift", "x = y", "Squat")
    file.write_bytes(file_of(*names))
    said = ("--as", "yak lift=bench press barbell", "--as", "x = y=", "--unit", "kg")

    trial = run_command("import", str(file), *said, "--dry-run")
    first = run_command("import", str(file), *said)
    file.write_bytes(file_of(*names, day=1))
    second = as_json(run_command("import", str(file), "--unit", "kg", "--json"))

    assert first.stdout.split("Sets added: 3.\n")[1].split("Remarks:\n")[0] == (
        "Exercises: 2 were there, 1 are new.\n"
        "As you said:\n"
        "  Yak Lift → Bench Press (Barbell)  1 set\n"
        "  x = y → x = y                     1 set\n"
        "Found under another name:\n"
        "  Squat → Squat (Barbell)  1 set\n"
    )
    assert "  Bench Press (Barbell): 50 kg × 8\n  x = y: 50 kg × 8\n" in trial.stdout
    assert [(each["exercise_name"], each["how"]) for each in second["exercises"]] == [
        ("Bench Press (Barbell)", "merged"),
        ("x = y", "own_name"),
        ("Squat (Barbell)", "alias"),
    ]


@pytest.mark.usefixtures("ann_has_an_account", "catalogue")
def test_what_is_said_of_a_name_must_be_possible(run_command: RunCommand, file: Path) -> None:
    said = ("Squat (Barbell)", "Yak Lift=Bench Press (Barbell)", "Plank=no such thing at all")

    answers = [run_command("import", str(file), "--unit", "kg", "--as", each) for each in said]

    assert [done.stdout for done in answers] == [""] * 3
    assert [done.stderr for done in answers] == [
        "Error: Say what a name in the file is like this: NAME=EXERCISE\n",
        "Error: The file has no exercise Yak Lift.\n",
        "Error: There is no exercise like no such thing at all.\n",
    ]


@pytest.mark.usefixtures("ann_has_an_account")
def test_again_with_other_words_it_adds_only_what_is_new(run_command: RunCommand, tmp_path: Path, file: Path) -> None:
    longer = tmp_path / "longer.csv"
    longer.write_bytes(histories.s3(History([session(number) for number in range(5)])))
    arguments = ("--account", "ann@example.org", "--time-zone", "America/New_York", "--json")

    first = as_json(run_command("import", str(file), "--unit", "kg", "--json"))
    trial = as_json(run_command("import", str(longer), *arguments, "--dry-run"))
    second = as_json(run_command("import", str(longer), *arguments))

    assert (first["workouts_added"], first["sets_added"]) == (4, 28)
    assert (second["workouts_added"], second["workouts_changed"], second["sets_added"]) == (1, 4, 7)
    assert {facet for each in second["changed"] for facet in each["differs_in"]} == {"time"}
    assert trial | {"samples": []} == second | {"import_id": None, "dry_run": True}
    assert [each["how"] for each in second["exercises"]] == ["own_name"] * 4


@pytest.mark.usefixtures("ann_has_an_account")
def test_rows_set_aside_are_shown_with_line_reason_and_text(run_command: RunCommand) -> None:
    done = run_command("import", str(expected.STRONG_FILE), "--unit", "kg")

    shown = done.stdout.split("Set aside:\n")[1].split("Without a number")[0]
    assert [line for line in shown.splitlines() if line.startswith("  line ")] == [
        f"  line {line}: {reason}" for line, reason in expected.STRONG_SET_ASIDE.items()
    ]
    assert '    yesterday,"Upper",45m,"Row",1,50,5,0,0,,,\n' in shown


@pytest.mark.usefixtures("ann_has_an_account")
def test_every_row_set_aside_is_shown_however_many_there_are(run_command: RunCommand, file: Path) -> None:
    file.write_bytes(histories.s1(History()) + b"yesterday,,,Row,1,50,5,0,0,,,\n" * 25)

    done = run_command("import", str(file), "--unit", "kg")

    assert done.stdout.count('the date "yesterday" cannot be read') == 25


@pytest.mark.usefixtures("ann_has_an_account")
def test_without_a_unit_it_says_what_the_loads_look_like_and_how_to_answer(run_command: RunCommand, file: Path) -> None:
    done = run_command("import", str(file))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Error: The file does not say whether its loads are in kg or lb. Of 16 loads 75% are multiples of 2.5 and 62% "
        "of 5; the heaviest is 107.5. It looks like kg, but that is not sure: 2 of 16 loads are steps of 2.5. Say "
        "which: kg or lb. That is --unit kg or --unit lb.\n"
    )


@pytest.mark.usefixtures("ann_has_an_account")
def test_words_for_kinds_of_rows_are_asked_about_and_a_lost_number_is_shown(
    run_command: RunCommand, file: Path
) -> None:
    file.write_text((FILES / "strong_unknown_set_order.csv").read_text("utf-8").replace(",80,5,", ",80,5x,"))
    answers = ("--set-type", "Merkintä=note", "--set-type", "Lepoaika=rest", "--set-type", "Lämmittely=warmup")

    asked = run_command("import", str(file), "--unit", "kg")
    done = run_command("import", str(file), "--unit", "kg", *answers)

    assert (asked.returncode, asked.stdout) == (2, "")
    assert 'set type is "Lepoaika", which is not known' in asked.stderr
    assert '--set-type "Merkintä=working"' in asked.stderr
    assert "Rows: 4 in = 2 sets + 1 rest + 1 note + 0 set aside.\n" in done.stdout
    assert (
        "Without a number that could not be read (the note of the set says so; `workout edit` types it):\n"
        '  line 2: reps "5x" is not a number\n'
    ) in done.stdout


@pytest.mark.usefixtures("ann_has_an_account")
def test_an_import_of_which_nothing_comes_did_not_succeed(run_command: RunCommand, file: Path) -> None:
    file.write_bytes(histories.S1_HEADER.encode() + b"\nyesterday,\x1b[2J,,Row,1,50,5,0,0,,,\n")

    done = run_command("import", str(file), "--unit", "kg")

    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing was imported" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.usefixtures("ann_has_an_account")
def test_exercises_in_another_unit_are_asked_about_with_the_option_that_says_theirs(
    run_command: RunCommand, file: Path
) -> None:
    lifts = [Lift(name, "1", load, "5") for name in ("Squat", "Row") for load in ("124.73790175", "60")]
    file.write_bytes(histories.s1(History([Session(histories.FIRST, [*lifts, Lift("Deadlift", "1", "315", "5")])])))
    answers = ("--unit-of", "Squat=kg", "--unit-of", "Row=lb")

    asked = run_command("import", str(file), "--unit", "lb")
    wrong = run_command("import", str(file), "--unit", "lb", "--unit-of", "Squat=stone")
    done = run_command("import", str(file), "--unit", "lb", *answers, "--dry-run")

    assert [line.split("kg or lb. ")[1] for line in asked.stderr.splitlines()] == [
        'That is --unit-of "Squat=kg" or --unit-of "Squat=lb".',
        'That is --unit-of "Row=kg" or --unit-of "Row=lb".',
    ]
    assert wrong.stderr == "Error: Say the unit of an exercise like this: NAME=kg or NAME=lb\n"
    assert "In a unit of their own:\n  Squat: written in kg, as you said (124.73790175 is 275 lb)\n" in done.stdout
    assert "  Squat: 275 lb × 5, 60 kg × 5\n  Row: 275 lb × 5, 60 lb × 5\n  Deadlift: 315 lb × 5\n" in done.stdout


@pytest.mark.usefixtures("ann_has_an_account")
def test_a_wrong_unit_and_zone_are_put_right_when_one_asks_for_it(run_command: RunCommand, file: Path) -> None:
    lifts = [Lift("Squat", "1", "60", "5"), Lift("Row", "1", "50", "8")]
    file.write_bytes(histories.s1(History([Session(histories.FIRST, lifts)])))
    run_command("import", str(file), "--unit", "lb")
    right = ("--unit", "kg", "--time-zone", "Europe/Berlin")

    asked = run_command("import", str(file), *right)
    done = run_command("import", str(file), *right, "--take-file")

    assert asked.stdout.split("Workouts: ")[1].split("Remarks:")[0] == (
        "1 known and otherwise in the file. Sets added: 0.\n"
        "The time zone was UTC the last time, and is Europe/Berlin now (1 workout).\n"
        "The unit was lb the last time, and is kg now (1 workout).\n"
        "Otherwise in the file (what is here was kept; --take-file takes what the file says):\n"
        "  2026-02-02 18:04 Lower: sets, time\n"
    )
    assert (
        "Took what the file says: 1 workout. Of their sets 2 changed, 0 came, 0 went, 0 stayed as you changed them.\n"
    ) in done.stdout


@pytest.mark.usefixtures("ann_has_an_account")
def test_workouts_of_another_app_at_the_same_minutes_are_asked_about(run_command: RunCommand, file: Path) -> None:
    run_command("import", str(file), "--unit", "kg")
    file.write_text(
        "title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps\n"
        '"Legs","2 Feb 2026, 18:04","2 Feb 2026, 19:00","Squat",0,"normal",60,5\n'
    )

    asked = run_command("import", str(file))
    skipped = run_command("import", str(file), "--overlapping", "skip")

    assert asked.stderr.endswith("That is --overlapping skip or --overlapping add.\n")
    assert "Workouts: 1 left out. Sets added: 0.\n" in skipped.stdout
    assert "Left out, for one from elsewhere starts in the same minute:\n  2026-02-02 18:04 Legs\n" in skipped.stdout


def test_a_file_that_cannot_be_opened_is_named(run_command: RunCommand, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as opened:
        opened.truncate(64 * 1024 * 1024 + 1)

    missing, directory, too_large = (
        run_command("import", str(path)) for path in (tmp_path / "nowhere.csv", tmp_path, large)
    )

    assert [done.returncode for done in (missing, directory, too_large)] == [2, 2, 2]
    assert missing.stderr == f"Error: There is no file {tmp_path / 'nowhere.csv'}.\n"
    assert directory.stderr == f"Error: {tmp_path} is a directory; give the file that the app exported.\n"
    assert too_large.stderr == f"Error: {large} is larger than 64 MB, so it is no export.\n"


@pytest.mark.usefixtures("ann_has_an_account")
def test_a_file_of_no_known_app_is_refused_with_what_was_looked_for(run_command: RunCommand, file: Path) -> None:
    file.write_text("a,b\n1,2\n")

    done = run_command("import", str(file))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: No known format has this header: a, b. Known are Strong (")
