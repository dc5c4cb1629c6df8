"""What the rows of a select are read into: structs, whose fields are the names of its columns.

Which column goes to which field is decided once for each select, and a name that is missing or left over is an error
then. No line of Python runs for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress, repeat, starmap
from operator import attrgetter, itemgetter, ne, sub
from types import NoneType
from typing import Any, Final, Generic, TypeVar, get_args, get_type_hints

import asyncpg
from msgspec import Struct
from msgspec.json import Decoder
from sqlalchemy import ARRAY, JSON, ColumnElement, Enum, Select, Text, cast
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

Column = ColumnElement[Any] | InstrumentedAttribute[Any]
#: As the driver gives it.
Row = asyncpg.Record
#: What one column has in each of the rows.
Values = tuple[Any, ...]
Convert = Callable[[Any], object]
RowT = TypeVar("RowT", bound=Struct)

_BELOW: Final = "."


class JsonText(Text):
    """The text of JSON that is read as the type of its field."""


class Query(Generic[RowT]):
    """A select that its module keeps, and the struct that a row of it is read into.

    A field of the struct is a column of that name; or a struct itself, of the columns `field.name`
    (`columns_of(…, under=field)`), and None where those come from an outer join that met no row. What a row belongs to
    stands before it: such structs with an `id`, all but the last of a row, are one object in rows that follow each
    other with the same id.
    """

    __slots__ = ("__weakref__", "into", "select")

    def __init__(self, select: Select[*tuple[Any, ...]], into: type[RowT]) -> None:
        self.select = select
        self.into = into


#: A query, and the parameters of this time.
Question = tuple[Query[RowT], dict[str, object]]


def columns_of(
    source: object,
    shape: type[Struct],
    replaced: Mapping[str, Column] | None = None,
    *,
    under: str | None = None,
    without: Collection[str] = (),
) -> list[ColumnElement[Any]]:
    """A column for each field of a struct, under its name: from `replaced`, else the attribute of `source`.

    `source` is an entity, an alias of one, or the `c` of a subquery. With `under` they are the columns of the field of
    that name. The fields of `without` have theirs from elsewhere. Raises AttributeError for a field that is in neither,
    and TypeError for one replaced that is no field.
    """
    others = dict(replaced or {})
    named: list[tuple[str, Column]] = [
        (name, others.pop(name) if name in others else getattr(source, name))
        for name in shape.__struct_fields__
        if name not in without
    ]
    if others:
        raise TypeError(f"{shape.__name__} has no field {', '.join(others)}")
    prefix = "" if under is None else f"{under}{_BELOW}"
    return [_readable(column).label(f"{prefix}{name}") for name, column in named]


def _readable(column: Column) -> Column:
    return cast(column, JsonText()) if isinstance(column.type, JSON) else column


# ----------------------------------------------------------------------------------------------------- reading rows


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads columns into structs of one kind, a struct for each row that they come from.

    The columns are those of its fields in their order; a field that is a struct itself has its own in their place, and
    `nested` reads that span of columns. `converters` make a field's value of a column's, by the column's place.

    `key` is the place of a column that is None only where there is no row, as after an outer join: then there is no
    struct where it `may_be_missing`. One that is `is_shared` is made once for rows that follow each other with one key.
    """

    into: type[Struct]
    converters: tuple[tuple[int, Convert], ...]
    nested: tuple[tuple[slice, Reader], ...]
    key: int
    may_be_missing: bool = False
    is_shared: bool = False

    def read(self, columns: Sequence[Values], count: int) -> Iterable[Any]:
        """One struct for each of the `count` rows, of which there is at least one."""
        if not self.is_shared:
            return self._made_or_missing(columns, count)
        keys = columns[self.key]
        if keys.count(keys[0]) == count:
            return repeat(self._first(columns), count)
        starts = [0, *compress(range(1, count), map(ne, keys[1:], keys))]
        made = self._made_or_missing(list(map(itemgetter(*starts), columns)), len(starts))
        return chain.from_iterable(map(repeat, made, map(sub, [*starts[1:], count], starts)))

    def _first(self, columns: Sequence[Values]) -> Any:
        """That of the first row."""
        if self.may_be_missing and columns[self.key][0] is None:
            return None
        fields: list[object] = [column[0] for column in columns]
        for place, convert in self.converters:
            fields[place] = convert(fields[place])
        for span, reader in self.nested:
            fields[span] = [reader._first(columns[span])]
        return self.into(*fields)

    def _made_or_missing(self, columns: Sequence[Values], count: int) -> list[Any]:
        made = self._made(columns, count)
        if not self.may_be_missing or all(keys := columns[self.key]):
            return made
        # What was made of nothing is dropped: that takes less time than to take the rows out of each column.
        return [None if key is None else each for key, each in zip(keys, made, strict=True)]

    def _made(self, columns: Sequence[Values], count: int) -> list[Any]:
        fields: list[Iterable[object]] = [*columns]
        for place, convert in self.converters:
            column = columns[place]
            if column[0] is not None or column.count(None) < count:  # what nobody entered is None either way
                fields[place] = map(convert, column)
        for span, reader in self.nested:  # the last one first, so that the places of others stay
            fields[span] = [reader.read(columns[span], count)]
        return list(map(self.into, *fields))


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows into structs of one kind. `in_order` gets of a row, or of its columns, those of `reader` in order."""

    reader: Reader
    in_order: Callable[[Any], tuple[Any, ...]]

    def read(self, rows: Sequence[Row]) -> list[Any]:
        """One struct a row."""
        if not rows:
            return []
        if not (self.reader.converters or self.reader.nested):
            return list(starmap(self.reader.into, map(self.in_order, rows)))
        return list(self.reader.read(self.in_order(tuple(zip(*rows, strict=True))), len(rows)))


def extension(into: type[RowT], base: type[Struct]) -> Callable[..., RowT]:
    """What makes structs of a kind that inherits from `base`: of one that has the fields of that, then its own ones."""
    fields_of = attrgetter(*base.__struct_fields__)

    def extended(source: Struct, *further: object) -> RowT:
        return into(*fields_of(source), *further)

    return extended


# ------------------------------------------------------------------------------------------------- deciding by names


def reader_of(select: Select[*tuple[Any, ...]], into: type[Struct]) -> RowReader:
    """What reads the rows of a select. Raises TypeError for fields without a column, and columns without a field."""
    columns = {str(column.key): column.type for column in select.selected_columns}
    if len(columns) < len(select.selected_columns):
        raise TypeError(f"two columns of one name are read into {into.__name__}")
    used: list[str] = []
    reader = _reader(into, columns, "", used)
    if surplus := sorted(columns.keys() - set(used)):
        raise TypeError(f"{into.__name__} has no field for the columns {', '.join(surplus)}")
    places = list(map(list(columns).index, used))
    return RowReader(reader, itemgetter(slice(None)) if places == sorted(places) else itemgetter(*places))


def _reader(
    into: type[Struct],
    columns: Mapping[str, TypeEngine[Any]],
    prefix: str,
    used: list[str],
    *,
    may_be_missing: bool = False,
) -> Reader:
    """`prefix` is that of the columns of its fields; the names of those that it reads are added to `used` in order."""
    hints = get_type_hints(into)
    first = len(used)
    keys: dict[str, int] = {}
    converters: list[tuple[int, Convert]] = []
    nested: list[tuple[slice, Reader]] = []
    for name in into.__struct_fields__:
        full, below, hint, place = f"{prefix}{name}", f"{prefix}{name}{_BELOW}", hints[name], len(used) - first
        if full in columns:
            used.append(full)
            if (convert := converter_of(columns[full], hint)) is not None:
                converters.append((place, convert))
            if not _admits_none(hint):
                keys[name] = place
        elif any(column.startswith(below) for column in columns):
            inner = _reader(_struct_in(hint), columns, below, used, may_be_missing=_admits_none(hint))
            nested.append((slice(place, len(used) - first), inner))
        else:
            raise TypeError(f"{into.__name__} has a field {name}, and no column is called {full}")
    if may_be_missing and not keys:
        raise TypeError(f"{into.__name__} has no field that is never None, so that nothing shows where it is missing")
    return Reader(
        into,
        tuple(converters),
        (*nested[-1:], *((span, _shared(inner)) for span, inner in reversed(nested[:-1]))),
        keys.get("id", next(iter(keys.values()), 0)),
        may_be_missing,
    )


def _shared(reader: Reader) -> Reader:
    return replace(reader, is_shared="id" in reader.into.__struct_fields__)


def _admits_none(hint: object) -> bool:
    return NoneType in get_args(hint)


def _struct_in(hint: object) -> type[Struct]:
    (struct,) = [each for each in get_args(hint) or (hint,) if each is not NoneType]
    if not (isinstance(struct, type) and issubclass(struct, Struct)):
        raise TypeError(f"columns of a field are read into a struct, and {struct} is none")
    return struct


def converter_of(kind: TypeEngine[Any], hint: object) -> Convert | None:
    """What makes a field's value of what the driver gives; None where that is the value. `hint` is the field's type."""
    if isinstance(kind, ARRAY):
        member_of = converter_of(kind.item_type, hint)
        return None if member_of is None else lambda values: values and list(map(member_of, values))
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return ({None: None} | {str(member.value): member for member in kind.enum_class}).__getitem__
    if isinstance(kind, JsonText):
        decode = Decoder(hint).decode
        return lambda text: None if text is None else decode(text)
    return None
