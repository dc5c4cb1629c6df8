"""Rows as structs and as JSON, from the columns of their entities: what is described and what is sent cannot differ.

A column's type and whether it may be null are those of the table, its description stands in its `info`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    DateTime,
    Enum,
    LargeBinary,
    Numeric,
    String,
    Text,
    case,
    cast,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

Hexadecimal = Annotated[str, Meta(description="A SHA-256, in hexadecimal digits.")]
#: The format of OpenAPI's registry for an instant without an offset; RFC 3339's date-time always has one.
WITHOUT_OFFSET: Final = "date-time-local"
#: What a clock on a wall said. The title is the format: `api/documentation` puts it where it belongs.
WallClock = Annotated[
    datetime,
    Meta(
        tz=False,
        title=WITHOUT_OFFSET,
        description="The wall clock as the file writes it, without a zone.",
    ),
]

#: What the JSON in a column is, by table and column.
JsonShapes = Mapping[tuple[str, str], Any]
AnyStruct = TypeVar("AnyStruct", bound=Struct)


def annotation_of(column: Column[Any], json_shapes: JsonShapes) -> Any:
    """The type of a field that holds the column, with its description.

    Raises KeyError for JSON of which nobody says what it is.
    """
    kind = json_shapes[column.table.name, column.name] if isinstance(column.type, JSONB) else _python_type(column.type)
    annotation = kind | None if column.nullable else kind
    description = column.info.get("description")
    return Annotated[annotation, Meta(description=description)] if description else annotation


def _python_type(kind: TypeEngine[Any]) -> Any:
    match kind:
        case Enum(enum_class=type() as enum):
            return enum
        case ARRAY(item_type=item):
            return list[_python_type(item)]  # type: ignore[misc]  # made at run time
        case LargeBinary():
            return Hexadecimal
        case DateTime(timezone=False):
            return WallClock
    return kind.python_type


def shape_of(name: str, description: str, fields: Mapping[str, Any]) -> type[Struct]:
    """A frozen struct of these fields and their types."""
    return msgspec.defstruct(
        name, list(fields.items()), frozen=True, kw_only=True, namespace={"__doc__": description}, module=__name__
    )


def filled(shape: type[AnyStruct], **values: object) -> AnyStruct:
    """A row for an example: null where nothing is given. Raises ValidationError where null is not possible."""
    return msgspec.convert({**dict.fromkeys(shape.__struct_fields__), **values}, shape)


# --------------------------------------------------------------------------------------------------------------- JSON

Attribute = ColumnElement[Any] | InstrumentedAttribute[Any]
_MICROSECONDS: Final[ColumnElement[str]] = literal_column("""'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'""")
_LAST_INSTANT: Final[ColumnElement[str]] = literal_column("'9999-12-31T23:59:59.999999Z'", String)


def as_typed(column: Attribute, *, instant: Callable[[Attribute], ColumnElement[Any]]) -> ColumnElement[Any]:
    """A column where PostgreSQL's own JSON would not do: amounts as typed, instants as `instant`, bytes as digits."""
    match column.type:
        case Numeric():
            return cast(column, Text)
        case DateTime(timezone=True):
            return instant(column)
        case LargeBinary():
            return func.encode(column, literal_column("'hex'"))
    return column.expression


def to_the_microsecond(column: Attribute) -> ColumnElement[Any]:
    """An instant in UTC, always with six digits of a second."""
    return func.to_char(func.timezone(literal_column("'UTC'"), column), _MICROSECONDS)


def as_short_as_exact(column: Attribute) -> ColumnElement[Any]:
    """An instant in UTC, without a fraction of a second where there is none.

    to_char knows no infinity, which earlier versions kept; `clocks.finite` is the same instant.
    """
    shown = func.replace(to_the_microsecond(column), literal_column("'.000000'"), literal_column("''"))
    return case((func.isfinite(column), shown), (column.is_not(None), _LAST_INSTANT))


def json_object(
    fields: Iterable[tuple[str, ColumnElement[Any]]],
    *,
    build: Callable[..., ColumnElement[Any]] = func.json_build_object,
) -> ColumnElement[Any]:
    """A JSON object of the fields in their order. Their names are ours, and never anyone's input."""
    return build(*(part for name, value in fields for part in (literal_column(f"'{name}'"), value)))
