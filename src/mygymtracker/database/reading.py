"""What the rows of a select are read into: structs, whose fields are the names of its columns.

Which column goes to which field is decided once for each select, and a name that is missing or left over is an error
then. No line of Python runs for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
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
    """Reads rows into structs of one kind. Its fields are the columns that `columns` gets of a row, and structs that
    `nested` reads, by their place among the fields; `converters` make a field's value of a column's.

    `key` gets a column that is None only where there is no row, as after an outer join: then there is no struct where
    it `may_be_missing`. One that `is_shared` is made once for rows that follow each other with one key.
    """

    into: type[Struct]
    columns: Callable[[Row], tuple[object, ...]] | None
    converters: tuple[tuple[int, Convert], ...]
    nested: tuple[tuple[int, Reader], ...]
    key: Callable[[Row], object]
    may_be_missing: bool = False
    is_shared: bool = False

    def read(self, rows: Sequence[Row]) -> list[Any]:
        """One struct a row."""
        if not (self.is_shared or self.may_be_missing):
            return self._made(rows)
        keys = list(map(self.key, rows))
        if not self.is_shared:
            return self._made_or_missing(rows, keys)
        starts = [0, *compress(range(1, len(keys)), map(ne, keys[1:], keys))]
        made = self._made_or_missing([rows[start] for start in starts], [keys[start] for start in starts])
        lengths = map(sub, [*starts[1:], len(keys)], starts)
        return list(chain.from_iterable(map(repeat, made, lengths)))

    def _made_or_missing(self, rows: Sequence[Row], keys: Sequence[object]) -> list[Any]:
        if not self.may_be_missing or None not in keys:
            return self._made(rows)
        present = [key is not None for key in keys]
        made = iter(self._made(list(compress(rows, present))))
        return [next(made) if each else None for each in present]

    def _made(self, rows: Sequence[Row]) -> list[Any]:
        if not rows:
            return []
        if self.columns and not (self.converters or self.nested):
            return list(starmap(self.into, map(self.columns, rows)))
        fields: list[Iterable[object]] = list(zip(*map(self.columns, rows), strict=True)) if self.columns else []
        for place, convert in self.converters:
            fields[place] = map(convert, fields[place])
        for place, reader in self.nested:  # in the order of their places
            fields.insert(place, reader.read(rows))
        return list(map(self.into, *fields))


def extended(into: type[RowT], base: type[Struct], source: Struct, *further: object) -> RowT:
    """A struct of a kind that inherits from `base`: its fields of that are those of `source`, `further` are its own."""
    return into(*_fields_of(base)(source), *further)


@cache
def _fields_of(base: type[Struct]) -> Callable[[Struct], tuple[object, ...]]:
    return attrgetter(*base.__struct_fields__)


# ------------------------------------------------------------------------------------------------- deciding by names


def reader_of(select: Select[*tuple[Any, ...]], into: type[Struct]) -> Reader:
    """What reads the rows of a select. Raises TypeError for fields without a column, and columns without a field."""
    columns = {str(column.key): (place, column.type) for place, column in enumerate(select.selected_columns)}
    if len(columns) < len(select.selected_columns):
        raise TypeError(f"two columns of one name are read into {into.__name__}")
    used: set[str] = set()
    reader = _reader(into, columns, "", used)
    if surplus := sorted(columns.keys() - used):
        raise TypeError(f"{into.__name__} has no field for the columns {', '.join(surplus)}")
    return reader


def _reader(
    into: type[Struct],
    columns: Mapping[str, tuple[int, TypeEngine[Any]]],
    prefix: str,
    used: set[str],
    *,
    may_be_missing: bool = False,
) -> Reader:
    """`prefix` is that of the columns of its fields; `used` takes in the names of those that it reads."""
    hints = get_type_hints(into)
    places: dict[str, int] = {}
    converters: list[tuple[int, Convert]] = []
    nested: list[tuple[int, Reader]] = []
    for place, name in enumerate(into.__struct_fields__):
        full, below, hint = f"{prefix}{name}", f"{prefix}{name}{_BELOW}", hints[name]
        if full in columns:
            used.add(full)
            if (convert := converter_of(columns[full][1], hint)) is not None:
                converters.append((len(places), convert))
            places[name] = columns[full][0]
        elif any(column.startswith(below) for column in columns):
            nested.append((place, _reader(_struct_in(hint), columns, below, used, may_be_missing=_admits_none(hint))))
        else:
            raise TypeError(f"{into.__name__} has a field {name}, and no column is called {full}")
    keys = {name: place for name, place in places.items() if not _admits_none(hints[name])}
    if may_be_missing and not keys:
        raise TypeError(f"{into.__name__} has no field that is never None, so that nothing shows where it is missing")
    return Reader(
        into,
        _getter(list(places.values())) if places else None,
        tuple(converters),
        tuple((place, _shared(reader) if reader is not nested[-1][1] else reader) for place, reader in nested),
        itemgetter(keys.get("id", next(iter(keys.values()), 0))),
        may_be_missing,
    )


def _shared(reader: Reader) -> Reader:
    return replace(reader, is_shared="id" in reader.into.__struct_fields__)


def _getter(places: Sequence[int]) -> Callable[[Row], tuple[object, ...]]:
    """Gets these columns of a row."""
    start, count = places[0], len(places)
    if list(places) == list(range(start, start + count)):
        return itemgetter(slice(start, start + count))
    return itemgetter(*places)


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
