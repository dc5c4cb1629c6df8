"""Taking back what was done: one change, an import, or everything since an instant.

What a change made goes, what it removed comes back, and of what it changed the fields go back that it changed. An undo
is a change like any other, and is taken back in the same way. It refuses to destroy what was done later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.changes import lines
from mygymtracker.changes.shapes import no_such_change
from mygymtracker.database.entities import Change, ChangeCounter, RowOperation
from mygymtracker.database.row_reversal import Fields, Line, RowKey, find_reference, go_back, read_fields, rows_there
from mygymtracker.database.row_upgrades import upgrade
from mygymtracker.database.savepoints import label
from mygymtracker.errors import Conflict, NotFound

#: Kept by the database itself, and other after every change.
_NOT_TYPED: Final = {"updated_at"}

#: Of each row its lines in the log, with what it was before each.
_History = dict[RowKey, list[tuple[lines.LineRow, Fields | None]]]


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows an undo changed, and the revision that it is; None where there was nothing left to take back."""

    rows: int
    revision: int | None


@dataclass(slots=True)
class _Decided:
    """What goes back as a whole, and of which rows only some fields do."""

    whole: list[Line] = field(default_factory=list)
    patches: dict[RowKey, Fields] = field(default_factory=dict)


async def undo_change(session: AsyncSession, revision: int, part: int | None = None) -> Undone:
    """Takes back a change, or without `part` a whole revision; does nothing where that was done already.

    Raises NotFound, and Conflict naming the later change that would be destroyed.
    """
    rows = await _ask(session, lines.rows_of_change(revision, part))
    if not rows:
        raise no_such_change()
    name = f"{revision}" if part is None else f"{revision}.{part}"
    return await _take_back(session, await _decide(session, rows), known=_keys(rows), undoes=name)


async def undo_import(session: AsyncSession, import_id: UUID) -> Undone:
    """Takes back an import as one change. Raises NotFound, and Conflict as `undo_change`."""
    change = (await session.execute(lines.import_change(import_id))).one_or_none()
    if change is None:
        raise NotFound("There is no such import, or it was so long ago that what it did was forgotten.")
    return await undo_change(session, change.revision, change.part)


async def undo_since(session: AsyncSession, instant: datetime) -> Undone:
    """Everything is as it was at an instant. Raises NotFound where the log does not reach back that far.

    Raises Conflict where it cannot be, because of something that is shared by all or was forgotten.
    """
    oldest = (await session.execute(select(ChangeCounter.oldest_revision))).scalar_one_or_none()
    first = (await session.execute(select(func.min(Change.changed_at)))).scalar_one_or_none()
    if oldest and (first is None or instant < first):
        raise NotFound("What happened at that time was forgotten: the log does not reach back that far.")
    rows = await _ask(session, lines.rows_since(instant))
    decided = _Decided(whole=[_line(row) for row in rows])
    since = min((row.revision for row in rows), default=0)
    return await _take_back(session, decided, known=_keys(rows), undoes=f"{since}-")


async def _ask(session: AsyncSession, query: lines.Lines) -> list[lines.LineRow]:
    """Without what an import made of its file where the import itself goes: it goes along."""
    rows = (await session.execute(query)).all()
    made = {row.row_id for row in rows if row.table_name == "imports" and row.operation == RowOperation.INSERT}
    return [row for row in rows if row.table_name not in lines.IMPORTED or row.row_id not in made]


async def _take_back(session: AsyncSession, decided: _Decided, *, known: Sequence[RowKey], undoes: str) -> Undone:
    gone = [line.key for line in decided.whole if not line.existed]
    referring = await find_reference(session, gone, known)
    if referring is not None:
        raise Conflict(
            f"Something was added later that belongs to what would go: {lines.called(referring.table)} "
            f"({referring.row_id}). Delete it or take it back first, or take back everything since."
        )
    before = await _revision(session)
    await label(session, "app.undoes", undoes)
    try:
        async with session.begin_nested():
            rows = await go_back(session, decided.whole, decided.patches)
    except asyncpg.IntegrityConstraintViolationError as error:
        raise _in_the_way(error) from error
    await label(session, "app.undoes", "")
    session.expire_all()
    after = await _revision(session)
    return Undone(rows, after) if after != before else Undone(0, None)


