"""The application and its clients, as for the tests of the API."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.conftest import (
    ann_client,
    app,
    app_with,
    bob_client,
    connect,
    nobody_client,
    password_hash,
)
from tests.factories import Person, make_exercise
from tests.sync.client import Device
from tests.sync.pockets import Pocket
from tests.sync.pushing import STARTED, Logged, Phone, op, outcomes
from tests.sync.store import Store

__all__ = ["ann_client", "app", "app_with", "bob_client", "connect", "nobody_client", "password_hash"]


@pytest.fixture
async def phone(ann_client: httpx.AsyncClient) -> Phone:
    return await Phone.of(ann_client, "Ann's phone")


@pytest.fixture
async def tablet(ann_client: httpx.AsyncClient) -> Phone:
    return await Phone.of(ann_client, "Ann's tablet")


@pytest.fixture
async def squat(database: Database, ann: Person) -> str:
    return str(await make_exercise(database, ann, "Pistol Squat"))


@pytest.fixture
async def logged(phone: Phone, squat: str) -> Logged:
    made = Logged(str(new_id()), str(new_id()), str(new_id()))
    receipts = await phone.push(
        op("create", "workout", made.workout, name="Legs", started_at=STARTED),
        op("create", "workout_exercise", made.exercise, workout_id=made.workout, exercise_id=squat),
        op("create", "set", made.set, workout_exercise_id=made.exercise, reps=5, load="100", load_unit="kg"),
    )
    assert outcomes(receipts) == ["applied"] * 3
    return made


@pytest.fixture
async def pocket(ann_client: httpx.AsyncClient, tmp_path: Path) -> AsyncIterator[Pocket]:
    """Makes whole clients, where `phone` and `tablet` only send what tests write out."""
    async with AsyncExitStack() as open_files:

        def device(name: str) -> Device:
            store = Store(tmp_path / f"{name}.sqlite", device=name)
            open_files.callback(store.close)
            return Device(store, ann_client)

        yield device


@pytest.fixture
async def mobile(pocket: Pocket) -> Device:
    made = pocket("mobile")
    await made.sync()
    return made


@pytest.fixture
async def watch(pocket: Pocket) -> Device:
    made = pocket("watch")
    await made.sync()
    return made
