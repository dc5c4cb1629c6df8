"""Plans of statements that another schema made wrong, in a session that is not ours alone."""

from __future__ import annotations

from typing import Final

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

_FORGET: Final = "ROLLBACK; DEALLOCATE ALL"


async def forget_stale_plans(session: AsyncSession, error: Exception) -> None:
    """Where a statement failed for the sake of its plan, its session forgets them all, and the connection is given up.

    A pooler prepares a statement once in a session for all who send the same text, so that a new connection alone
    would meet the same plan again. PgBouncer notices from 1.22 on.
    """
    if not session.is_active or not _is_about_a_plan(error):
        return
    connection = await session.connection()
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, asyncpg.Connection)  # noqa: S101 — narrows what SQLAlchemy holds untyped
    await driver.execute(_FORGET)
    await connection.invalidate()


def _is_about_a_plan(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, asyncpg.InvalidCachedStatementError):
        error = error.orig if isinstance(error, DBAPIError) else error.__cause__
    return error is not None
