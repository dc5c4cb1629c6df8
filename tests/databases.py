"""Databases for tests. One that was migrated goes on to the next test with the rows that it began with, and no others,
where nothing but rows changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

import asyncpg

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.embedded_roles import literal, run_script
from mygymtracker.database.migrations import runner
from mygymtracker.postgres_address import PostgresAddress

#: What is larger is cut off rather than emptied row by row: so a table never looks larger to the planner than one of
#: ten pages, as which it takes one that is empty and was never analysed.
FEW_PAGES = 10 * 8192
#: Neither triggers nor foreign keys: rows are as they were when those had their say.
UNCHECKED = "SET session_replication_role = replica"
#: Of a lock for emptying that somebody who was left behind still has.
PATIENCE_MS = 2_000


@dataclass(frozen=True, slots=True)
class TestDatabase:
    """The addresses of one database: as its owner (migrations), as the working role, and as superuser."""

    __test__ = False

    owner: PostgresAddress
    app: PostgresAddress
    superuser: PostgresAddress


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a database is before a test: what its schema looks like, and what writes the rows that it has already."""

    schema: str
    writing: Mapping[str, str]


class Databases:
    """Makes databases: empty ones, and copies of one that was migrated to head once."""

    def __init__(self, server: EmbeddedServer) -> None:
        self.server = server
        self.numbers = count(1)
        self.template: str | None = None
        self.spare: list[TestDatabase] = []
        self.beginnings: dict[str, Beginning] = {}
        self.own_loop = asyncio.Runner(loop_factory=asyncio.new_event_loop)  # which is not the tests'

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

    def drop(self, database: TestDatabase) -> None:
        self.server.drop_database(database.owner.database)

    def borrow(self) -> TestDatabase:
        """A migrated one that nobody has written to, to be given back."""
        if self.spare:
            return self.spare.pop()
        made = self.migrated()
        self.begin_here(made)
        return made

    def begin_here(self, database: TestDatabase) -> None:
        """The rows that it has now, and no others, are there for the next test, too."""
        self.beginnings[database.owner.database] = self.own_loop.run(_beginning_of(database))

    def give_back(self, database: TestDatabase) -> None:
        """Keeps it for the next test where it can be as it was, and drops it where its schema was altered."""
        if self.put_back(database):
            self.spare.append(database)

    def put_back(self, database: TestDatabase) -> bool:
        """Whether it is as it was when it began; where its schema was altered it is dropped."""
        beginning = self.beginnings.pop(database.owner.database)
        try:
            again = self.own_loop.run(_put_back(database, beginning))
        except Altered:
            self.drop(database)
            return False
        self.beginnings[database.owner.database] = again
        return True

    def written_in(self, database: TestDatabase) -> str:
        """The statements that write what was written to it since it began, to any that begins alike."""
        before = self.beginnings[database.owner.database].writing
        now = self.own_loop.run(_beginning_of(database)).writing
        written = {table: rows for table, rows in now.items() if rows != before.get(table)}
        return "; ".join([*(f"DELETE FROM {table}" for table in written if table in before), *written.values()])

    def write(self, database: TestDatabase, statements: str) -> None:
        self.own_loop.run(_write(database, statements))

    def close(self) -> None:
        self.own_loop.close()

    def _addresses(self, name: str) -> TestDatabase:
        return TestDatabase(self.server.as_owner(name), self.server.as_app(name), self.server.as_superuser(name))


class Altered(Exception):
    """A database has another schema than before, or somebody works in it."""


@asynccontextmanager
async def _connected(address: PostgresAddress) -> AsyncIterator[asyncpg.Connection]:
    """Errors of the statements pass through: they are faults of what is here, not of a test."""
    connection = await asyncpg.connect(
        host=address.host,
        port=address.port,
        user=address.user,
        password=address.password or None,
        database=address.database,
    )
    try:
        yield connection
    finally:
        await connection.close()


async def _beginning_of(database: TestDatabase) -> Beginning:
    async with _connected(database.superuser) as connection:
        _, filled, _ = await _state(connection)
        writing = {table: await _writing(connection, table) for table in filled}
        return Beginning(await _schema(connection), writing)


