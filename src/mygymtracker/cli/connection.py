"""How a command reaches the database: embedded or external, as its owner or as the working role."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import asyncpg
import typer
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mygymtracker.database.connecting import connected
from mygymtracker.database.engine import build_engine
from mygymtracker.database.migrations.newest import newest_revision
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.database.unsafe_roles import refuse_unsafe_role
from mygymtracker.errors import SchemaMismatch, Unavailable
from mygymtracker.postgres_address import PostgresAddress

# Alembic, backups and the catalogue are loaded where they are used: every command waits for what stands here.
if TYPE_CHECKING:
    from mygymtracker.database.backup import Holdings
    from mygymtracker.database.embedded import EmbeddedServer
    from mygymtracker.database.programs import Programs
    from mygymtracker.settings import Settings

T = TypeVar("T")

#: Which database it is: a copy has the same epoch, and on the same server another number.
_WHICH: Final = text(
    "SELECT epoch, oid FROM public.installation, pg_catalog.pg_database WHERE datname = current_database()"
)


@dataclass(frozen=True, slots=True)
class Server:
    """One database: how to reach it as its owner (for migrations) and as the role that works for people."""

    owner: PostgresAddress
    app: PostgresAddress
    embedded: EmbeddedServer | None

    @property
    def bin(self) -> Path | None:
        """Where psql and pg_dump of the same version are; None for an external server without PG_BINDIR."""
        return self.embedded.bin if self.embedded else None


@contextmanager
def reach(settings: Settings) -> Generator[Server]:
    """The external server of the settings, or the embedded one, started if nobody runs it; the last out stops it."""
    if settings.database is not None:
        yield Server(settings.direct_database or settings.database, settings.database, None)
        return
    from mygymtracker.database.embedded import EmbeddedServer

    with EmbeddedServer(settings.home, binaries=settings.pg_bindir) as embedded:
        yield Server(embedded.as_owner(), embedded.as_app(), embedded)


def programs_for(server: Server, settings: Settings) -> Programs:
    """The embedded server's own; for an external one PG_BINDIR's, else the newer of the PATH's and the package's."""
    from mygymtracker.database.embedded_files import find_binaries
    from mygymtracker.database.programs import Programs, newest_programs

    if given := server.bin or settings.pg_bindir:
        return Programs(given)
    places: list[Path | None] = [None]
    with suppress(Unavailable):  # that package has no build for every platform
        places.append(find_binaries(None))
    return newest_programs(*places)


def ensure_migrated(server: Server) -> None:
    """Sets up a brand-new embedded database. One that holds anything is migrated by whoever says so, or by `serve`.

    Raises SchemaMismatch where revisions are pending.
    """
    if asyncio.run(_revision(server)) == newest_revision():
        return
    from mygymtracker.database.migrations import runner

    pending = runner.pending(server.owner)
    if not pending:
        return
    if server.embedded is not None and not asyncio.run(holdings_of(server)):
        runner.run(server.owner)
        return
    raise SchemaMismatch(pending_migrations(server, pending))


async def _revision(server: Server) -> str | None:
    """That of the schema; None where it has none. Raises Unavailable."""
    async with connected(server.owner) as connection:
        try:
            revision: str | None = await connection.fetchval("SELECT version_num FROM public.alembic_version")
        except (asyncpg.UndefinedTableError, asyncpg.InsufficientPrivilegeError):
            return None
        return revision


def pending_migrations(server: Server, pending: Sequence[str]) -> str:
    by_itself = "it does so when it starts" if server.embedded else "when started with --migrate"
    return (
        f"The database lacks {len(pending)} migration(s): {', '.join(pending)}. Run them with: mygymtracker migration "
        f"run, which writes a backup first (so does mygymtracker serve, {by_itself})."
    )


async def holdings_of(server: Server) -> Holdings | None:
    """What a database holds; None where nobody has an account in it, so that there is nothing to lose."""
    from mygymtracker.database.backup import look

    async with connected(server.owner) as connection:
        holdings = await look(connection, server.owner)
    return holdings if holdings and holdings.accounts else None


def load_shared_exercises(server: Server) -> list[str]:
    """Brings the shared exercises of this version into a migrated database; what there is to say about it."""

    from mygymtracker.exercises.catalogue_file import read_catalogue
    from mygymtracker.exercises.loading import Loaded, load_catalogue

    async def load() -> list[str]:
        owner = Database(build_engine(server.owner, working_role=None, pool_size=1))
        try:
            async with owner.acting_as_nobody() as session:
                return (await load_catalogue(session, read_catalogue(), now=datetime.now(UTC))).sentences()
        except asyncpg.InsufficientPrivilegeError:
            return Loaded(refused=True).sentences()
        finally:
            await owner.dispose()

    return asyncio.run(load())


@dataclass(frozen=True, slots=True)
class Opened:
    """A migrated database: `people` acts as people do, `owner` sees all accounts (for `account list` and such)."""

    people: Database
    owner: Database


@asynccontextmanager
async def opened(server: Server, *, production: bool) -> AsyncGenerator[Opened]:
    people = Database(build_engine(server.app, working_role=WORKING_ROLE, pool_size=2))
    owner = Database(build_engine(server.owner, working_role=None, pool_size=1))
    try:
        await refuse_unsafe_role(people, production=production)
        if server.embedded is None and server.owner != server.app:
            await _refuse_two_databases(people, owner)
        yield Opened(people, owner)
    finally:
        await people.dispose()
        await owner.dispose()


async def _refuse_two_databases(people: Database, owner: Database) -> None:
    async def which(database: Database) -> tuple[object, ...]:
        try:
            async with database.acting_as_nobody() as session:
                return tuple((await session.execute(_WHICH)).one())
        except DBAPIError:  # no tables of ours
            return ()

    if await which(people) != await which(owner):
        raise Unavailable(
            "DATABASE_URL and DATABASE_DIRECT_URL lead to two databases. They must be ways to the same one."
        )


def with_database(context: typer.Context, work: Callable[[Opened], Awaitable[T]]) -> T:
    """Runs `work` on the migrated database of the settings: what most commands are made of."""
    settings: Settings = context.obj

    async def run() -> T:
        async with opened(server, production=settings.is_production) as databases:
            return await work(databases)

    with reach(settings) as server:
        ensure_migrated(server)
        if server.embedded is not None:
            load_shared_exercises(server)
        return asyncio.run(run())
