"""What changed since a device last asked."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.sync import queries
from mygymtracker.sync.answers import SCHEMA, PullAnswer, Standing, written
from mygymtracker.sync.cursors import Cursor, Position, encode, end_of, read_cursor

#: Changed rows that are looked at for one answer.
MOST: Final = 1000
DEFAULT: Final = 500


async def pull(session: AsyncSession, cursor: str, *, limit: int = DEFAULT) -> PullAnswer:
    """The rows that changed after `cursor`. Raises Invalid for what is no cursor, and Forgotten for one too old."""
    read = read_cursor(cursor)
    (row,) = await fetch_rows(session, *queries.pull(read.position, limit=limit))
    *standing_of, more, revision, part, ordinal, rows = row
    standing = Standing(*standing_of)
    standing.refuse_cursor(read)
    reached = Position(revision, part, ordinal) if more else end_of(standing.revision)
    return PullAnswer(
        schema=SCHEMA,
        epoch=standing.epoch,
        epoch_revision=standing.epoch_revision,
        revision=standing.revision,
        catalogue=standing.catalogue,
        rows=written(rows),
        cursor=encode(Cursor(standing.epoch, reached)),
        more=more,
    )
