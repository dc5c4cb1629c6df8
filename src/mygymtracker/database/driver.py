"""What goes out by the driver itself, in the session's transaction: hot reads and COPY.

SQLAlchemy prepares every execution anew (criteria, parameters, result processing), which was two fifths of the CPU time
of reading a workout. Here that is done once for each statement; what goes out is the same SQL, in the session's
transaction, and names its owner by the same mechanism.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from weakref import WeakKeyDictionary

import asyncpg
from sqlalchemy import Dialect, Enum, Select
from sqlalchemy.dialects.postgresql import asyncpg as dialects
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.transaction import ACTING_PARAMETER, OWNER, naming_owner

#: A select that its module keeps, and the parameters of this time.
Question = tuple[Select[*tuple[Any, ...]], dict[str, object]]
Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """`names` are the parameters in the order of $1, $2, …; `constants` the values that the statement brings along.

    `enums` are the columns that hold an enum: the driver knows their text, and here are their members.
    """

    sql: str
    names: tuple[str, ...]
    constants: Mapping[str, object]
    enums: tuple[tuple[int, Mapping[str | None, object]], ...]


_prepared: WeakKeyDictionary[Select[*tuple[Any, ...]], _Prepared] = WeakKeyDictionary()
_DIALECT: Dialect = dialects.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has not typed it yet


async def fetch_rows(
    session: AsyncSession, statement: Select[*tuple[Any, ...]], parameters: Mapping[str, object]
) -> Rows:
    """The rows of a select that its module keeps, each a list of its columns.

    For selects of columns, without entities, loader options and IN over a list. Raises asyncpg's errors.
    """
    prepared = _prepared.get(statement)
    if prepared is None:
        prepared = _prepared[statement] = _prepare(statement)
    given = {**prepared.constants, **parameters, ACTING_PARAMETER: session.info[OWNER]}
    records = await _driver(session).fetch(prepared.sql, *[given[name] for name in prepared.names])
    rows = [list(record) for record in records]
    for place, members in prepared.enums:
        for row in rows:
            row[place] = members[row[place]]
    return rows


async def copy_rows(
    session: AsyncSession, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    """COPYs rows into a temporary table of this transaction (COPY into a row-secured table is refused)."""
    await _driver(session).copy_records_to_table(table, records=rows, columns=list(columns))


def _driver(session: AsyncSession) -> asyncpg.Connection[asyncpg.Record]:
    """The transaction has begun already, so that asking for its connection needs no round trip."""
    driver = session.sync_session.connection().connection.driver_connection
    return cast("asyncpg.Connection[asyncpg.Record]", driver)


def _prepare(statement: Select[*tuple[Any, ...]]) -> _Prepared:
    compiled = naming_owner(statement).compile(dialect=_DIALECT)
    return _Prepared(
        sql=str(compiled),
        names=tuple(compiled.positiontup or ()),
        constants=dict(compiled.params),
        enums=tuple(
            (place, {None: None} | {str(member.value): member for member in column.type.enum_class})
            for place, column in enumerate(statement.selected_columns)
            if isinstance(column.type, Enum) and column.type.enum_class is not None
        ),
    )
