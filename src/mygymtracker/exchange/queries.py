"""Questions about imports that were run."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct
from sqlalchemy import Select, select, tuple_

from mygymtracker.database.entities import Import, ImportedRow, RowOutcome
from mygymtracker.exchange.known_formats import DIALECTS
from mygymtracker.exchange.records import doc


class ImportRun(Struct, frozen=True):
    """One run over one file; fields in the order of the columns of `imports_page`.

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
    """One row of a file, verbatim; fields in the order of the columns of `rows_page`."""

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


_RUN = (
    Import.id,
    Import.created_at,
    Import.source,
    Import.dialect,
    Import.file_name,
    Import.options,
    Import.rows_in,
    Import.set_rows,
    Import.rest_rows,
    Import.note_rows,
    Import.set_aside_rows,
    Import.workouts_added,
    Import.workouts_known,
    Import.workouts_changed,
    Import.sets_added,
)


def imports_page(*, rows: int, after: ImportKey | None = None) -> Select[*tuple[Any, ...]]:
    """At most `rows` runs, newest first, those that come after `after` (`ImportRun`)."""
    page = select(*_RUN).order_by(Import.created_at.desc(), Import.id.desc()).limit(rows)
    if after is None:
        return page
    return page.where(tuple_(Import.created_at, Import.id) < tuple_(after.created_at, after.id))


def one_import(import_id: UUID) -> Select[*tuple[Any, ...]]:
    """One run (`ImportRun`)."""
    return select(*_RUN).where(Import.id == import_id)


def rows_page(
    import_id: UUID, *, rows: int, outcome: RowOutcome | None = None, after: RowKey | None = None
) -> Select[*tuple[Any, ...]]:
    """At most `rows` rows that a run kept, in the order of the file (`KeptRow`)."""
    page = (
        select(ImportedRow.line_number, ImportedRow.text, ImportedRow.outcome, ImportedRow.reason, ImportedRow.set_id)
        .where(ImportedRow.import_id == import_id)
        .order_by(ImportedRow.line_number)
        .limit(rows)
    )
    if outcome is not None:
        page = page.where(ImportedRow.outcome == outcome)
    return page if after is None else page.where(ImportedRow.line_number > after.line_number)
