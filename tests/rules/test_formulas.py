"""The worked examples of the formulas, and where they say nothing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mygymtracker.database.entities import E1rmFormula
from mygymtracker.progress.formulas import estimated_one_rep_max, moved_load, said
from mygymtracker.quantities import LoadMode

HUNDRED = Decimal(100)
EPLEY = E1rmFormula.EPLEY
CENT = Decimal("0.01")
LOADS = st.decimals(min_value="0.001", max_value="99999.999", places=3)


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
    estimate = estimated_one_rep_max(HUNDRED, 8, formula=E1rmFormula(formula))

    assert estimate is not None
    assert estimate.quantize(CENT, ROUND_HALF_UP) == Decimal(expected)


def test_epley_and_brzycki_agree_at_ten_repetitions() -> None:
    epley, brzycki = (estimated_one_rep_max(Decimal(90), 10, formula=each) for each in (EPLEY, E1rmFormula.BRZYCKI))

    assert epley == brzycki == Decimal(120)


@pytest.mark.parametrize("formula", E1rmFormula)
def test_more_repetitions_are_never_worth_less(formula: E1rmFormula) -> None:
    estimates = [estimated_one_rep_max(HUNDRED, reps, formula=formula) for reps in range(1, 13)]

    assert estimates == sorted(each for each in estimates if each is not None)


@pytest.mark.parametrize("formula", E1rmFormula)
def test_every_formula_can_be_said_in_words(formula: E1rmFormula) -> None:
    words = said(formula)

    assert words.endswith(", reps to failure = reps + RIR, at most 12; a single to failure is its own load")


@pytest.mark.parametrize(
    ("load", "mode", "body_weight", "expected"),
    [
        ("100", LoadMode.EXTERNAL, "82", "100"),
        (None, LoadMode.EXTERNAL, "82", None),
        ("10", LoadMode.BODYWEIGHT_PLUS, "82", "92"),
        (None, LoadMode.BODYWEIGHT_PLUS, "82", "82"),
        ("10", LoadMode.BODYWEIGHT_PLUS, None, None),
        ("30", LoadMode.ASSISTED, "82", "52"),
        ("30", LoadMode.ASSISTED, None, None),
        ("30", LoadMode.BAND, "82", None),
    ],
)
def test_what_was_moved_is_the_load_and_the_body_where_that_moved_too(
    load: str | None, mode: LoadMode, body_weight: str | None, expected: str | None
) -> None:
    given = [None if text is None else Decimal(text) for text in (load, body_weight)]

    moved = moved_load(given[0], mode, body_weight=given[1])

    assert moved == (None if expected is None else Decimal(expected))


def test_a_belt_is_estimated_together_with_the_body_that_wears_it() -> None:
    moved = moved_load(Decimal(10), LoadMode.BODYWEIGHT_PLUS, body_weight=Decimal(82))
    assert moved is not None

    estimate = estimated_one_rep_max(moved, 8, formula=EPLEY)

    assert estimate is not None
    assert [each.quantize(Decimal("0.1")) for each in (estimate, estimate - 82)] == [Decimal("116.5"), Decimal("34.5")]


@pytest.mark.parametrize(
    ("reps", "rpe", "rir", "expected"),
    [
        (8, None, None, "126.67"),
        (8, "8", None, "133.33"),
        (8, None, "2", "133.33"),
        (8, "8.5", None, "131.67"),
        (10, None, None, "133.33"),
        (12, None, None, "140.00"),
        (11, None, "1", "140.00"),
        (1, None, None, "100.00"),
        (1, "10", None, "100.00"),
        (1, "9", None, "106.67"),
        (5, None, "4.5", "131.67"),
    ],
)
def test_an_estimate_is_the_load_times_one_and_a_thirtieth_for_each_repetition_to_failure(
    reps: int, rpe: str | None, rir: str | None, expected: str
) -> None:
    effort = {name: Decimal(text) for name, text in (("rpe", rpe), ("rir", rir)) if text is not None}

    estimate = estimated_one_rep_max(HUNDRED, reps, formula=EPLEY, **effort)

    assert estimate is not None
    assert estimate.quantize(CENT, ROUND_HALF_UP) == Decimal(expected)


@pytest.mark.parametrize(
    ("load", "reps", "rpe", "rir"),
    [
        (HUNDRED, 13, None, None),  # beyond twelve it is a guess
        (HUNDRED, 12, None, Decimal("0.5")),
        (HUNDRED, 11, Decimal(8), None),
        (HUNDRED, 0, None, None),  # attempted, none made
        (HUNDRED, 5, None, Decimal(5)),  # nobody knows whether it is five or eight
        (HUNDRED, 5, Decimal(5), None),
        (HUNDRED, 5, Decimal(0), None),
        (Decimal(0), 5, None, None),
    ],
)
def test_nothing_is_estimated_where_nothing_can_be_said(
    load: Decimal, reps: int, rpe: Decimal | None, rir: Decimal | None
) -> None:
    estimates = [estimated_one_rep_max(load, reps, formula=each, rpe=rpe, rir=rir) for each in E1rmFormula]

    assert set(estimates) == {None}


@given(load=LOADS, formula=st.sampled_from(E1rmFormula))
def test_a_single_to_failure_is_its_own_load_to_the_last_digit(load: Decimal, formula: E1rmFormula) -> None:
    estimate = estimated_one_rep_max(load, 1, formula=formula)

    assert estimate == load


@given(load=LOADS, reps=st.integers(1, 11), formula=st.sampled_from(E1rmFormula))
def test_a_repetition_kept_in_reserve_counts_like_one_made(load: Decimal, reps: int, formula: E1rmFormula) -> None:
    reserved = estimated_one_rep_max(load, reps, formula=formula, rir=Decimal(1))

    made = estimated_one_rep_max(load, reps + 1, formula=formula)

    assert reserved == made
