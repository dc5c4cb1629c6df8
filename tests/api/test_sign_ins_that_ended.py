"""A sign-in that holds no more is told why, and the cookies of one that goes on."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
from sqlalchemy import update

from mygymtracker.api.authentication import COOKIE, DEVICE_COOKIE, HOST_COOKIE, SECURE_DEVICE_COOKIE
from mygymtracker.database.entities import LoginSession
from mygymtracker.database.transaction import Database
from tests.api.conftest import (
    ORIGIN,
    PASSWORD,
    AppFactory,
    Connect,
    browser_of,
)
from tests.api.sign_ins import ACCOUNT, CURRENT, LOGIN_SESSIONS, NEW_PASSWORD, why
from tests.factories import Person


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
