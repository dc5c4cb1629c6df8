"""Every field of a set that a person can say can be said in the terminal, corrected there, and is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from inspect import signature
from types import NoneType
from typing import Any, Final, get_args, get_type_hints
from uuid import UUID

import pytest
from msgspec.structs import asdict, replace

from mygymtracker.cli import workout_sets
from mygymtracker.cli.notation import read_sets
from mygymtracker.cli.workout_table import set_cells
from mygymtracker.database.columns import new_id
from mygymtracker.database.row_shapes import filled
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit
from mygymtracker.workouts.set_shapes import WorkoutSet
from mygymtracker.workouts.sets import CONTENT_FIELDS, SetContent

#: Options that have another name than the field, or stand for two.
OPTIONS: Final = {
    "set_type": "kind", "duration_seconds": "seconds", "rest_seconds": "rest", "performed_at": "at",
    "load_unit": "load",
}  # fmt: skip
#: Where a set stands among the others: its number, and the / before a piece.
PLACE: Final = {"set_index", "continues_set_id"}
SHOWN: Final = [field for field in CONTENT_FIELDS if field not in {"set_index", "performed_at"}]
AT: Final = datetime(2026, 3, 2, 18, 5, tzinfo=UTC)
#: What nobody says of a set that has all numbers already.
OTHERS: Final[dict[type, Any]] = {int: 7, Decimal: Decimal("7.5"), str: "in own words", UUID: new_id(), datetime: AT}
ON_PAPER: Final = ("w60x5@8.5", "L:x6rir2", "20x45s", "5kmx25:00", "80x8!", "15x8/10x6")


def another_value(field: str, current: object) -> Any:
    kinds = get_args(get_type_hints(SetContent)[field]) or (get_type_hints(SetContent)[field],)
    kind = next(each for each in kinds if each is not NoneType)
    if issubclass(kind, Enum):
        return next(each for each in reversed(list(kind)) if each is not current)
    return OTHERS[kind]


@pytest.mark.parametrize("field", SHOWN)
def test_each_field_of_a_set_is_seen_in_its_line(field: str) -> None:
    distance = None if field == "duration_seconds" else Decimal(5)
    unit = None if distance is None else DistanceUnit.KM
    content = SetContent(load=Decimal(60), load_unit=LoadUnit.KG, distance=distance, distance_unit=unit)
    place = {"set_index": 1, "load_mode": LoadMode.EXTERNAL, "performed_at": AT, "id": new_id(), "version": 1}
    one = filled(WorkoutSet, **(asdict(content) | place))

    other = replace(one, **{field: another_value(field, getattr(one, field))})

    assert set_cells(1, one) != set_cells(1, other)


def test_each_field_of_a_set_can_be_corrected() -> None:
    options = set(signature(workout_sets.edit).parameters)

    missing = [field for field in CONTENT_FIELDS if OPTIONS.get(field, field) not in options and field not in PLACE]

    assert missing == []


def test_each_field_of_a_set_can_be_logged_on_paper_or_by_an_option() -> None:
    on_paper = {field for content, _ in read_sets(ON_PAPER, unit=LoadUnit.KG) for field in content}
    options = set(signature(workout_sets.log).parameters)

    missing = [field for field in CONTENT_FIELDS if field not in on_paper and OPTIONS.get(field, field) not in options]

    assert [field for field in missing if field not in PLACE] == []
