"""Sets as they are written on paper, for `mygymtracker workout log`."""

from __future__ import annotations

import pytest

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
