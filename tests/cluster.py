"""Databases for tests on a Citus cluster: those of `TEST_CITUS_URL`, lent as `Databases` lends its own.

The URL is a superuser's of the coordinator, in a database that knows the workers. Each database of a test is
distributed anew once, and emptied between tests by TRUNCATE, which the log does not see.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count
from os import getpid

import asyncpg

from mygymtracker.database.connecting import connected
from mygymtracker.database.distributing import REFERENCE, distribute, distributed_tables
from mygymtracker.database.migrations import runner
from mygymtracker.database.row_security import LOOKUP_ROLE, WORKING_ROLE
from mygymtracker.errors import Unavailable
from mygymtracker.postgres_address import PostgresAddress
from tests.databases import TestDatabase

OWNER = "gym_owner"
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()"


class ClusterDatabases:
    """The same doors as those of `Databases`."""

    def __init__(self, coordinator: PostgresAddress) -> None:
        self.coordinator = coordinator
        self.numbers = count(1)
        self.spare: list[TestDatabase] = []
        self.own_loop = asyncio.Runner(loop_factory=asyncio.new_event_loop)  # which is not the tests'
        self.nodes = self.own_loop.run(_prepared(coordinator))

    def empty(self) -> TestDatabase:
        name = f"test_{getpid()}_{next(self.numbers)}"
        self.own_loop.run(_create(self.nodes, name))
        at = replace(self.coordinator, database=name)
        return TestDatabase(replace(at, user=OWNER), replace(at, user=WORKING_ROLE), at)

    def migrated(self) -> TestDatabase:
        made = self.empty()
        runner.run(made.owner)
        self.own_loop.run(distribute(made.owner))
        return made

    def drop(self, database: TestDatabase) -> None:
        self.own_loop.run(_drop(self.nodes, database.owner.database))

    def borrow(self) -> TestDatabase:
        return self.spare.pop() if self.spare else self.migrated()

    def give_back(self, database: TestDatabase) -> None:
        try:
            self.own_loop.run(_empty(database))
        except Unavailable:
            self.drop(database)
        else:
            self.spare.append(database)

    def close(self) -> None:
        for database in self.spare:
            self.drop(database)
        self.own_loop.close()


async def _prepared(coordinator: PostgresAddress) -> list[PostgresAddress]:
    """All nodes, the coordinator first, with the roles that an administrator makes on each."""
    async with connected(coordinator) as connection:
        found = await connection.fetch("SELECT nodename, nodeport FROM pg_dist_node WHERE groupid <> 0 ORDER BY 2")
    nodes = [coordinator, *(replace(coordinator, host=row["nodename"], port=row["nodeport"]) for row in found)]
    for node in nodes:
        async with connected(node) as connection:
            await connection.execute("SET citus.enable_ddl_propagation = off")
            for role in (OWNER, WORKING_ROLE, LOOKUP_ROLE):
                if not await connection.fetchval("SELECT count(*) FROM pg_roles WHERE rolname = $1", role):
                    await connection.execute(f"CREATE ROLE {role} LOGIN NOINHERIT")
            await connection.execute(f"GRANT {WORKING_ROLE}, {LOOKUP_ROLE} TO {OWNER}")
    return nodes


async def _create(nodes: list[PostgresAddress], name: str) -> None:
    for node in nodes:
        async with connected(node) as connection:
            await connection.execute("SET citus.enable_ddl_propagation = off")
            await connection.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
        async with connected(replace(node, database=name)) as connection:
            await connection.execute('CREATE EXTENSION citus; CREATE EXTENSION pg_trgm; CREATE EXTENSION "uuid-ossp"')
    coordinator, *workers = nodes
    async with connected(replace(coordinator, database=name)) as connection:
        await connection.execute("SELECT citus_set_coordinator_host($1, $2)", coordinator.host, coordinator.port)
        for worker in workers:
            await connection.execute("SELECT citus_add_node($1, $2)", worker.host, worker.port)


async def _drop(nodes: list[PostgresAddress], name: str) -> None:
    for node in nodes:
        async with connected(node) as connection:
            await connection.execute("SET citus.enable_ddl_propagation = off")
            await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _empty(database: TestDatabase) -> None:
    async with connected(database.superuser) as connection:
        await connection.fetch(OTHERS, database.superuser.database)
        await connection.execute("SET lock_timeout = '2s'; SET search_path = public; SET client_min_messages = error")
        kept = {"installation", "alembic_version"}
        tables = [name for name in (*REFERENCE, *distributed_tables(), "sign_in_attempts") if name not in kept]
        filled = [name for name in tables if await _is_filled(connection, name)]
        if filled:
            await connection.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
        await connection.execute("UPDATE installation SET catalogue = ''")


async def _is_filled(connection: asyncpg.Connection[asyncpg.Record], table: str) -> bool:
    return bool(await connection.fetchval(f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) AS first"))
