"""The API does what its OpenAPI document says, asked by a program that knows nothing else: schemathesis, all checks.

Deeper outside the suite: EXAMPLES=500 .venv/bin/pytest tests/api/conformance
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

import pytest

from mygymtracker.api.app import TAGS
from mygymtracker.api.documentation import DOCUMENT
from mygymtracker.database.transaction import Database
from tests.api.conftest import program_of
from tests.factories import Person

HERE: Final = Path(__file__).parent
#: How many guesses there are for each operation, beside what tries every limit of its schema.
EXAMPLES: Final = os.environ.get("EXAMPLES", "8")
#: Signs out whoever asks, and so ends the run; it has tests of its own.
LEFT_OUT: Final = ("signOut",)


@pytest.mark.parametrize("tag", [tag.name for tag in TAGS])
async def test_the_api_does_what_its_document_says(
    served: str, database: Database, ann: Person, tag: str, tmp_path: Path
) -> None:
    signed_in = await program_of(database, ann)  # who has no password, and cannot be deleted by guessing it
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"), "run"),
        *(served + DOCUMENT, "--checks", "all", "--header", f"Authorization: {signed_in['Authorization']}"),
        *("--max-examples", EXAMPLES, "--continue-on-failure", "--no-color", "--include-tag", tag),
        *(word for name in LEFT_OUT for word in ("--exclude-operation-id", name)),
    ]

    run = await asyncio.create_subprocess_exec(
        *command, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    told, _ = await run.communicate()

    assert run.returncode == 0, told.decode()
