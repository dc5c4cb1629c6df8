"""Whether a time zone can be one's own: both Python and PostgreSQL have to know it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.profile import refuse_unknown_zone, unknown_zone

#: SQLSTATE invalid_parameter_value: what timezone() says of a name it does not know.
INVALID_PARAMETER: Final = "22023"


async def refuse_unusable_zone(session: AsyncSession, name: str) -> None:
    """PostgreSQL may have another year's list of zones than Python. Raises Invalid."""
    refuse_unknown_zone(name)
    try:
        await session.execute(select(func.timezone(name, func.now())))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == INVALID_PARAMETER:
            raise unknown_zone(name) from error
        raise
