"""The lines of a file, read in pieces: decoded by what the file itself shows, each with its ending."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import BinaryIO, Final

from mygymtracker.errors import Unreadable
from mygymtracker.exchange.records import Remark

#: Bytes that are read at once.
_PIECE: Final = 1 << 20
#: Characters of a line without an end after which a file is taken for no table.
LONGEST_LINE: Final = 1 << 21
#: Of a file. One of 64 MB whose rows are as short as an app can write them has fewer.
MOST_LINES: Final = 3_000_000
_UTF_8_MARK: Final = b"\xef\xbb\xbf"
_UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_HEADER_BYTES: Final = 64
_LISTED: Final = 3


class TextFile:
    """A file of text: UTF-16 by its byte order mark or where every second byte of the header is 0; else UTF-8, and
    Windows-1252 for the lines that are not UTF-8.

    Line by line, so that one damaged byte does not turn every `ş` of the file into `ÅŸ`. It can be read again and
    again; `remarks` are there once it was read to its end.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.seek(0)
        start = file.read(_HEADER_BYTES)
        self._encoding: str | None = "utf-16" if start.startswith(_UTF_16_MARKS) else None
        self._remark: Remark | None = None
        if self._encoding is None and (unmarked := _unmarked_utf_16(start)) is not None:
            self._encoding = unmarked
            self._remark = Remark(None, "the file was read as UTF-16")
        self._legacy: dict[int, None] = {}
        self._legacy_count = 0

    @property
    def remarks(self) -> list[Remark]:
        """What was noticed about how it is written."""
        remarks = [self._remark] if self._remark else []
        if self._legacy_count > _LISTED:
            count = self._legacy_count
            return [*remarks, Remark(None, f"{count} lines are not UTF-8 and were read as Windows-1252")]
        words = "this line is not UTF-8 and was read as Windows-1252"
        return [*remarks, *(Remark(number, words) for number in self._legacy)]

    def lines(self) -> Iterator[str]:
        """All lines from the first, each with its ending. Raises Unreadable for a file that has no lines, or too many.

        Lines end at \\n, \\r\\n and \\r; str.splitlines would also cut at U+2028, which occurs inside cells.
        """
        number, self._legacy_count = 0, 0
        for piece in self._pieces():
            text = piece if isinstance(piece, str) else self._decoded(piece, number)
            for line in StringIO(text, newline=""):
                number += 1
                yield line
            if number > MOST_LINES:
                raise Unreadable(f"The file has more than {MOST_LINES:,} lines. Nothing was imported.", field="file")

    def _pieces(self) -> Iterator[str] | Iterator[bytes]:
        """Whole lines, many at a time: bytes of what may be UTF-8."""
        return self._utf_8_pieces() if self._encoding is None else self._utf_16_pieces(self._encoding)

    def _utf_8_pieces(self) -> Iterator[bytes]:
        self._file.seek(0)
        rest = b""
        is_first = True
        while read := self._file.read(_PIECE):
            rest += read
            if is_first and len(rest) >= len(_UTF_8_MARK):
                rest, is_first = rest.removeprefix(_UTF_8_MARK), False
            end = rest.rfind(b"\n") + 1 or rest.rfind(b"\r", 0, -1) + 1
            if end:
                yield rest[:end]
                rest = rest[end:]
            _refuse_long_line(len(rest))
        if rest:
            yield rest

    def _utf_16_pieces(self, encoding: str) -> Iterator[str]:
        self._file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        rest = ""
        while read := self._file.read(_PIECE):
            rest += decoder.decode(read)
            end = rest.rfind("\n") + 1 or rest.rfind("\r", 0, -1) + 1
            if end:
                yield rest[:end]
                rest = rest[end:]
            _refuse_long_line(len(rest))
        rest += decoder.decode(b"", final=True)
        if rest:
            yield rest

    def _decoded(self, piece: bytes, lines_before: int) -> str:
        try:
            return piece.decode("utf-8")
        except UnicodeDecodeError:
            texts: list[str] = []
            for line in BytesIO(piece):  # ends lines at \n alone
                texts.append(self._decoded_line(line, lines_before + 1))
                lines_before += len(line.splitlines())
            return "".join(texts)

    def _decoded_line(self, line: bytes, number: int) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self._legacy_count += 1
            if len(self._legacy) <= _LISTED:
                self._legacy[number] = None
            return _windows_1252(line)


def _refuse_long_line(length: int) -> None:
    if length > LONGEST_LINE:
        raise Unreadable(
            f"The file has a line of more than {LONGEST_LINE:,} characters, so it is no table of sets.", field="file"
        )


def _unmarked_utf_16(start: bytes) -> str | None:
    """The byte order of UTF-16 that does not name it: headers are mostly ASCII, whose upper bytes are 0."""
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
