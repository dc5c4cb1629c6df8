"""Whoever serves on an embedded server keeps it running: one that ended is started again, until that is hopeless.

The kernel may end PostgreSQL (memory), PostgreSQL itself may (a disk that is full under its log), and so may people.
Nothing that was committed is missing afterwards: the next start recovers it.
"""

from __future__ import annotations

import errno
import logging
import re
import shutil
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.errors import Unavailable

LOG: Final = logging.getLogger(__name__)
#: How often the server is looked at. It costs some microseconds.
LOOK_SECONDS: Final = 0.25
#: Before each start, the first one included; when all were in vain, the next end of the server is the last.
WAIT_SECONDS: Final = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
#: While the disk is full nothing is hopeless, as people make room: it is tried this often, without an end.
WAIT_FOR_ROOM_SECONDS: Final = 2.0
#: A server that lives this long after a start has recovered: what went wrong before does not count any more.
STEADY_SECONDS: Final = 60.0
#: Recovery writes a segment of the write-ahead log (16 MiB) at least.
ROOM_BYTES: Final = 2 * 16 << 20
_DISK_FULL: Final = re.compile(r"No space left on device|Disk quota exceeded")
_FATAL: Final = re.compile(r"(?:FATAL|PANIC): +(.+)")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no database just now, as a sentence for whoever asks for something."""

    sentence: str
    disk_is_full: bool = False


class DatabaseState(Protocol):
    """What requests hear of the embedded server: from its `Supervisor`, or in a worker from the board it writes."""

    @property
    def trouble(self) -> Trouble | None: ...
    @property
    def watches(self) -> bool: ...


class Supervisor:
    """Looks after a server that was started, in a thread of its own. `trouble` is None while the server works."""

    def __init__(
        self,
        server: EmbeddedServer,
        *,
        give_up: Callable[[], object],
        wait_seconds: Sequence[float] | None = None,
    ) -> None:
        """`give_up` is called once, in the thread, when starting the server again is hopeless."""
        self.server = server
        self.trouble: Trouble | None = None
        #: Why it was given up.
        self.failure: Unavailable | None = None
        self._give_up = give_up
        self._waits = WAIT_SECONDS if wait_seconds is None else wait_seconds
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._failures = 0
        self._started_at = time.monotonic()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when nothing is started any more; a start that is on its way is not waited for."""
        self._ending.set()
        self._thread.join()

    @property
    def watches(self) -> bool:
        """False once it gave up, or where its thread has died of a mistake of ours."""
        return self.failure is None and (self._thread.is_alive() or self._ending.is_set())

    def _watch(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            try:
                self.server.bound_log()
                ended = self.server.has_ended()
            except OSError as error:  # no descriptors, or a disk that is gone: the next look tells more
                LOG.warning("The database server cannot be looked after: %s", error)
                self._ending.wait(WAIT_FOR_ROOM_SECONDS)
                continue
            if not ended:
                self._note_life()
            elif not self._bring_back():
                return

    def _note_life(self) -> None:
        if self._failures and time.monotonic() - self._started_at > STEADY_SECONDS:
            self._failures = 0

    def _bring_back(self) -> bool:
        """One try. False when it was the last one."""
        if self.trouble is None:
            self._set_trouble(Trouble("The database has ended and is being started again."))
            LOG.error("The database server has ended. It is started again.")
        full = self.trouble is not None and self.trouble.disk_is_full
        if not full and self._failures >= len(self._waits):
            self._despair(Unavailable("The database server ends again and again; server.log says why."))
            return False
        if self._ending.wait(WAIT_FOR_ROOM_SECONDS if full else self._waits[self._failures]):
            return True
        began = time.monotonic()
        try:
            self.server.revive(unless=self._ending.is_set)
        except Unavailable as error:
            return self._ending.is_set() or self._note_failure(error)
        self._failures += not full
        self._started_at = time.monotonic()
        self._set_trouble(None)
        LOG.warning("The database server works again, started within %.1f s.", self._started_at - began)
        return True

    def _note_failure(self, error: Unavailable) -> bool:
        """False when no further try is made."""
        reason = _reason(error)
        if _is_for_want_of_room(error) or self._has_no_room():
            if self.trouble is None or not self.trouble.disk_is_full:
                LOG.error("The disk is full: the database server starts once there is room. (%s)", reason)
            self._set_trouble(Trouble("The disk of the server is full, so the database cannot work.", True))
            return True
        self._set_trouble(Trouble("The database has ended and could not be started again yet."))
        self._failures += 1
        if self._failures >= len(self._waits):
            self._despair(error)
            return False
        wait = self._waits[self._failures]
        LOG.error("The database server did not start (next try in %.0f s): %s", wait, reason)
        return True

    def _despair(self, error: Unavailable) -> None:
        self.failure = error
        LOG.error("The database server is given up: %s", _reason(error))
        self._give_up()

    def _set_trouble(self, trouble: Trouble | None) -> None:
        self.trouble = trouble

    def _has_no_room(self) -> bool:
        try:
            return shutil.disk_usage(self.server.home / "data").free < ROOM_BYTES
        except OSError:
            return False


@contextmanager
def supervised(supervisor: Supervisor) -> Generator[None]:
    """Looks after a server that was started, until the end of this context.

    Raises Unavailable at its end where the server was given up.
    """
    supervisor.start()
    try:
        yield
    finally:
        supervisor.stop()
        if supervisor.failure is not None:  # it is why this ends, whatever the end looks like
            raise supervisor.failure


def _is_for_want_of_room(error: Unavailable) -> bool:
    cause = error.__cause__
    if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return _DISK_FULL.search(str(error)) is not None


def _reason(error: Unavailable) -> str:
    """One line: PostgreSQL's own last word where there is one."""
    words = _FATAL.findall(str(error))
    return words[-1] if words else str(error).splitlines()[0]
