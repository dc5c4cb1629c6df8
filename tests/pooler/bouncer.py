"""A PgBouncer of the test's own, before the cluster of all tests: on a socket in a directory, with no TCP port."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.postgres_address import PostgresAddress

PORT = 6432
#: The first that takes prepared statements from one session to another.
NEEDED = (1, 21)


def program() -> Path | None:
    """PGBOUNCER names it; otherwise that of the PATH."""
    where = os.environ.get("PGBOUNCER") or shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    return Path(where) if where else None


def reason_to_skip() -> str:
    """Empty where there is one that is new enough."""
    found = program()
    if found is None:
        return "there is no pgbouncer on the PATH, and PGBOUNCER names none"
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"PgBouncer (\d+)\.(\d+)", told)
    assert version is not None, told
    if (int(version[1]), int(version[2])) < NEEDED:
        return f"{told.splitlines()[0]} is older than {'.'.join(map(str, NEEDED))}"
    return ""


@contextmanager
def bouncing(server: EmbeddedServer, directory: Path, **settings: object) -> Iterator[Path]:
    """Runs until the end of this context; the directory of its socket. It takes the logins of `server`.

    Three sessions for each login and database, so that people have to share, unless `settings` say otherwise.
    """
    found = program()
    assert found is not None
    logins = (server.as_app(), server.as_owner(), server.as_superuser())
    (directory / "userlist.txt").write_text("".join(f'"{each.user}" "{each.password}"\n' for each in logins))
    lines = {
        "listen_port": PORT,
        "unix_socket_dir": directory,
        "auth_type": "scram-sha-256",
        "auth_file": directory / "userlist.txt",
        "pool_mode": "transaction",
        "default_pool_size": 3,
        "max_client_conn": 400,
        "max_prepared_statements": 200,
        **settings,
    }
    place = logins[0]
    (directory / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={place.host} port={place.port}\n[pgbouncer]\n"
        + "".join(f"{name} = {value}\n" for name, value in lines.items())
    )
    owner = (server.home / "data").stat()  # it runs as whom the server lets in, and never as root
    for path in (directory, *directory.iterdir()):
        os.chown(path, owner.st_uid, owner.st_gid)
    as_root = os.geteuid() == 0
    process = subprocess.Popen(
        [found, directory / "pgbouncer.ini"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        user=owner.st_uid if as_root else None,
        group=owner.st_gid if as_root else None,
        extra_groups=() if as_root else None,
    )
    assert process.stderr is not None
    with process, process.stderr:
        told = []
        for line in process.stderr:
            told.append(line)
            if "process up" in line:
                break
        else:
            raise AssertionError("".join(told))
        try:
            yield directory
        finally:
            process.kill()


def through(directory: Path, address: PostgresAddress) -> PostgresAddress:
    """The same database by way of the pooler."""
    return replace(address, host=str(directory), port=PORT)
