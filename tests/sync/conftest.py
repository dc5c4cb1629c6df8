"""The application and its clients, as for the tests of the API."""

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
from tests.sync.pushing import STARTED, Logged, Phone, op, outcomes

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
