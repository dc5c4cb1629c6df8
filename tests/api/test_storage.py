"""How much a person keeps is shown to them, and a limit stops files and nothing else."""

from __future__ import annotations

from typing import Any, Final

import httpx
import pytest
from litestar import Litestar

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.importing import HEVY_HEADER, send
from tests.api.routes import API
from tests.factories import Person, train

FILE: Final = HEVY_HEADER + b'"Pull","3 Feb 2026, 18:04","3 Feb 2026, 19:04","","Squat",,"",0,normal,100,5,,,\n'
DEVICE_FILE: Final = {"schema": 1, "saved_at": "2026-03-09T00:00:00Z", "operations": []}
MEASUREMENT: Final = {"part": "body_weight", "amount": "82.4", "unit": "kg", "measured_at": "2026-03-02T06:30:00Z"}


async def storage_of(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get(f"{API}/account/storage")
    assert answer.status_code == 200, answer.text
    stored: dict[str, Any] = answer.json()
    return stored


async def test_what_one_keeps_is_counted_by_what_it_is_and_nobody_elses_is(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    before = await storage_of(ann_client)
    await train(database, ann)
    trained = await storage_of(ann_client)
    await send(ann_client, FILE)
    imported = await storage_of(ann_client)

    parts = [[each[part]["rows"] for part in ("training", "files", "log")] for each in (before, trained, imported)]
    assert parts[0] == [0, 0, 0]
    assert parts[1][1] == 0 < parts[1][0] == parts[1][2] - 1  # a line for each row, and one for the change
    assert parts[2][0] > parts[1][0]
    assert parts[2][1] == 3  # the run, its line and its workout
    assert imported["bytes"] == sum(imported[part]["bytes"] for part in ("training", "files", "log"))
    assert before["bytes"] == 0 < trained["bytes"] < imported["bytes"]
    assert imported["allowed_bytes"] is None
    assert (await storage_of(bob_client))["bytes"] == 0


@pytest.fixture
def full(app: Litestar) -> None:
    app.state.storage_bytes = 1024


async def test_whoever_keeps_more_than_is_allowed_brings_in_no_file_and_goes_on_logging(
    full: None, ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    await train(database, ann)

    refused = [
        await send(ann_client, FILE),
        await ann_client.post(f"{API}/sync/files", json=DEVICE_FILE | {"account": str(ann.id)}),
    ]
    looked = await send(ann_client, FILE, dry_run="true")
    logged = await ann_client.put(f"{API}/body-measurements/{new_id()}", json=MEASUREMENT)
    his = await send(bob_client, FILE)

    assert [each.status_code for each in refused] == [403, 403]
    assert "0.0 MB are allowed" in refused[0].json()["detail"]
    assert "STORAGE_PER_PERSON_MB" in refused[1].json()["detail"]
    assert (looked.status_code, logged.status_code, his.status_code) == (200, 201, 201)
