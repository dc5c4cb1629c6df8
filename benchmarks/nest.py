"""The founding stack on our schema, as a peer: NestJS and TypeORM (`peers/nest-typeorm`), built and started here."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks import people
from benchmarks.app_process import SECRET, App
from benchmarks.goals import FAST_JWT, IDIOMATIC, TUNED
from benchmarks.transactions import Transaction
from mygymtracker import webbuild
from mygymtracker.postgres_address import PostgresAddress

SOURCE: Final = Path(__file__).parent / "peers" / "nest-typeorm"
#: What each variant is started with; the README there says what it means.
VARIANTS: Final[Mapping[str, Mapping[str, str]]] = {
    IDIOMATIC: {"VARIANT": "idiomatic"},
    TUNED: {"VARIANT": "tuned"},
    FAST_JWT: {"VARIANT": "tuned", "JWT": "fast"},
}


def build() -> None:
    """Installs what its lock file names, and compiles it. Raises CannotBuild where there is no Node.js or registry."""
    node = webbuild.node_with_modules(SOURCE)
    compiler = SOURCE / "node_modules" / "typescript" / "bin" / "tsc"
    subprocess.run([node.program, compiler, "-p", SOURCE], env=node.environment(), check=True)


@contextmanager
def running_nest(variant: str, address: PostgresAddress, begin: Mapping[str, Sequence[str]]) -> Iterator[App]:
    """Answers on a free port of 127.0.0.1 until the block ends. `begin` is what `identity_of` makes."""
    node = webbuild.get_node()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PG"))},
        "JWT_SECRET": SECRET,
        "ADDRESS": json.dumps(
            {
                "host": address.host,
                "port": address.port,
                "username": address.user,
                "password": address.password,
                "database": address.database,
            }
        ),
        "BEGIN": json.dumps(begin),
        **VARIANTS[variant],
    }
    command = [node.program, SOURCE / "dist" / "main.js"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        if not port.isdecimal():
            raise RuntimeError(f"{variant} did not start: {port}")
        yield App(process.pid, int(port))
    finally:
        process.terminate()
        process.communicate(timeout=30)


def identity_of(sent: Sequence[Transaction], person: int) -> list[str]:
    """How the tracker begins a transaction of that person, with {user} and {login} for the two ids."""
    user, login = people.person_id(person), people.login_session_id(person)
    begin = next(each.begin for each in sent if login in "".join(each.begin))
    return [each.replace(user, "{user}").replace(login, "{login}") for each in begin]
