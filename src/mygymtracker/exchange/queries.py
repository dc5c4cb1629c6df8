"""Questions about imports that were run."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct
from sqlalchemy import DateTime, Integer, Uuid, bindparam, or_, select, tuple_

from mygymtracker.database.entities import Import, ImportedRow, RowOutcome
from mygymtracker.database.reading import Query, Question, columns_of
from mygymtracker.exchange.known_formats import DIALECTS
from mygymtracker.exchange.records import doc


class ImportRun(Struct, frozen=True):
    """One run over one file.

    The rows balance: rows in = sets + rests + notes + set aside.
    """

    id: UUID
    created_at: datetime
    source: Annotated[str, doc("The app that wrote the file.")]
    dialect: Annotated[str, doc(f"The form of the file: {DIALECTS}.")]
    file_name: str
    options: Annotated[
        dict[str, str | bool | dict[str, str] | None], doc("What was said about the file when it was sent.")
    ]
    rows_in: int
    set_rows: int
    rest_rows: int
    note_rows: int
    set_aside_rows: int
    workouts_added: Annotated[int, doc("Also those that were brought back.")]
    workouts_known: Annotated[int, doc("Imported before; also those deleted since.")]
    workouts_changed: Annotated[int, doc("Imported before, with other content; nothing was overwritten.")]
    sets_added: int


class KeptRow(Struct, frozen=True):
    """One row of a file, verbatim."""

    line_number: Annotated[int, doc("The line of the file where the row starts, from 1.")]
    text: Annotated[str, doc("The row, as it stands in the file.")]
    outcome: RowOutcome
    reason: Annotated[str | None, doc("Why it was set aside.")]
    set_id: Annotated[UUID | None, doc("The set it became; that set may have been deleted since.")]


class ImportKey(Struct, frozen=True, array_like=True):
    """Where a run stands among the newest."""

    created_at: Annotated[datetime, Meta(tz=True)]
    id: UUID


class RowKey(Struct, frozen=True, array_like=True):
    """Where a row stands in its file."""

    line_number: int


_ROWS: Final = bindparam("rows", type_=Integer())
_IMPORT_ID: Final = bindparam("import_id", type_=Uuid())
_OUTCOME: Final = bindparam("outcome", type_=ImportedRow.outcome.type)
_RUN: Final = select(*columns_of(Import, ImportRun))
_ONE: Final = Query(_RUN.where(Import.id == _IMPORT_ID), ImportRun)
_NEWEST: Final = _RUN.order_by(Import.created_at.desc(), Import.id.desc()).limit(_ROWS)
_FIRST_PAGE: Final = Query(_NEWEST, ImportRun)
_NEXT_PAGE: Final = Query(
    _NEWEST.where(
        tuple_(Import.created_at, Import.id)
        < tuple_(bindparam("created_at", type_=DateTime(timezone=True)), bindparam("id", type_=Uuid()))
    ),
    ImportRun,
)
_KEPT: Final = Query(
    select(*columns_of(ImportedRow, KeptRow))
    .where(
        ImportedRow.import_id == _IMPORT_ID,
        ImportedRow.line_number > bindparam("after", type_=Integer()),
        or_(_OUTCOME.is_(None), ImportedRow.outcome == _OUTCOME),
    )
    .order_by(ImportedRow.line_number)
    .limit(_ROWS),
    KeptRow,
)


def imports_page(*, rows: int, after: ImportKey | None = None) -> Question[ImportRun]:
    """At most `rows` runs, newest first, those that come after `after`."""
    if after is None:
        return _FIRST_PAGE, {"rows": rows}
    return _NEXT_PAGE, {"rows": rows, "created_at": after.created_at, "id": after.id}


def one_import(import_id: UUID) -> Question[ImportRun]:
    """One row or none."""
    return _ONE, {"import_id": import_id}


def rows_page(
    import_id: UUID, *, rows: int, outcome: RowOutcome | None = None, after: RowKey | None = None
) -> Question[KeptRow]:
    """At most `rows` rows that a run kept, in the order of the file."""
    line_number = 0 if after is None else after.line_number
    return _KEPT, {"import_id": import_id, "rows": rows, "outcome": outcome, "after": line_number}
