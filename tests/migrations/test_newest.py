"""The revision that commands compare a database with is the one that Alembic goes to."""

from __future__ import annotations

from mygymtracker.database.migrations import runner
from mygymtracker.database.migrations.newest import newest_revision


def test_the_newest_revision_read_off_the_files_is_the_head() -> None:
    assert newest_revision() == runner.newest()
