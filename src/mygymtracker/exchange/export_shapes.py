"""The file in which someone takes everything along: its sections, and what a row of each says.

A field is the column of its name in the entity's table (docs/reference/schema.md). The shapes are made from the list
of what people own (`entities.aggregates`), and the export from the shapes: the description and the file cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import GenericAlias
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from msgspec import Meta, Struct
from sqlalchemy import DateTime

from mygymtracker.database.columns import Base
from mygymtracker.database.entities import AGGREGATES, Aggregate
from mygymtracker.database.row_shapes import annotation_of, shape_of
from mygymtracker.exchange.json_shapes import JSON_SHAPES

#: Columns that no row shows, and why.
LEFT_OUT: Final = {
    "user_id": "is the account's id",
    "owner_id": "is the account's id",
    "version": "is computed from the row, for whoever writes it back",
    "password_hash": "is a secret",
    "secret_digest": "is a secret",
    "creation_digest": "is no more than what this row was created with, for requests sent twice",
}
#: What a row of a kind is, where the entity says it otherwise; and what its shape is called where that is not its kind.
_DESCRIPTIONS: Final = {
    "profile": "Who this is, and what they say of themselves.",
    "login_session": "A browser or program that was signed in; not what it would take to be it.",
    "sign_in_event": "Somebody signed in, or was refused with a wrong password.",
    "oauth_provider": "An account elsewhere that signs this person in.",
    "exercise": "An exercise of one's own.",
    "exercise_merge": "One exercise's history taken over by another, and which rows went over.",
    "plan": "A plan with its days and its exercises, both in their order.",
    "workout": "One workout, with its exercises in their order.",
    "workout_exercise": "One exercise of a workout, with its sets in their order.",
    "set": "One set exactly as it was typed.",
    "import": "One run over one file from another app.",
    "imported_row": "One row of an imported file, verbatim.",
    "imported_workout": "Which workout of a file became which one here.",
}
_NAMES: Final = {"profile": "Account", "oauth_provider": "Provider", "exercise_merge": "Merge"}
_ORDERS: Final = {"imported_row": "In the order of each file."}


class SharedExercise(Struct):
    """An exercise of the shared catalogue that is named somewhere in this file."""

    id: UUID
    name: str
    slug: str | None


def children(aggregate: Aggregate) -> Iterator[Aggregate]:
    """What is written within a row: what cannot be without it."""
    return (each for each in AGGREGATES if each.home is not None and each.home.entity is aggregate.entity)


def _list_of(shape: type[Struct]) -> Any:
    return GenericAlias(list, (shape,))


def _shape(aggregate: Aggregate) -> type[Struct]:
    fields = {
        name: annotation_of(column, JSON_SHAPES) for name, column in aggregate.columns.items() if name not in LEFT_OUT
    }
    fields |= {child.section: _list_of(SHAPES[child.entity]) for child in children(aggregate)}
    name = _NAMES.get(aggregate.kind, aggregate.kind.title().replace("_", ""))
    return shape_of(f"Exported{name}", _DESCRIPTIONS.get(aggregate.kind, aggregate.description), fields)


#: The shape of each owned entity's rows.
SHAPES: Final[dict[type[Base], type[Struct]]] = {}
for _each in reversed(AGGREGATES):  # children first, whose shapes are in that of the parent
    SHAPES[_each.entity] = _shape(_each)


def _sections() -> Iterator[tuple[str, Any]]:
    """The lists of the file, one for each kind that is in no other, and the account, of which there is one."""
    for aggregate in AGGREGATES:
        if aggregate.home is not None:
            continue
        shape = SHAPES[aggregate.entity]
        if not aggregate.order and aggregate.section == "account":
            yield aggregate.section, shape
            continue
        is_dated = bool(aggregate.order) and isinstance(aggregate.columns[aggregate.order[0]].type, DateTime)
        order = _ORDERS.get(aggregate.kind, "Oldest first." if is_dated else "")
        rows = _list_of(shape)
        yield aggregate.section, Annotated[rows, Meta(description=order)] if order else rows
        if aggregate.kind == "exercise":
            yield "shared_exercises", list[SharedExercise]


_Schema = Annotated[int, Meta(description="The revision of the database's schema, whose columns the fields are.")]

Export: Final = shape_of(
    "Export",
    """Everything that one person owns, as it was at one moment.

    Loads and all other amounts are as typed: a decimal in a string, with its unit beside it. Instants are UTC. What
    is left out of every row is whose it is (the account's `id`), and what would let someone else in (the password's
    hash, the secrets of sign-ins). A later version may have more fields; one that takes any away has another `version`.
    """,
    {
        "format": Literal["mygymtracker"],
        "version": Literal[1],
        "schema": _Schema,
        "exported_at": datetime,
        **dict(_sections()),
    },
)
