"""What a file format is to whoever reads files; each is a module of `exchange.formats`, listed in `known_formats`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from mygymtracker.exchange.assembly import Choices, Output
from mygymtracker.exchange.records import Summary
from mygymtracker.exchange.tables import Table

Layout = TypeVar("Layout")


class Reader(Protocol):
    """Reads a whole table whose layout is known. Raises Invalid where it can be read in several ways."""

    def __call__(self, table: Table, *, choices: Choices, output: Output) -> Summary: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The files of one app.

    - `name` is the `source` of its imports, `title` what people call the app, `dialects` the forms that its files have.
    - `header_example` shows the columns by which a file of it is told.
    - `reader_for` is None for the header of another app's file; `reader_by_position` for a table of unknown words whose
      cells do not stand as in this app's files, where `columns` are in this order.
    - `says_duration`: a workout's end is written as how long it lasted, which does not change with the clocks.
    """

    name: str
    title: str
    dialects: str
    header_example: str
    reader_for: Callable[[tuple[str, ...]], Reader | None]
    reader_by_position: Callable[[Table], Reader | None] = lambda _: None
    columns: str = ""
    says_duration: bool = False


def reader_for(
    recognise: Callable[[tuple[str, ...]], Layout | None],
    read: Callable[[Table, Layout, Choices, Output], Summary],
) -> Callable[[tuple[str, ...]], Reader | None]:
    """Of what tells the layout of a file by its header, and what reads a file of a layout."""
    return lambda header: _reader(recognise(header), read)


def reader_by_position(
    by_position: Callable[[Table], Layout | None],
    read: Callable[[Table, Layout, Choices, Output], Summary],
) -> Callable[[Table], Reader | None]:
    return lambda table: _reader(by_position(table), read)


def _reader(layout: Layout | None, read: Callable[[Table, Layout, Choices, Output], Summary]) -> Reader | None:
    return None if layout is None else partial(_read, read, layout)


def _read(
    read: Callable[[Table, Layout, Choices, Output], Summary],
    layout: Layout,
    table: Table,
    *,
    choices: Choices,
    output: Output,
) -> Summary:
    return read(table, layout, choices, output)
