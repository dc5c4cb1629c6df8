"""What a sign-in leaves behind: known devices, news, and how long it lasts whatever the clocks say."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.accounts import queries, signing_in
from mygymtracker.accounts.attempts import account_bucket, network_bucket, take_attempt
from mygymtracker.accounts.devices import Device, read_device
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.accounts.sign_in_events import acknowledge, is_news, recent_events
from mygymtracker.accounts.signing_in import MOST_SIGN_INS
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import LoginSession, SignInAttempt
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotSignedIn, SignInRefusal, Throttled
from tests.features.accounts import WRONG, answer_to, attempt, give_account, now, sign_in

WEEK = timedelta(days=7)


# Somebody else guesses


async def test_a_person_who_is_being_guessed_at_signs_in_where_they_did_before(
    database: Database, hasher: PasswordHasher
) -> None:
    ann = await give_account(database, hasher)
    new = read_device("", b"a secret of the server")
    device = read_device(new.signed_in(ann).value(), b"a secret of the server")
    forged = read_device(new.signed_in(ann).value(), b"another one")
    for bucket in (account_bucket("ann@example.org"), network_bucket("203.0.113.7")):
        for _ in range(bucket.burst):
            await take_attempt(database, bucket)

    signed_in = await sign_in_from(database, hasher, device)
    refused = [await answer_to(database, hasher, replace(attempt(), device=each)) for each in (new, forged, None)]
    guesses = [await answer_to(database, hasher, replace(attempt(password="wrong"), device=device)) for _ in range(11)]

    assert signed_in.user_id == ann
    assert refused == ["Throttled"] * 3
    assert guesses == [WRONG] * 10 + ["Throttled"]


async def sign_in_from(database: Database, hasher: PasswordHasher, device: Device) -> signing_in.BrowserSignedIn:
    return await signing_in.sign_in_browser(database, hasher, replace(attempt(), device=device), now=now())


async def test_a_device_knows_its_accounts_and_shows_of_whom_to_nobody() -> None:
    people = [new_id() for _ in range(10)]
    device = read_device("%%%", b"secret")
    for person in people:
        device = device.signed_in(person)

    again = read_device(device.value(), b"secret")

    assert [again.knows(person) for person in people] == [False] * 2 + [True] * 8
    assert again.number == device.number != read_device("%%%", b"secret").number
    assert not any(person.bytes in again.number + b"".join(again.marks) for person in people)


# Told of


async def test_what_is_unusual_or_was_refused_often_is_news_until_it_was_seen(
    database: Database, hasher: PasswordHasher
) -> None:
    ann = await give_account(database, hasher)
    device = read_device("", b"secret").signed_in(ann)
    first = await sign_in_from(database, hasher, device)
    known = await signing_in.sign_in_browser(
        database, hasher, replace(attempt(place="198.51.100.1"), device=device), now=now()
    )
    same_place = await sign_in(database, hasher)
    elsewhere = await signing_in.sign_in_browser(database, hasher, attempt(place="2001:db8::1"), now=now())
    for _ in range(5):
        await answer_to(database, hasher, attempt(password="wrong", place="192.0.2.1"))

    async with database.acting_as(ann) as session:
        events = await recent_events(session, now=now())
        news = [each for each in events if is_news(each, session_id=first.session_id)]
        by_itself = [each for each in events if is_news(each, session_id=elsewhere.session_id)]
        await acknowledge(session, now=now())
    async with database.acting_as(ann) as session:
        seen = [each for each in await recent_events(session, now=now()) if is_news(each, session_id=first.session_id)]

    assert [made.unusual for made in (first, known, same_place, elsewhere)] == [False, False, False, True]
    assert [(each.succeeded, each.unusual, each.attempts, each.network) for each in events] == [
        (False, False, 5, "192.0.2.1"),
        (True, True, 1, "2001:db8::/64"),
        (True, False, 1, "203.0.113.7"),
        (True, False, 1, "198.51.100.1"),
        (True, False, 1, "203.0.113.7"),
    ]
    assert news == [events[0], events[1]]
    assert by_itself == [events[0]]
    assert seen == []


# A clock that was wrong


async def test_a_brake_that_a_wrong_clock_wrote_says_no_more_than_a_brake_can(
    database: Database, owner: AsyncEngine
) -> None:
    bucket = account_bucket("ann@example.org")
    async with owner.begin() as connection:
        ahead = now() + timedelta(days=500)
        await connection.execute(insert(SignInAttempt).values(subject=bucket.subject, free_at=ahead))

    with pytest.raises(Throttled) as first:
        await take_attempt(database, bucket)
    async with owner.begin() as connection:
        free_at = (await connection.execute(select(SignInAttempt.free_at))).scalar_one()

    assert first.value.retry_after_seconds <= bucket.seconds_each
    assert free_at - now() <= timedelta(seconds=bucket.burst * bucket.seconds_each)


async def test_a_clock_that_is_ahead_by_a_year_costs_no_sign_in_that_would_live(
    database: Database, hasher: PasswordHasher
) -> None:
    ann = await give_account(database, hasher)
    before = await signing_in.sign_in_browser(database, hasher, attempt(), now=now())
    async with database.acting_as(ann) as session:  # as the clock that is ahead sees it
        as_seen = {"expires_at": before.expires_at - timedelta(days=366)}
        await session.execute(update(LoginSession).values(**as_seen))

    await sign_in(database, hasher)
    async with database.acting_as(ann) as session:
        of_before = update(LoginSession).where(LoginSession.id == before.session_id)
        await session.execute(of_before.values(expires_at=before.expires_at))

    shown = SignIn(before.session_id, hashlib.sha256(before.secret).digest())
    async with database.acting_as(ann, sign_in=shown, read_only=True) as session:
        assert len(list(await session.scalars(select(LoginSession.id)))) == 2


async def test_a_clock_that_was_set_back_ends_no_sign_in_earlier_and_one_that_was_ahead_is_seen_again(
    database: Database, hasher: PasswordHasher
) -> None:
    ann, at = await give_account(database, hasher), now()
    made = await signing_in.sign_in_browser(database, hasher, attempt(), now=at)
    year, known = timedelta(days=365), []

    for seen_at in (at - year, at + timedelta(days=1), at + year, at + timedelta(days=2)):
        async with database.acting_as(ann) as session:
            await signing_in.keep_alive(session, session_id=made.session_id, now=seen_at)
            known.append((await session.execute(select(LoginSession.last_seen_at, LoginSession.expires_at))).one())

    day = timedelta(days=1)
    assert [tuple(row) for row in known] == [
        (at - year, at + 90 * day),
        (at + day, at + 91 * day),
        (at + year, at + year),  # a year from the beginning, and no longer
        (at + 2 * day, at + year),
    ]


# How many


async def test_the_sign_in_that_was_seen_longest_ago_makes_room_and_is_locked_not_emptied(
    database: Database, hasher: PasswordHasher
) -> None:
    ann, at = await give_account(database, hasher), now()
    async with database.acting_as(ann) as session:
        session.add_all(
            LoginSession(user_id=ann, id=new_id(), last_seen_at=at - timedelta(days=n), expires_at=at + WEEK)
            for n in range(1, MOST_SIGN_INS + 1)
        )

    await sign_in(database, hasher)

    async with database.acting_as(ann, read_only=True) as session:
        live = (await session.execute(queries.live_login_sessions())).all()
        oldest = (await session.execute(select(LoginSession).order_by(LoginSession.last_seen_at).limit(1))).scalar_one()
    assert len(live) == MOST_SIGN_INS
    assert oldest.id not in {row.id for row in live}
    with pytest.raises(NotSignedIn) as refused:
        async with database.acting_as(ann, sign_in=SignIn(oldest.id, None)):
            pytest.fail("let in")
    assert refused.value.reason is SignInRefusal.EXPIRED


async def test_a_new_sign_in_of_a_browser_ends_the_one_it_had_and_nobody_elses(
    database: Database, hasher: PasswordHasher
) -> None:
    ann, bob = await give_account(database, hasher), await give_account(database, hasher, "bob@example.org")
    first = await signing_in.sign_in_browser(database, hasher, attempt(), now=now())
    other = await signing_in.sign_in_browser(database, hasher, attempt(), now=now())
    shown = SignIn(first.session_id, hashlib.sha256(first.secret).digest())
    guessed = SignIn(other.session_id, bytes(32))

    for former in ((ann, shown), (ann, guessed)):
        await signing_in.sign_in_browser(database, hasher, attempt("bob@example.org"), now=now(), former=former)

    async with database.acting_as(ann, read_only=True) as session:
        assert [row.id for row in await session.execute(queries.live_login_sessions())] == [other.session_id]
    async with database.acting_as(bob, read_only=True) as session:
        assert len((await session.execute(queries.live_login_sessions())).all()) == 2
