"""Real PostgreSQL for every test: one cluster a process, in memory where there is room; one database a test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.embedded_roles import run_script
from mygymtracker.database.engine import build_engine
from mygymtracker.database.migrations import runner
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.exercises.loading import load_catalogue
from mygymtracker.postgres_address import PostgresAddress
from tests.factories import MONDAY, Person, sign_up

#: Nothing here must survive a power cut.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_wal_size": "2GB",
    "max_connections": "200",
}
ENOUGH_MEMORY = 2 << 30


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """One cluster for all tests of this process. `PG_BINDIR` runs them on another PostgreSQL."""
    memory = Path("/dev/shm")  # noqa: S108 — a directory of our own is made inside
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ENOUGH_MEMORY
    home = Path(tempfile.mkdtemp(prefix="gym-", dir=memory if roomy else "/tmp"))  # noqa: S108
    home.chmod(0o755)  # as root the server runs as another user, who must be able to pass
    binaries = os.environ.get("PG_BINDIR")
    running = EmbeddedServer(home / "home", binaries=Path(binaries) if binaries else None, settings=FAST)
    running.start()
    yield running
    running.stop()
    shutil.rmtree(home, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class TestDatabase:
    """The addresses of one database: as its owner (migrations), as the working role, and as superuser."""

    __test__ = False

    owner: PostgresAddress
    app: PostgresAddress
    superuser: PostgresAddress


class Databases:
    """Makes databases: empty ones, and copies of one that was migrated to head once."""

    def __init__(self, server: EmbeddedServer) -> None:
        self.server = server
        self.numbers = count(1)
        self.template: str | None = None

    def empty(self) -> TestDatabase:
        name = f"test_{next(self.numbers)}"
        self.server.create_database(name)
        return self._addresses(name)

    def migrated(self) -> TestDatabase:
        if self.template is None:
            made = self.empty()
            runner.run(made.owner)
            self.template = made.owner.database
        name = f"test_{next(self.numbers)}"
        clone = f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY FILE_COPY"
        run_script(clone, self.server.as_superuser(), psql=self.server.bin / "psql")
        self.server.create_database(name)  # a copy has no privileges of its own yet
        return self._addresses(name)

    def _addresses(self, name: str) -> TestDatabase:
        return TestDatabase(self.server.as_owner(name), self.server.as_app(name), self.server.as_superuser(name))

    def drop(self, database: TestDatabase) -> None:
        self.server.drop_database(database.owner.database)


@pytest.fixture(scope="session")
def databases(server: EmbeddedServer) -> Databases:
    return Databases(server)


@pytest.fixture
def empty_database(databases: Databases) -> Iterator[TestDatabase]:
    made = databases.empty()
    yield made
    databases.drop(made)


@pytest.fixture
def migrated_database(databases: Databases) -> Iterator[TestDatabase]:
    made = databases.migrated()
    yield made
    databases.drop(made)


@pytest.fixture
async def database(migrated_database: TestDatabase) -> AsyncIterator[Database]:
    """What features are given, on a database of this test's own."""
    made = Database(build_engine(migrated_database.app, working_role=WORKING_ROLE))
    yield made
    await made.dispose()


@pytest.fixture
async def owner(migrated_database: TestDatabase) -> AsyncIterator[AsyncEngine]:
    """The owner of the tables, who sees everybody's rows, on the same database."""
    engine = build_engine(migrated_database.owner, working_role=None)
    yield engine
    await engine.dispose()


@pytest.fixture
async def catalogue(migrated_database: TestDatabase) -> None:
    """The shared exercises of the program's file, which only the owner of the schema can bring in."""
    owner = Database(build_engine(migrated_database.owner, working_role=None))
    async with owner.acting_as_nobody() as session:
        await load_catalogue(session, read_catalogue(), now=MONDAY)
    await owner.dispose()


@pytest.fixture
async def ann(database: Database) -> Person:
    return await sign_up(database, "ann@example.org")


@pytest.fixture
async def bob(database: Database) -> Person:
    return await sign_up(database, "bob@example.org")
