"""What the JSON in the columns of people's rows is."""

from __future__ import annotations

from typing import Final

from mygymtracker.accounts.profile import Bar, Plate
from mygymtracker.database.row_shapes import JsonShapes
from mygymtracker.plans.targets import SetTarget, Target

JSON_SHAPES: Final[JsonShapes] = {
    ("users", "bars"): list[Bar],
    ("users", "plates"): list[Plate],
    ("plan_exercises", "set_targets"): list[SetTarget],
    ("session_exercises", "target"): Target,
    ("imports", "options"): dict[str, str | bool | dict[str, str] | None],
}
