"""How names are ranked, held to the cases that the client is held to (`web/tests/domain/searching.test.ts`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.exercises.letters import fold_letters
from mygymtracker.exercises.searching import fits, names_of, order_of, typed, usual

VECTORS: Final = Path(__file__).parents[1] / "vectors"
LETTERS: Final = json.loads((VECTORS / "letters.json").read_text("utf-8"))
SEARCHES: Final = json.loads((VECTORS / "exercise_search.json").read_text("utf-8"))
CATALOGUE: Final = [(entry.name, *entry.aliases) for entry in read_catalogue()]
FIRST_PAGE: Final = 20


def ranked(exercises: list[tuple[str, ...]], search: str) -> list[str]:
    fitting = fits(typed(search), [names_of(*each) for each in exercises])
    return [exercises[place][0] for place in sorted(fitting, key=lambda at: (fitting[at], order_of(exercises[at][0])))]


@pytest.mark.parametrize("case", LETTERS, ids=lambda case: case["text"])
def test_letters_are_folded_as_the_client_folds_them(case: dict[str, str]) -> None:
    folded = fold_letters(case["text"])

    assert folded == case["folded"]
    assert fold_letters(folded) == folded


@pytest.mark.parametrize("case", SEARCHES["cases"], ids=lambda case: case["search"])
def test_names_are_ranked_as_the_client_ranks_them(case: dict[str, Any]) -> None:
    exercises = [tuple(texts) for texts in SEARCHES["exercises"]]

    assert ranked(exercises, case["search"]) == case["found"]


@pytest.mark.parametrize(
    ("search", "usual_one"),
    [
        ("bnech", "Bench Press (Barbell)"),
        ("bech pres", "Bench Press (Barbell)"),
        ("bp", "Bench Press (Barbell)"),
        ("bench", "Bench Press (Barbell)"),
        ("squat", "Squat (Barbell)"),
        ("sqat", "Squat (Barbell)"),
        ("pullup", "Pull Up"),
        ("pullups", "Pull Up"),
        ("pulldwn", "Lat Pulldown (Cable)"),
        ("lat pull down", "Lat Pulldown (Cable)"),
        ("db curl", "Biceps Curl (Dumbbell)"),
        ("incline db", "Incline Bench Press (Dumbbell)"),
        ("row barbell", "Bent Over Row (Barbell)"),
        ("deadlfit", "Deadlift (Barbell)"),
        ("ohp", "Overhead Press (Barbell)"),
        ("rdl", "Romanian Deadlift (Barbell)"),
        ("dumb bell press", "Bench Press (Dumbbell)"),
        ("calf raises", "Standing Calf Raise (Machine)"),
        ("shoulder press dumbell", "Seated Shoulder Press (Dumbbell)"),
        ("tbar", "T Bar Row"),
        ("Bench Press (Barbel)", "Bench Press (Barbell)"),
    ],
)
def test_the_usual_exercise_is_among_the_first_however_it_is_typed(search: str, usual_one: str) -> None:
    first = ranked(CATALOGUE, search)[:FIRST_PAGE]

    assert usual_one in first[:5]


@pytest.mark.parametrize("search", ["xyzzy", "\\", "'; --", "%%", "zz zz"])
def test_what_is_like_no_name_finds_nothing(search: str) -> None:
    assert ranked(CATALOGUE, search) == []


def test_usual_exercises_are_in_the_catalogue() -> None:
    assert set(usual()) - {name for name, *_ in CATALOGUE} == set()
