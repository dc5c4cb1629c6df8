"""What people say of themselves, over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import httpx
import pytest

from tests.api.conftest import PASSWORD
from tests.api.routes import API
from tests.factories import Person

ACCOUNT: Final = f"{API}/account"
EMAIL: Final = f"{API}/account/email"
PROFILE: Final[dict[str, Any]] = {
    "display_name": "Ann",
    "unit": "lb",
    "time_zone": "Europe/Berlin",
    "first_weekday": 7,
    "bars": [{"load": "45", "unit": "lb", "name": "Olympic bar"}, {"load": "20.125", "unit": "kg", "name": ""}],
    "plates": [{"load": "2.50", "unit": "lb", "count": 4}],
    "e1rm_formula": "brzycki",
    "sex": "female",
    "birth_year": 1990,
}
UNSAID: Final[dict[str, Any]] = {
    "display_name": "",
    "unit": "kg",
    "time_zone": "UTC",
    "first_weekday": 1,
    "bars": [],
    "plates": [],
    "e1rm_formula": "epley",
    "sex": None,
    "birth_year": None,
}


def said(answer: httpx.Response) -> dict[str, Any]:
    return {field: value for field, value in answer.json().items() if field in PROFILE}


async def test_all_that_is_said_comes_back_as_it_was_said(ann_client: httpx.AsyncClient) -> None:
    before = await ann_client.get(ACCOUNT)

    changed = await ann_client.patch(ACCOUNT, json=PROFILE, headers={"If-Match": before.headers["ETag"]})

    after = await ann_client.get(ACCOUNT)
    assert said(before) == UNSAID
    assert (changed.status_code, said(changed)) == (200, PROFILE)
    assert after.json() == changed.json()
    assert after.headers["ETag"] == changed.headers["ETag"] == f'"{after.json()["version"]}"'
    assert after.headers["ETag"] != before.headers["ETag"]


async def test_only_what_is_sent_changes_and_null_makes_it_unsaid(ann_client: httpx.AsyncClient) -> None:
    await ann_client.patch(ACCOUNT, json=PROFILE)

    changed = await ann_client.patch(ACCOUNT, json={"first_weekday": 1, "bars": None, "sex": None, "time_zone": None})

    expected = PROFILE | {"first_weekday": 1, "bars": [], "sex": None, "time_zone": "UTC"}
    assert said(changed) == expected


async def test_a_profile_that_was_changed_elsewhere_is_not_overwritten(ann_client: httpx.AsyncClient) -> None:
    read = await ann_client.get(ACCOUNT)
    await ann_client.patch(ACCOUNT, json={"display_name": "from the phone"})

    refused = await ann_client.patch(ACCOUNT, json={"unit": "lb"}, headers={"If-Match": read.headers["ETag"]})

    assert (refused.status_code, refused.json()["existing"]) == (412, UNSAID | {"display_name": "from the phone"})


@pytest.mark.parametrize(
    ("patch", "problem"),
    [
        (
            {"time_zone": "Europe/Nowhere"},
            {
                "field": "time_zone",
                "rule": '"Europe/Nowhere" is no time zone that is known; give one like Europe/Berlin',
                "value": "Europe/Nowhere",
            },
        ),
        (
            {"time_zone": "localtime"},
            {
                "field": "time_zone",
                "rule": '"localtime" is no time zone that is known; give one like Europe/Berlin',
                "value": "localtime",
            },
        ),
        ({"first_weekday": 8}, {"field": "first_weekday", "rule": "Expected `int` <= 7", "value": "8"}),
        (
            {"birth_year": 2100},
            {"field": "birth_year", "rule": "birth_year must not be later than ", "value": "2100"},
        ),
        (
            {"bars": [{"load": "20", "unit": "kg"}, {"load": "0", "unit": "kg"}]},
            {"field": "bars[1].load", "rule": "bars[1].load must be above 0 and below 100000", "value": "0"},
        ),
        (
            {"plates": [{"load": "1.2345", "unit": "kg", "count": 2}]},
            {"field": "plates[0].load", "rule": "plates[0].load must have at most 3 decimals", "value": "1.2345"},
        ),
        (
            {"plates": [{"load": "20", "unit": "kg", "count": 0}]},
            {"field": "plates[0].count", "rule": "Expected `int` >= 1", "value": "0"},
        ),
        (
            {"bars": [{"load": "20", "unit": "stone"}]},
            {"field": "bars[0].unit", "rule": "must be one of kg, lb", "value": "stone"},
        ),
        ({"bars": [{"load": "20", "unit": "kg"}] * 51}, {"field": "bars", "rule": "Expected `array` of length <= 50"}),
        ({"email": "eve@example.org"}, {"field": "email", "rule": "Object contains unknown field `email`"}),
    ],
)
async def test_what_cannot_be_is_named(
    patch: dict[str, Any], problem: dict[str, str], ann_client: httpx.AsyncClient
) -> None:
    refused = await ann_client.patch(ACCOUNT, json=patch)

    (named,) = refused.json()["errors"]
    assert (refused.status_code, named["field"]) == (422, problem["field"])
    assert named["rule"].startswith(problem["rule"])
    assert "value" not in problem or named["value"] == problem["value"]


async def test_loads_are_kept_as_digits(ann_client: httpx.AsyncClient) -> None:
    plates = [{"load": load, "unit": "kg", "count": 2} for load in (1.25, "1e1", "2.50000", "0.5")]

    changed = await ann_client.patch(ACCOUNT, json={"plates": plates})

    assert [plate["load"] for plate in changed.json()["plates"]] == ["1.25", "10", "2.500", "0.5"]


# The e-mail address


async def test_whoever_changes_the_address_stays_signed_in_and_signs_in_with_the_new_one(
    ann_client: httpx.AsyncClient, ann_browser: httpx.AsyncClient, nobody_client: httpx.AsyncClient
) -> None:
    changed = await ann_client.put(EMAIL, json={"email": "Ann@New.example", "password": PASSWORD})

    browser = await ann_browser.get(ACCOUNT)
    signed_in = [
        await nobody_client.post(f"{API}/tokens", json={"email": email, "password": PASSWORD})
        for email in ("ann@new.example", "ann@example.org")
    ]
    assert (changed.status_code, changed.json()["email"]) == (200, "ann@new.example")
    assert (browser.status_code, browser.json()) == (200, changed.json())
    assert [answer.status_code for answer in signed_in] == [201, 401]


async def test_an_address_that_is_taken_is_refused(ann_client: httpx.AsyncClient, bob: Person) -> None:
    refused = await ann_client.put(EMAIL, json={"email": "BOB@example.org", "password": PASSWORD})

    account = await ann_client.get(ACCOUNT)
    assert (refused.status_code, refused.json()["detail"]) == (409, "There is an account bob@example.org already.")
    assert account.json()["email"] == "ann@example.org"


async def test_of_two_who_want_one_address_at_once_one_gets_it(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient
) -> None:
    wanted = {"email": "best@example.org", "password": PASSWORD}

    answers = await asyncio.gather(*(client.put(EMAIL, json=wanted) for client in (ann_client, bob_client)))

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_the_address_is_changed_with_the_password_only_and_guessing_it_is_slow(
    ann_client: httpx.AsyncClient,
) -> None:
    guesses = [
        await ann_client.put(EMAIL, json={"email": "eve@example.org", "password": f"guess {n}"}) for n in range(10)
    ]
    throttled = await ann_client.put(EMAIL, json={"email": "eve@example.org", "password": PASSWORD})

    account = await ann_client.get(ACCOUNT)
    assert {answer.status_code for answer in guesses} == {422}
    assert guesses[0].json()["errors"] == [{"field": "password", "rule": "The password is wrong."}]
    assert throttled.status_code == 429
    assert account.json()["email"] == "ann@example.org"


async def test_what_is_no_address_is_named(ann_client: httpx.AsyncClient) -> None:
    refused = await ann_client.put(EMAIL, json={"email": "ann", "password": PASSWORD})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "email")
