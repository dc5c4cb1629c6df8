"""Every command that a document shows runs: in the document's order, in an empty home, on a database of its own.

What the document shows as its answer is in the answer, and what a command gives a name to is known to the next ones.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documentation.documents import DOCUMENTS, ROOT, Command, commands_of, is_answered, name_of

#: What cannot run in a test, by its first words, and why. `make serve` runs, as the command that the target runs.
NOT_RUN = {
    "docker compose": "needs a container engine",
    "DB_HOST=localhost": "needs the server of the container before it",
    "make test": "would run this test",
    "make lint": "looks at the whole tree, and is run beside the tests",
    "make bench": "measures for minutes",
}
#: What is typed where a command asks; the documents sign in with the same.
PASSWORD = "a long passphrase"
WITH_COMMANDS = [document for document in DOCUMENTS if commands_of(document)]


class Terminal:
    """A working directory with what the documents expect there, and one server at a time in the background."""

    def __init__(self, place: Path) -> None:
        self.port, self.help_port = _free_port(), _free_port()
        self.place = place / "mygymtracker"
        self.server: subprocess.Popen[str] | None = None
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "TZ": "UTC",
            "HOME": str(place),
            "MYGYMTRACKER_HOME": str(place / "data"),
            "HOST": "127.0.0.1",  # also with --tls
            "PORT": str(self.port),
            "TLS_HELP_PORT": str(self.help_port),
            "LANG": "C.UTF-8",
        }
        self.place.mkdir()
        (self.place / "docs").symlink_to(ROOT / "docs")
        (self.place / ".venv").symlink_to(sys.prefix)
        for example in (ROOT / "docs/examples").glob("*"):
            shutil.copy(example, self.place)

    def run(self, command: Command) -> str:
        """A sentence for what went otherwise than the document says, empty when nothing did."""
        line = command.line.replace("localhost:3000", f"localhost:{self.port}")
        line = line.replace("localhost:3001", f"localhost:{self.help_port}")
        line = line.replace("curl ", "curl --fail-with-body ").replace("make serve", "mygymtracker serve")
        if "mygymtracker serve" in line:
            return self.serve(line)
        kept = self.place.parent / "environment"
        done = subprocess.run(
            ["bash", "-c", f"set -a; trap 'env -0 >{kept}' EXIT\n{line}"],
            cwd=self.place,
            env=self.environment,
            input=f"{PASSWORD}\n" * 2,
            capture_output=True,
            text=True,
            timeout=300,
            start_new_session=True,  # without a terminal, so that a password is read from standard input
            check=False,
        )
        self.environment |= dict(each.split("=", 1) for each in kept.read_text().split("\0") if each)
        answer = f"{done.stdout}{done.stderr}"
        if (done.returncode != 0) != command.fails:
            return f"`{command.line}` exits with {done.returncode}\n{answer}"
        missing = [line for line in command.shown if not is_answered(line, answer)]
        return f"`{command.line}` does not answer {missing}\n{answer}" if missing else ""

    def serve(self, line: str) -> str:
        """Returns once the server says where it is: from then on it takes connections."""
        self.server = subprocess.Popen(
            ["bash", "-c", f"exec {line}"],
            cwd=self.place,
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        said = []
        for told in self.server.stderr or ():
            said.append(told)
            if f":{self.port}" in told:
                return ""
        return f"`{line}` does not start\n{''.join(said)}"

    def close(self) -> int:
        if self.server is None:
            return 0
        self.server.send_signal(signal.SIGTERM)
        self.server.communicate(timeout=60)
        return self.server.returncode


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    place = Path(tempfile.mkdtemp(prefix="gd-", dir="/tmp"))
    place.chmod(0o755)  # as root the database runs as another user, who must be able to pass
    made = Terminal(place)
    yield made
    made.close()
    shutil.rmtree(place)


def _reason_not_to_run(command: Command) -> str | None:
    return next((first for first in NOT_RUN if command.line.startswith(first)), None)


@pytest.mark.parametrize("document", WITH_COMMANDS, ids=name_of)
def test_every_command_of_a_document_does_what_it_says(document: Path, terminal: Terminal) -> None:
    commands = [command for command in commands_of(document) if _reason_not_to_run(command) is None]

    problems = [problem for command in commands if (problem := terminal.run(command))]

    assert "\n".join(problems) == ""
    assert terminal.close() == 0


def test_what_is_not_run_stands_in_a_document() -> None:
    shown = [command for document in DOCUMENTS for command in commands_of(document)]

    used = {_reason_not_to_run(command) for command in shown}

    assert set(NOT_RUN) - used == set()


def test_make_serve_is_the_command_that_runs_here_in_its_place() -> None:
    makefile = (ROOT / "Makefile").read_text()

    assert "\t@exec $(BIN)/mygymtracker serve\n" in makefile
