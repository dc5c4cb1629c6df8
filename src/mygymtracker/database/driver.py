"""What goes out by the driver itself, in the session's transaction: hot reads, the logging of a set, and COPY.

SQLAlchemy prepares every execution anew (criteria, parameters, result processing), which was two fifths of the CPU time
of reading a workout. Here that is done once for each statement; what goes out is the same SQL, in the session's
transaction, and names its owner by the same mechanism.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from weakref import WeakKeyDictionary

import asyncpg
from sqlalchemy import ARRAY, Dialect, Enum, Select
from sqlalchemy.dialects.postgresql import asyncpg as dialects
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine

from mygymtracker.database.transaction import ACTING_PARAMETER, OWNER, naming_owner

#: A select that its module keeps, and the parameters of this time. What it adds or changes is in its CTEs.
Question = tuple[Select[*tuple[Any, ...]], dict[str, object]]
Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """`names` are the parameters in the order of $1, $2, …; `constants` the values that the statement brings along.

    `enums` are the columns that hold enums: the driver knows their text, and here is what makes members of it.
    """

    sql: str
    names: tuple[str, ...]
    constants: Mapping[str, object]
    enums: tuple[tuple[int, Callable[[Any], object]], ...]


_prepared: WeakKeyDictionary[Select[*tuple[Any, ...]], _Prepared] = WeakKeyDictionary()
_DIALECT: Dialect = dialects.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has not typed it yet


async def fetch_rows(
    session: AsyncSession, statement: Select[*tuple[Any, ...]], parameters: Mapping[str, object]
) -> Rows:
    """The rows of a select that its module keeps, each a list of its columns.

    For selects of columns, without entities, loader options and IN over a list. An INSERT in a CTE names its owner as
    the parameter ACTING_PARAMETER, and is not told from a read here: it wants a transaction that may write. Raises
    asyncpg's errors.
    """
    prepared = _prepared.get(statement)
    if prepared is None:
        prepared = _prepared[statement] = _prepare(statement)
    given = {**prepared.constants, **parameters, ACTING_PARAMETER: session.info[OWNER]}
    records = await driver_of(session).fetch(prepared.sql, *[given[name] for name in prepared.names])
    rows = [list(record) for record in records]
    for place, member_of in prepared.enums:
        for row in rows:
            row[place] = member_of(row[place])
    return rows


async def copy_rows(
    session: AsyncSession, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    """COPYs rows into a temporary table of this transaction (COPY into a row-secured table is refused)."""
    await driver_of(session).copy_records_to_table(table, records=rows, columns=list(columns))


def driver_of(session: AsyncSession) -> asyncpg.Connection[asyncpg.Record]:
    """The driver's own connection. The transaction has begun already, so that asking for it needs no round trip."""
    driver = session.sync_session.connection().connection.driver_connection
    return cast("asyncpg.Connection[asyncpg.Record]", driver)


def _prepare(statement: Select[*tuple[Any, ...]]) -> _Prepared:
    compiled = naming_owner(statement).compile(dialect=_DIALECT)
    return _Prepared(
        sql=str(compiled),
        names=tuple(compiled.positiontup or ()),
        constants=dict(compiled.params),
        enums=tuple(
            (place, member_of)
            for place, column in enumerate(statement.selected_columns)
            if (member_of := _members(column.type)) is not None
        ),
    )


def _members(kind: TypeEngine[Any]) -> Callable[[Any], object] | None:
    """What makes members of the text of an enum, or of a list of them; None for other types."""
    if isinstance(kind, ARRAY):
        member_of = _members(kind.item_type)
        return None if member_of is None else lambda values: values and [member_of(value) for value in values]
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return ({None: None} | {str(member.value): member for member in kind.enum_class}).__getitem__
    return None
