"""What a file is that is no table of text: told by its first bytes, with what to do about it."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO, Final

from mygymtracker.exchange.known_formats import APPS

_SAVE_AS_CSV: Final = "Open it in a spreadsheet program, save the sheet with the sets as CSV, and give that file"
_EXPORT_CSV: Final = f"Give the CSV file that {APPS} exports"
#: First bytes, what such a file is, and what to do.
_BY_FIRST_BYTES: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Office file", _SAVE_AS_CSV),
    (b"SQLite format 3\x00", "a SQLite database, as FitNotes and others write for a backup", _EXPORT_CSV),
    (b"\x1f\x8b", "packed with gzip", "Unpack it, and give the file that comes out"),
    (b"BZh", "packed with bzip2", "Unpack it, and give the file that comes out"),
    (b"\xfd7zXZ\x00", "packed with xz", "Unpack it, and give the file that comes out"),
    (b"(\xb5/\xfd", "packed with zstd", "Unpack it, and give the file that comes out"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it, and give the CSV file that was in it"),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it, and give the CSV file that was in it"),
    (b"%PDF", "a PDF document", _EXPORT_CSV),
    (b"\x89PNG\r\n\x1a\n", "a picture", _EXPORT_CSV),
    (b"\xff\xd8\xff", "a picture", _EXPORT_CSV),
    (b"GIF8", "a picture", _EXPORT_CSV),
    (b"II*\x00", "a picture", _EXPORT_CSV),
    (b"MM\x00*", "a picture", _EXPORT_CSV),
    (b"bplist00", "a property list of Apple", _EXPORT_CSV),
    (b"{\\rtf", "a text with formatting (RTF)", _EXPORT_CSV),
    (b"\x7fELF", "a program", _EXPORT_CSV),
)
_BY_EARLY_BYTES: Final = (
    (8, b".FIT", "a FIT file, as sports watches write; it holds no sets of strength training", _EXPORT_CSV),
    (8, b"WEBP", "a picture", _EXPORT_CSV),
    (4, b"ftypheic", "a picture", _EXPORT_CSV),
    (4, b"ftypmif1", "a picture", _EXPORT_CSV),
    (4, b"ftyp", "a film", _EXPORT_CSV),
)
_BY_FIRST_LETTERS: Final = (
    (("<!doctype html", "<html", "<head", "<body"), "a web page", f"{_EXPORT_CSV}, not the page that offers it"),
    (("<?xml", "<gpx", "<trainingcenterdatabase", "<healthdata", "<!doctype healthdata"), "XML", _EXPORT_CSV),
    (("{", "["), "JSON", _EXPORT_CSV),
)
#: Of an archive that a program writes as its document: the name of one of its parts.
_BY_PARTS: Final = (
    (re.compile("^xl/"), "an Excel workbook", _SAVE_AS_CSV),
    (re.compile("^word/"), "a Word document", _EXPORT_CSV),
    (re.compile(r"\.iwa$"), "a Numbers document", _SAVE_AS_CSV),
    (re.compile("^content.xml$"), "an OpenDocument file", _SAVE_AS_CSV),
)
_LETTERS: Final = 200
_BEGINNING: Final = 1 << 16
_NAMED: Final = 60
#: Of the first thousand characters, as many may be control characters in a file that is still read.
_CONTROL: Final = 0.05


def what_else(file: BinaryIO) -> str | None:
    """A sentence or two on what a file is and what to do, or None for one that may be a table of text."""
    file.seek(0)
    data = file.read(_BEGINNING)
    if data.startswith(b"PK\x03\x04"):
        return _sentence(*_zip(file))
    for start, kind, way in _BY_FIRST_BYTES:
        if data.startswith(start):
            return _sentence(kind, way)
    for offset, mark, kind, way in _BY_EARLY_BYTES:
        if data[offset : offset + len(mark)] == mark:
            return _sentence(kind, way)
    letters = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:_LETTERS].decode("latin-1").casefold()
    for starts, kind, way in _BY_FIRST_LETTERS:
        if letters.startswith(starts):
            return _sentence(kind, way)
    return None


def what_no_text_is(text: str) -> str | None:
    """The same for what was decoded and is mostly no text."""
    beginning = text[:1_000]
    controls = sum(not each.isprintable() and not each.isspace() for each in beginning)
    return _sentence("no text", _EXPORT_CSV) if controls > len(beginning) * _CONTROL else None


def _sentence(kind: str, way: str) -> str:
    return f"The file is {kind}. {way}."


def _zip(file: BinaryIO) -> tuple[str, str]:
    """What is in an archive decides what it is: workbooks are archives, too."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return "a zip archive that is damaged", "Export it once more"
    for part, kind, way in _BY_PARTS:
        if any(part.search(name) for name in names):
            return kind, way
    tables = [name for name in names if name.casefold().endswith((".csv", ".txt"))]
    if tables:
        visible = "".join(each if each.isprintable() else "·" for each in tables[0])[:_NAMED]
        return f"a zip archive with {visible} in it", "Unpack it, and give that file"
    return "a zip archive without a CSV file in it", _EXPORT_CSV
