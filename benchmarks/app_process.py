"""The application in a process of its own, served as `mygymtracker serve` serves it, on one of the databases.

Rates are counted and refuse nobody: a load generator asks for more than a person may.

`python -m benchmarks.app_process` takes the socket as a file descriptor and the rest from the environment.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.request import urlopen
from uuid import UUID

from litestar import Litestar

from benchmarks import people, unlimited
from mygymtracker import webbuild
from mygymtracker.accounts.tokens import make_token
from mygymtracker.api.app import create_app, register_routes
from mygymtracker.api.serving import serve_until_signal
from mygymtracker.postgres_address import PostgresAddress
from mygymtracker.settings import Settings

SECRET: Final = "only signs sign-ins of this benchmark"  # noqa: S105
_SOCKET: Final = "BENCHMARK_SOCKET"
_WITHOUT: Final = "BENCHMARK_WITHOUT"
_START_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class App:
    """A running application."""

    pid: int
    port: int


@contextmanager
def running_app(
    address: PostgresAddress, home: Path, *, without: Sequence[str] = (), tree: Path | None = None
) -> Iterator[App]:
    """Answers on a free port of 127.0.0.1 until the block ends. `without` names limits, as in `unlimited`.

    With `tree`, what runs is the checkout of another version.
    """
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        port = listening.getsockname()[1]
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PG"))},
            "MYGYMTRACKER_HOME": str(home),
            "DATABASE_URL": address.libpq_url(),
            "JWT_SECRET": SECRET,
            _SOCKET: str(listening.fileno()),
            _WITHOUT: " ".join(without),
            **({"PYTHONPATH": str(tree / "src")} if tree else {}),
        }
        command = [sys.executable, "-m", "benchmarks.app_process"]
        process = subprocess.Popen(command, env=environment, cwd=tree, pass_fds=[listening.fileno()])
    try:
        _wait_for(process, port)
        yield App(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the application did not start")


def token(person: int) -> str:
    """What a program of that person sends; it names the login session that the database was filled with."""
    now = datetime.now(UTC)
    return make_token(
        UUID(people.person_id(person)),
        UUID(people.login_session_id(person)),
        issued_at=now,
        expires_at=now + timedelta(days=1),
        signing_secret=SECRET.encode(),
    )


def serve(listening: socket.socket, routes: Litestar) -> None:
    """Answers there with what the environment names, until a signal."""
    settings = Settings.load()
    assert settings.database is not None
    with unlimited.without(os.environ.get(_WITHOUT, "").split()):
        serve_until_signal(create_app(settings, settings.database, routes=routes), listening)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(os.environ[_SOCKET])), register_routes(webbuild.built()))
