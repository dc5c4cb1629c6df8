"""The worked examples of Epley's formula, and where it says nothing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mygymtracker.progress.formulas import estimated_one_rep_max

HUNDRED = Decimal(100)
LOADS = st.decimals(min_value="0.001", max_value="99999.999", places=3)


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

    estimate = estimated_one_rep_max(HUNDRED, reps, **effort)

    assert estimate is not None
    assert estimate.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(expected)


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
    estimate = estimated_one_rep_max(load, reps, rpe=rpe, rir=rir)

    assert estimate is None


@given(load=LOADS)
def test_a_single_to_failure_is_its_own_load_to_the_last_digit(load: Decimal) -> None:
    estimate = estimated_one_rep_max(load, 1)

    assert estimate == load


@given(load=LOADS, reps=st.integers(1, 11))
def test_a_repetition_kept_in_reserve_counts_like_one_made(load: Decimal, reps: int) -> None:
    reserved = estimated_one_rep_max(load, reps, rir=Decimal(1))

    made = estimated_one_rep_max(load, reps + 1)

    assert reserved == made
