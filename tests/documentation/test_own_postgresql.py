"""The page about a PostgreSQL of one's own is read by somebody who administers one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mygymtracker.database.embedded import EmbeddedServer
from tests.documentation.documents import ROOT
from tests.documentation.reader import Reader
from tests.documentation.terminal import Terminal, free_port

PAGE = ROOT / "docs/how-to/use-your-own-postgresql.md"


def _run(reader: Reader, line: str, place: Path) -> None:
    shell = reader.start(f"{line} >log 2>&1", directory=place, environment={"LANG": "C.UTF-8"})
    shell.communicate(timeout=120)
    assert shell.returncode == 0, (place / "log").read_text()


@pytest.fixture
def administrator(terminal: Terminal, reader: Reader, server: EmbeddedServer) -> Iterator[Terminal]:
    """With a server that asks for passwords over TCP, and takes its administrator without one on its socket."""
    place, port = terminal.place.parent, free_port()
    _run(
        reader, f"{server.bin}/initdb -D pg -U postgres -E UTF8 -N --auth-local=trust --auth-host=scram-sha-256", place
    )
    options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off -c dynamic_shared_memory_type=mmap"
    _run(reader, f"{server.bin}/pg_ctl -D pg -w -l pg.log -o '{options}' start", place)
    terminal.environment |= {"PGHOST": str(place), "PGPORT": str(port), "PGUSER": "postgres"}
    terminal.environment["PATH"] = f"{server.bin}:{terminal.environment['PATH']}"
    terminal.replaced["localhost:5432"] = f"127.0.0.1:{port}"
    yield terminal
    terminal.close()
    _run(reader, f"{server.bin}/pg_ctl -D pg -m immediate stop", place)


def test_every_command_of_the_page_does_what_it_says(administrator: Terminal) -> None:
    problems = administrator.read(PAGE)

    assert "\n".join(problems) == ""
    assert administrator.close() == 0
