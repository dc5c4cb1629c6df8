"""The real application on a database of the test's own, and clients for ann, for bob and for nobody.

`ann` and `bob` are the people of `tests/conftest.py`; their clients are signed in without the work of argon2.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import argon2
import httpx
import pytest
from litestar import Litestar
from litestar.events import SimpleEventEmitter
from sqlalchemy import update

from mygymtracker.accounts.tokens import make_token
from mygymtracker.api.app import create_app, register_routes
from mygymtracker.api.authentication import COOKIE, cookie_value
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import LoginSession, User
from mygymtracker.database.transaction import Database
from mygymtracker.settings import Settings
from tests.conftest import Databases, TestDatabase
from tests.factories import Person

if TYPE_CHECKING:
    from tests.api.settled import Town

ORIGIN = "http://localhost:3000"
PASSWORD = "correct horse battery staple"
SIGNING_SECRET = "a secret that signs nothing but the tokens of tests, and is long enough"

#: Makes a client that sends these headers and cookies; it is closed when the test ends.
Connect = Callable[..., Awaitable[httpx.AsyncClient]]
AppFactory = Callable[..., Awaitable[Litestar]]


@pytest.fixture
async def app_with(migrated_database: TestDatabase, tmp_path: Path) -> AsyncIterator[AppFactory]:
    """Starts an application whose settings differ: `await app_with(SIGN_UP="closed")`. All share the database."""
    async with AsyncExitStack() as running:

        async def start(**environment: str) -> Litestar:
            settings = Settings.load(
                {
                    "APP_ENV": "test",
                    "JWT_SECRET": SIGNING_SECRET,
                    "SIGN_UP": "open",
                    "MYGYMTRACKER_HOME": str(tmp_path),
                    **environment,
                },
                directory=tmp_path,
            )
            made = create_app(settings, migrated_database.app, routes=sharing(registered_routes()))
            await running.enter_async_context(started(made))
            return made

        yield start


@cache
def registered_routes() -> Litestar:
    """Of all applications of this process: they are the same for all settings, and take 200 ms."""
    return register_routes(client=None)


def sharing(routes: Litestar) -> Litestar:
    """Another application with the same routes, and nothing else in common."""
    other = copy(routes)
    other.event_emitter = SimpleEventEmitter([])
    other.asgi_router = copy(routes.asgi_router)
    other.asgi_router.app = other  # which a server starts and ends
    return other


@asynccontextmanager
async def started(app: Litestar) -> AsyncIterator[None]:
    """Start-up and shutdown in one task, as Litestar wants it; a fixture's two halves run in different ones."""
    up, down = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        try:
            async with app.lifespan():
                up.set()
                await down.wait()
        finally:
            up.set()

    life = asyncio.create_task(live())
    await up.wait()
    if life.done():
        await life  # which failed to start
    yield
    down.set()
    await life


@pytest.fixture
async def app(app_with: AppFactory) -> Litestar:
    """The application, started, with sign-up open to everyone."""
    return await app_with()


@pytest.fixture
async def connect(app: Litestar) -> AsyncIterator[Connect]:
    """Makes clients: `await connect(headers=…, cookies=…, to=another app, address="203.0.113.7")`."""
    async with AsyncExitStack() as clients:

        async def make(
            *,
            headers: dict[str, str] | None = None,
            cookies: dict[str, str] | None = None,
            to: Litestar = app,
            address: str = "127.0.0.1",
        ) -> httpx.AsyncClient:
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(to, client=(address, 50_000)),  # type: ignore[arg-type]
                base_url=ORIGIN,
                headers=headers,
                cookies=cookies,
            )
            return await clients.enter_async_context(client)

        yield make


@pytest.fixture(scope="session")
def towns() -> list[Town]:
    """Those that no test uses."""
    return []


@pytest.fixture
def town(databases: Databases, towns: list[Town]) -> Iterator[Town]:
    """People who have one row of everything: for tests that take it as their `migrated_database`."""
    from tests.api.settled import settle

    if towns:
        made = towns.pop()
    else:
        address = databases.migrated()
        made = databases.own_loop.run(settle(address))
        databases.begin_here(address)
    yield made
    if databases.put_back(made.database):
        towns.append(made)


@pytest.fixture
async def nobody_client(connect: Connect) -> httpx.AsyncClient:
    """Not signed in."""
    return await connect()


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Of PASSWORD, made once: argon2 is slow on purpose."""
    return argon2.PasswordHasher().hash(PASSWORD)


@pytest.fixture
async def ann_client(connect: Connect, database: Database, ann: Person, password_hash: str) -> httpx.AsyncClient:
    """A program of ann's, signed in with a token; her password is PASSWORD."""
    await give_password(database, ann, password_hash)
    return await connect(headers=await program_of(database, ann))


@pytest.fixture
async def bob_client(connect: Connect, database: Database, bob: Person, password_hash: str) -> httpx.AsyncClient:
    """A program of bob's, signed in with a token; his password is PASSWORD."""
    await give_password(database, bob, password_hash)
    return await connect(headers=await program_of(database, bob))


@pytest.fixture
async def ann_browser(connect: Connect, database: Database, ann: Person, password_hash: str) -> httpx.AsyncClient:
    """A page of our own in ann's browser, signed in with a cookie; her password is PASSWORD."""
    await give_password(database, ann, password_hash)
    return await connect(headers={"Origin": ORIGIN}, cookies=await browser_of(database, ann))


@pytest.fixture
async def bob_browser(connect: Connect, database: Database, bob: Person, password_hash: str) -> httpx.AsyncClient:
    """A page of our own in bob's browser, signed in with a cookie; his password is PASSWORD."""
    await give_password(database, bob, password_hash)
    return await connect(headers={"Origin": ORIGIN}, cookies=await browser_of(database, bob))


async def give_password(database: Database, person: Person, password_hash: str) -> None:
    async with database.acting_as(person.id) as session:
        await session.execute(update(User).where(User.id == person.id).values(password_hash=password_hash))


async def program_of(database: Database, person: Person, *, lasting: timedelta = timedelta(hours=1)) -> dict[str, str]:
    """Signs in a program, in the database; the headers it sends."""
    now, session_id = datetime.now(UTC), new_id()
    expires_at = now + lasting
    async with database.acting_as(person.id) as session:
        session.add(LoginSession(user_id=person.id, id=session_id, label="program", expires_at=expires_at))
    token = make_token(
        person.id, session_id, issued_at=now, expires_at=expires_at, signing_secret=SIGNING_SECRET.encode()
    )
    return {"Authorization": f"Bearer {token}"}


async def browser_of(database: Database, person: Person) -> dict[str, str]:
    """Signs in a browser, in the database; the cookie it sends."""
    session_id, secret = new_id(), secrets.token_bytes(32)
    async with database.acting_as(person.id) as session:
        session.add(
            LoginSession(
                user_id=person.id,
                id=session_id,
                secret_digest=hashlib.sha256(secret).digest(),
                label="browser",
                expires_at=datetime.now(UTC) + timedelta(days=90),
            )
        )
    return {COOKIE: cookie_value(person.id, session_id, secret)}
