"""A terminal in a fresh clone, in which the commands of documents are typed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path
from typing import Final

from tests.documentation import preloaded
from tests.documentation.documents import ROOT, Command, is_answered, steps_of
from tests.documentation.reader import Reader

#: What cannot run in a test, by its first words, and why. `make serve` runs, as the command that the target runs.
NOT_RUN: Final = {
    "docker": "needs a container engine",
    "kubectl": "needs a cluster",
    "sudo": "changes the machine",
    "git": "needs the repository that the clone came from",
    "make test": "would run this test",
    "make lint": "looks at the whole tree, and is run beside the tests",
    "make bench": "measures for minutes",
}
#: Programs that are not ours, whose commands run where they are installed.
OF_OTHERS: Final = ("rclone", "restic")
#: What is typed where a command asks; the documents sign in with the same.
PASSWORD: Final = "a long passphrase"
README: Final = ROOT / "README.md"
#: What a text tells the reader to do in the browser, and what that sends.
IN_THE_BROWSER: Final = "open http://localhost:3000 and make an account"


def reason_not_to_run(command: Command) -> str | None:
    missing = (program for program in OF_OTHERS if command.line.startswith(program) and not shutil.which(program))
    return next((first for first in NOT_RUN if command.line.startswith(first)), next(missing, None))


class Terminal:
    """One in the directory of a fresh clone, and one server at a time in another."""

    def __init__(self, place: Path, reader: Reader) -> None:
        self.port, self.help_port = free_port(), free_port()
        self.place = place / "mygymtracker"
        self.reader = reader
        self.server: subprocess.Popen[str] | None = None
        self.program: subprocess.Popen[str] | None = None
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
            elif reason_not_to_run(step) is None and (problem := self.run(step)):
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
            f"{self.preloaded()}\nset -a; trap 'env -0 >{kept}' EXIT\n{line}",
            directory=self.place,
            environment=self.environment,
        )
        answer = "".join(shell.communicate(f"{PASSWORD}\n" * 2, timeout=300))
        self.environment |= dict(each.split("=", 1) for each in kept.read_text().split("\0") if each)
        if (shell.returncode != 0) != command.fails:
            return f"`{command.line}` exits with {shell.returncode}\n{answer}"
        missing = [line for line in command.shown if not is_answered(line, answer)]
        return f"`{command.line}` does not answer {missing}\n{answer}" if missing else ""

    def preloaded(self) -> str:
        """What makes `mygymtracker`, typed by its name, a fork of the program that was imported once."""
        listening = self.place.parent / "program.socket"
        here = self.place / "tests/documentation"
        if self.program is None:
            self.program = self.reader.start(
                f"exec .venv/bin/python {here}/preloaded.py {listening}",
                directory=self.place,
                environment=self.environment,
            )
        while not listening.exists():
            assert self.program.poll() is None, self.program.communicate()
        return preloaded.FUNCTION.format(
            python=self.reader.python, hand_over=here / "hand_over.py", listening=listening
        )

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
        """Of the server that was started, its exit code; 0 where there was none."""
        if self.program is not None:
            self.program.kill()
            self.program.communicate()
            self.program = None
        if self.server is None:
            return 0
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            self.server.communicate(timeout=60)
        return self.server.returncode


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
