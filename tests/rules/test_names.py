"""What a name is: something that can be seen, and the same however its blanks, case and width are written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from mygymtracker.accounts.profile import ProfileContent
from mygymtracker.characters import HIDDEN_IN_NAMES, HIDDEN_IN_TEXTS, named
from mygymtracker.contents import Content, merge, name_key, read, tidy_name
from mygymtracker.errors import Invalid
from mygymtracker.exercises.contents import ExerciseContent
from mygymtracker.plans.contents import DayContent, PlanContent
from mygymtracker.workouts.contents import WorkoutContent
from mygymtracker.workouts.sets import SetContent

UNSEEN = ["", "   ", "\t\n", "\u200b", "\u00ad \u2060", "\u3000", "\u3164", "\u2800", "\u0301"]


@pytest.mark.parametrize("name", UNSEEN, ids=ascii)
def test_a_name_in_which_nothing_can_be_seen_is_refused(name: str) -> None:
    for into, field in ((ExerciseContent, "name"), (PlanContent, "plan_name"), (DayContent, "day_name")):
        with pytest.raises(Invalid) as refused:
            read({field: name}, into)

        assert refused.value.field == field


@pytest.mark.parametrize("name", UNSEEN[1:], ids=ascii)
def test_an_alias_in_which_nothing_can_be_seen_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        read({"name": "Bench", "aliases": ["Press", name]}, ExerciseContent)

    assert refused.value.field.startswith("aliases")


def test_blanks_around_and_between_words_are_no_part_of_a_name() -> None:
    exercise = read({"name": "  Bench \u00a0 Press\t", "aliases": [" bp  x "]}, ExerciseContent)

    assert (exercise.name, exercise.aliases) == ("Bench Press", ["bp x"])
    assert merge(exercise, {"name": " Dip "}).name == "Dip"


def test_what_an_earlier_version_kept_stays_readable_and_can_be_changed() -> None:
    kept = ExerciseContent(name="   ", aliases=[" "])

    assert merge(kept, {"notes": "x"}).name == "   "
    assert merge(kept, {"name": "Bench", "aliases": None}).aliases == []


def test_a_workout_needs_no_name_and_has_none_of_blanks() -> None:
    began = {"started_at": "2026-03-02T18:00:00+01:00", "time_zone": "Europe/Berlin"}

    assert read(began | {"name": "  "}, WorkoutContent).name == ""
    with pytest.raises(Invalid, match="can be seen"):
        read(began | {"name": "\u200b"}, WorkoutContent)


@pytest.mark.parametrize("name", ["bench  PRESS", " Bench Press ", "ＢＥＮＣＨ　ＰＲＥＳＳ", "Bench\u00a0Press"])
def test_names_that_differ_by_blanks_case_or_width_are_the_same_name(name: str) -> None:
    assert name_key(name) == name_key("Bench Press")


@pytest.mark.parametrize("case", json.loads((Path(__file__).parents[1] / "vectors/names.json").read_text("utf-8")))
def test_the_client_has_the_same_names(case: dict[str, str | None]) -> None:
    name = str(case["name"])

    try:
        tidied = tidy_name("name", name) or None
    except Invalid:
        tidied = None

    hidden = {
        "hidden": _first(HIDDEN_IN_NAMES, name),
        "hidden_in_text": _first(HIDDEN_IN_TEXTS, name),
    }
    shown = {"name": name, "tidy": tidied, "key": name_key(name)}
    assert shown | {which: character for which, character in hidden.items() if character} == case


def _first(hidden: re.Pattern[str], text: str) -> str | None:
    found = hidden.search(text)
    return None if found is None else named(found[0])


SHAPES: Final[dict[str, tuple[type[Content], dict[str, object]]]] = {
    "name": (ExerciseContent, {"name": "Squat\x1b]0;x\x07"}),
    "aliases": (ExerciseContent, {"name": "Squat", "aliases": ["Squat", "\u202etauqS"]}),
    "notes": (ExerciseContent, {"name": "Squat", "notes": "\x9b2J"}),
    "plan_name": (PlanContent, {"plan_name": "Lower\u2066"}),
    "day_name": (DayContent, {"day_name": "Push\x7f"}),
    "display_name": (ProfileContent, {"display_name": "Ann\x85"}),
    "bars[0].name": (ProfileContent, {"bars": [{"load": "20", "unit": "kg", "name": "Bar\x1b[8m"}]}),
    "note": (SetContent, {"reps": 5, "note": "easy\x1b[31m"}),
}


@pytest.mark.parametrize("field", SHAPES)
def test_what_would_do_something_to_a_terminal_is_in_no_name_and_no_note(field: str) -> None:
    into, sent = SHAPES[field]

    with pytest.raises(Invalid) as refused:
        read(sent, into)

    assert refused.value.field == field
    assert re.search(r"must not contain the invisible character U\+[0-9A-F]{4}$", str(refused.value))
    assert refused.value.value is not None
    assert not HIDDEN_IN_NAMES.search(refused.value.value)


def test_notes_have_lines_and_tabs_and_turn_their_direction() -> None:
    note = "first\tset\r\nשלום \u2067Squat\u2069\n"

    assert read({"reps": 5, "note": note}, SetContent).note == note


def test_what_was_kept_before_there_was_the_rule_can_be_changed_field_by_field() -> None:
    known = ExerciseContent(name="Squat\x1b[2J", notes="\x07")

    assert merge(known, {"default_rest_seconds": 90}) == ExerciseContent(
        name="Squat\x1b[2J", notes="\x07", default_rest_seconds=90
    )
