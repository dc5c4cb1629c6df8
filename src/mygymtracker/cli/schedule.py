"""What `serve` does from time to time, beside the web server: in a thread with an event loop of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from mygymtracker.cli.job_notes import JobNotes
from mygymtracker.errors import MyGymTrackerError

LOG: Final = logging.getLogger(__name__)
#: How often the clock is looked at. A machine that slept, or whose clock was set, is not late for longer than this.
LOOK_SECONDS: Final = 60.0
#: When a job that failed is tried again.
TRY_AGAIN: Final = timedelta(minutes=30)


def _never() -> datetime | None:
    return None


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done every so often; `run` is given the time.

    `last_run` tells when it was done last, also by another process, as far as anything is left that says so. `part` is
    what `/health/ready` calls it.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], Awaitable[None]]
    last_run: Callable[[], datetime | None] = _never
    part: str = ""


class Schedule:
    """Knows which jobs are due. A job that has never run is due at once; one that failed, within the hour.

    What came of each is kept in `notes`, where `doctor` reads it.
    """

    def __init__(self, jobs: Iterable[Job], notes: JobNotes) -> None:
        self.jobs = tuple(jobs)
        self.notes = notes
        self._tried: dict[str, datetime] = {}
        self._failures: dict[str, JobFailure] = {}
        self._noted: set[str] = set()

    async def run_due(self, now: datetime) -> None:
        """Runs what is due, one after the other."""
        for job in self.jobs:
            await self.run(job, now, if_due=True)

    async def run(self, job: Job, now: datetime, *, if_due: bool = False) -> None:
        """A failure is logged, and keeps no other job from running."""
        try:
            if not if_due or self._is_due(job, now):
                self._tried[job.name] = now
                await job.run(now)
                self._note_success(job, now)
        except MyGymTrackerError as error:
            if self._note_failure(job, now, str(error)):
                LOG.error("The %s failed: %s", job.name, error)
        except Exception as error:
            if self._note_failure(job, now, f"{type(error).__name__}: {error}"):
                LOG.exception("The %s failed.", job.name)

    def failed(self) -> frozenset[str]:
        """The names of the jobs that failed when they were tried last."""
        return frozenset(self._failures)

    def problems(self) -> dict[str, str]:
        """Of each part whose job failed when it was tried last, a sentence that anybody may read."""
        failures = [(job, self._failures.get(job.name)) for job in self.jobs]
        return {
            job.part or job.name: f"The {job.name} has failed since {failure.since:%Y-%m-%d %H:%M} UTC. The log, and "
            "`mygymtracker doctor` on the server, say why."
            for job, failure in failures
            if failure is not None
        }

    def _note_success(self, job: Job, now: datetime) -> None:
        """Of what is done every minute only once, and after a failure: each note is a write to the disk."""
        failure = self._failures.pop(job.name, None)
        if failure or job.every > TRY_AGAIN or job.name not in self._noted:
            self._noted.add(job.name)
            self.notes.succeeded(job.name, now)

    def _note_failure(self, job: Job, now: datetime, sentence: str) -> bool:
        """False where the same was logged less than an interval ago."""
        known = self._failures.get(job.name)
        repeated = known is not None and known.sentence == sentence and _recent(known.logged_at, job.every, now)
        logged_at = known.logged_at if known and repeated else now
        self._failures[job.name] = JobFailure(known.since if known else now, logged_at, sentence)
        self.notes.failed(job.name, now, sentence)
        return not repeated

    def _is_due(self, job: Job, now: datetime) -> bool:
        if job.name in self._failures:
            return not _recent(self._tried.get(job.name), min(job.every, TRY_AGAIN), now)
        return not _recent(self._tried.get(job.name), job.every, now) and not _recent(job.last_run(), job.every, now)


@dataclass(frozen=True, slots=True)
class JobFailure:
    """`since` is when it failed first, `logged_at` when the log was told last."""

    since: datetime
    logged_at: datetime
    sentence: str


def _recent(then: datetime | None, every: timedelta, now: datetime) -> bool:
    """A time to come is none: the clock was wrong."""
    return then is not None and then <= now < then + every


@contextmanager
def running(schedule: Schedule) -> Generator[None]:
    """Runs the schedule until the end of this context, which ends a job that is at work and waits for it."""
    if not schedule.jobs:
        yield
        return
    loop = asyncio.new_event_loop()
    task = loop.create_task(_look_again_and_again(schedule))
    thread = threading.Thread(target=_obey, args=(loop, task), name="schedule")
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
        loop.close()


async def _look_again_and_again(schedule: Schedule) -> None:
    while True:
        await schedule.run_due(datetime.now(UTC))
        await asyncio.sleep(LOOK_SECONDS)


def _obey(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(task)
