"""How far clocks may differ: one table of cases for the server and for the phone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mygymtracker.clocks import CLOCK_TOLERANCE, FAR_AHEAD, finite, refuse_instant
from mygymtracker.errors import Invalid

CASES = json.loads(Path(__file__).with_name("clocks.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['after_now']} s after now")
def test_an_instant_is_ahead_of_now_beyond_what_clocks_may_differ(case: dict[str, Any]) -> None:
    after_now = timedelta(seconds=case["after_now"])

    assert (after_now > CLOCK_TOLERANCE) is case["ahead"]
    assert (after_now > FAR_AHEAD) is case["far_ahead"]


@pytest.mark.parametrize(
    "instant", [None, datetime(1900, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 23, 59, tzinfo=UTC)]
)
def test_what_a_person_did_was_between_1900_and_2199(instant: datetime | None) -> None:
    refuse_instant("performed_at", instant)


@pytest.mark.parametrize("instant", [datetime(1899, 12, 31, 23, 59, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)])
def test_an_instant_at_which_nobody_did_anything_is_refused(instant: datetime) -> None:
    with pytest.raises(Invalid, match="performed_at must be from 1900 to 2199") as refused:
        refuse_instant("performed_at", instant)

    assert (refused.value.field, refused.value.value) == ("performed_at", instant.isoformat())


def test_an_infinite_instant_is_the_last_one_and_any_other_stays_in_its_zone() -> None:
    berlin = datetime.fromisoformat("2026-03-02T19:00:00+01:00")

    infinite = finite(datetime.max)  # noqa: DTZ901 — as the driver reads it
    other = finite(berlin)

    assert infinite == datetime.max.replace(tzinfo=UTC)
    assert other.isoformat() == berlin.isoformat()
