"""What can be said of a set, and what is refused, in which words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from mygymtracker.contents import Order, merge, read
from mygymtracker.database.columns import new_id
from mygymtracker.errors import Invalid
from mygymtracker.quantities import DistanceUnit, LoadUnit
from mygymtracker.workouts.sets import SetContent, SetCreation, refuse_unusable, trimmed

KG: dict[str, Any] = {"load": "100", "load_unit": "kg"}


@pytest.mark.parametrize(
    "given",
    [
        {"reps": 0},
        {"reps": 12},
        KG | {"reps": 5, "rpe": "8.5"},
        KG | {"reps": 5, "rir": "0.5"},
        KG | {"load": "0"},
        KG | {"load": "99999.999"},
        {"load": "0.25", "load_unit": "lb", "load_mode": "assisted"},
        {"duration_seconds": "61.5"},
        {"distance": "5.012345", "distance_unit": "km", "duration_seconds": 1500},
        {"reps": 3, "note": "slow", "technique": "fail", "side": "each", "rest_seconds": 0, "set_index": 32767},
        {"reps": 3, "performed_at": "1900-01-01T00:00:00Z"},
    ],
)
def test_what_lifters_do_can_be_said(given: dict[str, Any]) -> None:
    content = read(given, SetContent)

    refuse_unusable(content)


REFUSED: list[tuple[dict[str, Any], str, str, str | None]] = [
    ({}, "reps", "a set must have reps, a load, a duration_seconds or a distance", None),
    ({"note": "hm"}, "reps", "a set must have reps, a load, a duration_seconds or a distance", None),
    ({"reps": -1}, "reps", "Expected `int` >= 0", "-1"),
    ({"reps": 32768}, "reps", "Expected `int` <= 32767", "32768"),
    ({"reps": 5.5}, "reps", "Expected `int | null`, got `float`", "5.5"),
    ({"load": "100"}, "load_unit", "load and load_unit must be given together; load_unit is missing", None),
    ({"load_unit": "kg"}, "load", "load and load_unit must be given together; load is missing", None),
    (KG | {"load": "100000"}, "load", "load must be a number from 0 to below 100000", "100000"),
    (KG | {"load": "-1"}, "load", "load must be a number from 0 to below 100000", "-1"),
    (KG | {"load": "NaN"}, "load", "load must be a number from 0 to below 100000", "NaN"),
    (KG | {"load": "1.0625"}, "load", "load must have at most 3 decimals", "1.0625"),
    (KG | {"load": "1e-40"}, "load", "load must have at most 3 decimals", "1E-40"),
    (KG | {"load_unit": "st"}, "load_unit", "must be one of kg, lb", "st"),
    (
        {"duration_seconds": "1000000000"},
        "duration_seconds",
        "duration_seconds must be a number from 0 to below 1000000000",
        "1000000000",
    ),
    (
        {"duration_seconds": "0.0000001"},
        "duration_seconds",
        "duration_seconds must have at most 6 decimals",
        "1E-7",
    ),
    ({"distance": "5"}, "distance_unit", "distance and distance_unit must be given together; distance_unit is missing",
     None),
    (
        {"distance": "-1", "distance_unit": "m"},
        "distance",
        "distance must be a number from 0 to below 1000000000",
        "-1",
    ),
    ({"reps": 5, "rpe": "8.3"}, "rpe", "rpe must be told in half steps, such as 8 or 8.5", "8.3"),
    ({"reps": 5, "rpe": "10.5"}, "rpe", "rpe must be a number from 0 to 10", "10.5"),
    ({"reps": 5, "rir": "30.5"}, "rir", "rir must be a number from 0 to 30", "30.5"),
    ({"reps": 5, "rir": "2", "rpe": "8"}, "rir", "effort must be told as rpe or as rir, not as both", "2"),
    ({"reps": 5, "rest_seconds": -1}, "rest_seconds", "Expected `int` >= 0", "-1"),
    ({"reps": 5, "set_index": 0}, "set_index", "Expected `int` >= 1", "0"),
    ({"reps": 5, "note": "a\0b"}, "note", "note must not contain the character NUL", "a␀b"),
    (
        {"reps": 5, "performed_at": "2200-01-01T00:00:00Z"},
        "performed_at",
        "performed_at must be from 1900 to 2199",
        "2200-01-01T00:00:00+00:00",
    ),
    ({"reps": 5, "workout_exercise_id": "x"}, "workout_exercise_id",
     "Object contains unknown field `workout_exercise_id`", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "field", "rule", "value"), REFUSED)
def test_what_cannot_be_meant_is_refused_with_field_value_and_rule(
    given: dict[str, Any], field: str, rule: str, value: str | None
) -> None:
    with pytest.raises(Invalid) as refused:
        refuse_unusable(read(given, SetContent))

    assert (refused.value.field, str(refused.value), refused.value.value) == (field, rule, value)


def test_effort_that_an_import_left_in_other_steps_survives_a_change_of_something_else() -> None:
    imported = SetContent(reps=5, rpe=Decimal("8.3"))

    corrected = merge(imported, {"reps": 6})

    refuse_unusable(corrected, known=imported)
    assert (corrected.reps, corrected.rpe) == (6, Decimal("8.3"))
    with pytest.raises(Invalid, match="half steps"):
        refuse_unusable(merge(imported, {"rpe": "8.4"}), known=imported)


def test_an_imported_set_with_nothing_may_get_a_note_but_nothing_else_may_become_one() -> None:
    nothing = SetContent(note="?")
    something = SetContent(reps=5)

    refuse_unusable(merge(nothing, {"note": "skipped"}), known=nothing)

    with pytest.raises(Invalid, match="a set must have reps"):
        refuse_unusable(merge(something, {"reps": None}), known=something)


def test_what_was_typed_stays_but_for_zeros_that_are_finer_than_what_is_kept() -> None:
    typed = SetContent(
        load=Decimal("82.5000"),
        load_unit=LoadUnit.KG,
        rpe=Decimal("8.50"),
        distance=Decimal("1E+3"),
        distance_unit=DistanceUnit.M,
        duration_seconds=Decimal("60.0"),
    )

    values = trimmed(typed)

    assert {field: str(values[field]) for field in ("load", "rpe", "distance", "duration_seconds")} == {
        "load": "82.500",
        "rpe": "8.5",
        "distance": "1000",
        "duration_seconds": "60.0",
    }


def test_a_creation_names_its_exercise_and_an_order_each_set_once() -> None:
    twice = str(new_id())

    with pytest.raises(Invalid) as nowhere:
        read({"reps": 5}, SetCreation)
    with pytest.raises(Invalid) as doubled:
        read({"ids": [twice, twice]}, Order)

    assert (nowhere.value.field, str(nowhere.value)) == (
        "workout_exercise_id",
        "Object missing required field `workout_exercise_id`",
    )
    assert (doubled.value.field, str(doubled.value)) == ("ids", "ids must name each id once; this one stands 2 times")