async def _writing(connection: asyncpg.Connection, table: str) -> str:
    """The statement that writes all rows that a table has now."""
    columns = await connection.fetchval(COLUMNS, table)
    rows = await connection.fetchval(f"SELECT coalesce(json_agg({table}), '[]')::text FROM {table}")
    return (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, {literal(rows)})"
    )


async def _write(database: TestDatabase, statements: str) -> None:
    async with _connected(database.superuser) as connection:
        await connection.execute(f"{UNCHECKED}; {statements}")


async def _put_back(database: TestDatabase, beginning: Beginning) -> Beginning:
    """Ends the connections that were left, and takes out all rows but those of the beginning.

    Raises Altered where the schema is another one, or a connection was left in the middle of something.
    """
    async with _connected(database.superuser) as connection:
        if await connection.fetch(OTHERS):
            raise Altered
        schema, filled, counted = await _state(connection)
        if schema != beginning.schema:
            raise Altered
        large = [table for table, size in filled.items() if size > FEW_PAGES]
        await connection.execute(_putting_back(filled.keys(), large, counted, beginning.writing.values()))
        return Beginning(await _schema(connection), beginning.writing) if large or counted else beginning


def _putting_back(
    filled: Collection[str], large: Collection[str], counted: Collection[str], writing: Iterable[str]
) -> str:
    return "; ".join(
        [
            f"SET lock_timeout = {PATIENCE_MS}",
            UNCHECKED,
            *(f"DELETE FROM {table}" for table in filled if table not in large),
            *(f"TRUNCATE {table} CASCADE" for table in large),
            *(f"ALTER SEQUENCE {sequence} RESTART" for sequence in counted),
            *writing,
        ]
    )


async def _schema(connection: asyncpg.Connection) -> str:
    return str(await connection.fetchval(f"SELECT {SCHEMA}"))


async def _state(connection: asyncpg.Connection) -> tuple[str, dict[str, int], list[str]]:
    """What the schema looks like, the bytes of each table with rows, and the sequences that were counted on."""
    row = await connection.fetchrow(f"SELECT {SCHEMA}, ({FILLED}), ({COUNTED})")
    assert row is not None
    return row[0], json.loads(row[1]), json.loads(row[2])


def _written(catalogue: str, where: str = "true") -> str:
    """How many rows it has, and which transaction wrote the last of them: no definition changes without one of both.

    Statistics and the size of a file are written in place, which is no change.
    """
    return f"(SELECT count(*) || ':' || coalesce(max(xmin::text::bigint), 0) FROM {catalogue} WHERE {where})"


OBJECTS = (
    "cast", "class", "collation", "constraint", "event_trigger", "opclass", "operator", "policy", "proc", "rewrite",
    "trigger", "type",
)  # fmt: skip
OURS = "oid >= 16384"  # PostgreSQL's own objects have the lower numbers
HERE = "(SELECT oid FROM pg_database WHERE datname = current_database())"
SCHEMA = "concat_ws(' ', {})".format(
    ", ".join(
        [
            *(_written(f"pg_{each}", OURS) for each in OBJECTS),
            *(_written(f"pg_{each}") for each in ("extension", "default_acl", "attrdef", "enum", "statistic")),
            *(_written(f"pg_{each}", "objoid >= 16384") for each in ("description", "seclabel")),
            _written("pg_namespace", "nspname !~ '_temp_'"),  # each is made when somebody first needs it
            _written("pg_attribute", "attrelid >= 16384"),
            _written("pg_database", f"oid = {HERE}"),
            _written("pg_db_role_setting", f"setdatabase = {HERE}"),
        ]
    )
)
#: Tables with rows, or where there were some, and the bytes that each takes.
FILLED = """
SELECT coalesce(json_object_agg(oid::regclass, pg_relation_size(oid)), '{}') FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
  AND pg_relation_size(oid) > 0
"""
#: Of a table, what can be written to: not what is computed.
COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
#: Sequences that were counted on.
COUNTED = """
SELECT coalesce(json_agg(format('%I.%I', schemaname, sequencename)), '[]')
FROM pg_sequences WHERE last_value IS NOT NULL
"""
#: Ends every other connection; a row where one of them was not idle.
OTHERS = """
SELECT state FROM (
  SELECT state, pg_terminate_backend(pid, 1000) AS ended FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()
) AS others
WHERE state IS DISTINCT FROM 'idle' OR NOT ended
"""