async def _revision(session: AsyncSession) -> int:
    return (await session.execute(select(func.coalesce(func.max(ChangeCounter.revision), 0)))).scalar_one()


#: What a worker of a cluster adds to the name of a table.
_SHARD: Final = re.compile(r"_\d+$")


def _in_the_way(error: asyncpg.IntegrityConstraintViolationError) -> Conflict:
    row = lines.called(_SHARD.sub("", error.table_name or ""))
    if isinstance(error, asyncpg.UniqueViolationError):
        return Conflict(f"It cannot come back: {row} has taken its name or its place since.")
    if isinstance(error, asyncpg.ForeignKeyViolationError):
        return Conflict(
            f"It cannot be taken back alone: {row} and what it belongs to or names would not fit together any "
            "more, because of a later change. Take that back first, or everything since."
        )
    return Conflict(f"It cannot be taken back: {error}")


# ------------------------------------------------------------------------------------------------- what changed later


async def _decide(session: AsyncSession, rows: Sequence[lines.LineRow]) -> _Decided:
    """A row goes back that is as the change left it, and stays that is back already. Raises Conflict."""
    decided = _Decided(whole=[_line(row) for row in rows if row.later is None])
    touched = [row for row in rows if row.later is not None]
    there = await rows_there(session, _keys(touched))
    unsettled = [row for row in touched if row.operation != RowOperation.INSERT or _key(row) in there]
    history = await _history(session, [row.row_id for row in unsettled])
    for row in unsettled:
        _decide_row(decided, row, history[_key(row)], there.get(_key(row)))
    return decided


def _decide_row(
    decided: _Decided, row: lines.LineRow, history: list[tuple[lines.LineRow, Fields | None]], now: Fields | None
) -> None:
    before = next(before for line, before in history if _place(line) == _place(row))
    after = next(before for line, before in history if f"{line.revision}.{line.part}" == row.later)
    if _same(now, before):
        return
    if _same(now, after):
        decided.whole.append(_line(row))
    elif before is None or after is None or now is None:
        raise _changed_later(row)
    elif fields := _fields_to_give_back(row, before, after, now):
        decided.patches[_key(row)] = fields


def _fields_to_give_back(row: lines.LineRow, before: Fields, after: Fields, now: Fields) -> Fields:
    """Those that the change changed, where they are as it left them. Raises Conflict for one that is not."""
    fields = {
        name: value
        for name, value in before.items()
        if name not in _NOT_TYPED and value != after.get(name) and value != now.get(name)
    }
    for name in fields:
        if now.get(name) != after.get(name):
            raise _changed_later(row, name)
    return fields


def _same(one: Fields | None, other: Fields | None) -> bool:
    """Whether nothing that a person typed differs."""
    if one is None or other is None:
        return one is other
    return all(value == other.get(name) for name, value in one.items() if name not in _NOT_TYPED)


async def _history(session: AsyncSession, row_ids: list[UUID]) -> _History:
    """Of each row its lines with what it was before them, from the oldest."""
    history: _History = {}
    for line in await session.execute(lines.lines_of_rows(row_ids)) if row_ids else ():
        before = None if line.before is None else upgrade(line.table_name, line.schema, read_fields(line.before))
        history.setdefault(_key(line), []).append((line, before))
    return history


def _changed_later(row: lines.LineRow, name: str | None = None) -> Conflict:
    what = f"{name} of {lines.called(row.table_name)}" if name else lines.called(row.table_name).capitalize()
    return Conflict(
        f"{what} ({row.row_id}) was changed again later, by change {row.later}. "
        "Take that back first, or everything since."
    )


def _line(row: lines.LineRow) -> Line:
    existed = row.operation != RowOperation.INSERT
    return Line(_key(row), row.revision, row.part, row.ordinal, existed, row.schema)


def _key(row: lines.LineRow) -> RowKey:
    return RowKey(row.table_name, row.row_id)


def _place(row: lines.LineRow) -> tuple[int, int, int]:
    return row.revision, row.part, row.ordinal


def _keys(rows: Sequence[lines.LineRow]) -> list[RowKey]:
    return [_key(row) for row in rows]
