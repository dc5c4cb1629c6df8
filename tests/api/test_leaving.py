"""Taking everything along, and leaving, over HTTP."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Final

import httpx
import msgspec
from litestar import Litestar

from mygymtracker.api.leaving import KEPT_IN_MEMORY
from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from mygymtracker.exchange.export_shapes import Export
from tests.api.conftest import PASSWORD
from tests.api.routes import API, import_something
from tests.factories import Person, train

ACCOUNT: Final = f"{API}/account"
DELETION: Final = f"{API}/account/deletion"
EXPORT: Final = f"{API}/account/export"


async def test_the_export_is_a_file_with_everything(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    training = await train(database, ann)
    await import_something(ann_client)

    answer = await ann_client.get(EXPORT)

    msgspec.json.decode(answer.content, type=Export)
    file = answer.json()
    days = (datetime.now(UTC), datetime.fromisoformat(file["exported_at"]))
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"] in [
        f'attachment; filename="mygymtracker-{day:%Y-%m-%d}.json"' for day in days
    ]
    assert answer.headers["content-length"] == str(len(answer.content))
    assert file["account"]["email"] == "ann@example.org"
    assert str(training.set) in [
        row["id"] for each in file["workouts"] for done in each["exercises"] for row in done["sets"]
    ]
    assert len(file["imported_rows"]) == 1


async def test_a_large_export_comes_whole(ann_client: httpx.AsyncClient) -> None:
    text = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    rows = (
        f'2026-02-03 18:04:11,"Lower",1h 5m,"Squat (Barbell)",{n},100.0,5,0,0,"{"x" * 4000}","",\n'
        for n in range(1, 1001)
    )
    file = {"file": ("strong.csv", text + "".join(rows))}
    imported = await ann_client.post(f"{API}/imports", files=file, data={"unit": "kg", "time_zone": "UTC"})

    answer = await ann_client.get(EXPORT)

    assert (imported.status_code, answer.status_code) == (201, 200)
    assert len(answer.content) > KEPT_IN_MEMORY
    msgspec.json.decode(answer.content, type=Export)
    assert len(answer.json()["imported_rows"]) == 1000


async def test_after_leaving_nothing_that_was_signed_in_is(
    ann_client: httpx.AsyncClient, ann_browser: httpx.AsyncClient, nobody_client: httpx.AsyncClient
) -> None:
    left = await ann_browser.put(DELETION, json={"password": PASSWORD})

    after = [await client.get(ACCOUNT) for client in (ann_browser, ann_client)]
    again = await nobody_client.post(f"{API}/tokens", json={"email": "ann@example.org", "password": PASSWORD})
    assert left.status_code == 204
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert [answer.status_code for answer in after] == [401, 401]
    assert again.status_code == 401


async def test_nobody_leaves_without_the_password_and_guessing_it_is_slow(ann_client: httpx.AsyncClient) -> None:
    guesses = [await ann_client.put(DELETION, json={"password": f"guess {n}"}) for n in range(10)]
    throttled = await ann_client.put(DELETION, json={"password": PASSWORD})

    account = await ann_client.get(ACCOUNT)
    assert {answer.status_code for answer in guesses} == {422}
    assert guesses[0].json()["errors"] == [{"field": "password", "rule": "The password is wrong."}]
    assert (throttled.status_code, account.status_code) == (429, 200)


async def test_the_address_is_free_again(ann_client: httpx.AsyncClient, nobody_client: httpx.AsyncClient) -> None:
    await ann_client.put(DELETION, json={"password": PASSWORD})

    made = await nobody_client.post(f"{API}/accounts", json={"email": "ann@example.org", "password": PASSWORD})

    assert made.status_code == 201


async def test_whatever_is_written_while_someone_leaves_nothing_goes_wrong_inside(
    ann_client: httpx.AsyncClient, ann_browser: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    await train(database, ann)
    weight = {"part": "body_weight", "amount": "82.4", "unit": "kg", "measured_at": "2026-03-02T06:30:00Z"}

    async def write() -> list[httpx.Response]:
        places = [f"{API}/body-measurements/{new_id()}" for _ in range(40)]
        return [await ann_client.put(place, json=weight) for place in places]

    left, written, imported = await asyncio.gather(
        ann_browser.put(DELETION, json={"password": PASSWORD}),
        write(),
        ann_client.post(f"{API}/imports", files={"file": ("x.csv", "")}),
    )

    assert left.status_code == 204
    assert {answer.status_code for answer in written} <= {201, 401, 409}
    assert imported.status_code < 500


async def test_what_cannot_be_undone_says_what_to_fetch_first(app: Litestar) -> None:
    described = app.openapi_schema.to_schema()["paths"][DELETION]["put"]["description"]

    assert "GET /api/v1/account/export" in described
