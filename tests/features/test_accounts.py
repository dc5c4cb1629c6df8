"""Accounts on a real database: who gets one, and who can sign in."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from mygymtracker.accounts import signing_in, writes
from mygymtracker.accounts.attempts import account_bucket, network_bucket, take_attempt
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.accounts.set_up_code import make_code
from mygymtracker.database.entities import LoginSession, User
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid, Refused, Throttled
from tests.features.accounts import PASSWORD, WRONG, answer_to, attempt, give_account, now, sign_in

# Making accounts


async def test_of_many_first_people_in_two_processes_one_gets_the_account(
    database: Database, other_process: Database, hasher: PasswordHasher
) -> None:
    answers = await asyncio.gather(
        *(
            writes.sign_up(
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
        await writes.sign_up(
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
        await answer_to((database, other_process)[number % 2], hasher, attempt(email, "wrong", f"203.0.113.{number}"))
        for number in range(12)
    ]

    assert answers == [WRONG] * 10 + ["Throttled"] * 2


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


# The first account


async def test_the_first_account_of_a_server_that_others_reach_needs_the_code(
    database: Database, hasher: PasswordHasher
) -> None:
    code = make_code()

    async def make(email: str, typed: str) -> str:
        try:
            await writes.sign_up(
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
