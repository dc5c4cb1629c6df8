"""What goes out by the driver itself, in the session's transaction: hot reads, the logging of a set, and COPY.

SQLAlchemy prepares every execution anew (criteria, parameters, result processing), which was two fifths of the CPU time
of reading a workout. Here that is done once for each statement; what goes out is the same SQL, in the session's
transaction, and names its owner by the same mechanism.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, TypeVarTuple, overload
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Select
from sqlalchemy.dialects.postgresql import asyncpg as dialects
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.engine import Driver
from mygymtracker.database.reading import Convert, Query, RowReader, RowT, converter_of, reader_of
from mygymtracker.database.transaction import ACTING_PARAMETER, naming_owner, transaction_of
from mygymtracker.errors import NotFound

ColumnTs = TypeVarTuple("ColumnTs")


@dataclass(frozen=True, slots=True)
class _Prepared:
    """`arguments` are the values of $1, $2, … that the statement brings along, `places` where each parameter goes.

    The driver knows enums by their text: without a `reader`, `converters` make members of it, each of one column.
    """

    sql: str
    arguments: tuple[object, ...]
    places: Mapping[str, int]
    reader: RowReader | None
    converters: Mapping[int, Convert]

    def with_values(self, parameters: Mapping[str, object], owner: object) -> list[object]:
        """The arguments of this time, whose owner is whoever acts."""
        arguments = [*self.arguments]
        for name, value in (*parameters.items(), (ACTING_PARAMETER, owner)):
            if (place := self.places.get(name)) is not None:  # not all statements are about what somebody owns
                arguments[place] = value
        return arguments


_prepared: WeakKeyDictionary[object, _Prepared] = WeakKeyDictionary()
#: All that a row has, as a tuple: faster than `tuple`, which asks it for one column after another.
_COLUMNS: Final = itemgetter(slice(None))
_DIALECT: Dialect = dialects.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has not typed it yet


@overload
async def fetch_rows(session: AsyncSession, query: Query[RowT], parameters: Mapping[str, object]) -> list[RowT]: ...
@overload
async def fetch_rows(
    session: AsyncSession, query: Select[*ColumnTs], parameters: Mapping[str, object]
) -> list[tuple[*ColumnTs]]: ...
async def fetch_rows(
    session: AsyncSession, query: Query[Any] | Select[*tuple[Any, ...]], parameters: Mapping[str, object]
) -> list[Any]:
    """The rows of a query, each in its struct; those of a select that its module keeps, each a tuple of its columns.

    For selects of columns, without entities, loader options and IN over a list. An INSERT in a CTE names its owner as
    the parameter ACTING_PARAMETER, and is not told from a read here: it wants a transaction that may write. Raises
    asyncpg's errors, and TypeError where the names of columns and fields differ, when it is first asked.
    """
    prepared = _prepared.get(query)
    if prepared is None:
        prepared = _prepared[query] = _prepare(query)
    transaction = transaction_of(session)
    records = await transaction.driver.fetch(prepared.sql, *prepared.with_values(parameters, transaction.owner))
    if not records:
        return []
    if prepared.reader is not None:
        return prepared.reader.read(records)
    if not prepared.converters:
        return list(map(_COLUMNS, records))
    columns = [
        map(prepared.converters[place], column) if place in prepared.converters else column
        for place, column in enumerate(zip(*records, strict=True))
    ]
    return list(zip(*columns, strict=True))


async def get_row(session: AsyncSession, query: Query[RowT], parameters: Mapping[str, object], *, missing: str) -> RowT:
    """The row of a query that has one or none. Raises NotFound, saying `missing`, when it has none."""
    rows = await fetch_rows(session, query, parameters)
    if not rows:
        raise NotFound(missing)
    return rows[0]


async def copy_rows(
    session: AsyncSession, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    """COPYs rows into a temporary table of this transaction (COPY into a row-secured table is refused)."""
    await driver_of(session).copy_records_to_table(table, records=rows, columns=list(columns))


def driver_of(session: AsyncSession) -> Driver:
    """The driver's own connection, on which the transaction has begun. For as long as it lasts."""
    return transaction_of(session).driver


def _prepare(query: Query[Any] | Select[*tuple[Any, ...]]) -> _Prepared:
    statement, into = (query.select, query.into) if isinstance(query, Query) else (query, None)
    compiled = naming_owner(statement).compile(dialect=_DIALECT)
    names = compiled.positiontup or []
    return _Prepared(
        sql=str(compiled),
        arguments=tuple(compiled.params[name] for name in names),
        places={name: place for place, name in enumerate(names)},
        reader=None if into is None else reader_of(statement, into),
        converters={
            place: convert
            for place, column in enumerate(statement.selected_columns)
            if (convert := converter_of(column.type, object)) is not None
        },
    )
