"""Numbers are written one way in the terminal and on the phone; of durations there is one table of cases for both."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mygymtracker.amounts import amount, counted, duration

CASES = json.loads(Path(__file__).with_name("durations.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["words"])
def test_a_duration_is_written_in_hours_and_minutes(case: dict[str, Any]) -> None:
    assert duration(timedelta(seconds=case["seconds"])) == case["words"]


def test_thousands_are_grouped_and_one_is_one() -> None:
    sets = [counted(each, "set") for each in (0, 0.5, 1, 1.0, 1.5, 1300)]
    masses = [amount(each) for each in (Decimal(25352), Decimal("1300.25"), Decimal("112.50"), 12.0)]

    assert sets == ["0 sets", "0.5 sets", "1 set", "1 set", "1.5 sets", "1,300 sets"]
    assert masses == ["25,352", "1,300.25", "112.50", "12"]
