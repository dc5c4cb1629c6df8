"""Minutes are rounded one way, and written one way: one table of cases for the terminal and for the phone."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mygymtracker.cli.tables import duration

CASES = json.loads(Path(__file__).with_name("durations.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["words"])
def test_a_duration_is_written_in_hours_and_minutes(case: dict[str, Any]) -> None:
    assert duration(timedelta(seconds=case["seconds"])) == case["words"]
