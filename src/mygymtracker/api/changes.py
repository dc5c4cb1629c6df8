"""What happened, over HTTP, and taking it back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from litestar import Router, get, put
from litestar.params import FromPath, QueryParameter
from msgspec import Meta, Struct
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.api.authentication import HEAVY_WORK, RequestSession
from mygymtracker.api.pagination import DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
from mygymtracker.api.write_requests import Sent, answers, body_of
from mygymtracker.changes import undoing
from mygymtracker.changes.history import changed_things, get_changes, list_changes
from mygymtracker.changes.shapes import (
    ChangedThing,
    ChangeKey,
    ChangeName,
    ChangeSummary,
    LineKey,
    RowCount,
    read_change,
)
from mygymtracker.contents import Content, read
from mygymtracker.database.entities import ChangedKind, RowOperation, Through

_SET: Final = UUID("019caf70-6140-7000-8000-000000000005")
_CHANGE: Final = ChangeSummary(
    change="57",
    revision=57,
    part=1,
    changed_at=datetime(2026, 3, 2, 18, 40, tzinfo=UTC),
    through=Through.API,
    device=None,
    undoes=None,
    counts=[RowCount(ChangedKind.SET, RowOperation.UPDATE, 1)],
    sentences=["changed set 2 of Bench Press (Barbell): 82.5 kg × 8 → 82.5 kg × 9"],
)
_UNDO: Final = ChangeSummary(
    change="61",
    revision=61,
    part=1,
    changed_at=datetime(2026, 3, 3, 7, 12, tzinfo=UTC),
    through=Through.API,
    device=None,
    undoes="57",
    counts=[RowCount(ChangedKind.SET, RowOperation.UPDATE, 1)],
    sentences=["took back change 57", "changed set 2 of Bench Press (Barbell): 82.5 kg × 9 → 82.5 kg × 8"],
)
_THING: Final = ChangedThing(
    kind=ChangedKind.SET,
    row=_SET,
    operation=RowOperation.UPDATE,
    before={"id": str(_SET), "set_index": 2, "reps": 8, "load": "82.5", "load_unit": "kg"},
    after={"id": str(_SET), "set_index": 2, "reps": 9, "load": "82.5", "load_unit": "kg"},
)

Change = Annotated[FromPath[str], Meta(description="57, or 57.2 where that revision has several parts.")]


class ChangePage(Struct):
    """Some changes, newest first."""

    items: list[ChangeSummary]
    next_cursor: NextCursor


class ChangeDetail(Struct):
    """One change with its rows, a page of them; several changes where the revision has several parts."""

    changes: list[ChangeSummary]
    items: Annotated[list[ChangedThing], Meta(description="In the order in which they were written.")]
    next_cursor: NextCursor


class UndoneChange(Struct):
    """What an undo did."""

    rows: Annotated[int, Meta(description="How many rows are as they were; 0 where it was undone already.")]
    change: Annotated[
        ChangeSummary | None,
        Meta(description="The change that the undo is, by which it is taken back; null if none."),
    ]


class Since(Content, frozen=True, kw_only=True):
    """The instant at which everything was right."""

    since: Annotated[datetime, Meta(tz=True, description="All changes from then on are taken back.")]


@get(
    "/",
    operation_id="listChanges",
    summary="List what happened",
    description="Every change of yours that is kept, newest first, in sentences and with how many rows it touched. "
    "With `row`, the history of one thing. One page at a time.",
    responses=answers(ChangePage, ChangePage([_UNDO, _CHANGE], "kjkB"), "One page of changes.", 401, 422),
)
async def list_page(
    session: RequestSession,
    limit: PageSize = DEFAULT,
    cursor: Cursor = None,
    row: Annotated[UUID | None, QueryParameter(description="Only changes of the row with this id.")] = None,
    kind: Annotated[ChangedKind | None, QueryParameter(description="Only changes with rows of this kind.")] = None,
) -> ChangePage:
    after = decode_cursor(cursor, ChangeKey)
    changes = await list_changes(session, rows=limit + 1, after=after, row=row, kind=kind)
    return ChangePage(*cut_page(changes, size=limit, key=lambda each: ChangeKey(each.revision, each.part)))


@get(
    "/{change:str}",
    operation_id="getChange",
    summary="Read a change",
    description="One change with each row that it made, changed or removed: what it was, and what it became. "
    "One page of rows at a time.",
    responses=answers(ChangeDetail, ChangeDetail([_CHANGE], [_THING], None), "The change and its rows.", 401, 404, 422),
)
async def get_one(
    session: RequestSession, change: Change, limit: PageSize = DEFAULT, cursor: Cursor = None
) -> ChangeDetail:
    name, after = read_change(change), decode_cursor(cursor, LineKey)
    changes = await get_changes(session, name)
    things = await changed_things(session, name, rows=limit + 1, after=after)
    shown, next_cursor = cut_page(things, size=limit, key=lambda each: each[0])
    return ChangeDetail(changes, [thing for _, thing in shown], next_cursor)


@put(
    "/{change:str}/undo",
    operation_id="undoChange",
    opt=HEAVY_WORK,
    summary="Take a change back",
    description="What it made goes, what it removed comes back, and the fields that it changed are as they were. What "
    "was done later stays; where that is impossible, 409 says what is in the way. An undo is a change, and is taken "
    "back like any other. Sent again, it does nothing.",
    responses=answers(UndoneChange, UndoneChange(1, _UNDO), "What was done.", 401, 404, 409),
)
async def undo_one(session: RequestSession, change: Change) -> UndoneChange:
    name = read_change(change)
    return await _answer(session, await undoing.undo_change(session, name.revision, name.part))


@put(
    "/undo",
    operation_id="undoChangesSince",
    opt=HEAVY_WORK,
    summary="Take back everything since an instant",
    description="Everything is as it was then, for all devices. It is one change, and is taken back as one.",
    responses=answers(UndoneChange, UndoneChange(1, _UNDO), "What was done.", 400, 401, 404, 409, 422),
)
async def undo_since(
    session: RequestSession,
    data: Annotated[Sent, body_of(Since, Since(since=datetime(2026, 3, 2, 18, 0, tzinfo=UTC)))],
) -> UndoneChange:
    since = read(data, Since).since
    return await _answer(session, await undoing.undo_since(session, since))


@put(
    "/{import_id:uuid}/undo",
    operation_id="undoImport",
    opt=HEAVY_WORK,
    summary="Take an import back",
    description="All that it brought goes, as one change; what you did since with other things stays. Sent again, it "
    "does nothing. 409 says what was added to it later and would be lost.",
    responses=answers(UndoneChange, UndoneChange(1, _UNDO), "What was done.", 401, 404, 409),
)
async def undo_import(session: RequestSession, import_id: FromPath[UUID]) -> UndoneChange:
    return await _answer(session, await undoing.undo_import(session, import_id))


async def _answer(session: AsyncSession, undone: undoing.Undone) -> UndoneChange:
    if undone.revision is None:
        return UndoneChange(undone.rows, None)
    changes = await get_changes(session, ChangeName(undone.revision))
    return UndoneChange(undone.rows, changes[0])


routers = (
    Router("/changes", route_handlers=[list_page, undo_since, get_one, undo_one], tags=["Changes"]),
    Router("/imports", route_handlers=[undo_import], tags=["Imports"]),
)
