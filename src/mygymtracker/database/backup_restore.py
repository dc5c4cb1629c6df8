"""A backup in the place of what is there: all of it or nothing, in one transaction.

pg_restore turns the archive into a script, which goes to psql between a beginning that drops the schema and an end
that hands functions over, begins a new epoch and commits. Nothing but that last line commits: whatever breaks before
(the file, a program, the connection, this process) leaves the database as it was.

The script sets no owners, because the owner's login has another name elsewhere. What belonged to the role
`mygymtracker_lookup` is handed to it at the end, which takes the right to CREATE in the schema for that moment.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import asyncpg
from alembic.script import ScriptDirectory

from mygymtracker.database.migrations import runner
from mygymtracker.database.pooler import refuse_pooler
from mygymtracker.database.programs import ProgramFailed, Programs, Running
from mygymtracker.database.row_security import LOOKUP_ROLE, WORKING_ROLE
from mygymtracker.errors import Conflict, Refused, Unavailable, Unreadable
from mygymtracker.postgres_address import PostgresAddress

WAIT_FOR_TABLES: Final = "10s"
#: How long connections that are just ending may take; the command before this one may have left them.
WAIT_FOR_OTHERS_SECONDS: Final = 3.0
_LOCK_NOT_AVAILABLE: Final = "55P03"
_PIECE_BYTES: Final = 1 << 18
#: Of the settings at the beginning of a script, what a server before 17 does not know, and the last one.
_UNKNOWN_SETTING: Final = b"SET transaction_timeout = 0;\n"
_LAST_SETTING: Final = b"SET row_security = off;\n"

#: Entries of the archive's list: "273; 1255 16685 FUNCTION public account_for_sign_in(text) mygymtracker_lookup".
_ENTRY: Final = r"^[0-9]+; [0-9]+ [0-9]+ "
#: The schema is made before the script runs; comments on extensions are their owner's; others than ours are optional.
_LEFT_OUT: Final = re.compile(
    _ENTRY + r"(SCHEMA - public |COMMENT - (SCHEMA|EXTENSION) |ACL - EXTENSION |EXTENSION - (?!pg_trgm ))"
)
_HANDED_OVER: Final = re.compile(_ENTRY + rf"FUNCTION public (.+\)) {LOOKUP_ROLE}$", re.MULTILINE)
_REVISION: Final = re.compile(rb"^COPY public\.alembic_version [^\n]*\n([^\n\\]+)\n\\\.$", re.MULTILINE)

_NEW_EPOCH: Final = """
UPDATE public.installation SET epoch = pg_catalog.gen_random_uuid();
UPDATE public.change_counters SET epoch_revision = revision, transaction_id = NULL;
"""
_END: Final = """
SELECT pg_catalog.format('ANALYZE %s', oid::regclass)
  FROM pg_catalog.pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
\\gexec
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup whose list was read. `made_at` is as pg_restore says it, `entries` what is to be restored of it."""

    path: Path
    made_at: str
    revision: str
    entries: str

    def ending(self) -> str:
        """What follows the archive's own script, up to the one COMMIT there is."""
        given = "".join(
            f"ALTER FUNCTION public.{signature} OWNER TO {LOOKUP_ROLE};\n"
            for signature in _HANDED_OVER.findall(self.entries)
        )
        allowed = f"GRANT CREATE ON SCHEMA public TO {LOOKUP_ROLE};\n" if given else ""
        forbidden = f"REVOKE CREATE ON SCHEMA public FROM {LOOKUP_ROLE};\n" if given else ""
        epoch = _NEW_EPOCH if self.holds("TABLE public installation") else ""
        return f"\n{allowed}{given}{forbidden}{epoch}{_END}"

    def holds(self, entry: str) -> bool:
        return re.search(f"{_ENTRY}{re.escape(entry)} ", self.entries, re.MULTILINE) is not None


async def read_archive(path: Path, *, programs: Programs) -> Archive:
    """Raises Unreadable where it is no backup of ours, Conflict where a newer version of the program made it."""
    try:
        listed = await programs.run("pg_restore", "--list", str(path))
        wanted = ("--data-only", "--schema=public", "--table=alembic_version", "--file=-")
        versions = await programs.run("pg_restore", *wanted, str(path))
    except ProgramFailed as error:
        hint = "\nSet PG_BINDIR to the programs of a newer PostgreSQL." if "unsupported version" in str(error) else ""
        raise Unreadable(f"{path} cannot be restored: {error}{hint}", field="FILE", value=str(path)) from error
    entries = "".join(f"{line}\n" for line in listed.splitlines() if not _LEFT_OUT.match(line))
    made_at = re.search(r"^; Archive created at (.+)$", listed, re.MULTILINE)
    revision = _REVISION.search(versions.encode())
    archive = Archive(
        path=path,
        made_at=made_at[1] if made_at else "an unknown time",
        revision=revision[1].decode() if revision else "",
        entries=entries,
    )
    needed = ("TABLE public exercise_sets", "TABLE DATA public exercise_sets", "TABLE DATA public users")
    if not archive.revision or not all(archive.holds(entry) for entry in needed):
        raise Unreadable(
            f"{path} is an archive of PostgreSQL's, but no backup of MyGymTracker.", field="FILE", value=str(path)
        )
    if archive.revision not in _known_revisions():
        raise Conflict(
            f"{path} was made by a newer version of MyGymTracker: this one does not know its revision "
            f"{archive.revision}. Nothing was changed; install that version, or a later one, and restore again."
        )
    return archive


