"""The application and its clients, as for the tests of the API."""

from collections.abc import AsyncIterator

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.conformance.conftest import served
from tests.api.conftest import (
    ann_client,
    app,
    app_with,
    bob_client,
    connect,
    nobody_client,
    password_hash,
)
from tests.factories import MONDAY, Person, make_exercise
from tests.sync.devices import Device, Machine
from tests.sync.pockets import Pocket, line_of
from tests.sync.pushing import STARTED, Logged, Phone, op, outcomes

__all__ = ["ann_client", "app", "app_with", "bob_client", "connect", "nobody_client", "password_hash", "served"]

#: What the clock of a device shows, in milliseconds.
NOON = int(MONDAY.timestamp() * 1000)


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


@pytest.fixture(scope="session")
async def machine() -> AsyncIterator[Machine]:
    """The process that all devices of a run are in."""
    made = await Machine.start()
    yield made
    await made.stop()


@pytest.fixture
async def pocket(
    machine: Machine, served: str, database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> AsyncIterator[Pocket]:
    """Makes whole devices, where `phone` and `tablet` only send what tests write out."""
    made: list[Device] = []

    async def device(name: str) -> Device:
        made.append(await Device.open(machine, name, await line_of(database, ann, served), time=NOON))
        return made[-1]

    yield device
    for each in made:
        await each.forget()


@pytest.fixture
async def mobile(pocket: Pocket) -> Device:
    made = await pocket("mobile")
    await made.sync()
    return made


@pytest.fixture
async def watch(pocket: Pocket) -> Device:
    made = await pocket("watch")
    await made.sync()
    return made
