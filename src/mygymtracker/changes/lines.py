"""Questions about the rows of the log, and what people call the tables in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Row,
    Select,
    String,
    Uuid,
    and_,
    any_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from mygymtracker.database.entities import BY_TABLE, LOGGED, Change, ChangedRow, RowOperation
from mygymtracker.database.row_upgrades import former_names

#: What is asked here, and one row of it.
Lines = Select[*tuple[Any, ...]]
LineRow = Row[*tuple[Any, ...]]

#: Their key in the log is that of their import, and which of them a line is about stands in what it was before.
IMPORTED: Final = {each.table: each.rows.identity for each in LOGGED if not each.rows.are_named}
_Later: Final = aliased(ChangedRow, name="later")


def called(table: str) -> str:
    """What a person calls a row of a table: a set, an exercise of a workout."""
    return BY_TABLE[table].with_article if table in BY_TABLE else "a row"


def text_of(before: Any, table: str, name: str) -> ColumnElement[Any]:
    """A field of a row in the log as text, whatever the schema was that the row was written under."""
    names: list[ColumnElement[Any]] = [literal_column(f"'{each}'") for each in (name, *former_names(table, name))]
    texts = [before.op("->>")(each) for each in names]
    return func.coalesce(*texts) if len(texts) > 1 else texts[0]


def rows_of_change(revision: int, part: int | None) -> Lines:
    """The first line of each row of a change (`_first_lines`), and `later`: the change that touched it next."""
    mine = ChangedRow.revision == revision
    after: ColumnElement[bool] = _Later.revision > revision
    if part is not None:
        mine = and_(mine, ChangedRow.part == part)
        after = or_(after, and_(_Later.revision == revision, _Later.part > part))
    touched_next = (
        select(func.concat(_Later.revision, ".", _Later.part))
        .where(_Later.row_id == ChangedRow.row_id, _Later.table_name == ChangedRow.table_name, after)
        .order_by(_Later.revision, _Later.part)
        .limit(1)
        .correlate(ChangedRow)
        .scalar_subquery()
    )
    later = case((ChangedRow.table_name.in_(IMPORTED), null()), else_=touched_next)
    return _first_lines(mine, later)


def rows_since(instant: datetime) -> Lines:
    """The first line since an instant of each row that changed since; `later` is None."""
    since = select(func.min(Change.revision)).where(Change.changed_at >= instant).scalar_subquery()
    return _first_lines(ChangedRow.revision >= since, null())


def lines_of_rows(row_ids: list[UUID]) -> Lines:
    """All lines about these rows, in order: table_name, row_id, revision, part, ordinal, operation, before as text,
    schema."""
    return (
        select(
            ChangedRow.table_name,
            ChangedRow.row_id,
            ChangedRow.revision,
            ChangedRow.part,
            ChangedRow.ordinal,
            ChangedRow.operation,
            cast(ChangedRow.before, String).label("before"),
            ChangedRow.schema,
        )
        .where(ChangedRow.row_id == any_(literal(row_ids, ARRAY(Uuid()))))
        .order_by(ChangedRow.revision, ChangedRow.part, ChangedRow.ordinal)
    )


def lines_of_deletion(revision: int, part: int) -> Lines:
    """The rows that a change removed, in order: table_name, row_id, revision, part, ordinal, before, schema."""
    return (
        select(
            ChangedRow.table_name,
            ChangedRow.row_id,
            ChangedRow.revision,
            ChangedRow.part,
            ChangedRow.ordinal,
            ChangedRow.before,
            ChangedRow.schema,
        )
        .where(ChangedRow.revision == revision, ChangedRow.part == part, ChangedRow.operation == RowOperation.DELETE)
        .order_by(ChangedRow.ordinal)
    )


def last_line(table: str, row_id: UUID) -> Lines:
    """The newest line about a row: revision, part, operation, before, schema."""
    return (
        select(ChangedRow.revision, ChangedRow.part, ChangedRow.operation, ChangedRow.before, ChangedRow.schema)
        .where(ChangedRow.table_name == table, ChangedRow.row_id == row_id)
        .order_by(ChangedRow.revision.desc(), ChangedRow.part.desc(), ChangedRow.ordinal.desc())
        .limit(1)
    )


def import_change(import_id: UUID) -> Lines:
    """The change that an import was: revision, part."""
    return (
        select(ChangedRow.revision, ChangedRow.part)
        .where(
            ChangedRow.table_name == "imports",
            ChangedRow.row_id == import_id,
            ChangedRow.operation == RowOperation.INSERT,
        )
        .order_by(ChangedRow.revision)
        .limit(1)
    )


def _first_lines(mine: ColumnElement[bool], later: ColumnElement[Any]) -> Lines:
    """table_name, row_id, revision, part, ordinal, operation, schema, later; each row once.

    Without what an import made of its file, which goes with the import.
    """
    identity = case(
        *(
            (
                ChangedRow.table_name == table,
                func.concat_ws("|", *(text_of(ChangedRow.before, table, name) for name in names if name != "user_id")),
            )
            for table, names in IMPORTED.items()
        ),
        else_=cast(ChangedRow.row_id, String),
    )
    made_by_import = and_(ChangedRow.table_name.in_(IMPORTED), ChangedRow.operation == RowOperation.INSERT)
    return (
        select(
            ChangedRow.table_name,
            ChangedRow.row_id,
            ChangedRow.revision,
            ChangedRow.part,
            ChangedRow.ordinal,
            ChangedRow.operation,
            ChangedRow.schema,
            later.label("later"),
        )
        .where(mine, ~made_by_import)
        .ext(distinct_on(ChangedRow.table_name, identity))
        .order_by(ChangedRow.table_name, identity, ChangedRow.revision, ChangedRow.part, ChangedRow.ordinal)
    )
