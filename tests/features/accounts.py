"""Accounts with a password that the tests know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from mygymtracker.accounts import signing_in, writes
from mygymtracker.accounts.attempts import Attempt
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotSignedIn, Throttled

PASSWORD = "correct horse battery staple"
WRONG = "E-mail address or password is wrong."


def now() -> datetime:
    return datetime.now(UTC)


def attempt(email: str = "ann@example.org", password: str = PASSWORD, place: str = "203.0.113.7") -> Attempt:
    return Attempt(email, password, place, "a test")


async def give_account(database: Database, hasher: PasswordHasher, email: str = "ann@example.org") -> UUID:
    return await writes.create_account(database, hasher, email=email, password=PASSWORD, now=now())


async def sign_in(database: Database, hasher: PasswordHasher, password: str = PASSWORD) -> signing_in.SignedIn:
    return await signing_in.sign_in_program(
        database, hasher, attempt(password=password), now=now(), lasts=timedelta(hours=1)
    )


async def answer_to(database: Database, hasher: PasswordHasher, tried: Attempt) -> str:
    try:
        await signing_in.sign_in_browser(database, hasher, tried, now=now())
    except NotSignedIn as refused:
        return str(refused)
    except Throttled as refused:
        return type(refused).__name__
    return "signed in"
