"""What happened, read from the log: changes in sentences, and the rows of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal
from itertools import groupby
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import LargeBinary, Numeric
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.changes import queries
from mygymtracker.changes.sentences import Line, Names, Telling
from mygymtracker.changes.shapes import (
    KINDS,
    ChangedThing,
    ChangeKey,
    ChangeName,
    LineKey,
    RowCount,
    ToldChange,
    no_such_change,
)
from mygymtracker.changes.telling import ids_to_name, read_names, tell_change
from mygymtracker.changes.values import Fields, instant
from mygymtracker.database.driver import Question, fetch_rows
from mygymtracker.database.entities import IN_LOG, ChangedKind, RowOperation, columns_of_type
from mygymtracker.database.row_upgrades import upgrade

#: A device sends that many operations together at most.
_MOST_PARTS: Final = 200
#: Columns of a row of `queries.changes_page`: the change's, then those of a row of it.
_CHANGE: Final = slice(0, 9)
_LINE: Final = slice(9, None)

_TALLY: Final = msgspec.json.Decoder(list[tuple[str, RowOperation, int]])
_FIELDS: Final = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal)
_BECAME: Final = msgspec.json.Decoder(tuple[int | None, dict[str, Any]], float_hook=Decimal)


async def list_changes(
    session: AsyncSession,
    *,
    rows: int,
    after: ChangeKey | None = None,
    row: UUID | None = None,
    kind: ChangedKind | None = None,
) -> list[ToldChange]:
    """At most `rows` changes, newest first; of one row, or with rows of one kind."""
    return await _tell(session, queries.changes_page(rows=rows, after=after, row=row, kind=kind))


async def get_changes(session: AsyncSession, name: ChangeName) -> list[ToldChange]:
    """The change of that name; where it is a revision of several parts, the newest 200 of them. Raises NotFound."""
    told = await _tell(session, queries.one_change(name, rows=_MOST_PARTS))
    if not told:
        raise no_such_change()
    return told


async def changed_things(
    session: AsyncSession, name: ChangeName, *, rows: int, after: LineKey | None = None
) -> list[tuple[LineKey, ChangedThing]]:
    """At most `rows` rows of one change, before and after, in the order in which they were written."""
    found = await fetch_rows(session, *queries.lines_page(name, rows=rows, after=after))
    return [
        (
            LineKey(part, ordinal),
            ChangedThing(
                KINDS[table], row_id, operation, _shown(_before(table, schema, before)), _shown(_became(table, became))
            ),
        )
        for part, ordinal, table, row_id, operation, schema, before, became in found
    ]


async def _tell(session: AsyncSession, question: Question) -> list[ToldChange]:
    """Two statements: the changes with the rows that tell them, and what is named in those."""
    rows = await fetch_rows(session, *question)
    by_change = [list(group) for _, group in groupby(rows, key=lambda row: (row[0], row[1]))]
    grouped = [
        (group[0][_CHANGE], [_line(each[_LINE]) for each in group if each[_LINE][0] is not None]) for group in by_change
    ]
    lines = [line for _, of_change in grouped for line in of_change]
    names = read_names(await fetch_rows(session, *queries.names_of(ids_to_name(lines))))
    return [_told(change, of_change, names) for change, of_change in grouped]


def _told(change: Sequence[Any], lines: list[Line], names: Names) -> ToldChange:
    revision, part, changed_at, through, device, undoes, alone, tally, time_zone = change
    counts = [] if tally is None else _TALLY.decode(tally)
    return ToldChange(
        change=str(revision) if alone else f"{revision}.{part}",
        revision=revision,
        part=part,
        changed_at=changed_at,
        through=through,
        device=device,
        undoes=undoes,
        counts=sorted(
            (RowCount(KINDS[table], operation, count) for table, operation, count in counts), key=_place
        ),
        sentences=tell_change(
            lines,
            {(table, operation): count for table, operation, count in counts},
            Telling(names, time_zone or "UTC"),
            undoes=undoes,
        ),
    )  # fmt: skip


def _place(count: RowCount) -> tuple[int, str]:
    return list(ChangedKind).index(count.kind), count.operation


def _line(columns: Sequence[Any]) -> Line:
    table, row_id, operation, schema, before, became = columns
    return Line(table, str(row_id), operation, _before(table, schema, before), _became(table, became))


def _before(table: str, schema: int, text: str | None) -> Fields | None:
    return None if text is None else upgrade(table, schema, _FIELDS.decode(text))


def _became(table: str, text: str | None) -> Fields | None:
    """From `queries._became`."""
    if text is None:
        return None
    schema, fields = _BECAME.decode(text)
    return fields if schema is None else upgrade(table, schema, fields)


#: What was typed with a decimal point, or could have been.
_DECIMALS: Final = columns_of_type(Numeric)
#: What is nobody's business: digests, and whether a request was the same.
_KEPT_BACK: Final = columns_of_type(LargeBinary)
#: Columns that the API has another name for.
_RENAMED: Final = {column: name for each in IN_LOG for name, column in each.renamed.items()}


def _shown(fields: Fields | None) -> dict[str, Any] | None:
    """As the API shows values: decimals as text, instants in UTC."""
    if fields is None:
        return None
    return {_RENAMED.get(name, name): _value(name, value) for name, value in fields.items() if name not in _KEPT_BACK}


def _value(name: str, value: Any) -> Any:
    if name.endswith("_at") and isinstance(value, str):
        return instant(value).astimezone(UTC)
    return str(value) if name in _DECIMALS and value is not None else value
