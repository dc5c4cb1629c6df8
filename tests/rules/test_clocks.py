"""How far clocks may differ: one table of cases for the server and for the phone."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mygymtracker.clocks import CLOCK_TOLERANCE, FAR_AHEAD

CASES = json.loads(Path(__file__).with_name("clocks.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['after_now']} s after now")
def test_an_instant_is_ahead_of_now_beyond_what_clocks_may_differ(case: dict[str, Any]) -> None:
    after_now = timedelta(seconds=case["after_now"])

    assert (after_now > CLOCK_TOLERANCE) is case["ahead"]
    assert (after_now > FAR_AHEAD) is case["far_ahead"]
