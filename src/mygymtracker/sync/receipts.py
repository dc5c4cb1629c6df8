"""What devices send of what was done on them, and what they are answered: shapes only."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct, field

from mygymtracker.contents import Content, Name
from mygymtracker.database.row_upgrades import FIRST_SCHEMA
from mygymtracker.errors import Conflict, Invalid, MyGymTrackerError, NotFound, Refused
from mygymtracker.sync.answers import SCHEMA, Epoch, Revision, Row, Schema
from mygymtracker.sync.rows import Kind

MOST_OPERATIONS: Final = 200


class Action(StrEnum):
    """What is to happen to a row."""

    CREATE = "create"
    PATCH = "patch"
    DELETE = "delete"


class Operation(Content, frozen=True, kw_only=True):
    """One thing that was done on a device."""

    id: Annotated[UUID, Meta(description="The operation's own, a UUIDv7: sent again with it, it is done once.")]
    action: Action
    kind: Kind
    row: Annotated[UUID, Meta(description="The row's, a UUIDv7 that the device made.")]
    base: Annotated[
        int,
        Meta(
            ge=0,
            le=2**63 - 1,
            description="The revision of the row that the device held then, else of its newest answer.",
        ),
    ]
    fields: Annotated[
        dict[str, Any],
        Meta(description="What is said of the row, as the REST API takes it; null is what a field is when left out."),
    ] = field(default_factory=dict)
    row_schema: Annotated[
        int,
        Meta(
            ge=0,
            le=2**15 - 1,
            description="The revision of the database's schema that the fields were written under, by whose names and "
            "values they are read; left out, the first that devices knew.",
        ),
    ] = FIRST_SCHEMA


class Push(Content, frozen=True, kw_only=True):
    """What was done on one device, in the order in which it was done."""

    schema: Annotated[int, Meta(ge=SCHEMA, le=SCHEMA, description="The protocol that the device speaks.")]
    epoch: Annotated[UUID, Meta(description="That of the answers which the device has.")]
    device: Annotated[
        Name, Meta(description="What a person calls the device, and no other of theirs; the log names it.")
    ]
    operations: Annotated[list[Operation], Meta(max_length=MOST_OPERATIONS)]


class Outcome(StrEnum):
    """What became of an operation."""

    APPLIED = "applied"
    SAME = "same"
    MERGED = "merged"
    RESTORED = "restored"
    DELETED = "deleted"
    REFUSED = "refused"


class RefusedField(Struct, frozen=True, omit_defaults=True):
    """One field that cannot be right: its name and value as sent, and the rule it breaks."""

    field: str
    rule: str
    value: str | None = None


class Refusal(Struct, frozen=True, omit_defaults=True):
    """Why an operation was refused, as the REST API would say it. `detail` is a sentence for a person."""

    title: str
    status: int
    detail: str
    errors: list[RefusedField] = field(default_factory=list)


class RestoredRow(Struct, frozen=True):
    """A row that came back from the trash."""

    kind: Kind
    id: UUID


class Receipt(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one operation, and its row as it is by now (null where there is none)."""

    id: Annotated[UUID, Meta(description="That of the operation.")]
    outcome: Outcome
    row: Row | None
    lost: Annotated[
        dict[str, Any],
        Meta(
            description="With `merged`: what others had changed these fields to, or a reference to something that is "
            "gone, which was left out, or to an exercise that was merged into another, which the row has instead."
        ),
    ] = field(default_factory=dict)
    restored: Annotated[list[RestoredRow], Meta(description="With `restored`: all that came back.")] = field(
        default_factory=list
    )
    problem: Annotated[Refusal | None, Meta(description="With `refused`: why.")] = None


class PushAnswer(Struct, frozen=True, kw_only=True):
    """A receipt for each operation, in their order."""

    schema: Schema
    epoch: Epoch
    revision: Revision
    receipts: list[Receipt]


#: What an operation can be refused for, as the REST API answers it.
_STATUS: Final[tuple[tuple[type[MyGymTrackerError], int, str], ...]] = (
    (NotFound, 404, "Not found"),
    (Invalid, 422, "Invalid"),
    (Conflict, 409, "Conflict"),
    (Refused, 403, "Refused"),
)


def refusal_of(error: MyGymTrackerError) -> Refusal:
    status, title = next((status, title) for family, status, title in _STATUS if isinstance(error, family))
    if not isinstance(error, Invalid):
        return Refusal(title, status, str(error))
    return Refusal(title, status, error.sentence, [RefusedField(error.field, str(error), error.value)])
