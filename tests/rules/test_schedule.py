"""What is done at times: when it is due, and what becomes of a failure. Time is given, nothing waits."""

from __future__ import annotations

import asyncio
import logging
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mygymtracker.cli.job_notes import JobNote, JobNotes
from mygymtracker.cli.schedule import Job, Schedule, running
from mygymtracker.errors import Refused

NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def kept(tmp_path: Path) -> JobNotes:
    return JobNotes(tmp_path)


class Notes:
    """Two jobs that note when they ran; the backup raises what is in `refusals` instead, each once."""

    def __init__(self) -> None:
        self.ran: list[tuple[str, datetime]] = []
        self.refusals: list[Exception] = []

    def job(self, name: str, every: timedelta, *, last_run: datetime | None = None) -> Job:
        async def run(now: datetime) -> None:
            self.ran.append((name, now))
            if self.refusals and name == "backup":
                raise self.refusals.pop()

        return Job(name, every, run, last_run=lambda: last_run)


async def test_a_job_runs_at_once_and_then_each_time_its_interval_is_over(kept: JobNotes) -> None:
    notes = Notes()
    schedule = Schedule([notes.job("backup", DAY), notes.job("cleaning", HOUR)], kept)

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
async def test_what_was_done_before_this_process_counts(before: timedelta, ran: int, kept: JobNotes) -> None:
    notes = Notes()

    await Schedule([notes.job("backup", DAY, last_run=NIGHT - before)], kept).run_due(NIGHT)

    assert len(notes.ran) == ran


async def test_a_failure_is_one_sentence_in_the_log_and_is_tried_again_within_the_hour(
    caplog: pytest.LogCaptureFixture, kept: JobNotes
) -> None:
    notes = Notes()
    notes.refusals = [Refused("The disk is full."), Refused("The disk is full.")]
    schedule = Schedule([notes.job("backup", DAY), notes.job("cleaning", DAY)], kept)

    for hours in (0, 0.4, 0.5):
        await schedule.run_due(NIGHT + hours * HOUR)
    problems, noted = schedule.problems(), kept.read()
    for hours in (1, 2, 24):
        await schedule.run_due(NIGHT + hours * HOUR)

    tried = [at for name, at in notes.ran if name == "backup"]
    assert tried == [NIGHT, NIGHT + HOUR / 2, NIGHT + HOUR]
    assert [(record.levelno, record.getMessage(), record.exc_info) for record in caplog.records] == [
        (logging.ERROR, "The backup failed: The disk is full.", None)
    ]
    assert problems == {
        "backup": "The backup has failed since 2026-11-23 03:00 UTC. The log, and `mygymtracker doctor` on the server, "
        "say why."
    }
    assert noted["backup"] == JobNote(None, NIGHT + HOUR / 2, "The disk is full.")
    assert (schedule.problems(), kept.read()["backup"]) == ({}, JobNote(NIGHT + HOUR))


async def test_what_goes_on_failing_is_logged_once_an_interval(
    caplog: pytest.LogCaptureFixture, kept: JobNotes
) -> None:
    notes = Notes()
    notes.refusals = [Refused("The disk is full.")] * 60
    schedule = Schedule([notes.job("backup", DAY)], kept)

    for half_hours in range(50):
        await schedule.run_due(NIGHT + half_hours * HOUR / 2)

    assert (len(notes.ran), len(caplog.records)) == (50, 2)


async def test_what_is_done_every_minute_is_noted_once_and_after_a_failure(kept: JobNotes) -> None:
    notes, minute = Notes(), timedelta(minutes=1)
    schedule = Schedule([notes.job("backup", minute)], kept)

    succeeded = []
    for number, refusals in enumerate(([], [], [Refused("The disk is full.")], [])):
        notes.refusals = list(refusals)
        await schedule.run_due(NIGHT + number * minute)
        succeeded.append(kept.last_success("backup"))

    assert succeeded == [NIGHT, NIGHT, NIGHT, NIGHT + 3 * minute]


def test_notes_that_cannot_be_read_are_as_none(kept: JobNotes, caplog: pytest.LogCaptureFixture) -> None:
    kept.path.write_text("no json")

    before = kept.read()
    kept.succeeded("backup", NIGHT)

    assert (before, kept.read()) == ({}, {"backup": JobNote(NIGHT)})
    assert "cannot be read" in caplog.text


async def test_an_error_that_nobody_expected_stops_nothing_either(
    caplog: pytest.LogCaptureFixture, kept: JobNotes
) -> None:
    notes = Notes()
    notes.refusals = [ZeroDivisionError()]

    await Schedule([notes.job("backup", DAY), notes.job("cleaning", DAY)], kept).run_due(NIGHT)

    assert [name for name, _ in notes.ran] == ["backup", "cleaning"]
    assert [record.getMessage() for record in caplog.records] == ["The backup failed."]


def test_the_end_of_the_server_ends_a_job_that_is_at_work(kept: JobNotes) -> None:
    at_work, ended = threading.Event(), threading.Event()

    async def for_ever(_: datetime) -> None:
        try:
            at_work.set()
            await asyncio.Event().wait()
        finally:
            ended.set()

    with running(Schedule([Job("backup", DAY, for_ever)], kept)):
        assert at_work.wait(30)

    assert ended.is_set()
    assert "schedule" not in [thread.name for thread in threading.enumerate()]
