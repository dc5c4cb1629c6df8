"""Every test here has its database by way of a pooler that is there, or is skipped with the reason."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from mygymtracker.database.embedded import EmbeddedServer
from tests.api.conftest import ann_client, app, app_with, connect, password_hash
from tests.conftest import TestDatabase
from tests.databases import Databases
from tests.pooler.bouncer import bouncing, reason_to_skip, through

__all__ = ["ann_client", "app", "app_with", "connect", "password_hash"]

#: `pooled(pool_mode="statement")`: the test's database by way of a pooler of these settings.
Pooled = Callable[..., TestDatabase]


@pytest.fixture
def direct_database(databases: Databases) -> Iterator[TestDatabase]:
    """The same database without the pooler."""
    if reason := reason_to_skip():
        pytest.skip(reason)
    made = databases.borrow()
    yield made
    databases.give_back(made)


@pytest.fixture
def pooled(server: EmbeddedServer, direct_database: TestDatabase) -> Iterator[Pooled]:
    with ExitStack() as running:

        def start(**settings: object) -> TestDatabase:
            place = Path(tempfile.mkdtemp(prefix="pgb", dir="/tmp"))
            running.callback(shutil.rmtree, place)
            directory = running.enter_context(bouncing(server, place, **settings))
            return replace(
                direct_database,
                owner=through(directory, direct_database.owner),
                app=through(directory, direct_database.app),
            )

        yield start


@pytest.fixture
def migrated_database(pooled: Pooled) -> TestDatabase:
    """In transaction mode, as the page says."""
    return pooled()
