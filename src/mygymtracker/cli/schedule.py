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

from mygymtracker.errors import MyGymTrackerError

LOG: Final = logging.getLogger(__name__)
#: How often the clock is looked at. A machine that slept, or whose clock was set, is not late for longer than this.
LOOK_SECONDS: Final = 60.0


def _never() -> datetime | None:
    return None


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done every so often; `run` is given the time.

    `last_run` tells when it was done last, also by another process, as far as anything is left that says so.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], Awaitable[None]]
    last_run: Callable[[], datetime | None] = _never


class Schedule:
    """Knows which jobs are due. A job that has never run is due at once; one that failed, after its interval."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self.jobs = tuple(jobs)
        self._tried: dict[str, datetime] = {}

    async def run_due(self, now: datetime) -> None:
        """Runs what is due, one after the other. A failure is logged, and keeps no other job from running."""
        for job in self.jobs:
            try:
                if self._is_due(job, now):
                    self._tried[job.name] = now
                    await job.run(now)
            except MyGymTrackerError as error:
                LOG.error("The %s failed: %s", job.name, error)
            except Exception:
                LOG.exception("The %s failed.", job.name)

    def _is_due(self, job: Job, now: datetime) -> bool:
        return not _recent(self._tried.get(job.name), job, now) and not _recent(job.last_run(), job, now)


def _recent(then: datetime | None, job: Job, now: datetime) -> bool:
    """A time to come is none: the clock was wrong."""
    return then is not None and then <= now < then + job.every


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
