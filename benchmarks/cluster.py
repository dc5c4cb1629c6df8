"""A PostgreSQL of the benchmark's own, set up as `serve` sets up its own, and databases filled in it."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

import asyncpg

from benchmarks import people
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.migrations import runner
from mygymtracker.database.row_upgrades import SCHEMA
from mygymtracker.postgres_address import PostgresAddress

#: Beside what `serve` uses, which is PostgreSQL's defaults. None of it makes anything faster: every statement that the
#: program sends can be read in the log (`transactions.py`), and no autovacuum starts in the middle of a measurement.
SETTINGS: Final = {"log_line_prefix": "@@%p %u@@ ", "autovacuum": "off", "log_checkpoints": "off"}
#: What decides how fast and how durable the server is, to be told beside the figures.
TOLD: Final = (
    "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_level", "data_checksums",
    "shared_buffers", "work_mem", "max_wal_size", "jit", "autovacuum",
)  # fmt: skip
_LINES_AT_ONCE: Final = 5_000
#: What the triggers would have noted of everybody's sets, had each person imported them.
_LOG: Final = (
    "SET session_replication_role = replica",
    "INSERT INTO change_counters (user_id, revision) SELECT id, 1 FROM users",
    "INSERT INTO changes (user_id, revision, part, changed_at, through) SELECT id, 1, 1, now(), 'import' FROM users",
    "INSERT INTO changed_rows (user_id, revision, part, ordinal, table_name, row_id, operation, schema) "
    "SELECT user_id, 1, 1, row_number() OVER (PARTITION BY user_id ORDER BY id), 'exercise_sets', id, 'insert', "
    f"{SCHEMA} FROM exercise_sets",
    "RESET session_replication_role",
)


class Cluster:
    """A running server and the databases made in it."""

    def __init__(self, server: EmbeddedServer) -> None:
        self.server = server
        self.log = server.home / "server.log"

    @property
    def postmaster(self) -> int:
        """The process id of the server."""
        return int((self.server.home / "data" / "postmaster.pid").read_text().split()[0])

    def create(self, name: str) -> None:
        """An empty database at the newest revision."""
        self.server.create_database(name)
        runner.run(self.server.as_owner(name))

    async def fill(self, name: str, *, sets: int, own_exercises: int = 0) -> None:
        """Rows by COPY as superuser, without foreign keys and triggers looking at each: that is measured elsewhere."""
        trained = sets // people.SETS_OF_A_PERSON
        everyone = max(trained, len(people.MEASURED) + -(-own_exercises // people.OWN_EXERCISES_EACH))
        await asyncio.gather(
            self._copy(name, "users", people.user_lines(everyone)),
            self._copy(name, "login_sessions", people.login_session_lines(everyone)),
            self._copy(name, "exercises", people.shared_exercise_lines()),
            self._copy(name, "workout_sessions", people.workout_lines(trained)),
            self._copy(name, "session_exercises", people.block_lines(trained)),
            self._copy(name, "exercise_sets", people.set_lines(trained)),
        )
        await self._copy(name, "exercises", people.own_exercise_lines(own_exercises))
        await self.run(name, *_LOG, "VACUUM ANALYZE", "CHECKPOINT")

    async def _copy(self, name: str, table: str, lines: Iterator[str]) -> None:
        connection = await connect(self.server.as_superuser(name))
        try:
            await connection.execute("SET session_replication_role = replica")
            await connection.copy_to_table(table, source=_chunks(lines), columns=people.COLUMNS[table])
        finally:
            await connection.close()

    async def run(self, name: str, *statements: str) -> None:
        """As superuser, each statement in a transaction of its own."""
        connection = await connect(self.server.as_superuser(name))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    async def settings(self) -> dict[str, str]:
        connection = await connect(self.server.as_superuser())
        try:
            return {name: await connection.fetchval(f"SHOW {name}") for name in TOLD}
        finally:
            await connection.close()


@contextmanager
def temporary_cluster() -> Iterator[Cluster]:
    """Ends and is removed with the block. On a disk: memory would hide what commits cost."""
    # not where TMPDIR says, because a socket's path must be short
    home = Path(tempfile.mkdtemp(prefix="gym-", dir="/tmp"))
    home.chmod(0o755)  # as root the server runs as another user, who must be able to pass
    binaries = os.environ.get("PG_BINDIR")
    server = EmbeddedServer(home / "home", binaries=Path(binaries) if binaries else None, settings=SETTINGS)
    try:
        server.start()
        yield Cluster(server)
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


async def connect(address: PostgresAddress) -> asyncpg.Connection[asyncpg.Record]:
    return await asyncpg.connect(
        host=address.host, port=address.port, user=address.user, password=address.password, database=address.database
    )


async def _chunks(lines: Iterable[str]) -> AsyncIterator[bytes]:
    lines = iter(lines)
    while chunk := "".join(islice(lines, _LINES_AT_ONCE)):
        yield chunk.encode()
