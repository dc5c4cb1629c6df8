"""People who have one row of everything, made once: each test has them in a database that is as it was then."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import argon2
import httpx

from mygymtracker.api.app import create_app
from mygymtracker.database.engine import build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.settings import Settings
from tests.api.belongings import Belongings, belongings_of
from tests.api.conftest import (
    ORIGIN,
    PASSWORD,
    SIGNING_SECRET,
    give_password,
    program_of,
    registered_routes,
    sharing,
    started,
)
from tests.conftest import TestDatabase
from tests.factories import Person, sign_up

#: Each has one row of everything, `Belongings`.
SETTLED: Final = ("ann", "bob_settled", "carl_settled")
#: Each has an account and nothing else.
NEW: Final = ("bob", "carl")
#: Longer than any run of the tests: nobody signs in again.
A_RUN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """Somebody with an account, whose password is PASSWORD, and what a program of theirs sends to be signed in."""

    person: Person
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Town:
    """A database with people, by what stands before the @ of their addresses."""

    database: TestDatabase
    people: Mapping[str, Inhabitant]
    belongings: Mapping[str, Belongings]


async def settle(address: TestDatabase) -> Town:
    """In a migrated database."""
    database = Database(build_engine(address.app, working_role=WORKING_ROLE))
    password_hash = argon2.PasswordHasher().hash(PASSWORD)
    people: dict[str, Inhabitant] = {}
    belongings: dict[str, Belongings] = {}
    async with _application(address) as transport:
        for name in (*SETTLED, *NEW):
            person = await sign_up(database, f"{name}@example.org")
            await give_password(database, person, password_hash)
            people[name] = Inhabitant(person, await program_of(database, person, lasting=A_RUN))
            if name in SETTLED:
                client = httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=people[name].headers)
                belongings[name] = await belongings_of(database, person, client)
    await database.dispose()
    return Town(address, people, belongings)


@asynccontextmanager
async def _application(address: TestDatabase) -> AsyncIterator[httpx.ASGITransport]:
    with TemporaryDirectory() as home:
        settings = Settings.load(
            {"APP_ENV": "test", "JWT_SECRET": SIGNING_SECRET, "MYGYMTRACKER_HOME": home}, directory=Path(home)
        )
        app = create_app(settings, address.app, routes=sharing(registered_routes()))
        async with started(app):
            yield httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's own types of ASGI
