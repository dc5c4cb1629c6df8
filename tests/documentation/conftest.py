"""The reader of the documents, and a terminal of theirs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documentation.reader import Reader, make_reader
from tests.documentation.terminal import Terminal


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    place = _place()
    yield make_reader(place / "python")
    shutil.rmtree(place)


@pytest.fixture
def terminal(reader: Reader) -> Iterator[Terminal]:
    place = _place()
    made = Terminal(place, reader)
    yield made
    made.close()
    shutil.rmtree(place)


def _place() -> Path:
    """Others may pass through it, as whom the reader and the database may run."""
    place = Path(tempfile.mkdtemp(prefix="gd-", dir="/tmp"))
    place.chmod(0o755)
    return place
