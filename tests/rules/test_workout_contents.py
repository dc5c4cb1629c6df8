"""What can be said of a workout when it is created and when it is changed, and what is refused, in which words."""

from __future__ import annotations

from typing import Any

import pytest

from mygymtracker.contents import AnyContent, read
from mygymtracker.errors import Invalid
from mygymtracker.workouts.contents import WorkoutContent, WorkoutCreation

BEGUN: dict[str, Any] = {"started_at": "2026-03-02T18:00:00Z", "time_zone": "Europe/Berlin"}
OUTSIDE = "body_weight must be above 0 and below 100000"
APART = "body_weight and body_weight_unit must be given together; {} is missing"
BOTH = pytest.mark.parametrize("content", [WorkoutCreation, WorkoutContent])


@BOTH
def test_a_body_weight_has_its_unit(content: type[AnyContent]) -> None:
    weighed = read(BEGUN | {"body_weight": "0.001", "body_weight_unit": "kg"}, content)

    assert (str(weighed.body_weight), weighed.body_weight_unit) == ("0.001", "kg")  # type: ignore[attr-defined]  # both have


@BOTH
@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (
            {"body_weight": "-5", "body_weight_unit": "kg"},
            "body_weight",
            "body_weight must be above 0 and below 100000",
        ),
        ({"body_weight": "0", "body_weight_unit": "lb"}, "body_weight", OUTSIDE),
        ({"body_weight": "82.4"}, "body_weight_unit", APART.format("body_weight_unit")),
        ({"body_weight_unit": "kg"}, "body_weight", APART.format("body_weight")),
    ],
)
def test_what_no_body_weighs_is_refused(
    content: type[AnyContent], given: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read(BEGUN | given, content)

    assert (refused.value.field, str(refused.value)) == (field, words)
