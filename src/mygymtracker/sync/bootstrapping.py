"""What a device begins with: what today needs, and then the history, page by page."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec import UNSET, UnsetType
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.reading import Query
from mygymtracker.sync import bootstrap_queries
from mygymtracker.sync.answers import SCHEMA, BootstrapAnswer, Standing, written
from mygymtracker.sync.cursors import LATEST, SECTIONS, Cursor, Page, encode, end_of, first_page, read_page


class TodayRow(Standing, frozen=True):
    """The row of `bootstrap_queries.TODAY`."""

    workouts: int
    rows: str


class HistoryRow(Standing, frozen=True):
    """The row of one of `bootstrap_queries.PAGES`."""

    last_at: datetime | None
    last_id: UUID | None
    rows: str


_NAMES: Final = list(SECTIONS)
_TODAY: Final = Query(bootstrap_queries.TODAY, TodayRow)
_PAGES: Final = {section: Query(select, HistoryRow) for section, select in bootstrap_queries.PAGES.items()}


async def begin(session: AsyncSession) -> BootstrapAnswer:
    """What today needs, where to pull from, and where the history begins."""
    (today,) = await fetch_rows(session, _TODAY, {})
    cursor = encode(Cursor(today.epoch, end_of(today.revision)))
    return _answer(today, today.rows, history=first_page(today.epoch), cursor=cursor, workouts=today.workouts)


async def read_history(session: AsyncSession, page: str) -> BootstrapAnswer:
    """One page of the history. Raises Invalid for what is no page, and Forgotten for one of another server."""
    read = read_page(page)
    (row,) = await fetch_rows(session, _PAGES[read.section], bootstrap_queries.section_parameters(read))
    row.refuse_epoch(read.epoch)
    return _answer(row, row.rows, history=_after(read, row.last_at, row.last_id))


def _after(page: Page, last_at: datetime | None, last_id: UUID | None) -> Page | None:
    """The next page of the section, else the first one of the next section."""
    if last_id is not None:
        return Page(page.epoch, page.section, last_at or LATEST, last_id)
    following = _NAMES[_NAMES.index(page.section) + 1 :]
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
