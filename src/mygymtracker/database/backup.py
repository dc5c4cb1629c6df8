"""One file that holds the whole database, of one moment, while people go on working: pg_dump's custom format.

It is made as the owner of the tables, whom row security does not bind. Whom it binds, pg_dump would refuse to dump
for (it switches row security off, and the server answers with an error rather than with fewer rows); here that is
found before, and told in a sentence.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import asyncpg

from mygymtracker.amounts import counted
from mygymtracker.database.archives import verify
from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded_files import flush_to_disk
from mygymtracker.database.encrypting import Encryption
from mygymtracker.database.kept_backups import draft_of
from mygymtracker.database.pooler import refuse_pooler
from mygymtracker.database.programs import ProgramFailed, Programs
from mygymtracker.errors import Refused, Unavailable
from mygymtracker.postgres_address import PostgresAddress

#: How long pg_dump waits for a table that a migration is changing.
WAIT_FOR_TABLES: Final = "60s"


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a database holds, the revision of its schema, and the day of the newest workout (None: no workout)."""

    accounts: int
    workouts: int
    sets: int
    revision: str
    newest_workout: date | None = None

    def __str__(self) -> str:
        return ", ".join(
            (counted(self.accounts, "account"), counted(self.workouts, "workout"), counted(self.sets, "set"))
        )

    def rows(self) -> dict[str, int]:
        """How many rows the tables have that are counted."""
        return {"users": self.accounts, "workout_sessions": self.workouts, "exercise_sets": self.sets}

    def in_full(self) -> str:
        """With the day by which people know what they have before them."""
        newest = f"; the newest workout is of {self.newest_workout}" if self.newest_workout else ""
        return f"{self}{newest}"


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was written and read again, and what it holds."""

    path: Path
    size_bytes: int
    holdings: Holdings


async def back_up(
    address: PostgresAddress, path: Path, *, programs: Programs, encryption: Encryption | None = None
) -> Backup:
    """Writes a backup, reads it again, and only then gives it its name; a file that has the name is replaced.

    Raises Refused where the file cannot be written or the login does not see all rows, Unavailable where the database
    or a program cannot be used; then there is nothing under the name that was not there before.
    """
    for program in ("pg_dump", "pg_restore"):
        programs.find(program)
    await refuse_pooler(address)
    with _written_whole(path) as draft:
        if encryption is None:
            holdings = await _dump(address, draft, programs=programs)
        else:
            with draft_of(encryption.drafts / path.name) as plain:
                holdings = await _dump(address, plain, programs=programs)
                await asyncio.to_thread(encryption.encrypt, plain, draft)
    return Backup(path, os.stat(path).st_size, holdings)  # noqa: PTH116 — quick, whatever the linter makes of a Path


async def _dump(address: PostgresAddress, draft: Path, *, programs: Programs) -> Holdings:
    """Writes the archive and reads it again; the rows in it are as many as the database had at that moment."""
    async with connected(address) as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # pg_dump may take long
        holdings = await look(connection, address)
        if holdings is None:
            raise Refused(f"There is nothing to back up in {address}: it has no tables of MyGymTracker.")
        snapshot: str = await connection.fetchval("SELECT pg_catalog.pg_export_snapshot()")
        await write_archive(address, draft, snapshot=snapshot, programs=programs)
    await verify(draft, holdings.rows(), programs=programs)
    return holdings


async def write_archive(address: PostgresAddress, draft: Path, *, snapshot: str, programs: Programs) -> None:
    """The rows as that snapshot of another transaction sees them. Never with `--enable-row-security`.

    Of extensions only the one that the tables need: others may not be there where the backup is restored.
    """
    try:
        await programs.run(
            *("pg_dump", "--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={draft}"),
            *("--schema=public", "--extension=pg_trgm", f"--lock-wait-timeout={WAIT_FOR_TABLES}"),
            to=address,
        )
    except ProgramFailed as error:
        hint = "\nSet PG_BINDIR to the programs of the server's version." if "version mismatch" in str(error) else ""
        raise Unavailable(f"No backup was made: {error}{hint}") from error


def refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise Refused(f"{path} exists; it is replaced only with --force.")


@contextmanager
def _written_whole(path: Path) -> Generator[Path]:
    """A file beside `path`, for its owner only, which takes its name once it is whole and on disk."""
    if path.is_dir():
        raise Refused(f"{path} is a directory; name a file in it.")
    try:
        with draft_of(path) as draft:
            yield draft
            flush_to_disk(draft)
            draft.replace(path)
            flush_to_disk(path.parent)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error


# ------------------------------------------------------------------------------------------- what a database holds


async def look(connection: asyncpg.Connection, address: PostgresAddress) -> Holdings | None:
    """What is there, None where no revision ever ran. Raises Refused where the login does not see all of it."""
    if await connection.fetchval("SELECT pg_catalog.to_regclass('public.alembic_version')") is None:
        return None
    hidden = await connection.fetchval(
        """
        SELECT string_agg(relname, ', ' ORDER BY relname)
          FROM pg_catalog.pg_class
         WHERE relnamespace = 'public'::regnamespace
           AND relkind IN ('r', 'p')
           AND (row_security_active(oid) OR NOT has_table_privilege(oid, 'SELECT'))
        """
    )
    if hidden:
        raise Refused(
            f"The login {address.user} does not own the tables, and row security hides people's rows from it "
            f"({hidden}). Use the login that runs the migrations: DATABASE_DIRECT_URL."
        )
    row = await connection.fetchrow(
        """
        SELECT (SELECT count(*) FROM public.users),
               (SELECT count(*) FROM public.workout_sessions),
               (SELECT count(*) FROM public.exercise_sets),
               (SELECT coalesce(max(version_num), '') FROM public.alembic_version),
               -- the older schemas have no day of their own
               (SELECT coalesce((to_jsonb(newest) ->> 'performed_on')::date, (started_at AT TIME ZONE 'UTC')::date)
                  FROM public.workout_sessions AS newest
                 ORDER BY started_at DESC
                 LIMIT 1)
        """
    )
    assert row is not None  # noqa: S101 — a SELECT without FROM has one row
    return Holdings(*row) if row[3] else None
