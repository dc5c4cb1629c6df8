"""The page about a PostgreSQL of one's own is read by somebody who administers one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mygymtracker.database.embedded import EmbeddedServer
from tests.documentation.documents import ROOT, commands_of
from tests.documentation.reader import Reader
from tests.documentation.terminal import Terminal, free_port
from tests.pooler.bouncer import program, reason_to_skip

PAGE = ROOT / "docs/how-to/use-your-own-postgresql.md"
POOLER = ROOT / "docs/how-to/behind-a-pooler.md"


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


@pytest.fixture
def pooler(administrator: Terminal, reader: Reader) -> Iterator[Terminal]:
    """With the roles of step 1 of the other page, and PgBouncer as this one sets it up."""
    if reason := reason_to_skip():
        pytest.skip(reason)
    place, port = administrator.place.parent, free_port()
    for command in commands_of(PAGE):
        if command.line.startswith("psql"):
            assert administrator.run(command) == ""
    shown = re.search(r"```ini\n(.+?)```", POOLER.read_text(), re.DOTALL)
    assert shown is not None
    lines = shown[1].replace("host=localhost port=5432", f"host=127.0.0.1 port={administrator.environment['PGPORT']}")
    lines = lines.replace("listen_port = 6432", f"listen_port = {port}\nunix_socket_dir =")
    (place / "pgbouncer.ini").write_text(lines.replace("/etc/pgbouncer", str(place)))
    (place / "userlist.txt").write_text('"mygymtracker_app" "for-serving"\n')
    for name in ("pgbouncer.ini", "userlist.txt"):
        reader.own(place / name)
    administrator.replaced["localhost:6432"] = f"127.0.0.1:{port}"
    running = reader.start(f"exec {program()} pgbouncer.ini", directory=place, environment={"LANG": "C.UTF-8"})
    assert any("process up" in line for line in running.stderr or ())
    yield administrator
    running.kill()
    running.communicate()


def test_every_command_behind_a_pooler_does_what_it_says(pooler: Terminal) -> None:
    problems = pooler.read(POOLER)

    assert "\n".join(problems) == ""
    assert pooler.close() == 0
