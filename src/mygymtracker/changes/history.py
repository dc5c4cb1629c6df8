"""What happened, read from the log: changes in sentences, and the rows of one of them."""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import LargeBinary, Numeric
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.changes import queries
from mygymtracker.changes.rows import ChangeRow, LineRow
from mygymtracker.changes.sentences import Line, Names, Telling
from mygymtracker.changes.shapes import (
    KINDS,
    ChangedThing,
    ChangeKey,
    ChangeName,
    ChangeSummary,
    LineKey,
    RowCount,
    no_such_change,
)
from mygymtracker.changes.telling import ids_to_name, read_names, tell_change
from mygymtracker.changes.values import Fields, instant
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import IN_LOG, ChangedKind, columns_of_type
from mygymtracker.database.reading import Question
from mygymtracker.database.row_upgrades import upgrade

#: A device sends that many operations together at most.
_MOST_PARTS: Final = 200

_FIELDS: Final = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal)
_AFTER: Final = msgspec.json.Decoder(tuple[int | None, dict[str, Any]], float_hook=Decimal)


async def list_changes(
    session: AsyncSession,
    *,
    rows: int,
    after: ChangeKey | None = None,
    row: UUID | None = None,
    kind: ChangedKind | None = None,
) -> list[ChangeSummary]:
    """At most `rows` changes, newest first; of one row, or with rows of one kind."""
    return await _tell(session, queries.changes_page(rows=rows, after=after, row=row, kind=kind))


async def get_changes(session: AsyncSession, name: ChangeName) -> list[ChangeSummary]:
    """The change of that name; where it is a revision of several parts, the newest 200 of them. Raises NotFound."""
    changes = await _tell(session, queries.one_change(name, rows=_MOST_PARTS))
    if not changes:
        raise no_such_change()
    return changes


async def changed_things(
    session: AsyncSession, name: ChangeName, *, rows: int, after: LineKey | None = None
) -> list[tuple[LineKey, ChangedThing]]:
    """At most `rows` rows of one change, before and after, in the order in which they were written."""
    lines = await fetch_rows(session, *queries.lines_page(name, rows=rows, after=after))
    return [
        (
            LineKey(row.part, row.ordinal),
            ChangedThing(KINDS[row.table_name], row.row_id, row.operation, _shown(_before(row)), _shown(_after(row))),
        )
        for row in lines
    ]


async def _tell(session: AsyncSession, question: Question[ChangeRow]) -> list[ChangeSummary]:
    """Two statements: the changes with the rows that tell them, and what is named in those."""
    rows = await fetch_rows(session, *question)
    grouped = [list(group) for _, group in groupby(rows, key=attrgetter("revision", "part"))]
    lines = [[_line(row.line) for row in of_change if row.line is not None] for of_change in grouped]
    ids = ids_to_name([line for of_change in lines for line in of_change])
    names = read_names(await fetch_rows(session, *queries.names_of(ids)))
    return [_summary(of_change[0], its, names) for of_change, its in zip(grouped, lines, strict=True)]


def _summary(change: ChangeRow, lines: list[Line], names: Names) -> ChangeSummary:
    counts = change.tally or []
    return ChangeSummary(
        change=str(change.revision) if change.alone else f"{change.revision}.{change.part}",
        revision=change.revision,
        part=change.part,
        changed_at=change.changed_at,
        through=change.through,
        device=change.device,
        undoes=change.undoes,
        counts=sorted(
            (RowCount(KINDS[table], operation, count) for table, operation, count in counts), key=_place
        ),
        sentences=tell_change(
            lines,
            {(table, operation): count for table, operation, count in counts},
            Telling(names, change.time_zone or "UTC"),
            undoes=change.undoes,
        ),
    )  # fmt: skip


def _place(count: RowCount) -> tuple[int, str]:
    return list(ChangedKind).index(count.kind), count.operation


def _line(row: LineRow) -> Line:
    return Line(row.table_name, str(row.row_id), row.operation, _before(row), _after(row))


def _before(row: LineRow) -> Fields | None:
    return None if row.before is None else upgrade(row.table_name, row.schema, _FIELDS.decode(row.before))


def _after(row: LineRow) -> Fields | None:
    if row.after is None:
        return None
    schema, fields = _AFTER.decode(row.after)
    return fields if schema is None else upgrade(row.table_name, schema, fields)


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
