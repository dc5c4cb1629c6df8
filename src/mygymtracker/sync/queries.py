"""Questions about a person's log: a statement made once, and the parameters of this time.

Each answers in one row, so that it shows one moment: how far the log has come, and rows in their JSON, written and put
together by PostgreSQL.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    SmallInteger,
    Text,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from mygymtracker.database.entities import ChangeCounter, ChangedRow, Installation
from mygymtracker.sync.cursors import Position
from mygymtracker.sync.rows import SOURCES, fields_of, kind_of, text_constant

_NONE: Final = literal_column("0", BigInteger)

#: One row: the fields of `answers.Standing`. Who has changed nothing yet has no counter.
STANDING: Final = (
    select(
        Installation.epoch,
        Installation.catalogue,
        func.coalesce(ChangeCounter.revision, _NONE).label("revision"),
        func.coalesce(ChangeCounter.oldest_revision, _NONE).label("oldest_revision"),
        func.coalesce(ChangeCounter.epoch_revision, _NONE).label("epoch_revision"),
    )
    .select_from(Installation)
    .outerjoin(ChangeCounter, true())
)


def rows_text(keys: CTE, revision: ColumnElement[int], *order: ColumnElement[Any]) -> ScalarSelect[str]:
    """The JSON of the rows that `keys` (`table_name`, `row_id`) names, with commas between them."""
    fields = fields_of(keys, keys.c.table_name, keys.c.row_id)
    parts = (
        text_constant('{"kind":"'),
        kind_of(keys.c.table_name),
        text_constant('","id":"'),
        cast(keys.c.row_id, Text),
        text_constant('","revision":'),
        cast(revision, Text),
        func.coalesce(text_constant(',"fields":') + fields, text_constant(',"deleted":true')),
        text_constant("}"),
    )
    row: ColumnElement[str] = func.concat(*parts)
    joined = func.string_agg(row, aggregate_order_by(text_constant(","), *order) if order else text_constant(","))
    return select(func.coalesce(joined, text_constant(""))).select_from(keys).scalar_subquery()


# ------------------------------------------------------------------------------------------------------------- the pull

_LIMIT: Final = bindparam("limit", type_=Integer())
_PLACE: Final = (ChangedRow.revision, ChangedRow.part, ChangedRow.ordinal)
_AFTER: Final = (
    bindparam("revision", type_=BigInteger()),
    bindparam("part", type_=SmallInteger()),
    bindparam("ordinal", type_=Integer()),
)
_TABLES: Final = [text_constant(source.table) for source in SOURCES]


def _pull() -> Select[*tuple[Any, ...]]:
    """One changed row more than is told, where there is one, shows whether there is more."""
    log = (
        select(
            *_PLACE,
            ChangedRow.table_name,
            ChangedRow.row_id,
            func.row_number().over(order_by=_PLACE).label("place"),
        )
        .where(tuple_(*_PLACE) > tuple_(*_AFTER), ChangedRow.table_name.in_(_TABLES))
        .order_by(*_PLACE)
        .limit(_LIMIT + literal_column("1", Integer))
        .cte("log")
    )
    rows = (
        select(
            log.c.table_name,
            log.c.row_id,
            func.max(log.c.revision).label("revision"),
            func.max(log.c.place).label("place"),
        )
        .where(log.c.place <= _LIMIT)
        .group_by(log.c.table_name, log.c.row_id)
        .cte("told")
    )
    last = log.alias("last")
    return (
        STANDING.add_columns(
            exists().where(log.c.place > _LIMIT).label("more"),
            last.c.revision.label("last_revision"),
            last.c.part.label("last_part"),
            last.c.ordinal.label("last_ordinal"),
            rows_text(rows, rows.c.revision, rows.c.place).label("rows"),
        )
    ).outerjoin(last, last.c.place == _LIMIT)


#: One row: the columns of STANDING, whether there is more, where the page ends if so, and its rows.
#:
#: Of at most `limit` changed rows after a place of the log, each row once, as it is now, in the order of its last
#: change.
PULL: Final = _pull()


def pull_parameters(after: Position, *, limit: int) -> dict[str, object]:
    """Those of PULL."""
    return {"revision": after.revision, "part": after.part, "ordinal": after.ordinal, "limit": limit}
