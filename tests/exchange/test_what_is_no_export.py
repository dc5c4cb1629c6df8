"""Files that are no export: what they are is said, and what to do; and never a character that steers a terminal."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from mygymtracker.errors import Invalid, Unreadable
from mygymtracker.exchange.reading import parse
from tests.exchange.composing import KG, exercise, lift
from tests.exchange.files_of_apps import S1


def archive(*names: str) -> bytes:
    """A zip of empty files with these names."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        for name in names:
            opened.writestr(name, b"")
    return packed.getvalue()


FILES = {
    "an Excel workbook": archive("[Content_Types].xml", "xl/workbook.xml"),
    "an OpenDocument file": archive("mimetype", "content.xml"),
    "a Numbers document": archive("Index/Document.iwa"),
    "a zip archive with out/strong.csv in it": archive("out/strong.csv"),
    "a zip archive without a CSV file in it": archive("photo.jpg"),
    "a zip archive that is damaged": archive("a.csv")[:20],
    "an old Excel or Office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "packed with gzip": gzip.compress(S1.encode()),
    "a FIT file": b"\x0e\x10\x1a\x2b\x00\x00\x00\x00.FIT\x00\x00",
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR",
    "a web page": b"\n<!DOCTYPE html>\n<html><body>Sign in</body></html>",
    "XML": b'\xef\xbb\xbf<?xml version="1.0"?><HealthData/>',
    "JSON": json.dumps({"workouts": []}).encode(),
    "no text": bytes(range(1, 32)) * 10,
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_export_is_named_with_what_to_do(kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(FILES[kind])

    sentence = str(refused.value)
    assert sentence.startswith(f"The file is {kind}")
    assert sentence.isprintable()
    assert refused.value.field == "file"
    assert any(way in sentence for way in ("CSV", "Unpack it", "Export it once more"))


def test_a_sqlite_backup_is_named(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "backup.fitnotes") as database:
        database.execute("CREATE TABLE training_log (reps integer)")
    database.close()

    with pytest.raises(Unreadable, match="The file is a SQLite database, as FitNotes and others write for a backup"):
        parse((tmp_path / "backup.fitnotes").read_bytes())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(encoding: str) -> None:
    text = S1 + '2026-02-03 18:04:11,"Bacağı",1h,"Şınav",1,20,5,0,0,,,\n'

    parsed = parse(text.encode(encoding), load_unit=KG)

    assert parsed.workouts[0].exercises == (exercise("Şınav", lift(2, "20", KG, 5)),)
    assert [remark.text for remark in parsed.remarks] == ["the file was read as UTF-16"]


@pytest.mark.parametrize(
    "data",
    [
        b"Fruit\x1b[31m,Price\x07\nApple,1\n",
        S1.encode() + b'2026-02-03 18:04:11,"L",1h,"Squat",\x1b[2J,20,5,0,0,,,\n',
        S1.replace("RPE", "RPE,Mood\x1b[2J").encode()
        + b'2026-02-03 18:04:11,"L",1h,"Squat",1,2\x1b[2J0,5\x9d,\x01,\x02,,,\x03,\n'
        + b'\x1b[2J,"L",1h,"Squat",1,20,5,0,0,,,,\n',
    ],
)
def test_no_message_about_a_file_holds_a_control_character(data: bytes) -> None:
    try:
        parsed = parse(data, load_unit=KG)
    except Invalid as refused:
        messages = [str(refused)]
    else:
        sets = [each for workout in parsed.workouts for block in workout.exercises for each in block.sets]
        messages = [each.remark or "" for each in sets] + [each.unread for each in sets]
        messages += [row.reason or "" for row in parsed.rows] + [remark.text for remark in parsed.remarks]

    assert any(messages)
    assert all(map(str.isprintable, messages))
