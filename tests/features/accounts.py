"""Accounts with a password that the tests know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from mygymtracker.accounts import operations, signing_in
from mygymtracker.accounts.attempts import Attempt
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.database.transaction import Database

PASSWORD = "correct horse battery staple"


def now() -> datetime:
    return datetime.now(UTC)


def attempt(email: str = "ann@example.org", password: str = PASSWORD, place: str = "203.0.113.7") -> Attempt:
    return Attempt(email, password, place, "a test")


async def give_account(database: Database, hasher: PasswordHasher, email: str = "ann@example.org") -> UUID:
    return await operations.create_account(database, hasher, email=email, password=PASSWORD, now=now())


async def sign_in(database: Database, hasher: PasswordHasher, password: str = PASSWORD) -> signing_in.SignedIn:
    return await signing_in.sign_in_program(
        database, hasher, attempt(password=password), now=now(), lasts=timedelta(hours=1)
    )
