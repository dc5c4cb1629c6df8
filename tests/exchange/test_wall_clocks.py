"""When a workout began and ended, on the nights when clocks are put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from mygymtracker.exchange.reading import parse
from mygymtracker.exchange.wall_clock import end_of, ends_before_start, instant
from tests.exchange.files_of_apps import HEVY

BERLIN: Final = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("start", "end", "began", "minutes"),
    [
        ("29 Mar 2026, 02:20", "29 Mar 2026, 03:25", "2026-03-29 01:20", 65),  # began in the hour that was left out
        ("29 Mar 2026, 01:20", "29 Mar 2026, 03:25", "2026-03-29 00:20", 65),
        ("29 Mar 2026, 01:20", "29 Mar 2026, 02:25", "2026-03-29 00:20", 65),
        ("25 Oct 2026, 02:40", "25 Oct 2026, 02:15", "2026-10-25 00:40", 35),  # ended in the hour's second coming
        ("25 Oct 2026, 02:40", "25 Oct 2026, 02:50", "2026-10-25 00:40", 10),
        ("25 Oct 2026, 01:40", "25 Oct 2026, 03:10", "2026-10-24 23:40", 150),
        ("7 Jun 2026, 18:00", "7 Jun 2026, 19:05", "2026-06-07 16:00", 65),
        ("7 Jun 2026, 18:00", "7 Jun 2026, 17:30", "2026-06-07 16:00", 0),
    ],
)
def test_a_hevy_workout_lasts_as_long_as_it_did_on_every_night(start: str, end: str, began: str, minutes: int) -> None:
    (workout,) = parse(f'{HEVY}T,"{start}","{end}",,Squat,,,0,normal,60,5,,,\n'.encode()).workouts

    started_at = instant(workout.started_at, BERLIN)

    assert started_at == datetime.fromisoformat(began).replace(tzinfo=UTC)
    assert end_of(workout, "hevy", BERLIN) - started_at == timedelta(minutes=minutes)
    assert ends_before_start(workout, BERLIN) == (minutes == 0)


def test_an_end_that_is_hours_before_the_start_is_left_out_where_it_is_read() -> None:
    parsed = parse(f'{HEVY}T,"7 Jun 2026, 18:00","7 Jun 2026, 11:00",,Squat,,,0,normal,60,5,,,\n'.encode())

    assert parsed.workouts[0].ended_at is None
    assert [remark.text for remark in parsed.remarks] == [
        'the end "7 Jun 2026, 11:00" was left out: unreadable or before the start'
    ]
