"""From lines to rows of cells, keeping the verbatim text of every row and surviving the damaged ones."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import BinaryIO, Final

from msgspec import Struct

from mygymtracker.errors import Unreadable
from mygymtracker.exchange.lines import TextFile
from mygymtracker.exchange.records import Remark

_DELIMITERS: Final = ",;\t"
# A quote left open swallows what follows. A real note of this many lines was never seen (the longest text
# has 789 characters), so a record that needs more is a damaged line and not a long note.
_LONGEST_RECORD_LINES: Final = 500
_LONGEST_RECORD: Final = 1 << 20


class Row(Struct, frozen=True, gc=False):  # gc: see records
    """One data row. `cells` has as many cells as the header, or `damage` says why it could not be cut up."""

    line_number: int
    text: str
    cells: tuple[str, ...]
    damage: str | None


@dataclass(frozen=True, slots=True)
class Rows:
    """The data rows of a file in order, cut anew each time they are gone through."""

    text: TextFile
    header: tuple[str, ...]
    lines_before: int
    delimiter: str
    padded: int

    def __iter__(self) -> Iterator[Row]:
        lines = _Ahead(islice(self.text.lines(), self.lines_before, None), self.lines_before)
        return _rows(lines, self.delimiter, self.header, self.padded)


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited file: the cells of its header, and its data rows in order.

    Lines without any text are no rows. `header` cells are trimmed; blank ones at the end are cut off.
    """

    header: tuple[str, ...]
    rows: Rows

    @property
    def remarks(self) -> list[Remark]:
        """What was noticed on the way, once rows were gone through to the end."""
        return self.rows.text.remarks


def read_table(file: BinaryIO) -> Table:
    """Cut a file into header and rows. Raises `Unreadable` when there is no text in it at all.

    Encoding and delimiter come from the content.
    """
    text = TextFile(file)
    numbered = enumerate(text.lines(), start=1)
    # a spreadsheet's own hint is no header
    first = next((each for each in numbered if each[1].strip() and not each[1].casefold().startswith("sep=")), None)
    if first is None:
        raise Unreadable("The file is empty: there is not even a header line in it.", field="file")
    number, line = first
    delimiter, padded_header = _header_of(line.rstrip("\r\n"))
    header = padded_header
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise Unreadable("The first line of the file names no columns.", field="file")
    return Table(header, Rows(text, header, number, delimiter, len(padded_header)))


def _header_of(line: str) -> tuple[str, tuple[str, ...]]:
    """The delimiter that cuts the header line into most cells, and these cells."""
    candidates: list[tuple[str, list[str]]] = []
    for delimiter in _DELIMITERS:
        outer = _cells_of(line, delimiter) or []
        inner = _cells_of(outer[0], delimiter) if _is_packed(outer) else None
        candidates.append((delimiter, [cell.strip() for cell in inner or outer]))
    delimiter, header = max(candidates, key=lambda candidate: len(candidate[1]))
    return delimiter, tuple(header)


def _cells_of(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record, or None where it breaks the rules of quoting (RFC 4180)."""
    try:
        return next(csv.reader((text,), _dialect(delimiter)), None)
    except csv.Error:
        return None


@cache
def _dialect(delimiter: str) -> str:
    """The name of a dialect made once: from options in words csv.reader makes one for every record."""
    name = f"mygymtracker, strict, {delimiter!r}"
    csv.register_dialect(name, delimiter=delimiter, strict=True)
    return name


def _is_packed(cells: list[str]) -> bool:
    """Whether the first cell may hold the whole record: a line that was quoted twice."""
    return bool(cells) and not any(cells[1:])


class _Ahead:
    """Lines one after another, and a look at those that may belong to the same record.

    `number` is that of the line that was taken last, `_open` those of the lines ahead that leave a quote open.
    """

    def __init__(self, lines: Iterator[str], lines_before: int) -> None:
        self._lines = lines
        self._ahead: deque[str] = deque()
        self._open: deque[int] = deque()
        self.number = lines_before

    def take(self) -> str | None:
        """The next line with its ending; None after the last."""
        line = self._ahead.popleft() if self._ahead else next(self._lines, None)
        self.number += 1
        if self._open and self._open[0] == self.number:
            self._open.popleft()
        return line

    def lines_of_quote(self) -> int:
        """How many lines it takes until the quote that the last one left open is closed; 0 where none closes it."""
        read = 0 if self._open else sum(map(len, self._ahead))
        while not self._open and len(self._ahead) < _LONGEST_RECORD_LINES - 1 and read < _LONGEST_RECORD:
            if (line := next(self._lines, None)) is None:
                break
            self._ahead.append(line)
            read += len(line)
            if line.count('"') % 2:
                self._open.append(self.number + len(self._ahead))
        return self._open[0] - self.number if self._open else 0

    def look(self, lines: int) -> list[str]:
        """So many of the lines ahead."""
        return list(islice(self._ahead, lines))

    def skip(self, lines: int) -> None:
        for _ in range(lines):
            self.take()


def _rows(lines: _Ahead, delimiter: str, header: tuple[str, ...], padded: int) -> Iterator[Row]:
    """One row after another; a quote that is never closed costs the one line it stands on.

    csv.reader over the whole file would do the quoting, but it gives no verbatim text, and after an open
    quote it takes the rest of the file for one cell. So lines are joined here until their quotes balance, and
    csv.reader reads the joined record; where that does not give the header's number of cells, only the first
    of its lines is set aside and reading goes on with the next one.
    """
    width = range(len(header), padded + 1)
    while (line := lines.take()) is not None:
        if line.isspace():
            continue
        number, text = lines.number, line.rstrip("\r\n")
        more = lines.lines_of_quote() if text.count('"') % 2 else 0
        whole = "".join([line, *lines.look(more)]).rstrip("\r\n") if more else text
        row = _row(whole, number, delimiter, width)
        if more and row.damage:
            row = _row(text, number, delimiter, width)
        else:
            lines.skip(more)
        if row.cells[:1] == header[:1] and tuple(cell.strip() for cell in row.cells) == header:
            row = Row(row.line_number, row.text, (), "it is a second header line, not a set")
        yield row


def _row(text: str, line_number: int, delimiter: str, width: range) -> Row:
    """One row. A spreadsheet pads rows and header alike; a cell more than these is a comma inside a name."""
    if "\0" in text:
        reason = "it holds NUL characters, shown as ␀: the file is damaged here"
        return Row(line_number, text.replace("\0", "␀"), (), reason)
    cells = _cells_of(text, delimiter)
    if cells is None:
        return Row(line_number, text, (), "its quotation marks do not match")
    if not any(map(str.strip, cells)):
        return Row(line_number, text, (), "all its cells are empty")
    if _is_packed(cells) and len(inner := _cells_of(cells[0], delimiter) or []) in width:
        cells = inner
    if len(cells) not in width or any(map(str.strip, cells[width.start :])):
        return Row(line_number, text, (), f"it has {len(cells)} cells where the header has {width.start}")
    return Row(line_number, text, tuple(cells[: width.start]), None)
