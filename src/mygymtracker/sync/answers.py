"""What devices are answered, and which of them are answered at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Union, cast
from uuid import UUID

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, defstruct
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.reading import Query
from mygymtracker.errors import Forgotten, Invalid, Outdated
from mygymtracker.sync import queries
from mygymtracker.sync.cursors import Cursor, end_of
from mygymtracker.sync.rows import SOURCES, Kind, RowKey, Source

#: The protocol that this server speaks, and the oldest one that it understands.
SCHEMA: Final = 1
OLDEST_SCHEMA: Final = 1

Schema = Annotated[int, Meta(description="The protocol that this server speaks.")]
Epoch = Annotated[UUID, Meta(description="Another one after a backup was restored.")]
EpochRevision = Annotated[int, Meta(description="The last revision of the backup that was restored; 0 if none was.")]
Revision = Annotated[int, Meta(description="How far your log has come.")]
Catalogue = Annotated[
    str, Meta(description="Stands for the shared exercises. When it is another one than you hold, bootstrap.")
]
NextCursor = Annotated[str, Meta(description="For the next pull.")]


class RowAnswer(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One row: with its `fields` as it is, or `deleted` where it is gone."""

    id: UUID
    revision: Annotated[int, Meta(description="Take the row unless you hold one of a higher revision.")]
    deleted: Literal[True] | UnsetType = UNSET
    if TYPE_CHECKING:  # each kind has its own
        fields: Struct | UnsetType = UNSET


def _row_class(source: Source) -> type[RowAnswer]:
    """The row of one kind, for `kind` says which shape its `fields` have."""
    made = defstruct(
        source.shape.__name__.replace("Fields", "Row"),
        [("fields", source.shape | UnsetType, UNSET)],
        bases=(RowAnswer,),
        module=__name__,
        frozen=True,
        kw_only=True,
        tag=source.kind.value,
    )
    return cast(type[RowAnswer], made)


ROW_OF: Final[Mapping[Kind, type[RowAnswer]]] = {source.kind: _row_class(source) for source in SOURCES}
if TYPE_CHECKING:
    Row = RowAnswer
else:
    Row = Union[tuple(ROW_OF.values())]  # noqa: UP007 — of as many as there are
Rows = Annotated[list[Row], Meta(description="What others belong to need not come before them.")]


class PullAnswer(Struct, frozen=True, kw_only=True):
    """The rows that changed since the cursor, each once."""

    schema: Schema
    epoch: Epoch
    epoch_revision: EpochRevision
    revision: Revision
    catalogue: Catalogue
    rows: Rows
    cursor: NextCursor
    more: Annotated[bool, Meta(description="Ask again at once, with this cursor.")]


class BootstrapAnswer(Struct, frozen=True, kw_only=True):
    """What a device begins with, or one page of the history."""

    schema: Schema
    epoch: Epoch
    epoch_revision: EpochRevision
    revision: Revision
    catalogue: Catalogue
    rows: Rows
    cursor: Annotated[str | UnsetType, Meta(description="For the first pull; in the first answer alone.")] = UNSET
    workouts: Annotated[
        int | UnsetType,
        Meta(description="How many there are, to say how far one has read; in the first answer alone."),
    ] = UNSET
    history: Annotated[str | None, Meta(description="The `page` to ask for next; null after the last one.")]


def row_of(key: RowKey, *, revision: int, fields: Raw | None) -> Row:
    """A row as it was told at `revision`, from what `rows_now` found; None is a row that is gone."""
    if fields is None:
        return ROW_OF[key.kind](id=key.id, revision=revision, deleted=True)
    return ROW_OF[key.kind](id=key.id, revision=revision, fields=cast(Any, fields))  # JSON already


def written(rows: str) -> list[Row]:
    """Rows that PostgreSQL has written as JSON already: they go into the answer as they are."""
    return cast(list[Row], Raw(f"[{rows}]"))


class Standing(Struct, frozen=True):
    """Which server this is, and how far the log of the person acting has come.

    `oldest_revision` is the last one that was forgotten.
    """

    epoch: UUID
    catalogue: str
    revision: int
    oldest_revision: int
    epoch_revision: int

    def refuse_epoch(self, epoch: UUID) -> None:
        """Raises Forgotten for that of another server, or of this one before a backup was restored."""
        if epoch != self.epoch:
            raise Forgotten(
                "A backup was restored on this server since, or this is another one. Keep what you have not sent, "
                "and bootstrap."
            )

    def refuse_cursor(self, cursor: Cursor) -> None:
        """Raises Forgotten for one from which the log cannot be followed."""
        self.refuse_epoch(cursor.epoch)
        if cursor.position < end_of(self.oldest_revision):
            raise Forgotten(
                f"The log reaches back to revision {self.oldest_revision}, and you have read up to "
                f"{cursor.position.revision}. Keep what you have not sent, and bootstrap."
            )
        if cursor.position > end_of(self.revision):
            raise Forgotten(
                f"You have read up to revision {cursor.position.revision}, and the log has come to {self.revision}. "
                "Keep what you have not sent, and bootstrap."
            )


_STANDING: Final = Query(queries.STANDING, Standing)


async def get_standing(session: AsyncSession) -> Standing:
    """Of the person acting."""
    (standing,) = await fetch_rows(session, _STANDING, {})
    return standing


def refuse_schema(schema: int) -> None:
    """Raises Outdated for a protocol that is understood no more, and Invalid for one that is not yet."""
    if schema < OLDEST_SCHEMA:
        raise Outdated(
            f"This server understands schema {OLDEST_SCHEMA} and later, and was spoken to in schema {schema}. "
            "Keep what you have not sent, and update."
        )
    if schema > SCHEMA:
        raise Invalid(f"schema must be at most {SCHEMA}, which this server speaks", field="schema", value=str(schema))


def read_schema(text: str | None) -> int:
    """From a query. Raises Invalid for what is no number, and what `refuse_schema` raises."""
    if text is None:
        raise Invalid(f"schema must be given: the protocol that you speak, such as {SCHEMA}", field="schema")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Invalid("schema must be a whole number from 0", field="schema", value=text)
    refuse_schema(int(text))
    return int(text)
