"""Which revision this program works with, read off the files of `versions/`: a command that only looks waits for no
Alembic."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

_REVISION: Final[re.Pattern[str]] = re.compile(r'^revision = "(\d{4})"$', re.MULTILINE)


@cache
def newest_revision() -> str:
    """Revisions are numbered, each after the one before it (`tests/migrations` hold it to what Alembic says)."""
    files = (Path(__file__).parent / "versions").glob("*.py")
    matches = (_REVISION.search(file.read_text(encoding="utf-8")) for file in files)
    return max(match[1] for match in matches if match)
