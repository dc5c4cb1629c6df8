"""Measurements of the body: kept once, corrected with care, as they were typed."""

from __future__ import annotations

from typing import Any, Final

import httpx

from mygymtracker.database.columns import new_id
from tests.api.routes import API

WEIGHT: Final[dict[str, Any]] = {
    "part": "body_weight",
    "amount": "82.40",
    "unit": "kg",
    "measured_at": "2026-03-02T06:30:00Z",
}


def fresh() -> str:
    return f"{API}/body-measurements/{new_id()}"


async def test_a_measurement_comes_back_as_it_was_typed(ann_client: httpx.AsyncClient) -> None:
    place = fresh()

    made = await ann_client.put(place, json=WEIGHT | {"note": "Before breakfast."})

    listed = await ann_client.get(f"{API}/body-measurements", params={"part": "body_weight"})
    assert made.status_code == 201
    assert made.headers["ETag"] == f'"{made.json()["version"]}"'
    assert made.json() == {
        **WEIGHT,
        "id": place.rsplit("/", 1)[1],
        "note": "Before breakfast.",
        "version": made.json()["version"],
    }
    assert listed.json() == {"items": [made.json()], "next_cursor": None}


async def test_the_same_request_again_answers_with_the_row_as_it_is_now(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=WEIGHT)
    await ann_client.patch(place, json={"amount": 82.6})

    again = await ann_client.put(place, json=WEIGHT)

    assert (again.status_code, again.json()["amount"]) == (200, "82.6")


async def test_another_content_under_the_same_id_is_a_conflict_that_shows_both(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=WEIGHT)

    refused = await ann_client.put(place, json=WEIGHT | {"amount": "90"})

    assert refused.status_code == 409
    assert refused.json()["existing"] == {**WEIGHT, "note": ""}
    assert refused.json()["sent"] == {**WEIGHT, "amount": "90", "note": ""}


async def test_a_change_meant_for_another_version_is_refused_and_shows_what_is_there(
    ann_client: httpx.AsyncClient,
) -> None:
    place = fresh()
    read = await ann_client.put(place, json=WEIGHT)
    await ann_client.patch(place, json={"note": "from the phone"})

    stale = {"If-Match": read.headers["ETag"]}
    refused = await ann_client.patch(place, json={"amount": "83"}, headers=stale)
    kept = await ann_client.delete(place, headers=stale)

    assert (refused.status_code, kept.status_code) == (412, 412)
    assert refused.json()["existing"] == {**WEIGHT, "note": "from the phone"}


async def test_a_wrong_field_is_named_with_its_value_and_the_rule(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=WEIGHT)

    answers = [
        await ann_client.patch(place, json={"amount": "82.4567"}),
        await ann_client.patch(place, json={"unit": "cm"}),
        await ann_client.patch(place, json={"amout": 3}),
        await ann_client.put(fresh(), json=WEIGHT | {"unit": "st"}),
        await ann_client.put(fresh(), json={"part": "neck"}),
        await ann_client.patch(place, json={"measured_at": "yesterday"}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 6
    assert [answer.json()["errors"] for answer in answers] == [
        [{"field": "amount", "rule": "amount must have at most 3 decimals", "value": "82.4567"}],
        [{"field": "unit", "rule": "unit of body_weight must be kg or lb", "value": "cm"}],
        [{"field": "amout", "rule": "Object contains unknown field `amout`", "value": "3"}],
        [{"field": "unit", "rule": "must be one of kg, lb, percent, cm, in", "value": "st"}],
        [{"field": "amount", "rule": "Object missing required field `amount`"}],
        [{"field": "measured_at", "rule": "Invalid RFC3339 encoded datetime", "value": "yesterday"}],
    ]


async def test_zeros_that_nobody_could_weigh_are_left_out(ann_client: httpx.AsyncClient) -> None:
    made = await ann_client.put(fresh(), json=WEIGHT | {"amount": "82.400000"})

    assert (made.status_code, made.json()["amount"]) == (201, "82.400")


async def test_null_in_a_patch_makes_a_field_what_it_is_when_left_out(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=WEIGHT | {"note": "hm"})

    cleared = await ann_client.patch(place, json={"note": None})
    kept = await ann_client.patch(place, json={"amount": None})

    assert cleared.json()["note"] == ""
    assert kept.json()["errors"] == [{"field": "amount", "rule": "Object missing required field `amount`"}]


async def test_what_is_removed_is_gone(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=WEIGHT)

    removed = await ann_client.delete(place)
    again = await ann_client.delete(place)

    assert (removed.status_code, again.status_code) == (204, 404)
