"""What changed since a device last asked."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.reading import Query
from mygymtracker.sync import queries
from mygymtracker.sync.answers import SCHEMA, PullAnswer, Standing, written
from mygymtracker.sync.cursors import Cursor, Position, encode, end_of, read_cursor

#: Changed rows that are looked at for one answer.
MOST: Final = 1000
DEFAULT: Final = 500


class PullRow(Standing, frozen=True):
    """The row of `queries.PULL`. `last_…` is where the page ends, where there is more."""

    more: bool
    last_revision: int | None
    last_part: int | None
    last_ordinal: int | None
    rows: str

    @property
    def reached(self) -> Position:
        """The place of the log that the page ends at."""
        if self.last_revision is None or self.last_part is None or self.last_ordinal is None or not self.more:
            return end_of(self.revision)
        return Position(self.last_revision, self.last_part, self.last_ordinal)


_PULL: Final = Query(queries.PULL, PullRow)


async def pull(session: AsyncSession, cursor: str, *, limit: int = DEFAULT) -> PullAnswer:
    """The rows that changed after `cursor`. Raises Invalid for what is no cursor, and Forgotten for one too old."""
    read = read_cursor(cursor)
    (page,) = await fetch_rows(session, _PULL, queries.pull_parameters(read.position, limit=limit))
    page.refuse_cursor(read)
    return PullAnswer(
        schema=SCHEMA,
        epoch=page.epoch,
        epoch_revision=page.epoch_revision,
        revision=page.revision,
        catalogue=page.catalogue,
        rows=written(page.rows),
        cursor=encode(Cursor(page.epoch, page.reached)),
        more=page.more,
    )
