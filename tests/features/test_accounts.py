"""Accounts on a real database: who gets one, and who can sign in."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import argon2
import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.accounts import changing, operations, queries, signing_in
from mygymtracker.accounts.attempts import Attempt, account_bucket, network_bucket, take_attempt
from mygymtracker.accounts.devices import Device, read_device
from mygymtracker.accounts.guessable import common_passwords
from mygymtracker.accounts.hashing_line import LONGEST_LINE, LONGEST_OF_ONE_PLACE, Turn
from mygymtracker.accounts.passwords import THREADS, PasswordHasher
from mygymtracker.accounts.set_up_code import make_code
from mygymtracker.accounts.sign_in_events import acknowledge, is_news, recent_events
from mygymtracker.accounts.signing_in import MOST_SIGN_INS
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import LoginSession, SignInAttempt, User
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Busy, Invalid, NotSignedIn, Refused, SignInRefusal, Throttled
from tests.features.accounts import PASSWORD, attempt, give_account, now, sign_in

WEEK = timedelta(days=7)
COMMON = "The password is one of the most common ones, which are tried first. Take another one."
REPEATED = "The password repeats one or two characters. Take one that nobody would try."
WRONG = "E-mail address or password is wrong."


async def hash_of(database: Database, user_id: UUID) -> str:
    async with database.acting_as(user_id, read_only=True) as session:
        return (await session.execute(queries.password_of(user_id))).one()[1]


# Passwords


async def test_a_password_is_kept_as_argon2id_with_the_parameters_of_rfc_9106(
    database: Database, hasher: PasswordHasher
) -> None:
    ann = await give_account(database, hasher)

    kept = await hash_of(database, ann)

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_a_password_is_the_same_however_its_accents_were_typed(hasher: PasswordHasher) -> None:
    composed, taken_apart = "caf\u00e9 au lait", "cafe\u0301 au lait"

    kept = await hasher.hash(composed)

    assert await hasher.verify(kept, taken_apart)
    assert not await hasher.verify(kept, "cafe au lait")


@pytest.mark.parametrize("kept", ["!", "", "unusable", "$argon2id$v=19$m=65536,t=3,p=4$broken"])
async def test_no_password_opens_an_unusable_hash(kept: str, hasher: PasswordHasher) -> None:
    tried = [await hasher.verify(kept, password) for password in (kept, "", PASSWORD)]

    assert tried == [False, False, False]


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("1234567", "The password needs at least 8 characters."),
        ("e\u0301" * 7, "The password needs at least 8 characters."),
        ("x" * 1025, "The password is longer than 1024 characters."),
        ("x" * 10_000_000, "The password is longer than 1024 characters."),
        ("half a pair \ud800", "The password is not text in UTF-8."),
        (" ANN@example.org ", "The password must not be the e-mail address itself."),
        ("Password1", COMMON),
        ("12345678", COMMON),
        ("MyGymTracker-2026", "The password is made of this program's name. Take one that nobody would try."),
        ("Ann12345", "The password is made of the e-mail address. Take one that nobody would try."),
        ("ann.example.org!", "The password is made of the e-mail address. Take one that nobody would try."),
        ("xyxyxyxyxy", REPEATED),
        (" " * 8, REPEATED),
        ("\0" * 8, REPEATED),
    ],
)
async def test_an_unfit_password_makes_no_account_and_is_not_repeated(
    password: str, rule: str, database: Database, hasher: PasswordHasher
) -> None:
    with pytest.raises(Invalid) as refused:
        await operations.create_account(database, hasher, email="ann@example.org", password=password, now=now())

    assert (str(refused.value), refused.value.field, refused.value.value) == (rule, "password", None)


async def test_a_common_password_of_long_ago_goes_on_working_and_cannot_be_chosen_anew(
    database: Database, hasher: PasswordHasher
) -> None:
    ann = await give_account(database, hasher)
    of_long_ago = await hasher.hash("password1")
    async with database.acting_as(ann) as session:
        await session.execute(update(User).values(password_hash=of_long_ago, display_name="Ann Example"))

    signed_in = await sign_in(database, hasher, "password1")
    shown = SignIn(signed_in.session_id, None)
    refused = []
    for password in ("password1", "annexample 1990"):
        with pytest.raises(Invalid) as answer:
            await operations.change_password(
                database, hasher, user_id=ann, sign_in=shown, old_password="password1", password=password
            )
        refused.append(str(answer.value))
    await changing.change_email(
        database, hasher, user_id=ann, sign_in=shown, email="ann2@example.org", password="password1"
    )

    assert refused == [COMMON, "The password is made of your name. Take one that nobody would try."]


async def test_the_list_of_common_passwords_is_small_and_holds_what_could_be_taken() -> None:
    known = common_passwords()

    assert 8_000 < len(known) < 10_000
    assert min(len(each) for each in known) == 8
    assert {"password", "12345678", "iloveyou", "qwertyuiop"} <= known


async def test_any_characters_make_a_password(database: Database, hasher: PasswordHasher) -> None:
    password = "пароль \0 🏋️ \n"
    await operations.create_account(database, hasher, email="ann@example.org", password=password, now=now())

    signed_in = await sign_in(database, hasher, password)

    assert isinstance(signed_in, signing_in.SignedIn)


async def test_a_hash_made_with_other_parameters_is_made_anew_at_the_next_sign_in(
    database: Database, hasher: PasswordHasher
) -> None:
    ann = await give_account(database, hasher)
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with database.acting_as(ann) as session:
        await session.execute(update(User).values(password_hash=weak))

    await sign_in(database, hasher)

    assert (await hash_of(database, ann)).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert isinstance(await sign_in(database, hasher), signing_in.SignedIn)


async def test_when_too_many_wait_for_argon2_the_next_is_told_to_come_back(hasher: PasswordHasher) -> None:
    places = [Turn(f"203.0.113.{number}") for number in range(THREADS + LONGEST_LINE)]
    line = [asyncio.create_task(hasher.verify_against_nobody(PASSWORD, turn)) for turn in places]
    late = asyncio.create_task(hasher.verify_against_nobody(PASSWORD, Turn("198.51.100.1")))

    with pytest.raises(Busy) as refused:
        await late
    known = asyncio.create_task(hasher.verify_against_nobody(PASSWORD, Turn("198.51.100.1", known=True)))
    await known
    before_known = sum(waiting.done() for waiting in line)
    for waiting in line:
        waiting.cancel()
    await asyncio.gather(*line, return_exceptions=True)

    assert refused.value.retry_after_seconds == 5
    assert before_known <= 2 * THREADS  # those that were at work already, and hardly one more


async def test_one_place_does_not_queue_out_another(hasher: PasswordHasher) -> None:
    crowd = [
        asyncio.create_task(hasher.verify_against_nobody(PASSWORD, Turn("203.0.113.7")))
        for _ in range(THREADS + LONGEST_OF_ONE_PLACE)
    ]
    too_many = asyncio.create_task(hasher.verify_against_nobody(PASSWORD, Turn("203.0.113.7")))
    other = asyncio.create_task(hasher.verify_against_nobody(PASSWORD, Turn("198.51.100.1")))

    with pytest.raises(Busy):
        await too_many
    await other
    waiting = [task for task in crowd if not task.done()]
    for task in waiting:
        task.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)
    await hasher.verify_against_nobody(PASSWORD)  # the turns of those who left are taken by others

    assert len(waiting) >= LONGEST_OF_ONE_PLACE - 2


# Making accounts


async def test_of_many_first_people_in_two_processes_one_gets_the_account(
    database: Database, other_process: Database, hasher: PasswordHasher
) -> None:
    answers = await asyncio.gather(
        *(
            operations.sign_up(
                (database, other_process)[number % 2],
                hasher,
                email=f"ann{number}@example.org",
                password=PASSWORD,
                network_address="203.0.113.7",
                mode="first",
                now=now(),
            )
            for number in range(10)
        ),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Refused"] * 9 + ["UUID"]


async def test_a_closed_door_says_how_accounts_are_made(database: Database, hasher: PasswordHasher) -> None:
    with pytest.raises(Refused) as refused:
        await operations.sign_up(
            database,
            hasher,
            email="ann@example.org",
            password=PASSWORD,
            network_address="203.0.113.7",
            mode="closed",
            now=now(),
        )

    assert "mygymtracker account create EMAIL" in str(refused.value)


async def test_one_address_has_one_account_even_when_asked_twice_at_once(
    database: Database, other_process: Database, hasher: PasswordHasher
) -> None:
    answers = await asyncio.gather(
        give_account(database, hasher, "ann@example.org"),
        give_account(other_process, hasher, "Ann@Example.org"),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "UUID"]


# Signing in


async def test_signing_in_is_noted_and_forgets_the_attempts_before_it(
    database: Database, hasher: PasswordHasher
) -> None:
    ann, at = await give_account(database, hasher), now()
    for _ in range(9):
        await take_attempt(database, account_bucket("ann@example.org"))

    made = await signing_in.sign_in_browser(database, hasher, attempt(), now=at)

    async with database.acting_as(ann, read_only=True) as session:
        noted = await session.scalar(select(User.last_login_at))
        kept = (await session.execute(select(LoginSession))).scalar_one()
    for _ in range(10):
        await take_attempt(database, account_bucket("ann@example.org"))
    assert noted == at
    assert (kept.id, kept.label, kept.expires_at) == (made.session_id, "a test", at + timedelta(days=90))
    assert kept.secret_digest is not None and made.secret not in kept.secret_digest
    assert made.secret.hex() not in repr(made) and PASSWORD not in repr(attempt())


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
async def test_attempts_are_counted_across_processes_known_address_or_not(
    email: str, database: Database, other_process: Database, hasher: PasswordHasher
) -> None:
    await give_account(database, hasher)
    answers = [
        await _answer((database, other_process)[number % 2], hasher, attempt(email, "wrong", f"203.0.113.{number}"))
        for number in range(12)
    ]

    assert answers == [WRONG] * 10 + ["Throttled"] * 2


async def _answer(database: Database, hasher: PasswordHasher, tried: Attempt) -> str:
    try:
        await signing_in.sign_in_browser(database, hasher, tried, now=now())
    except NotSignedIn as refused:
        return str(refused)
    except Throttled as refused:
        return type(refused).__name__
    return "signed in"


async def test_a_household_is_one_place_whichever_of_its_addresses_it_uses() -> None:
    places = {
        network_bucket(address).subject
        for address in ("2001:db8::1", "2001:db8:0:0:ffff::2", "2001:db8:0:0:1:2:3:4%eth0")
    }

    assert len(places) == 1
    assert network_bucket("2001:db8:0:1::1").subject not in places
    assert network_bucket("::ffff:203.0.113.7") == network_bucket("203.0.113.7")
    assert network_bucket("").subject != network_bucket("203.0.113.7").subject


async def test_one_place_cannot_try_many_accounts(database: Database, other_process: Database) -> None:
    taking = [take_attempt((database, other_process)[n % 2], network_bucket("203.0.113.7")) for n in range(60)]

    answers = await asyncio.gather(*taking, return_exceptions=True)

    assert 50 <= answers.count(None) <= 51
    assert all(isinstance(answer, Throttled) for answer in answers if answer is not None)


async def test_what_has_run_out_is_swept_away_at_the_next_sign_in(database: Database, hasher: PasswordHasher) -> None:
    ann = await give_account(database, hasher)
    await sign_in(database, hasher)
    async with database.acting_as(ann) as session:
        await session.execute(update(LoginSession).values(expires_at=now() - timedelta(days=401)))

    made = await sign_in(database, hasher)

    async with database.acting_as(ann, read_only=True) as session:
        assert list(await session.scalars(select(LoginSession.id))) == [made.session_id]


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
    refused = [await _answer(database, hasher, replace(attempt(), device=each)) for each in (new, forged, None)]
    guesses = [await _answer(database, hasher, replace(attempt(password="wrong"), device=device)) for _ in range(11)]

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
        await _answer(database, hasher, attempt(password="wrong", place="192.0.2.1"))

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


# The first account


async def test_the_first_account_of_a_server_that_others_reach_needs_the_code(
    database: Database, hasher: PasswordHasher
) -> None:
    code = make_code()

    async def make(email: str, typed: str) -> str:
        try:
            await operations.sign_up(
                database,
                hasher,
                email=email,
                password=PASSWORD,
                network_address="203.0.113.7",
                mode="open",
                now=now(),
                code=typed,
                set_up_code=code,
            )
        except Invalid as refused:
            return refused.field
        return "made"

    answers = [await make("ann@example.org", typed) for typed in ("", "x" * 14, code.lower().replace("-", " "))]
    second = await make("bob@example.org", "")

    assert answers == ["code", "code", "made"]
    assert second == "made"  # where everybody may


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
