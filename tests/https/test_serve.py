"""`serve --tls` as people start it: a process of its own, on its embedded database."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="gt-", dir="/tmp"))
    made.chmod(0o755)  # as root the database runs as another user, who must be able to pass
    yield made
    shutil.rmtree(made)


def free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


@contextmanager
def serving(place: Path, *ports: int) -> Iterator[list[str]]:
    """What it says until it says all there is to https; afterwards it has ended well."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("DB_", "DATABASE_"))}
    environment |= {"HOST": "127.0.0.1", "MYGYMTRACKER_HOME": str(place / "data")}
    environment |= dict(zip(("PORT", "TLS_HELP_PORT"), map(str, ports), strict=True))
    command = [sys.executable, "-m", "mygymtracker", "serve", "--tls", "--no-web"]
    process = subprocess.Popen(command, cwd=place, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said: list[str] = []
    try:
        for line in process.stderr:
            said.append(line.rstrip())
            if "SHA-256" in (said[-2] if len(said) > 1 else ""):
                break
        yield said
    finally:
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=60)[1]
    assert (process.returncode, rest.split()) == (0, ["Stopped."])


def test_it_says_where_it_is_and_keeps_its_authority_over_a_second_start(place: Path) -> None:
    port, help_port = free_ports()
    with serving(place, port, help_port) as said, httpx.Client(trust_env=False) as plain:
        page = plain.get(f"http://localhost:{help_port}/").text
        authority = plain.get(f"http://localhost:{help_port}/mygymtracker.crt").text
        trusting = ssl.create_default_context(cadata=authority)
        with httpx.Client(verify=trusting, trust_env=False) as device:
            answer = device.get(f"https://localhost:{port}/health/ready")
    with serving(place, port, help_port) as said_again, httpx.Client(verify=trusting, trust_env=False) as device:
        answer_again = device.get(f"https://localhost:{port}/health/ready")

    here = said.index(f"MyGymTracker is at https://localhost:{port} on embedded PostgreSQL.")
    assert said[here + 1].startswith("Nobody has an account yet. The first one needs this code: ")
    assert said[here + 2 :] == [
        f"From other devices: https://localhost:{port}",
        f"A device that does not trust it yet: open http://localhost:{help_port}/ on it.",
        "The certificate there must have this SHA-256 fingerprint:",
        said[-1],
    ]
    assert said[-1].strip() in page
    assert (said_again[-6], said_again[-4:]) == (said[here], said[-4:])
    assert [each.json() for each in (answer, answer_again)] == [{"ok": True, "problems": {}}] * 2
    assert "PRIVATE" not in "".join(said + said_again)
