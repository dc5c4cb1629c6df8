"""Instants and numbers at the edges: one rule for all, and what earlier versions kept can be read and corrected."""

from __future__ import annotations

from typing import Final

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.columns import new_id
from tests.api.routes import API
from tests.sync.pushing import JSON, Phone, op
from tests.sync.test_bootstrap import ask, pages_after

MEASUREMENT: Final[JSON] = {
    "part": "body_weight",
    "amount": "82.4",
    "unit": "kg",
    "measured_at": "2026-03-02T06:30:00Z",
}
OUTSIDE = (
    "9999-12-31T23:59:59.999999Z",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "2200-01-01T00:00:00Z",
    "1899-12-31T23:59:59Z",
)


@pytest.mark.parametrize("instant", OUTSIDE)
async def test_an_instant_at_which_nobody_measured_anything_is_refused(
    ann_client: httpx.AsyncClient, instant: str
) -> None:
    place, phone = f"{API}/body-measurements/{new_id()}", await Phone.of(ann_client, "phone")
    (await ann_client.put(place, json=MEASUREMENT)).raise_for_status()

    answers = [
        await ann_client.put(f"{API}/body-measurements/{new_id()}", json=MEASUREMENT | {"measured_at": instant}),
        await ann_client.patch(place, json={"measured_at": instant}),
    ]
    [receipt] = await phone.push(op("create", "measurement", new_id(), **MEASUREMENT | {"measured_at": instant}))

    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json()["errors"][0]["rule"] == "measured_at must be from 1900 to 2199"
    assert (receipt["outcome"], receipt["problem"]["status"]) == ("refused", 422)


async def test_a_measurement_that_was_kept_at_infinity_is_shown_everywhere_and_can_be_corrected(
    ann_client: httpx.AsyncClient, owner: AsyncEngine
) -> None:
    place = f"{API}/body-measurements/{new_id()}"
    for path in (place, f"{API}/body-measurements/{new_id()}"):
        (await ann_client.put(path, json=MEASUREMENT)).raise_for_status()
    async with owner.begin() as psql:
        await psql.execute(text(f"UPDATE body_measurements SET measured_at = 'infinity' WHERE id = '{place[-36:]}'"))

    items: list[JSON] = []
    cursor: str | None = None
    for _ in range(2):  # what is ahead of now comes last
        page = await ann_client.get(
            f"{API}/body-measurements", params={"limit": 1} | ({"cursor": cursor} if cursor else {})
        )
        items, cursor = items + page.json()["items"], page.json()["next_cursor"]
    again = await ann_client.get(f"{API}/body-measurements", params={"limit": 2})
    first_answer = await ask(ann_client)
    history = [row for page in [first_answer, *await pages_after(ann_client, first_answer)] for row in page["rows"]]
    noted = await ann_client.patch(place, json={"note": "when?"})
    corrected = await ann_client.patch(place, json={"measured_at": "2026-03-03T06:30:00Z"})

    instants = ["2026-03-02T06:30:00Z", "9999-12-31T23:59:59.999999Z"]
    assert (
        [each["measured_at"] for each in items] == [each["measured_at"] for each in again.json()["items"]] == instants
    )
    assert sorted(row["fields"]["measured_at"] for row in history if row["kind"] == "measurement") == instants
    assert [noted.status_code, corrected.status_code] == [200, 200]
    assert corrected.json()["measured_at"] == "2026-03-03T06:30:00Z"


@pytest.mark.parametrize("amount", ["٨٠", "8_0", "８０", "8०"])
async def test_in_json_a_number_has_the_digits_0_to_9(ann_client: httpx.AsyncClient, amount: str) -> None:
    answer = await ann_client.put(f"{API}/body-measurements/{new_id()}", json=MEASUREMENT | {"amount": amount})

    assert (answer.status_code, answer.json()["errors"][0]) == (
        422, {"field": "amount", "rule": "amount must be a number in the digits 0 to 9", "value": amount}
    )  # fmt: skip


@pytest.mark.parametrize("limit", ["8_0", "８", "0x8", "eight"])
async def test_a_whole_number_of_a_query_is_one_in_digits(ann_client: httpx.AsyncClient, limit: str) -> None:
    refused = await ann_client.get(f"{API}/workouts", params={"limit": limit})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "limit")
