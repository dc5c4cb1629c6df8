"""Backups of a database, as quick as tests want them."""

from __future__ import annotations

from typing import Final

import asyncpg

from mygymtracker.database.entities import LOGGED
from mygymtracker.postgres_address import PostgresAddress


async def on(address: PostgresAddress, *statements: str) -> None:
    connection = await asyncpg.connect(address.libpq_url())
    async with connection.transaction():
        for statement in statements:
            await connection.execute(statement)
    await connection.close()


class Backup:
    """All that people have, kept in tables beside theirs, and put back as `mygymtracker backup restore` leaves it."""

    LOG: Final = ("change_counters", "changes", "changed_rows", "processed_operations")
    TABLES: Final = (*(each.table for each in LOGGED), *LOG)

    def __init__(self, superuser: PostgresAddress) -> None:
        self.superuser = superuser

    async def take(self) -> None:
        await on(self.superuser, *(f"CREATE TABLE kept_{table} AS TABLE {table}" for table in self.TABLES))

    async def restore(self) -> None:
        connection = await asyncpg.connect(self.superuser.libpq_url())
        async with connection.transaction():
            await connection.execute("SET LOCAL session_replication_role = replica")  # nothing is noted or checked
            for table in self.TABLES:
                columns = await connection.fetchval(
                    "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute "
                    "WHERE attrelid = $1::text::regclass AND attnum > 0 AND attgenerated = '' AND NOT attisdropped",
                    table,
                )
                await connection.execute(f"DELETE FROM {table}")
                await connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{table}")
            await connection.execute("UPDATE installation SET epoch = gen_random_uuid()")
            await connection.execute("UPDATE change_counters SET epoch_revision = revision, transaction_id = NULL")
        await connection.close()
