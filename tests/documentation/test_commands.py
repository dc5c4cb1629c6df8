"""Every command that a document shows runs: in the document's order, as somebody with a clone and an empty home.

What the document shows as its answer is in the answer, and what a command gives a name to is known to the next ones.
The README and the tutorial are read one after the other, in one home. Nothing is there that the text does not tell the
reader to make; other pages begin where `docs/README.md` says, in the clone's directory with its programs at hand.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documentation.documents import DOCUMENTS, ROOT, Command, commands_of, is_answered, name_of, steps_of
from tests.documentation.reader import Reader, make_reader

#: What cannot run in a test, by its first words, and why. `make serve` runs, as the command that the target runs.
NOT_RUN = {
    "docker": "needs a container engine",
    "DB_HOST=localhost": "needs the server of the container before it",
    "sudo": "changes the machine",
    "git": "needs the repository that the clone came from",
    "make test": "would run this test",
    "make lint": "looks at the whole tree, and is run beside the tests",
    "make bench": "measures for minutes",
}
#: What is typed where a command asks; the documents sign in with the same.
PASSWORD = "a long passphrase"
README, TUTORIAL = ROOT / "README.md", ROOT / "docs/tutorial/your-first-week.md"
WITH_COMMANDS = [document for document in DOCUMENTS if commands_of(document)]
#: Needs a PostgreSQL server of the reader's own: tests/documentation/test_own_postgresql.py.
OWN_POSTGRESQL = ROOT / "docs/how-to/use-your-own-postgresql.md"
#: What is read in one home, in this order.
JOURNEYS = [
    [README, TUTORIAL],
    *([document] for document in WITH_COMMANDS if document not in (README, TUTORIAL, OWN_POSTGRESQL)),
]
#: What a text tells the reader to do in the browser, and what that sends.
IN_THE_BROWSER = "open http://localhost:3000 and make an account"


class Terminal:
    """One in the directory of a fresh clone, and one server at a time in another."""

    def __init__(self, place: Path, reader: Reader) -> None:
        self.port, self.help_port = _free_port(), _free_port()
        self.place = place / "mygymtracker"
        self.reader = reader
        self.server: subprocess.Popen[str] | None = None
        self.replaced: dict[str, str] = {}
        self.environment = {
            **reader.environment,
            "PATH": os.environ["PATH"],
            "TZ": "UTC",
            "HOME": str(place),
            "HOST": "127.0.0.1",  # also with --tls
            "PORT": str(self.port),
            "TLS_HELP_PORT": str(self.help_port),
            "LANG": "C.UTF-8",
        }
        if not reader.is_ordinary:
            self.environment["MYGYMTRACKER_HOME"] = str(place / "data")
        self.place.mkdir()
        for part in ROOT.iterdir():
            if not part.name.startswith("."):
                (self.place / part.name).symlink_to(part)
        reader.make_environment(self.place)
        reader.own(place)
        reader.own(self.place)

    def read(self, document: Path) -> list[str]:
        """A sentence for each step of a document that went otherwise than it says."""
        if document != README:
            self.environment["PATH"] = f"{self.place}/.venv/bin:{self.environment['PATH']}"
        problems: list[str] = []
        for step in steps_of(document, IN_THE_BROWSER):
            if isinstance(step, str):
                self.sign_up()
            elif _reason_not_to_run(step) is None and (problem := self.run(step)):
                problems.append(problem)
        return problems

    def sign_up(self) -> None:
        """What the page sends; as whom, the document says."""
        said = json.dumps({"email": "ann@example.org", "password": PASSWORD}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/accounts", said, {"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request).close()  # noqa: S310

    def run(self, command: Command) -> str:
        """A sentence for what went otherwise than the document says, empty when nothing did."""
        line = command.line.replace("localhost:3000", f"localhost:{self.port}")
        line = line.replace("localhost:3001", f"localhost:{self.help_port}")
        line = line.replace("curl ", "curl --fail-with-body ").replace("make serve", ".venv/bin/mygymtracker serve")
        for shown, here in self.replaced.items():
            line = line.replace(shown, here)
        if "mygymtracker serve" in line:
            return self.serve(line)
        kept = self.place.parent / "environment-of-the-shell"
        shell = self.reader.start(
            f"set -a; trap 'env -0 >{kept}' EXIT\n{line}", directory=self.place, environment=self.environment
        )
        answer = "".join(shell.communicate(f"{PASSWORD}\n" * 2, timeout=300))
        self.environment |= dict(each.split("=", 1) for each in kept.read_text().split("\0") if each)
        if (shell.returncode != 0) != command.fails:
            return f"`{command.line}` exits with {shell.returncode}\n{answer}"
        missing = [line for line in command.shown if not is_answered(line, answer)]
        return f"`{command.line}` does not answer {missing}\n{answer}" if missing else ""

    def serve(self, line: str) -> str:
        """Returns once the server says where it is: from then on it takes connections."""
        self.server = self.reader.start(f"exec {line}", directory=self.place, environment=self.environment)
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


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    place = Path(tempfile.mkdtemp(prefix="gd-", dir="/tmp"))
    place.chmod(0o755)
    yield make_reader(place / "python")
    shutil.rmtree(place)


@pytest.fixture
def terminal(reader: Reader) -> Iterator[Terminal]:
    place = Path(tempfile.mkdtemp(prefix="gd-", dir="/tmp"))
    place.chmod(0o755)  # as root the database runs as another user, who must be able to pass
    made = Terminal(place, reader)
    yield made
    made.close()
    shutil.rmtree(place)


def _reason_not_to_run(command: Command) -> str | None:
    return next((first for first in NOT_RUN if command.line.startswith(first)), None)


@pytest.mark.parametrize("documents", JOURNEYS, ids=lambda journey: "+".join(map(name_of, journey)))
def test_every_command_of_a_document_does_what_it_says(documents: list[Path], terminal: Terminal) -> None:
    problems = [problem for document in documents for problem in terminal.read(document)]

    assert "\n".join(problems) == ""
    assert terminal.close() == 0


def test_the_readme_says_what_is_done_in_the_browser() -> None:
    assert [step for step in steps_of(README, IN_THE_BROWSER) if isinstance(step, str)] == [IN_THE_BROWSER]


def test_what_is_not_run_stands_in_a_document() -> None:
    shown = [command for document in DOCUMENTS for command in commands_of(document)]

    used = {_reason_not_to_run(command) for command in shown}

    assert set(NOT_RUN) - used == set()


def test_make_serve_is_the_command_that_runs_here_in_its_place() -> None:
    makefile = (ROOT / "Makefile").read_text()

    assert "\t@exec $(BIN)/mygymtracker serve\n" in makefile
