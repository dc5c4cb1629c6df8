"""Answers too large to hold: one statement, read piece by piece.

One statement sees one moment, however long its rows are on their way, and that is what a copy of everything must show:
under READ COMMITTED a second statement would see what was written since the first.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from typing import Any, Final

import asyncpg
from sqlalchemy import Dialect, Select
from sqlalchemy.dialects.postgresql import asyncpg as dialects
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import driver_of
from mygymtracker.database.transaction import ACTING_PARAMETER, naming_owner, transaction_of

#: Of one round trip.
ROWS: Final = 500
_CURSOR: Final = "streamed"
_DIALECT: Final[Dialect] = dialects.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has not typed it yet


async def stream_rows(
    session: AsyncSession, statement: Select[*tuple[Any, ...]], parameters: Mapping[str, object], *, rows: int = ROWS
) -> AsyncGenerator[list[asyncpg.Record]]:
    """The rows of a select of columns, at most `rows` of them at a time; one such statement at a time in a transaction.

    Takes one statement to begin, and one for each piece. Raises asyncpg's errors.
    """
    compiled = naming_owner(statement).compile(dialect=_DIALECT)
    given = {**compiled.params, **parameters, ACTING_PARAMETER: transaction_of(session).owner}
    driver = driver_of(session)
    # asyncpg's own cursors want a transaction that asyncpg began
    await driver.execute(
        f"DECLARE {_CURSOR} NO SCROLL CURSOR FOR {compiled}", *[given[name] for name in compiled.positiontup or ()]
    )
    while True:
        piece = await driver.fetch(f"FETCH {rows} FROM {_CURSOR}")
        if piece:
            yield piece
        if len(piece) < rows:
            break
