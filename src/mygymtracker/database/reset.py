"""Back to an empty database."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from mygymtracker.database.engine import build_engine
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
