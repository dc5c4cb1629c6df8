"""Several processes that answer requests on one socket, each a fork of one that has loaded the application.

    serve                 the database, its supervision, backups and other jobs, in threads
    └── nursery           has one thread, so that it can fork at any time; replaces workers that end
        ├── worker        an event loop, a pool of connections, its part of the limits
        └── worker

Each holds one end of a socket whose other end is its parent's: an end that is closed says that the other one is dead,
however it died, on every system. A worker that ends takes with it the requests that it had not answered, which whoever
sent them repeats; connections that it had not taken yet are taken by another one.
"""

from __future__ import annotations

import gc
import logging
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NoReturn, Self

from mygymtracker.errors import Unavailable

LOG: Final = logging.getLogger(__name__)
#: How often the process above looks whether there is news for the workers.
LOOK_SECONDS: Final = 0.25
#: After a worker that ended before it could answer: the database may be away.
PAUSE_SECONDS: Final = 1.0
#: Of a worker beyond the grace that its requests have.
OVERTIME_SECONDS: Final = 1.5
_READY: Final = b"r"
_REFUSED: Final = 3

#: What a worker does until the socket it is given says that there is nobody above it any more, or a signal ends it. It
#: calls the function once it takes connections.
Work = Callable[[socket.socket, Callable[[], object]], object]


class Workers:
    """So many of them, in a context. `listening` are the sockets they serve on."""

    def __init__(self, work: Work, count: int, *, listening: Sequence[socket.socket], grace_seconds: float) -> None:
        self._work, self._count, self._grace_seconds = work, count, grace_seconds
        self._listening = listening
        self._nursery, self._theirs = socket.socketpair()
        self._process_id = 0

    def __enter__(self) -> Self:
        """Starts them. To be entered before there is any other thread, and without an event loop."""
        self._process_id = _fork(self._nurse, without=[self._nursery])
        self._theirs.close()
        for each in self._listening:  # the port is free once the workers have closed theirs
            each.close()
        return self

    def __exit__(self, *_: object) -> None:
        """Returns when all have ended: an end that nobody is at ends them."""
        self._nursery.close()
        if self._process_id:
            os.waitpid(self._process_id, 0)

    def _nurse(self) -> int:
        return Nursery(self._work, self._count, self._theirs, self._listening, self._grace_seconds).run()

    def attend(self, look: Callable[[], object]) -> None:
        """Calls `look` from time to time, passes SIGTERM and Ctrl-C on, and returns when all have ended.

        Raises Unavailable where they could not start.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.end())
        while not select.select([self._nursery], [], [], LOOK_SECONDS)[0]:
            look()
        _, status = os.waitpid(self._process_id, 0)
        self._process_id = 0
        if code := os.waitstatus_to_exitcode(status):
            reason = "its reason stands above" if code == _REFUSED else f"the process of its workers ended with {code}"
            raise Unavailable(f"The web server did not start, or ended: {reason}.")

    def end(self) -> None:
        if self._process_id:
            os.kill(self._process_id, signal.SIGTERM)


@dataclass(slots=True)
class _Worker:
    process_id: int
    is_ready: bool = False


class Nursery:
    """Forks workers and replaces those that end, until `above` is closed or SIGTERM comes."""

    def __init__(
        self, work: Work, count: int, above: socket.socket, listening: Sequence[socket.socket], grace_seconds: float
    ) -> None:
        self._work, self._count, self._above, self._grace_seconds = work, count, above, grace_seconds
        self._listening = listening
        self._workers: dict[socket.socket, _Worker] = {}
        self._has_served = False
        self._is_ending = False
        self._kill_at = self._fork_at = 0.0
        self._code = 0

    def run(self) -> int:
        """The exit code: not 0 where no worker could ever answer."""
        woken, waking = socket.socketpair()
        waking.setblocking(False)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)  # it wakes
        gc.collect()
        gc.freeze()  # a collection in a fork would copy what it only looks at
        while self._workers or not self._is_ending:
            self._fill([woken, waking])
            ready, _, _ = select.select([self._above, woken, *self._workers], [], [], self._patience())
            if self._above in ready or woken in ready:
                self._end()
            for life in set(ready) & self._workers.keys():
                self._hear(life)
            if self._is_ending and time.monotonic() > self._kill_at:
                self._signal(signal.SIGKILL)
        return self._code

    def _patience(self) -> float | None:
        """Until something is due, in seconds."""
        due = self._kill_at if self._is_ending else self._fork_at
        missing = self._is_ending or len(self._workers) < self._count
        return max(0.05, due - time.monotonic()) if missing else None

    def _fill(self, ours: list[socket.socket]) -> None:
        while len(self._workers) < self._count and not self._is_ending and time.monotonic() >= self._fork_at:
            life, theirs = socket.socketpair()
            without = [*ours, self._above, life, *self._workers]

            def work(theirs: socket.socket = theirs) -> int:
                signal.set_wakeup_fd(-1)
                self._work(theirs, lambda: theirs.send(_READY))
                return 0

            self._workers[life] = _Worker(_fork(work, without=without))
            theirs.close()

    def _hear(self, life: socket.socket) -> None:
        worker = self._workers[life]
        if _received(life):
            worker.is_ready = self._has_served = True
            return
        del self._workers[life]
        life.close()
        _, status = os.waitpid(worker.process_id, 0)
        if self._is_ending:
            return
        if not self._has_served:
            self._code = _REFUSED
            self._end()
            return
        LOG.error("A worker ended (%s). Another one takes its place.", _how(os.waitstatus_to_exitcode(status)))
        if not worker.is_ready:
            self._fork_at = time.monotonic() + PAUSE_SECONDS

    def _end(self) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        for each in self._listening:
            each.close()
        self._kill_at = time.monotonic() + self._grace_seconds + OVERTIME_SECONDS
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        for worker in self._workers.values():
            os.kill(worker.process_id, number)


def _fork(work: Callable[[], int], *, without: Sequence[socket.socket]) -> int:
    """The process id of a process that does nothing but this, with signals as a new program has them."""
    sys.stdout.flush()
    sys.stderr.flush()
    if not (process_id := os.fork()):
        _become(work, without)
    return process_id


def _become(work: Callable[[], int], without: Sequence[socket.socket]) -> NoReturn:
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        for each in without:
            each.close()
        code = work()
    except Unavailable as error:
        LOG.error("%s", error)
        code = _REFUSED
    except BaseException:
        LOG.exception("A process of the web server failed.")
    finally:
        logging.shutdown()
        os._exit(code)  # what the process above has begun is for that to end


def _received(life: socket.socket) -> bytes:
    try:
        return life.recv(1)
    except OSError:
        return b""


def _how(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
