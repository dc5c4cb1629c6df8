"""What the log says of signing in: enough to see who was let in, and who tried, and no secret."""

from __future__ import annotations

import logging

import httpx
import pytest

from mygymtracker.api import security_log
from mygymtracker.api.recurring import MOST_KINDS, RecurringLog
from tests.api.conftest import ORIGIN, PASSWORD, Connect
from tests.factories import Person

ACCOUNT, EVENTS = "/api/v1/account", "/api/v1/sign-in-events"
LOGIN_SESSIONS, CURRENT = "/api/v1/login-sessions", "/api/v1/login-sessions/current"
WRONG = "a wrong guess of somebody's"
NEW_PASSWORD = "a new and longer one"
STRANGER = "203.0.113.7"


@pytest.fixture(autouse=True)
def lines(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Other tests have logged the same within this minute."""
    monkeypatch.setattr(security_log, "RECURRING", RecurringLog(security_log.LOG))
    caplog.set_level(logging.INFO, logger=security_log.__name__)
    return caplog


def said(lines: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in lines.records if each.name == security_log.__name__]


async def test_signing_in_and_what_follows_is_a_line_each_of_the_account_and_the_network(
    connect: Connect, ann: Person, ann_browser: httpx.AsyncClient, lines: pytest.LogCaptureFixture
) -> None:
    phone, stranger = await connect(headers={"Origin": ORIGIN}), await connect(address=STRANGER)
    credentials = {"email": "ann@example.org", "password": PASSWORD}
    new = {"password": NEW_PASSWORD, "old_password": PASSWORD}

    signed_in = (await phone.post(LOGIN_SESSIONS, json=credentials)).json()
    copied = await connect(cookies=dict(phone.cookies), address=STRANGER)
    await stranger.post(LOGIN_SESSIONS, json=credentials | {"password": WRONG})
    await stranger.post(LOGIN_SESSIONS, json=credentials | {"email": "nobody@example.org"})
    await phone.put(f"{LOGIN_SESSIONS}/revocation", json={"password": WRONG})
    await phone.put(f"{LOGIN_SESSIONS}/revocation", json={"password": PASSWORD})
    await phone.put(f"{ACCOUNT}/password", json=new)
    await phone.delete(CURRENT)
    await copied.get(ACCOUNT)
    await stranger.get(ACCOUNT)

    here = f"account {ann.id}, from 127.0.0.1,"
    assert said(lines) == [
        f"signed in: account {ann.id}, login session {signed_in['id']}, from 127.0.0.1, POST {LOGIN_SESSIONS}",
        f"sign-in failed: account {ann.id}, from {STRANGER}, POST {LOGIN_SESSIONS}",
        f"wrong password: {here} PUT {LOGIN_SESSIONS}/revocation",
        f"all other sign-ins revoked: {here} PUT {LOGIN_SESSIONS}/revocation",
        f"password changed: {here} PUT {ACCOUNT}/password",
        f"signed out: {here} DELETE {CURRENT}",
        f"sign-in refused, revoked: account {ann.id}, from {STRANGER}, GET {ACCOUNT}",
    ]
    assert not [each for each in ("example.org", PASSWORD, WRONG, NEW_PASSWORD) if each in lines.text]
    assert [each.levelname for each in lines.records[:2]] == ["INFO", "WARNING"]


async def test_a_flood_of_attempts_is_two_lines_of_the_log_and_one_event_and_another_page_is_a_line(
    connect: Connect, ann: Person, ann_browser: httpx.AsyncClient, lines: pytest.LogCaptureFixture
) -> None:
    stranger = await connect(address=STRANGER)
    wrong = {"email": "ann@example.org", "password": WRONG}

    statuses = [(await stranger.post(LOGIN_SESSIONS, json=wrong)).status_code for _ in range(13)]
    await ann_browser.delete(CURRENT, headers={"Origin": "http://elsewhere.example"})
    [event] = (await ann_browser.get(EVENTS)).json()

    assert statuses == [401] * 10 + [429] * 3
    assert (event["succeeded"], event["attempts"], event["news"]) == (False, 11, True)  # the others with the next one
    assert said(lines) == [
        f"sign-in failed: account {ann.id}, from {STRANGER}, POST {LOGIN_SESSIONS}",
        f"throttled: account {ann.id}, from {STRANGER}, POST {LOGIN_SESSIONS}",
        f"not allowed: no known account, from 127.0.0.1, DELETE {CURRENT}",
    ]


def test_however_many_networks_there_are_the_lines_of_a_minute_are_bounded_and_none_is_uncounted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    recurring = RecurringLog(logging.getLogger(__name__), clock=lambda: now)

    for number in range(MOST_KINDS + 50):
        recurring.line(logging.WARNING, f"network {number}", "from %d", number)
    recurring.line(logging.WARNING, "network 0", "from %d", 0)
    within_a_minute = len(caplog.messages)
    now = 61.0
    recurring.line(logging.WARNING, "another", "later")

    assert within_a_minute == MOST_KINDS + 1
    assert caplog.messages[within_a_minute:] == ["50 lines were left out, of kinds that came no more", "later"]
