"""Being signed in over HTTP: what must not let anyone in, and what ends it at once."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import httpx
import jwt
import pytest
from sqlalchemy import select

from mygymtracker.api.authentication import COOKIE, DEVICE_COOKIE
from mygymtracker.database.entities import LoginSession
from mygymtracker.database.transaction import Database
from tests.api.conftest import (
    ORIGIN,
    PASSWORD,
    SIGNING_SECRET,
    AppFactory,
    Connect,
    browser_of,
    program_of,
)
from tests.api.sign_ins import ACCOUNT, CURRENT, LOGIN_SESSIONS, NEW_PASSWORD, TOKENS, why
from tests.factories import Person

EVENTS = "/api/v1/sign-in-events"
REVOKED = "This sign-in was ended. Sign in again."
NOT_OURS = "This sign-in is not one of ours. Sign in again."
NO_ORIGIN = "A change that comes with a cookie must name its page in the Origin header."


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["detail"]


async def session_ids(database: Database, person: Person) -> list[str]:
    async with database.acting_as(person.id, read_only=True) as session:
        return [str(found) for found in (await session.scalars(select(LoginSession.id).order_by(LoginSession.id)))]


# Who is let in


async def test_without_a_sign_in_nothing_is_answered(nobody_client: httpx.AsyncClient) -> None:
    answers = [
        await nobody_client.get(ACCOUNT),
        await nobody_client.put(ACCOUNT + "/password", json={"password": PASSWORD, "old_password": PASSWORD}),
        await nobody_client.get(LOGIN_SESSIONS),
        await nobody_client.delete(CURRENT),
    ]

    asked = "Sign in first: send the session cookie, or Authorization: Bearer <token>."
    assert [told(answer) for answer in answers] == [(401, asked)] * 4


def claims(person: Person, session_id: str, **other: Any) -> dict[str, Any]:
    now = int(datetime.now(UTC).timestamp())
    return {"sub": str(person.id), "sid": session_id, "iat": now, "exp": now + 60} | other


async def test_tokens_that_we_did_not_sign_are_refused(
    nobody_client: httpx.AsyncClient, ann_client: httpx.AsyncClient, ann: Person, bob: Person, database: Database
) -> None:
    [of_ann] = await session_ids(database, ann)
    good = claims(ann, of_ann)
    forged = {
        "other secret": jwt.encode(good, SIGNING_SECRET[::-1], "HS256"),
        "no algorithm": jwt.encode(good, None, "none"),  # type: ignore[arg-type]  # "none" has no secret
        "other algorithm": jwt.encode(good, SIGNING_SECRET, "HS384"),
        "run out": jwt.encode(claims(ann, of_ann, exp=good["iat"] - 1), SIGNING_SECRET, "HS256"),
        "bob by ann's sign-in": jwt.encode(claims(bob, of_ann), SIGNING_SECRET, "HS256"),
        "nobody's sign-in": jwt.encode(claims(ann, str(ann.id)), SIGNING_SECRET, "HS256"),
    }

    answers = {
        name: told(await nobody_client.get(ACCOUNT, headers={"Authorization": f"Bearer {token}"}))
        for name, token in forged.items()
    }

    assert (await ann_client.get(ACCOUNT)).status_code == 200
    assert answers == {
        "other secret": (401, "This token is not one of ours. Sign in again."),
        "no algorithm": (401, "This token is not one of ours. Sign in again."),
        "other algorithm": (401, "This token is not one of ours. Sign in again."),
        "run out": (401, "This token has run out. Sign in again."),
        "bob by ann's sign-in": (401, NOT_OURS),
        "nobody's sign-in": (401, NOT_OURS),
    }


async def test_a_token_does_not_open_the_login_session_of_a_browser(
    nobody_client: httpx.AsyncClient, ann_browser: httpx.AsyncClient, ann: Person, database: Database
) -> None:
    [of_browser] = await session_ids(database, ann)
    token = jwt.encode(claims(ann, of_browser), SIGNING_SECRET, "HS256")

    answer = await nobody_client.get(ACCOUNT, headers={"Authorization": f"Bearer {token}"})

    assert told(answer) == (401, NOT_OURS)


async def test_cookies_that_we_did_not_give_are_refused(
    connect: Connect, ann: Person, bob: Person, database: Database
) -> None:
    raw = base64.urlsafe_b64decode((await browser_of(database, ann))[COOKIE] + "==")
    of_bob = base64.urlsafe_b64decode((await browser_of(database, bob))[COOKIE] + "==")
    forged = {
        "wrong secret": raw[:32] + bytes(32),
        "bob's sign-in with ann's id": raw[:16] + of_bob[16:],
        "bob's secret with ann's sign-in": raw[:32] + of_bob[32:],
        "cut": raw[:-1],
        "too long": raw + b"\0",
        "nothing": b"",
    }

    answers = {
        name: told(
            await (await connect(cookies={COOKIE: base64.urlsafe_b64encode(value).rstrip(b"=").decode()})).get(ACCOUNT)
        )
        for name, value in forged.items()
    }
    no_cookie = await (await connect(headers={"Cookie": f"{COOKIE}=%%%"})).get(ACCOUNT)

    assert answers == {
        "wrong secret": (401, NOT_OURS),
        "bob's sign-in with ann's id": (401, NOT_OURS),
        "bob's secret with ann's sign-in": (401, NOT_OURS),
        "cut": (401, NOT_OURS),
        "too long": (401, NOT_OURS),
        "nothing": (401, NOT_OURS),
    }
    assert told(no_cookie) == (401, NOT_OURS)


async def test_a_cookie_does_not_open_the_login_session_of_a_program(
    connect: Connect, ann_client: httpx.AsyncClient, ann: Person, database: Database
) -> None:
    raw = base64.urlsafe_b64decode((await browser_of(database, ann))[COOKIE] + "==")
    program, _ = await session_ids(database, ann)
    value = raw[:16] + bytes.fromhex(program.replace("-", "")) + raw[32:]

    answer = await (await connect(cookies={COOKIE: base64.urlsafe_b64encode(value).decode()})).get(ACCOUNT)

    assert told(answer) == (401, NOT_OURS)


async def test_a_page_of_one_person_says_nothing_with_the_cookie_of_another(
    connect: Connect, database: Database, ann: Person, bob: Person
) -> None:
    browser = await connect(cookies=await browser_of(database, ann))

    right = await browser.get(ACCOUNT, headers={"X-Account": str(ann.id)})
    wrong = await browser.get(ACCOUNT, headers={"X-Account": str(bob.id)})

    assert right.status_code == 200
    assert told(wrong) == (401, "Somebody else is signed in by now. Sign in again.")


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, NO_ORIGIN),
        (
            {"Origin": "https://evil.example"},
            "Changes are taken from our own pages only, not from https://evil.example. "
            "They are at http://localhost:3000 (PUBLIC_URL).",
        ),
        (
            {"Origin": "null"},
            "Changes are taken from our own pages only, not from null. They are at http://localhost:3000 (PUBLIC_URL).",
        ),
        (
            {"Sec-Fetch-Site": "same-origin"},
            NO_ORIGIN,
        ),
    ],
)
async def test_a_cookie_changes_nothing_from_another_page(
    headers: dict[str, str], reason: str, connect: Connect, database: Database, ann: Person
) -> None:
    client = await connect(headers=headers, cookies=await browser_of(database, ann))

    change = await client.delete(CURRENT)
    read = await client.get(LOGIN_SESSIONS)

    assert told(change) == (403, reason)
    assert read.status_code == 200


async def test_where_pages_come_over_https_a_page_over_http_is_another(
    app_with: AppFactory, connect: Connect, database: Database, ann: Person
) -> None:
    app = await app_with(PUBLIC_URL="https://gym.example.org")
    cookies = await browser_of(database, ann)

    plain = await connect(to=app, headers={"Origin": "http://gym.example.org"}, cookies=cookies)
    secure = await connect(to=app, headers={"Origin": "https://gym.example.org"}, cookies=cookies)

    assert [(await client.delete(CURRENT)).status_code for client in (plain, secure)] == [403, 204]


# Being signed in


async def test_ones_own_sign_ins_are_listed_and_the_current_one_is_marked(
    ann_browser: httpx.AsyncClient, ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient
) -> None:
    by_browser = (await ann_browser.get(LOGIN_SESSIONS)).json()
    by_program = (await ann_client.get(LOGIN_SESSIONS)).json()

    assert [(row["kind"], row["label"], row["current"]) for row in by_browser] == [
        ("program", "program", False),
        ("browser", "browser", True),
    ]
    assert [(row["kind"], row["current"]) for row in by_program] == [("program", True), ("browser", False)]
    assert set(by_browser[0]) == {"id", "kind", "label", "created_at", "last_seen_at", "expires_at", "current"}


async def test_a_revoked_sign_in_stops_at_once_cookie_and_token_alike(
    ann_browser: httpx.AsyncClient, ann_client: httpx.AsyncClient, connect: Connect, database: Database, ann: Person
) -> None:
    other = await connect(headers=await program_of(database, ann))
    listed = (await other.get(LOGIN_SESSIONS)).json()

    revoked = [
        (await other.put(f"{LOGIN_SESSIONS}/{row['id']}/revocation", json={"password": PASSWORD})).status_code
        for row in listed
        if not row["current"]
    ]

    assert revoked == [204, 204]
    assert told(await ann_browser.get(ACCOUNT)) == (401, REVOKED)
    assert told(await ann_client.get(ACCOUNT)) == (401, REVOKED)
    assert (await other.get(ACCOUNT)).status_code == 200


async def test_whoever_finds_a_browser_open_shuts_nobody_out(
    ann_browser: httpx.AsyncClient, ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    one, other = [f"{LOGIN_SESSIONS}/{each}/revocation" for each in await session_ids(database, ann)]

    guessed = [
        await ann_browser.put(place, json={"password": "guessed"})
        for place in (one, other, f"{LOGIN_SESSIONS}/revocation")
    ]
    still = await ann_client.get(ACCOUNT)
    confirmed = await ann_browser.put(f"{LOGIN_SESSIONS}/revocation", json={"password": PASSWORD})

    assert [answer.status_code for answer in guessed] == [422] * 3
    assert (still.status_code, confirmed.status_code) == (200, 204)
    assert why(await ann_client.get(ACCOUNT)) == (401, "revoked")
    assert (await ann_browser.get(ACCOUNT)).status_code == 200


async def test_a_browser_is_told_of_a_sign_in_from_elsewhere_until_it_was_seen(
    ann_client: httpx.AsyncClient, connect: Connect
) -> None:
    sent = {"email": "ann@example.org", "password": PASSWORD}
    phone, stranger = await connect(headers={"Origin": ORIGIN}), await connect(address="203.0.113.7")
    devices = [(await phone.post(LOGIN_SESSIONS, json=sent)).cookies[DEVICE_COOKIE] for _ in range(2)]
    await stranger.post(TOKENS, json=sent)

    events = (await phone.get(EVENTS)).json()
    seen = await phone.put(f"{EVENTS}/acknowledgement")
    after = (await phone.get(EVENTS)).json()

    assert [(row["succeeded"], row["unusual"], row["news"], row["network"]) for row in events] == [
        (True, True, True, "203.0.113.7"),
        (True, False, False, "127.0.0.1"),
        (True, False, False, "127.0.0.1"),
    ]
    assert devices[0] == devices[1]
    assert (seen.status_code, [row["news"] for row in after]) == (204, [False] * 3)
    assert len((await phone.get(LOGIN_SESSIONS)).json()) == 3  # the program of before, one browser, the stranger


async def test_nobody_else_can_revoke_a_sign_in(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    [of_ann] = await session_ids(database, ann)

    answer = await bob_client.put(f"{LOGIN_SESSIONS}/{of_ann}/revocation", json={"password": PASSWORD})

    assert told(answer) == (404, "There is no such login session. It may have ended already.")
    assert (await ann_client.get(ACCOUNT)).status_code == 200


async def test_signing_out_ends_this_sign_in_and_clears_the_cookie(
    ann_browser: httpx.AsyncClient, ann_client: httpx.AsyncClient, connect: Connect
) -> None:
    copied = await connect(cookies=dict(ann_browser.cookies))

    answer = await ann_browser.delete(CURRENT)

    assert answer.status_code == 204
    assert f'{COOKIE}=""' in answer.headers["set-cookie"] and "Max-Age=0" in answer.headers["set-cookie"]
    assert told(await copied.get(ACCOUNT)) == (401, REVOKED)
    assert (await ann_client.get(ACCOUNT)).status_code == 200


async def test_a_new_password_signs_out_everything_but_the_one_that_asked(
    ann_browser: httpx.AsyncClient, ann_client: httpx.AsyncClient, nobody_client: httpx.AsyncClient
) -> None:
    changed = await ann_browser.put(f"{ACCOUNT}/password", json={"password": NEW_PASSWORD, "old_password": PASSWORD})

    old, new = [
        await nobody_client.post(TOKENS, json={"email": "ann@example.org", "password": password})
        for password in (PASSWORD, NEW_PASSWORD)
    ]
    assert changed.status_code == 204
    assert (await ann_browser.get(ACCOUNT)).status_code == 200
    assert told(await ann_client.get(ACCOUNT)) == (401, REVOKED)
    assert (old.status_code, new.status_code) == (401, 201)


async def test_a_new_password_needs_the_old_one(ann_browser: httpx.AsyncClient, ann_client: httpx.AsyncClient) -> None:
    answer = await ann_browser.put(
        f"{ACCOUNT}/password", json={"password": NEW_PASSWORD, "old_password": "not the password"}
    )

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "old_password", "rule": "The old password is wrong."}]
    assert (await ann_client.get(ACCOUNT)).status_code == 200


# Why a sign-in holds no more
