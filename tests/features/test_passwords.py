"""Passwords: which are taken, how they are kept, and who waits while they are looked at."""

from __future__ import annotations

import asyncio
from uuid import UUID

import argon2
import pytest
from sqlalchemy import update

from mygymtracker.accounts import changing, queries, signing_in, writes
from mygymtracker.accounts.guessable import common_passwords
from mygymtracker.accounts.hashing_line import LONGEST_LINE, LONGEST_OF_ONE_PLACE, Turn
from mygymtracker.accounts.passwords import THREADS, PasswordHasher
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import User
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Busy, Invalid
from tests.features.accounts import PASSWORD, give_account, now, sign_in

COMMON = "The password is one of the most common ones, which are tried first. Take another one."
REPEATED = "The password repeats one or two characters. Take one that nobody would try."


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
        await writes.create_account(database, hasher, email="ann@example.org", password=password, now=now())

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
            await writes.change_password(
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
    await writes.create_account(database, hasher, email="ann@example.org", password=password, now=now())

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
