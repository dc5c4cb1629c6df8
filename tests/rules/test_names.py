"""What a name is: something that can be seen, and the same however its blanks, case and width are written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mygymtracker.contents import merge, name_key, read, tidy_name
from mygymtracker.errors import Invalid
from mygymtracker.exercises.contents import ExerciseContent
from mygymtracker.plans.contents import DayContent, PlanContent
from mygymtracker.workouts.contents import WorkoutContent

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

    assert {"name": name, "tidy": tidied, "key": name_key(name)} == case
