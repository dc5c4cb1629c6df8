"""Signing up and in over HTTP, and how it is described."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from litestar import Litestar

from mygymtracker.api.authentication import COOKIE
from tests.api.conftest import (
    ORIGIN,
    PASSWORD,
    AppFactory,
    Connect,
)
from tests.factories import Person

ACCOUNTS, ACCOUNT = "/api/v1/accounts", "/api/v1/account"
SIGN_UP = "/api/v1/sign-up"
LOGIN_SESSIONS, TOKENS = "/api/v1/login-sessions", "/api/v1/tokens"
WRONG = "E-mail address or password is wrong."


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["detail"]


# Signing up


async def test_whoever_signs_up_can_sign_in_and_is_who_they_said(nobody_client: httpx.AsyncClient) -> None:
    made = await nobody_client.post(ACCOUNTS, json={"email": "Ann@Example.org", "password": PASSWORD})
    signed_in = await nobody_client.post(TOKENS, json={"email": "ann@example.org", "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {signed_in.json()['token']}"}
    account = await nobody_client.get(ACCOUNT, headers=bearer)

    assert (made.status_code, signed_in.status_code, account.status_code) == (201, 201, 200)
    assert account.json() | {"version": 0} == made.json() | {"version": 0}  # signing in is noted in the account
    assert account.json() == {
        "id": signed_in.json()["account_id"],
        "email": "ann@example.org",
        "created_at": made.json()["created_at"],
        "display_name": "",
        "unit": "kg",
        "time_zone": "UTC",
        "first_weekday": 1,
        "bars": [],
        "plates": [],
        "e1rm_formula": "epley",
        "sex": None,
        "birth_year": None,
        "version": account.json()["version"],
    }


async def test_an_account_begins_with_the_clock_of_the_device_that_made_it(nobody_client: httpx.AsyncClient) -> None:
    wanted = {"email": "ann@example.org", "password": PASSWORD}

    refused = await nobody_client.post(ACCOUNTS, json=wanted | {"time_zone": "Europe/Gotham"})
    made = await nobody_client.post(ACCOUNTS, json=wanted | {"time_zone": "America/Los_Angeles"})

    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {
            "field": "time_zone",
            "rule": '"Europe/Gotham" is no time zone that is known; give one like Europe/Berlin',
            "value": "Europe/Gotham",
        }
    ]
    assert (made.status_code, made.json()["time_zone"]) == (201, "America/Los_Angeles")


async def test_an_address_has_one_account(nobody_client: httpx.AsyncClient, ann: Person) -> None:
    answer = await nobody_client.post(ACCOUNTS, json={"email": "ANN@example.org", "password": PASSWORD})

    assert told(answer) == (409, "There is an account ann@example.org already.")


async def test_a_refused_password_is_named_but_never_repeated(nobody_client: httpx.AsyncClient) -> None:
    answer = await nobody_client.post(ACCOUNTS, json={"email": "ann@example.org", "password": "hunter2"})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "password", "rule": "The password needs at least 8 characters."}]
    assert "hunter2" not in answer.text


async def test_only_the_first_person_signs_up_unless_told_otherwise(app_with: AppFactory, connect: Connect) -> None:
    client = await connect(to=await app_with(SIGN_UP="first"))

    first = await client.post(ACCOUNTS, json={"email": "ann@example.org", "password": PASSWORD})
    second = await client.post(ACCOUNTS, json={"email": "bob@example.org", "password": PASSWORD})

    assert first.status_code == 201
    assert told(second) == (
        403,
        "New accounts are made by whoever runs this server, with: mygymtracker account create EMAIL "
        "(or opened to everyone with SIGN_UP=open).",
    )


@pytest.mark.parametrize(
    ("mode", "before", "after"),
    [("first", (True, True), (False, False)), ("open", (True, True), (True, False)), ("closed", (False, True), None)],
)
async def test_a_server_says_whether_an_account_can_be_made_before_a_form_is_filled_in(
    app_with: AppFactory, connect: Connect, mode: str, before: tuple[bool, bool], after: tuple[bool, bool] | None
) -> None:
    client = await connect(to=await app_with(SIGN_UP=mode))

    empty = (await client.get(SIGN_UP)).json()
    await client.post(ACCOUNTS, json={"email": "ann@example.org", "password": PASSWORD})
    used = (await client.get(SIGN_UP)).json()

    assert [(each["open"], each["first"]) for each in (empty, used)] == [before, after or before]
    closed = [each["detail"] for each in (empty, used) if not each["open"]]
    assert all("mygymtracker account create EMAIL" in detail for detail in closed)


async def test_of_ten_first_people_at_once_one_gets_the_account(app_with: AppFactory, connect: Connect) -> None:
    clients = [await connect(to=await app_with(SIGN_UP="first")) for _ in range(2)]

    answers = await asyncio.gather(
        *(
            clients[number % 2].post(ACCOUNTS, json={"email": f"ann{number}@example.org", "password": PASSWORD})
            for number in range(10)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [403] * 9


# Signing in


async def test_a_browser_is_given_a_cookie_that_scripts_and_other_sites_cannot_use(
    ann_client: httpx.AsyncClient, nobody_client: httpx.AsyncClient
) -> None:
    answer = await nobody_client.post(LOGIN_SESSIONS, json={"email": "ann@example.org", "password": PASSWORD})
    account = await nobody_client.get(ACCOUNT)

    of_session, of_device = sorted(answer.headers.get_list("set-cookie"), reverse=True)
    cookie, *attributes = of_session.split("; ")
    assert answer.status_code == 201
    assert sorted(attributes) == ["HttpOnly", "Max-Age=7776000", "Path=/", "SameSite=lax"]
    assert "Path=/api/v1/login-sessions; SameSite=strict" in of_device
    assert cookie.removeprefix(f"{COOKIE}=") not in answer.text
    assert account.json()["email"] == "ann@example.org"


async def test_behind_https_the_cookie_is_secure(
    app_with: AppFactory, connect: Connect, ann_client: httpx.AsyncClient
) -> None:
    client = await connect(to=await app_with(PUBLIC_URL="https://gym.example.org"))

    answer = await client.post(LOGIN_SESSIONS, json={"email": "ann@example.org", "password": PASSWORD})

    assert "; Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("address", ["ann@example.org", "nobody@example.org"])
@pytest.mark.parametrize("path", [LOGIN_SESSIONS, TOKENS])
async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    address: str, path: str, ann_client: httpx.AsyncClient, nobody_client: httpx.AsyncClient
) -> None:
    answer = await nobody_client.post(path, json={"email": address, "password": "not the password"})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json() == {"title": "Not signed in", "status": 401, "detail": WRONG}
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", ["ann@example.org", "nobody@example.org"])
async def test_the_eleventh_attempt_is_not_looked_at_even_with_the_right_password(
    address: str, ann_client: httpx.AsyncClient, connect: Connect
) -> None:
    clients = [await connect(address=f"203.0.113.{number}") for number in range(11)]

    wrong = [await c.post(TOKENS, json={"email": address, "password": "wrong"}) for c in clients[:10]]
    right = await clients[10].post(TOKENS, json={"email": address, "password": PASSWORD})

    assert [told(answer) for answer in wrong] == [(401, WRONG)] * 10
    assert right.status_code == 429
    assert 1 <= int(right.headers["retry-after"]) <= 30


@pytest.mark.parametrize("path", [ACCOUNTS, LOGIN_SESSIONS, TOKENS])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:3001", "http://localhost:3000.x"])
async def test_another_site_cannot_sign_anyone_up_or_in(
    path: str, origin: str, ann_client: httpx.AsyncClient, nobody_client: httpx.AsyncClient
) -> None:
    sent = {"email": "ann@example.org", "password": PASSWORD}

    answer = await nobody_client.post(path, json=sent, headers={"Origin": origin})

    assert told(answer) == (
        403,
        f"Changes are taken from our own pages only, not from {origin}. They are at {ORIGIN} (PUBLIC_URL).",
    )


async def test_a_body_that_is_not_as_described_is_refused_without_repeating_it(
    nobody_client: httpx.AsyncClient,
) -> None:
    answers = [
        await nobody_client.post(TOKENS, json={"email": "ann@example.org", "password": 12345678}),
        await nobody_client.post(TOKENS, content=b'{"email": "ann@example.org", "password": "12345678'),
        await nobody_client.post(TOKENS, content=b'{"email": "a@b", "password": "12345678\\ud800"}'),
    ]

    assert [answer.status_code for answer in answers] == [422, 400, 400]
    assert not any("12345678" in answer.text for answer in answers)


async def test_a_label_is_shown_as_the_device_gave_it_without_what_cannot_be_shown(
    ann_client: httpx.AsyncClient, connect: Connect
) -> None:
    phone = await connect(headers={"User-Agent": "Firefox on a phone"})
    credentials = {"email": "ann@example.org", "password": PASSWORD}

    await phone.post(LOGIN_SESSIONS, json=credentials)
    await phone.post(TOKENS, json=credentials | {"label": "weekly\0\x1b[2J backup"})
    await phone.post(TOKENS, json=credentials | {"label": "x" * 300})

    labels = {row["label"] for row in (await ann_client.get(LOGIN_SESSIONS)).json()}
    assert labels == {"program", "Firefox on a phone", "weekly[2J backup", "x" * 200}


# What is described


async def test_the_routes_that_need_nobody_signed_in_say_so(app: Litestar) -> None:
    document = app.openapi_schema.to_schema()

    open_to_all = {
        (method, path)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if "Accounts" in operation.get("tags", []) and operation["security"] == []
    }

    assert open_to_all == {("get", SIGN_UP), ("post", ACCOUNTS), ("post", LOGIN_SESSIONS), ("post", TOKENS)}


async def test_every_route_says_what_it_does_and_how_it_refuses(app: Litestar) -> None:
    operations = [
        operation
        for item in app.openapi_schema.to_schema()["paths"].values()
        for operation in item.values()
        if "Accounts" in operation.get("tags", []) and operation["operationId"] != "getSignUp"  # refuses nobody
    ]

    assert len(operations) == 16
    for operation in operations:
        assert operation["summary"] and operation["description"] and operation["operationId"]
        assert {"401", "403"} & set(operation["responses"])
        for content in [operation.get("requestBody", {}).get("content", {})]:
            assert all(media["schema"]["examples"] for media in content.values())
