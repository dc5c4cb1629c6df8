"""What is done at times: when it is due, and what becomes of a failure. Time is given, nothing waits."""

from __future__ import annotations

import asyncio
import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest

from mygymtracker.cli.schedule import Job, Schedule, running
from mygymtracker.errors import Refused

NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class Notes:
    """Two jobs that note when they ran; what is in `refusals` is raised instead, once."""

    def __init__(self) -> None:
        self.ran: list[tuple[str, datetime]] = []
        self.refusals: list[Exception] = []

    def job(self, name: str, every: timedelta, *, last_run: datetime | None = None) -> Job:
        async def run(now: datetime) -> None:
            self.ran.append((name, now))
            if self.refusals:
                raise self.refusals.pop()

        return Job(name, every, run, last_run=lambda: last_run)


async def test_a_job_runs_at_once_and_then_each_time_its_interval_is_over() -> None:
    notes = Notes()
    schedule = Schedule([notes.job("backup", DAY), notes.job("cleaning", HOUR)])

    for hours in (0, 0.5, 1, 23.9, 24):
        await schedule.run_due(NIGHT + hours * HOUR)

    assert notes.ran == [
        ("backup", NIGHT),
        ("cleaning", NIGHT),
        ("cleaning", NIGHT + HOUR),
        ("cleaning", NIGHT + 23.9 * HOUR),
        ("backup", NIGHT + DAY),
    ]


@pytest.mark.parametrize(
    ("before", "ran"),
    [(timedelta(hours=23), 0), (timedelta(hours=24), 1), (timedelta(days=-3650), 1)],
    ids=["it is not due yet", "it is due", "the clock was wrong"],
)
async def test_what_was_done_before_this_process_counts(before: timedelta, ran: int) -> None:
    notes = Notes()

    await Schedule([notes.job("backup", DAY, last_run=NIGHT - before)]).run_due(NIGHT)

    assert len(notes.ran) == ran


async def test_a_failure_is_one_sentence_in_the_log_and_is_tried_again_after_the_interval(
    caplog: pytest.LogCaptureFixture,
) -> None:
    notes = Notes()
    notes.refusals = [Refused("The disk is full.")]
    schedule = Schedule([notes.job("backup", DAY), notes.job("cleaning", DAY)])

    for hours in (0, 1, 24):
        await schedule.run_due(NIGHT + hours * HOUR)

    assert notes.ran == [(name, at) for at in (NIGHT, NIGHT + DAY) for name in ("backup", "cleaning")]
    assert [(record.levelno, record.getMessage(), record.exc_info) for record in caplog.records] == [
        (logging.ERROR, "The backup failed: The disk is full.", None)
    ]


async def test_an_error_that_nobody_expected_stops_nothing_either(caplog: pytest.LogCaptureFixture) -> None:
    notes = Notes()
    notes.refusals = [ZeroDivisionError()]

    await Schedule([notes.job("backup", DAY), notes.job("cleaning", DAY)]).run_due(NIGHT)

    assert [name for name, _ in notes.ran] == ["backup", "cleaning"]
    assert [record.getMessage() for record in caplog.records] == ["The backup failed."]


def test_the_end_of_the_server_ends_a_job_that_is_at_work() -> None:
    at_work, ended = threading.Event(), threading.Event()

    async def for_ever(_: datetime) -> None:
        try:
            at_work.set()
            await asyncio.Event().wait()
        finally:
            ended.set()

    with running(Schedule([Job("backup", DAY, for_ever)])):
        assert at_work.wait(30)

    assert ended.is_set()
    assert "schedule" not in [thread.name for thread in threading.enumerate()]
