"""SQL by hand, as somebody with psql would run it."""

from __future__ import annotations

import asyncio

import asyncpg

from mygymtracker.postgres_address import PostgresAddress


async def connect(address: PostgresAddress) -> asyncpg.Connection[asyncpg.Record]:
    return await asyncpg.connect(
        host=address.host,
        port=address.port,
        user=address.user,
        password=address.password,
        database=address.database,
        ssl=False,
    )


def by_hand(address: PostgresAddress, statements: str) -> None:
    async def run() -> None:
        connection = await connect(address)
        try:
            await connection.execute(statements)
        finally:
            await connection.close()

    asyncio.run(run())
