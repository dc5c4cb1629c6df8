"""Real PostgreSQL for every test: one cluster a process, in memory where there is room; no test sees another's rows."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.engine import build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.exercises.loading import load_catalogue
from mygymtracker.postgres_address import PostgresAddress, TlsMode
from tests.cluster import ClusterDatabases
from tests.databases import Databases, TestDatabase
from tests.factories import MONDAY, Person, sign_up

__all__ = ["Databases", "TestDatabase"]

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


#: Begun first, so that no worker is alone with one of these at the end.
LONG = ("tests/api/conformance/", "tests/documentation/test_commands.py", "tests/web/", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))  # which leaves all else in its order


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


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Iterator[Databases | ClusterDatabases]:
    """On the cluster of `TEST_CITUS_URL` where it is set (`make test-citus`)."""
    citus = os.environ.get("TEST_CITUS_URL")
    made: Databases | ClusterDatabases
    if citus:
        made = ClusterDatabases(PostgresAddress.parse(citus, default_tls=TlsMode.DISABLE))
    else:
        made = Databases(request.getfixturevalue("server"))
    yield made
    made.close()


@pytest.fixture
def empty_database(databases: Databases) -> Iterator[TestDatabase]:
    made = databases.empty()
    yield made
    databases.drop(made)


@pytest.fixture
def migrated_database(databases: Databases) -> Iterator[TestDatabase]:
    """Without rows, and with a schema that nobody altered."""
    made = databases.borrow()
    yield made
    databases.give_back(made)


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


@pytest.fixture(scope="session")
def writing_catalogue(databases: Databases) -> str:
    """Statements that write the shared exercises of the program's file. Loading them takes half a second."""
    made = databases.borrow()
    databases.own_loop.run(_load_catalogue(made))
    statements = databases.written_in(made)
    databases.give_back(made)
    return statements


async def _load_catalogue(database: TestDatabase) -> None:
    owner = Database(build_engine(database.owner, working_role=None))
    async with owner.acting_as_nobody() as session:
        await load_catalogue(session, read_catalogue(), now=MONDAY)
    await owner.dispose()


@pytest.fixture
def catalogue(databases: Databases, migrated_database: TestDatabase, writing_catalogue: str) -> None:
    """The shared exercises of the program's file, which only the owner of the schema can bring in."""
    databases.write(migrated_database, writing_catalogue)


@pytest.fixture
async def ann(database: Database) -> Person:
    return await sign_up(database, "ann@example.org")


@pytest.fixture
async def bob(database: Database) -> Person:
    return await sign_up(database, "bob@example.org")