def _known_revisions() -> set[str]:
    here = Path(runner.__file__).parent
    return {script.revision for script in ScriptDirectory(str(here)).walk_revisions()}


async def refuse_company(connection: asyncpg.Connection, *, then: str) -> None:
    """Raises Refused while the tracker's logins have other connections to this database, `serve` for example.

    `then` is what to do once they have ended: "restore again".
    """
    query = """
        SELECT count(*)
          FROM pg_catalog.pg_stat_activity
         WHERE datname = current_database()
           AND pid <> pg_backend_pid()
           AND usename = ANY ($1::text[])
    """
    logins = [WORKING_ROLE, await connection.fetchval("SELECT current_user::text")]
    deadline = asyncio.get_running_loop().time() + WAIT_FOR_OTHERS_SECONDS
    while others := await connection.fetchval(query, logins):
        if asyncio.get_running_loop().time() > deadline:
            raise Refused(
                f"MyGymTracker has {others} other connection(s) to this database. Stop `mygymtracker serve` and "
                f"whatever else uses it (a pooler keeps connections for a while), and {then}. Nothing was changed."
            )
        await asyncio.sleep(0.05)


async def ensure_roles(connection: asyncpg.Connection, address: PostgresAddress) -> None:
    """For an empty database: where it lacks the roles, migrations make them; their tables are replaced afterwards."""
    query = """
        SELECT count(*)
          FROM pg_catalog.pg_roles
         WHERE rolname = ANY ($1::text[]) AND pg_has_role(current_user, oid, 'MEMBER')
    """
    if await connection.fetchval(query, [WORKING_ROLE, LOOKUP_ROLE]) < 2:
        await asyncio.to_thread(runner.run, address)


async def restore(address: PostgresAddress, archive: Archive, *, programs: Programs) -> None:
    """Replaces everything in the schema `public`. It is at the archive's revision afterwards, and in a new epoch.

    Raises Unavailable, and has changed nothing then, where the archive, a program or the database fails on the way, and
    Refused where a pooler is on the way.
    """
    await refuse_pooler(address)
    with tempfile.NamedTemporaryFile("w", suffix=".list", encoding="utf-8") as entries:
        entries.write(archive.entries)
        entries.flush()
        reading = ("--no-owner", f"--use-list={entries.name}", "--file=-", str(archive.path))
        async with programs.started("pg_restore", *reading) as source, _psql(address, programs=programs) as sink:
            sent = await _send(_beginning().encode(), sink) and await _pass_on(source, sink)
            if sent and not await source.ended_well():
                _refuse(await source.complaints())  # leaving ends psql, and its transaction with it
            sent = sent and await _send(archive.ending().encode(), sink)
            _end(sink)
            if not await sink.ended_well() or not sent:
                _refuse(await sink.complaints())


def _beginning() -> str:
    return f"""
        BEGIN;
        SET LOCAL client_min_messages = warning;
        SET LOCAL lock_timeout = '{WAIT_FOR_TABLES}';
        SELECT pg_catalog.pg_advisory_xact_lock({runner.MIGRATION_LOCK});
        DROP SCHEMA IF EXISTS public CASCADE;
        CREATE SCHEMA public;
    """


@asynccontextmanager
async def _psql(address: PostgresAddress, *, programs: Programs) -> AsyncGenerator[Running]:
    arguments = ("--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose")
    async with programs.started("psql", *arguments, "--file=-", to=address, stdin=PIPE, stdout=DEVNULL) as running:
        yield running


async def _pass_on(source: Running, sink: Running) -> bool:
    """The script as it comes; False where psql has ended before. What a server before 17 does not know is left out."""
    script = source.process.stdout
    assert script is not None  # noqa: S101 — asked for
    settings = b""
    while _LAST_SETTING not in settings and (piece := await script.read(_PIECE_BYTES)):
        settings += piece
    settings, last, piece = settings.partition(_LAST_SETTING)
    if not await _send(settings.replace(_UNKNOWN_SETTING, b"") + last, sink):
        return False
    while piece:
        if not await _send(piece, sink):
            return False
        piece = await script.read(_PIECE_BYTES)
    return True


async def _send(script: bytes, sink: Running) -> bool:
    assert sink.process.stdin is not None  # noqa: S101 — asked for
    try:
        sink.process.stdin.write(script)
        await sink.process.stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _end(sink: Running) -> None:
    assert sink.process.stdin is not None  # noqa: S101 — asked for
    sink.process.stdin.close()


def _refuse(complaints: str) -> NoReturn:
    if f"{_LOCK_NOT_AVAILABLE}:" in complaints:
        raise Unavailable(
            f"Somebody works in this database, and did not let go of it within {WAIT_FOR_TABLES}. Stop `mygymtracker "
            "serve` and whatever else uses it, and restore again. Nothing was changed."
        )
    sentence = re.sub(r"^psql:<stdin>:[0-9]+: ERROR:  \w{5}: ", "", complaints)
    raise Unavailable(f"The backup could not be restored, and nothing was changed: {sentence}")
