"""The application in a process of its own, which a test may kill."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.api.conftest import SIGNING_SECRET
from tests.conftest import TestDatabase


class MortalServer:
    """The application in a process of its own. Who calls meanwhile is answered by the next."""

    def __init__(self, database: TestDatabase, home: Path) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PG"))},
            "MYGYMTRACKER_HOME": str(home),
            "DATABASE_URL": database.app.libpq_url(),
            "JWT_SECRET": SIGNING_SECRET,
            "SIGN_UP": "open",
        }
        self.start()

    def start(self) -> None:
        self.life, its_own = socket.socketpair()
        with its_own:
            request = json.dumps(self.environment).encode() + b"\n"
            socket.send_fds(_forks()[0], [request], [self.listening.fileno(), its_own.fileno()])
        self.process_id = int(self.life.recv(20))

    def kill(self) -> None:
        """kill -9; one that is dead already stays so."""
        if self.life.fileno() >= 0:
            os.kill(self.process_id, signal.SIGKILL)
            self.life.recv(1)  # the end of it
            self.life.close()

    def close(self) -> None:
        self.kill()
        self.listening.close()


@cache
def _forks() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The process that all servers of these tests are forks of, and a socket to it. It ends when this one does."""
    here, there = socket.socketpair()
    with there:
        command = [sys.executable, "-m", "tests.forked", str(there.fileno())]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[there.fileno()])
    return here, process
