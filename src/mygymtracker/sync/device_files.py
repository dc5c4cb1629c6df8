"""Files that a device saved of what it held: what did not reach its server, and the rows that this is about.

Their form is in docs/explanation/device-files.md; `reading_files` takes them in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from mygymtracker.contents import AsWritten, Content, read
from mygymtracker.database.row_upgrades import FIRST_SCHEMA, SCHEMA
from mygymtracker.errors import Invalid
from mygymtracker.sync.field_upgrades import upgrade_fields
from mygymtracker.sync.receipts import Operation
from mygymtracker.sync.rows import Kind

#: The forms that are read: 1 has operations alone, 2 also rows.
OLDEST_FORM: Final = 1
FORM: Final = 2
#: Ten years of training, with long notes. In bytes.
LARGEST_FILE: Final = 64 * 1024 * 1024
FORMAT: Final = "mygymtracker-device"


class FileRow(Content, frozen=True, kw_only=True):
    """A row as the device showed it."""

    kind: Kind
    id: UUID
    fields: dict[str, Any]


class DeviceFile(Content, frozen=True, kw_only=True):
    """What a device saved of what it held."""

    schema: Annotated[int, Meta(ge=OLDEST_FORM, description=f"The form of the file: {OLDEST_FORM} or {FORM}.")]
    format: Annotated[str, Meta(description=f"{FORMAT}; form {OLDEST_FORM} leaves it out.")] = FORMAT
    saved_at: datetime
    account: Annotated[UUID, Meta(description="Whose device it was.")]
    email: Annotated[AsWritten, Meta(description="Of that account, for a person to know the file by.")] = ""
    epoch: Annotated[UUID | None, Meta(description="Of the server that the device knew.")] = None
    device: AsWritten = ""
    row_schema: Annotated[
        int,
        Meta(
            ge=0,
            le=2**15 - 1,
            description="The revision of the database's schema that the rows were written under; left out, the first "
            "that devices knew. Each operation says its own.",
        ),
    ] = FIRST_SCHEMA
    rows: Annotated[list[FileRow], Meta(description="As they were shown, with what waited on top.")] = msgspec.field(
        default_factory=list
    )
    operations: Annotated[list[Operation], Meta(description="What the server had not taken, oldest first.")]

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.format != FORMAT:
            raise Invalid(f"format must be {FORMAT}", field="format", value=self.format)
        if self.schema > FORM:
            sentence = f"schema must be at most {FORM}: a newer version of the tracker saved this file, and reads it"
            raise Invalid(sentence, field="schema", value=str(self.schema))

    def of_today(self) -> DeviceFile:
        """With all fields as they are called today, whichever version saved the file."""
        rows = [
            replace(row, fields=upgrade_fields(row.kind, self.row_schema, row.fields, whole=True)[0])
            for row in self.rows
        ]
        operations = [
            replace(each, fields=upgrade_fields(each.kind, each.row_schema, each.fields)[0], row_schema=SCHEMA)
            for each in self.operations
        ]
        return replace(self, rows=rows, operations=operations, row_schema=SCHEMA)


class RefusedPart(Struct, frozen=True):
    """What of a file could not be taken."""

    kind: Kind
    id: Annotated[UUID, Meta(description="The row's, as in the file.")]
    detail: Annotated[str, Meta(description="Why, in a sentence.")]


class FileReport(Struct, frozen=True):
    """What came of a file. Every row and every operation of it is added, changed something, was known or is refused."""

    added: Annotated[dict[str, int], Meta(description="Rows that were made, by kind.")]
    changed: Annotated[int, Meta(description="Corrections and deletions that were done.")]
    known: Annotated[int, Meta(description="Here already, or deleted here: left as it is.")]
    refused: list[RefusedPart]


def decode(data: bytes) -> DeviceFile:
    """Raises Invalid for what is no such file."""
    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("the file must be one that a device saved, which is JSON", field="file") from error
    if not isinstance(content, dict) or "operations" not in content:
        raise Invalid("the file must be one that a device saved: it has no operations", field="file")
    return read(content, DeviceFile)
