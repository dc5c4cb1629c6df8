"""Revisions and declarations that a test may alter."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from mygymtracker.database.entities import Base
from mygymtracker.database.migrations import runner
from mygymtracker.database.migrations.runner import Migrations
from mygymtracker.database.row_security import declare, declared


@pytest.fixture
def migrations(tmp_path: Path) -> Migrations:
    """A copy of our revisions and declarations, to be altered."""
    directory = tmp_path / "migrations"
    shutil.copytree(Path(runner.__file__).parent, directory, ignore=shutil.ignore_patterns("__pycache__"))
    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(metadata)
    ours = declared(Base.metadata)
    declare(metadata, *ours.extensions, *ours.others)
    return Migrations(directory=directory, metadata=metadata)
