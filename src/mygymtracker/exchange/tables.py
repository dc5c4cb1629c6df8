"""From bytes to rows of cells, keeping the verbatim text of every row and surviving the damaged ones."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Final

from msgspec import Struct

from mygymtracker.errors import Unreadable
from mygymtracker.exchange.records import Remark

_BYTE_ORDER_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADER_BYTES: Final = 64
_DELIMITERS: Final = ",;\t"
# A quote left open swallows what follows. A real note of this many lines was never seen (the longest text
# has 789 characters), so a record that needs more is a damaged line and not a long note.
_LONGEST_RECORD_LINES: Final = 500


class Row(Struct, frozen=True, gc=False):  # gc: see records
    """One data row. `cells` has as many cells as the header, or `damage` says why it could not be cut up."""

    line_number: int
    text: str
    cells: tuple[str, ...]
    damage: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited file: the cells of its header, its data rows in order, and what was noticed on the way.

    Lines without any text are no rows. `header` cells are trimmed; blank ones at the end are cut off.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]


def read_table(data: bytes) -> Table:
    """Cut a file into header and rows. Raises `Unreadable` when there is no text in it at all.

    Encoding and delimiter come from the content.
    """
    text, remarks = decode(data)
    lines = list(_physical_lines(text))
    start = _next_line_with_text(lines, 0)
    if start < len(lines) and lines[start].text.casefold().startswith("sep="):
        start = _next_line_with_text(lines, start + 1)  # a spreadsheet's own hint, not a header
    if start == len(lines):
        raise Unreadable("The file is empty: there is not even a header line in it.", field="file")
    delimiter, padded_header = _header_of(lines[start].text)
    header = padded_header
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise Unreadable("The first line of the file names no columns.", field="file")
    return Table(header, tuple(_rows(lines[start + 1 :], delimiter, header, len(padded_header))), tuple(remarks))


def decode(data: bytes) -> tuple[str, list[Remark]]:
    """The text of a file: by its byte order mark, or as UTF-16 where every second byte of the header is 0; else UTF-8,
    and Windows-1252 for the lines that are not UTF-8.

    Line by line, so that one damaged byte does not turn every `ş` of the file into `ÅŸ`.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), []
    if (unmarked := _unmarked_utf_16(data)) is not None:
        return data.decode(unmarked, errors="replace"), [Remark(None, "the file was read as UTF-16")]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    lines = data.split(b"\n")
    remarks: list[Remark] = []
    texts: list[str] = []
    for number, line in enumerate(lines, start=1):
        try:
            texts.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(_windows_1252(line))
            remarks.append(Remark(number, "this line is not UTF-8 and was read as Windows-1252"))
    if len(remarks) > 3:
        remarks = [Remark(None, f"{len(remarks)} lines are not UTF-8 and were read as Windows-1252")]
    return "\n".join(texts), remarks


def _unmarked_utf_16(data: bytes) -> str | None:
    """The byte order of UTF-16 that does not name it: headers are mostly ASCII, whose upper bytes are 0."""
    start = data[:_HEADER_BYTES]
    pairs = len(start) // 2
    for encoding, upper, lower in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if pairs >= 4 and upper.count(0) * 10 >= pairs * 9 and lower.count(0) * 10 <= pairs:
            return encoding
    return None


def _windows_1252(line: bytes) -> str:
    """Five bytes mean nothing in Windows-1252; they become control characters, as in HTML."""
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in line)


class _Line(Struct, frozen=True, gc=False):
    number: int
    text: str  # without its ending
    ending: str


def _physical_lines(text: str) -> Iterator[_Line]:
    # StringIO with newline="" ends lines at \n, \r\n and \r and leaves the endings as they are;
    # str.splitlines would also cut at U+2028, which occurs inside cells.
    for number, line in enumerate(StringIO(text, newline=""), start=1):
        bare = line.rstrip("\r\n")
        yield _Line(number, bare, line[len(bare) :])


def _next_line_with_text(lines: list[_Line], position: int) -> int:
    while position < len(lines) and not lines[position].text.strip():
        position += 1
    return position


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


def _rows(lines: list[_Line], delimiter: str, header: tuple[str, ...], padded: int) -> Iterator[Row]:
    """One row after another; a quote that is never closed costs the one line it stands on.

    csv.reader over the whole file would do the quoting, but it gives no verbatim text, and after an open
    quote it takes the rest of the file for one cell. So lines are joined here until their quotes balance, and
    csv.reader reads the joined record; where that does not give the header's number of cells, only the first
    of its lines is set aside and reading goes on with the next one.
    """
    width = range(len(header), padded + 1)
    position = _next_line_with_text(lines, 0)
    while position < len(lines):
        first, taken = lines[position], _balanced_length(lines, position)
        row = _row(_join(lines[position : position + taken]), first.number, delimiter, width)
        if taken > 1 and row.damage:
            taken, row = 1, _row(first.text, first.number, delimiter, width)
        if row.cells[:1] == header[:1] and tuple(cell.strip() for cell in row.cells) == header:
            row = Row(row.line_number, row.text, (), "it is a second header line, not a set")
        yield row
        position = _next_line_with_text(lines, position + taken)


def _balanced_length(lines: list[_Line], start: int) -> int:
    """How many lines make up the record at `start`: as many as it takes for the quotes to balance, or 1."""
    if lines[start].text.count('"') % 2 == 0:
        return 1
    for position in range(start + 1, min(start + _LONGEST_RECORD_LINES, len(lines))):
        if lines[position].text.count('"') % 2:
            return position - start + 1
    return 1


def _join(lines: list[_Line]) -> str:
    if len(lines) == 1:
        return lines[0].text
    return "".join([line.text + line.ending for line in lines[:-1]]) + lines[-1].text


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
