"""Sets as they are written on paper, for `mygymtracker workout log`."""

from __future__ import annotations

import pytest

from mygymtracker.cli import plan_fields
from mygymtracker.cli.acting import Habits
from mygymtracker.cli.notation import read_sets
from mygymtracker.errors import Invalid
from mygymtracker.quantities import LoadUnit

HUNDRED = {"set_type": "working", "load": "100", "load_unit": "kg", "load_mode": "external", "reps": 5}


@pytest.mark.parametrize(
    ("word", "content"),
    [
        ("100x5", HUNDRED),
        ("w100x5", HUNDRED | {"set_type": "warmup"}),
        ("102,5kgx5@8.5", HUNDRED | {"load": "102.5", "rpe": "8.5"}),
        ("62.125x5", HUNDRED | {"load": "62.125"}),
        ("1,000.5x5", HUNDRED | {"load": "1000.5"}),
        ("١٠٢٫٥x٥@٨", HUNDRED | {"load": "102.5", "rpe": "8"}),
        ("１００x５", HUNDRED),
        ("225lbx5rir2", HUNDRED | {"load": "225", "load_unit": "lb", "rir": "2"}),
        ("100x5!", HUNDRED | {"technique": "fail"}),
        ("L:100x5", HUNDRED | {"side": "left"}),
        ("each:100x5", HUNDRED | {"side": "each"}),
        ("+100x5", HUNDRED | {"load_mode": "bodyweight_plus"}),
        ("-100x5", HUNDRED | {"load_mode": "assisted"}),
        ("x5", {"set_type": "working", "reps": 5}),
        ("x0", {"set_type": "working", "reps": 0}),
        ("bandx15", {"set_type": "working", "load_mode": "band", "reps": 15}),
        ("60s", {"set_type": "working", "duration_seconds": "60"}),
        ("400m", {"set_type": "working", "distance": "400", "distance_unit": "m"}),
        (
            "5kmx25:10",
            {"set_type": "working", "distance": "5", "distance_unit": "km", "duration_seconds": "1510"},
        ),
        (
            "20x60s",
            {
                "set_type": "working",
                "load": "20",
                "load_unit": "kg",
                "load_mode": "external",
                "duration_seconds": "60",
            },
        ),
    ],
)
def test_a_set_is_read_as_a_lifter_means_it(word: str, content: dict[str, object]) -> None:
    assert list(read_sets([word], unit=LoadUnit.KG)) == [(content, False)]


def test_a_drop_set_continues_the_set_before_it() -> None:
    read = list(read_sets(["100x5/80x4/60x6@10", "w20x5"], unit=LoadUnit.KG))

    assert [(content["load"], content.get("technique"), continues) for content, continues in read] == [
        ("100", None, False),
        ("80", "drop_set", True),
        ("60", "drop_set", True),
        ("20", None, False),
    ]


@pytest.mark.parametrize(
    "word", ["", "5", "100", "100x", "x", "heavy", "100x5x5", "100x5@", "100x5.5", "100stx5", "5:00"]
)
def test_what_is_no_set_is_named_with_how_to_write_one(word: str) -> None:
    with pytest.raises(Invalid, match="A set reads LOADxREPS") as refused:
        list(read_sets([word], unit=LoadUnit.KG))

    assert (refused.value.field, refused.value.value) == ("SET", word)


@pytest.mark.parametrize("word", ["1,000x5", "w1,000kgx5", "x5@1,000", "100x1,000s", "1,000s", "1,000mx5:00"])
def test_a_comma_before_three_digits_is_refused_with_what_to_say_instead(word: str) -> None:
    with pytest.raises(Invalid, match=r"1,000 could be either of two numbers: say 1000 or 1\.0") as refused:
        list(read_sets([word], unit=LoadUnit.KG))

    assert (refused.value.field, refused.value.value) == ("SET", "1,000")


def test_a_comma_before_three_digits_that_are_not_zeros_is_refused_with_both_readings() -> None:
    with pytest.raises(Invalid, match=r"62,125 could be either of two numbers: say 62125, or 62\.125 with a point"):
        list(read_sets(["62,125x5"], unit=LoadUnit.KG))


def test_options_with_a_number_are_read_by_the_same_rule() -> None:
    own = Habits(unit=LoadUnit.KG, time_zone="UTC")

    assert own.weight("--body-weight", " 82,4 kg") == ("82.4", "kg")
    assert own.weight("--body-weight", "۸۲٫۴") == ("82.4", "kg")
    assert plan_fields.piece("@٨,٥", "") == {"target_rpe": "8.5"}
    for refuse in (lambda: own.weight("--body-weight", "1,000"), lambda: plan_fields.piece("1,000kg", "")):
        with pytest.raises(Invalid, match=r"say 1000 or 1\.0"):
            refuse()
