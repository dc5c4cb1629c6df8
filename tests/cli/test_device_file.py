"""What a device saved of what it held is read in by the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from mygymtracker.cli.main import EXIT_CODES
from mygymtracker.errors import Invalid
from tests.cli.conftest import RunCommand, told
from tests.factories import Person

WORKOUT = str(uuid4())
FILE = {
    "schema": 1,
    "saved_at": "2026-03-09T18:00:00Z",
    "account": str(uuid4()),
    "epoch": None,
    "device": "",
    "operations": [
        {
            "id": str(uuid4()),
            "action": "create",
            "kind": kind,
            "row": row,
            "base": 0,
            "fields": fields,
        }
        for kind, row, fields in (
            ("workout", WORKOUT, {"name": "Legs", "started_at": "2026-03-02T18:00:00Z", "time_zone": "UTC"}),
            ("set", str(uuid4()), {"workout_exercise_id": str(uuid4()), "reps": 5}),
        )
    ],
}


def test_a_file_that_a_device_saved_is_read_in_once(command: RunCommand, ann: Person, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(FILE))

    first = told(command, "import-device", str(saved)).splitlines()
    second = json.loads(told(command, "import-device", str(saved), "--json"))

    assert first[:2] == ["Added workout: 1.", "Changed 0, known already 0, not taken 1."]
    assert first[2].startswith("Not taken: set ")
    assert (second["added"], second["known"], len(second["refused"])) == ({}, 1, 1)
    assert "Legs" in told(command, "workout", "list")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("not json", "the file must be one that a device saved, which is JSON"),
        ("[]", "the file must be one that a device saved: it has no operations"),
        (json.dumps(FILE | {"schema": 3}), "schema must be at most 2: a newer version of the tracker saved this file"),
    ],
)
def test_another_file_is_refused_in_a_sentence(
    command: RunCommand, ann: Person, tmp_path: Path, content: str, sentence: str
) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(content)

    done = command("import-device", str(saved))

    assert (done.returncode, done.stdout) == (dict(EXIT_CODES)[Invalid], "")
    assert sentence in done.stderr
