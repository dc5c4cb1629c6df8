"""The application in a process of its own, which a test may kill."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
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
            "BENCHMARK_SOCKET": str(self.listening.fileno()),
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "benchmarks.app_process"]
        self.process = subprocess.Popen(command, env=self.environment, pass_fds=[self.listening.fileno()])

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        self.kill()
        self.listening.close()
