"""`mygymtracker serve` in a process of its own, on a home and a port of its own, which a fault may strike."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]  # it has no types

from mygymtracker.database.embedded_files import take_lock
from mygymtracker.database.embedded_processes import end_orphans

READY_SECONDS = 90.0
SERVE = (sys.executable, "-m", "mygymtracker", "serve", "--no-web")


class Tracker:
    """A server that can be killed and started again. Its port stays the same."""

    def __init__(
        self, home: Path, environment: Mapping[str, str] | None = None, *, command: Sequence[str] = SERVE
    ) -> None:
        self.home = home
        self.command = command
        self.log = home.parent / f"{home.name}.log"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PG_BINDIR") if name in os.environ}
        self.environment = {
            **inherited,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "MYGYMTRACKER_HOME": str(home),
            "SIGN_UP": "open",
            **(environment or {}),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **environment: str) -> None:
        """Returns at once. What it says is added to `log`."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.home.parent, env=self.environment | environment, stdout=log, stderr=log
            )

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health/ready", timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def wait_until_ready(self, *, seconds: float = READY_SECONDS) -> float:
        """How many seconds it took. Raises TimeoutError, with the end of what it said."""
        began = time.monotonic()
        wait_for(self.is_ready, f"{self.address} to be ready", seconds=seconds, of=self.log)
        return time.monotonic() - began

    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.home / "data" / "postmaster.pid").read_text().split()[0]))

    def database_lives(self) -> bool:
        if (lock := take_lock(self.home / "server.lock")) is None:
            return True
        os.close(lock)
        return False

    def kill(self) -> None:
        """kill -9 of the program alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self, *, seconds: float = 60) -> tuple[int, float]:
        """The exit code after SIGTERM, and how many seconds the end took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=seconds), time.monotonic() - began

    def close(self) -> None:
        """Whatever is left of it is killed."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        self.end_database()

    def end_database(self) -> None:
        """Kills what is left of it."""
        wait_for(self._has_no_database, "the database to end")

    def _has_no_database(self) -> bool:
        with suppress(OSError, ValueError, IndexError, psutil.Error):
            self.postmaster().kill()
        end_orphans(self.home / "data", self.home / "server.lock")
        return not self.database_lives()


@contextmanager
def tracker(home: Path, **environment: str) -> Iterator[Tracker]:
    """One that is ready; nothing of it is left afterwards."""
    made = Tracker(home, environment)
    made.start()
    try:
        made.wait_until_ready()
        yield made
    finally:
        made.close()


def wait_for(condition: Callable[[], bool], what: str, *, seconds: float = 60, of: Path | None = None) -> None:
    """Raises TimeoutError, with the end of the log `of`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            tail = of.read_text(errors="replace")[-2000:] if of is not None and of.exists() else ""
            raise TimeoutError(f"waited {seconds:.0f} s for {what}\n{tail}")
        time.sleep(0.02)
