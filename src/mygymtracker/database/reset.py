"""Back to an empty database."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from mygymtracker.database.connecting import connected
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Base
from mygymtracker.postgres_address import PostgresAddress


def drop_everything(address: PostgresAddress) -> None:
    """Drops all that is in the schema `public`, whoever made it, and leaves the schema empty."""

    async def drop() -> None:
        engine = build_engine(address, working_role=None)
        try:
            async with engine.begin() as connection:
                await connection.execute(text("DROP SCHEMA public CASCADE"))
                await connection.execute(text("CREATE SCHEMA public"))
        finally:
            await engine.dispose()

    asyncio.run(drop())


async def strange_tables(address: PostgresAddress) -> list[str]:
    """Tables in the schema `public` that are not ours: on an external server it may be shared. Raises Unavailable."""
    async with connected(address) as connection:
        rows = await connection.fetch(
            "SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = to_regnamespace('public') "
            "AND relkind IN ('r', 'p', 'v', 'm', 'f') AND relname <> ALL ($1::text[]) ORDER BY relname",
            [*Base.metadata.tables, "alembic_version"],
        )
    return [str(name) for (name,) in rows]
