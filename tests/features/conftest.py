"""What tests of accounts share: a hasher, and a second process on the same database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.database.engine import build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from tests.conftest import TestDatabase


@pytest.fixture
def hasher() -> PasswordHasher:
    return PasswordHasher()


@pytest.fixture
async def other_process(migrated_database: TestDatabase) -> AsyncIterator[Database]:
    """The same database through an engine of its own, as another process has it."""
    made = Database(build_engine(migrated_database.app, working_role=WORKING_ROLE))
    yield made
    await made.dispose()
