"""The worked examples of the formulas, and where they say nothing: of the cases that PostgreSQL computed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from mygymtracker.database.entities import E1rmFormula
from mygymtracker.progress.formulas import formula_label

VECTORS: Final = Path(__file__).parents[1] / "vectors/estimates.json"
CASES: Final = json.loads(VECTORS.read_text("utf-8"))
#: By load, unit, repetitions, RPE and RIR: what each formula says of them in kilograms.
IN_KILOGRAMS: Final = {
    tuple(case["set"]): dict(zip(CASES["formulas"], case["kg"], strict=True)) for case in CASES["sets"]
}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("epley", "126.67"),
        ("brzycki", "124.14"),
        ("lombardi", "123.11"),
        ("oconner", "120.00"),
        ("wathan", "127.67"),
        ("mayhew", "126.29"),
        ("lander", "125.11"),
    ],
)
def test_eight_repetitions_of_a_hundred_are_worth_what_each_formula_says(formula: str, expected: str) -> None:
    assert IN_KILOGRAMS["100", "kg", 8, None, None][formula] == expected


def test_epley_and_brzycki_agree_at_ten_repetitions() -> None:
    estimates = IN_KILOGRAMS["90", "kg", 10, None, None]

    assert estimates["epley"] == estimates["brzycki"] == "120.00"


@pytest.mark.parametrize("formula", E1rmFormula)
def test_more_repetitions_are_never_worth_less(formula: E1rmFormula) -> None:
    estimates = [Decimal(IN_KILOGRAMS["100", "kg", reps, None, None][formula.value]) for reps in (1, 2, 5, 8, 11, 12)]

    assert estimates == sorted(estimates)
    assert estimates[0] == 100


@pytest.mark.parametrize("formula", E1rmFormula)
def test_every_formula_can_be_said_in_words(formula: E1rmFormula) -> None:
    words = formula_label(formula)

    assert words.endswith(", reps to failure = reps + RIR, at most 12; a single to failure is its own load")


@pytest.mark.parametrize(
    ("reps", "rpe", "rir", "expected"),
    [
        (8, None, None, "126.67"),
        (8, None, "1", "130.00"),
        (8, "9.5", None, "128.33"),
        (11, None, "1", "140.00"),
        (12, None, None, "140.00"),
        (1, None, None, "100.00"),
        (1, "10", None, "100.00"),
        (1, None, "1", "106.67"),
        (5, None, "4.9", "133.00"),
    ],
)
def test_an_estimate_is_the_load_times_one_and_a_thirtieth_for_each_repetition_to_failure(
    reps: int, rpe: str | None, rir: str | None, expected: str
) -> None:
    assert IN_KILOGRAMS["100", "kg", reps, rpe, rir]["epley"] == expected


@pytest.mark.parametrize(
    ("load", "reps", "rpe", "rir"),
    [
        ("100", 13, None, None),  # beyond twelve it is a guess
        ("100", 12, None, "0.5"),
        ("100", 11, "8.1", None),
        ("100", 0, None, None),  # attempted, none made
        ("100", 5, None, "5"),  # nobody knows whether it is five or eight
        ("100", 5, "5", None),
        ("100", 5, "0", None),
        ("0", 8, None, None),
    ],
)
def test_nothing_is_estimated_where_nothing_can_be_said(load: str, reps: int, rpe: str | None, rir: str | None) -> None:
    assert set(IN_KILOGRAMS[load, "kg", reps, rpe, rir].values()) == {None}


@pytest.mark.parametrize("formula", E1rmFormula)
def test_a_repetition_kept_in_reserve_counts_like_one_made(formula: E1rmFormula) -> None:
    reserved, made = (IN_KILOGRAMS["100", "kg", reps, None, rir] for reps, rir in ((11, "1"), (12, None)))

    assert reserved[formula.value] == made[formula.value]
