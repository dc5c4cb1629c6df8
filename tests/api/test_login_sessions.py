"""Being signed in over HTTP: what must not let anyone in, and what ends it at once."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import jwt
import pytest
from sqlalchemy import select, update

from mygymtracker.api.authentication import COOKIE, DEVICE_COOKIE, HOST_COOKIE, SECURE_DEVICE_COOKIE
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
from tests.factories import Person

ACCOUNT = "/api/v1/account"
EVENTS = "/api/v1/sign-in-events"
LOGIN_SESSIONS, CURRENT, TOKENS = "/api/v1/login-sessions", "/api/v1/login-sessions/current", "/api/v1/tokens"
NEW_PASSWORD = "a new and longer one"
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


async def test_a_browser_that_is_used_stays_signed_in(
    ann_browser: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=89)
    async with database.acting_as(ann.id) as session:
        nearly_over = update(LoginSession).values(last_seen_at=long_ago, expires_at=long_ago + timedelta(days=90))
        await session.execute(nearly_over)

    answer = await ann_browser.get(ACCOUNT)
    [row] = (await ann_browser.get(LOGIN_SESSIONS)).json()

    sent = answer.request.headers["cookie"]
    last_seen, expires = (datetime.fromisoformat(row[name]) for name in ("last_seen_at", "expires_at"))
    assert datetime.now(UTC) - last_seen < timedelta(minutes=1)
    assert expires - last_seen == timedelta(days=90)
    assert answer.headers["set-cookie"].startswith(f"{sent}; ")
    assert "Max-Age=7776000" in answer.headers["set-cookie"]


# Why a sign-in holds no more


def why(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("reason")


async def test_a_sign_in_that_holds_no_more_is_told_why(
    ann_browser: httpx.AsyncClient, ann_client: httpx.AsyncClient, nobody_client: httpx.AsyncClient, database: Database,
    ann: Person, connect: Connect,
) -> None:  # fmt: skip
    expired, revoked = [await connect(cookies=await browser_of(database, ann)) for _ in range(2)]
    ids = {row["id"]: row["created_at"] for row in (await ann_browser.get(LOGIN_SESSIONS)).json()}
    raw = base64.urlsafe_b64decode(dict(expired.cookies)[COOKIE] + "==")
    forged = base64.urlsafe_b64encode(raw[:32] + bytes(32)).decode()
    async with database.acting_as(ann.id) as session:
        run_out = update(LoginSession).where(LoginSession.id == UUID(bytes=raw[16:32]))
        await session.execute(run_out.values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    of_revoked = UUID(bytes=base64.urlsafe_b64decode(dict(revoked.cookies)[COOKIE] + "==")[16:32])
    ended = await ann_browser.put(f"{LOGIN_SESSIONS}/{of_revoked}/revocation", json={"password": PASSWORD})

    answers = {
        "expired": why(await expired.get(ACCOUNT)),
        "revoked": why(await revoked.get(ACCOUNT)),
        "forged": why(await (await connect(cookies={COOKIE: forged})).get(ACCOUNT)),
        "none": why(await nobody_client.get(ACCOUNT)),
    }

    assert (len(ids), ended.status_code) == (4, 204)
    assert answers == {
        "expired": (401, "expired"),
        "revoked": (401, "revoked"),
        "forged": (401, "unknown"),
        "none": (401, None),
    }


async def test_a_new_password_and_leaving_say_revoked_to_what_was_signed_in(
    ann_browser: httpx.AsyncClient, ann_client: httpx.AsyncClient, connect: Connect, database: Database, ann: Person
) -> None:
    other = await connect(cookies=await browser_of(database, ann))
    copied = await connect(cookies=dict(ann_browser.cookies))
    await ann_browser.put(f"{ACCOUNT}/password", json={"password": NEW_PASSWORD, "old_password": PASSWORD})

    after_password = [why(await client.get(ACCOUNT)) for client in (other, ann_client)]
    left = await ann_browser.put(f"{ACCOUNT}/deletion", json={"password": NEW_PASSWORD})
    after_leaving = [why(await client.get(ACCOUNT)) for client in (copied, other, ann_client)]

    assert after_password == [(401, "revoked")] * 2
    assert left.status_code == 204
    assert left.headers["clear-site-data"] == '"cache"'
    assert after_leaving == [(401, "revoked")] * 3


async def test_signing_out_can_be_said_late_and_twice(
    ann_browser: httpx.AsyncClient, connect: Connect, database: Database, ann: Person
) -> None:
    cookies = dict(ann_browser.cookies)
    raw = base64.urlsafe_b64decode(cookies[COOKIE] + "==")
    async with database.acting_as(ann.id) as session:
        await session.execute(update(LoginSession).values(expires_at=datetime.now(UTC) - timedelta(days=200)))

    late = [await (await connect(headers={"Origin": ORIGIN}, cookies=cookies)).delete(CURRENT) for _ in range(2)]
    forged = base64.urlsafe_b64encode(raw[:32] + bytes(32)).decode()
    unknown = await (await connect(headers={"Origin": ORIGIN}, cookies={COOKIE: forged})).delete(CURRENT)

    assert [answer.status_code for answer in late] == [204, 204]
    assert {answer.headers["clear-site-data"] for answer in late} == {'"cache"'}
    assert why(unknown) == (401, "unknown")
    assert why(await (await connect(cookies=cookies)).get(ACCOUNT)) == (401, "revoked")


async def test_over_https_the_cookie_is_this_hosts_alone_and_an_older_one_signs_in(
    app_with: AppFactory, connect: Connect, database: Database, ann: Person
) -> None:
    secured = await app_with(PUBLIC_URL="https://localhost:3000")
    [older] = (await browser_of(database, ann)).values()
    client = await connect(to=secured, headers={"Origin": "https://localhost:3000", "Cookie": f"{COOKIE}={older}"})

    given = (await client.get(ACCOUNT)).headers.get_list("set-cookie")
    client.headers["Cookie"] = f"{HOST_COOKIE}={older}; {COOKIE}=tossed"
    changed, left = await client.get(ACCOUNT), await client.delete(CURRENT)

    assert [cookie.partition(";")[0] for cookie in given] == [f"{HOST_COOKIE}={older}", f'{COOKIE}=""']
    assert all("; Path=/;" in cookie and "Secure" in cookie and "Domain" not in cookie for cookie in given)
    assert (changed.status_code, left.status_code) == (200, 204)
    assert all("Max-Age=0" in cookie for cookie in left.headers.get_list("set-cookie"))


async def test_over_https_every_cookie_has_a_prefix_and_a_device_that_was_known_before_stays_so(
    app_with: AppFactory, connect: Connect, ann_client: httpx.AsyncClient
) -> None:
    assert (await ann_client.get(ACCOUNT)).status_code == 200
    secured = await app_with(PUBLIC_URL="https://localhost:3000")
    client = await connect(to=secured, headers={"Origin": "https://localhost:3000"})
    sent = {"email": "ann@example.org", "password": PASSWORD}

    given = [part.strip() for part in (await client.post(LOGIN_SESSIONS, json=sent)).headers.get_list("set-cookie")]
    value = next(each for each in given if each.startswith(SECURE_DEVICE_COOKIE)).partition(";")[0].partition("=")[2]
    client.cookies.clear()
    client.headers["Cookie"] = f"{DEVICE_COOKIE}={value}"
    again = (await client.post(LOGIN_SESSIONS, json=sent)).headers.get_list("set-cookie")

    kept = [each for each in given if "Max-Age=0" not in each]
    assert [each.partition("=")[0] for each in kept] == [HOST_COOKIE, SECURE_DEVICE_COOKIE]
    assert all("Secure" in each and "HttpOnly" in each for each in given)
    assert f"{SECURE_DEVICE_COOKIE}={value}" in [each.partition(";")[0] for each in again]
