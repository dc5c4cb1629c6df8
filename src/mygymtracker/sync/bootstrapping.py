"""What a device begins with: what today needs, and then the history, page by page."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec import UNSET, UnsetType
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.sync import bootstrap_queries
from mygymtracker.sync.answers import SCHEMA, BootstrapAnswer, Standing, written
from mygymtracker.sync.cursors import LATEST, Cursor, Page, Section, encode, end_of, first_page, read_page

_SECTIONS: Final = list(Section)


async def begin(session: AsyncSession) -> BootstrapAnswer:
    """What today needs, where to pull from, and where the history begins."""
    (row,) = await fetch_rows(session, bootstrap_queries.TODAY, {})
    *standing_of, workouts, rows = row
    standing = Standing(*standing_of)
    cursor = encode(Cursor(standing.epoch, end_of(standing.revision)))
    return _answer(standing, rows, history=first_page(standing.epoch), cursor=cursor, workouts=workouts)


async def read_history(session: AsyncSession, page: str) -> BootstrapAnswer:
    """One page of the history. Raises Invalid for what is no page, and Forgotten for one of another server."""
    read = read_page(page)
    (row,) = await fetch_rows(session, *bootstrap_queries.history(read))
    *standing_of, last_at, last_id, rows = row
    standing = Standing(*standing_of)
    standing.refuse_epoch(read.epoch)
    return _answer(standing, rows, history=_after(read, last_at, last_id))


def _after(page: Page, last_at: datetime | None, last_id: UUID | None) -> Page | None:
    """The next page of the section, else the first one of the next section."""
    if last_id is not None:
        return Page(page.epoch, page.section, last_at or LATEST, last_id)
    following = _SECTIONS[_SECTIONS.index(page.section) + 1 :]
    return first_page(page.epoch, following[0]) if following else None


def _answer(
    standing: Standing,
    rows: str,
    *,
    history: Page | None,
    cursor: str | UnsetType = UNSET,
    workouts: int | UnsetType = UNSET,
) -> BootstrapAnswer:
    return BootstrapAnswer(
        schema=SCHEMA,
        epoch=standing.epoch,
        epoch_revision=standing.epoch_revision,
        revision=standing.revision,
        catalogue=standing.catalogue,
        rows=written(rows),
        cursor=cursor,
        workouts=workouts,
        history=None if history is None else encode(history),
    )
