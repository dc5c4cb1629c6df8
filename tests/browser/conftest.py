"""A real browser in front of the real server, each test with a database, a server process and devices of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright, expect

from mygymtracker import webbuild
from mygymtracker.api.authentication import COOKIE
from mygymtracker.database.transaction import Database
from tests.api.conftest import browser_of, password_hash, program_of
from tests.browser.gate import Gate
from tests.browser.network import Network
from tests.conftest import TestDatabase
from tests.factories import Person
from tests.mortal import MortalServer
from tests.sync.client import Device

__all__ = ["password_hash"]

#: What keeps Chromium to itself; root has no sandbox.
#: As a phone in the network at home reaches the server: over plain http, no browser takes that for safe.
HOME_NAME = "gym.lan"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP {HOME_NAME} 127.0.0.1",
]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
#: In milliseconds; nothing waits so long unless it never comes, even where four other things run.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

#: Makes a device: a browser profile of its own, with one page at the tracker; signed in where a person is given.
NewDevice = Callable[..., Awaitable[Page]]


def chromium() -> str:
    """Where it is. Without it these tests are left out, but never where all must pass."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        message = "no Chromium on PATH: the tests in a browser need one"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as made:
        yield made


@pytest.fixture(scope="session")
async def browser(playwright: Playwright) -> AsyncIterator[Browser]:
    made = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield made
    await made.close()


@pytest.fixture(scope="session")
def client() -> None:
    """Built as it is now. A server that is started reads it."""
    webbuild.build_if_changed(say=lambda _: None)


@pytest.fixture
async def server_process(
    client: None, migrated_database: TestDatabase, catalogue: None, tmp_path: Path
) -> AsyncIterator[MortalServer]:
    made = MortalServer(migrated_database, tmp_path)
    yield made
    made.close()


@pytest.fixture
async def gate(server_process: MortalServer) -> AsyncIterator[Gate]:
    """The tracker as browsers reach it."""
    made = Gate(server_process.listening.getsockname()[1])
    await made.begin()
    yield made
    await made.end()


@pytest.fixture
def network(server_process: MortalServer, gate: Gate) -> Network:
    return Network(server_process, gate)


@pytest.fixture
async def new_device(browser: Browser, gate: Gate, database: Database) -> AsyncIterator[NewDevice]:
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    async def make(person: Person | None = None, **options: Any) -> Page:
        context = await browser.new_context(base_url=gate.address, **({"locale": "en-GB"} | PHONE | options))
        contexts.append(context)
        watch_for_problems(context, problems)
        if person:
            cookies = await browser_of(database, person)
            await context.add_cookies([{"name": COOKIE, "value": cookies[COOKIE], "url": gate.address}])
        page = await context.new_page()
        await page.goto("/")
        return page

    yield make
    for context in contexts:
        await context.close()
    assert problems == []


def watch_for_problems(context: BrowserContext, problems: list[str]) -> None:
    """Notes errors that nobody caught, and what the Content-Security-Policy refused, in all pages of a browser."""
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(3 * PATIENCE)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)


@pytest.fixture
async def phone(new_device: NewDevice) -> Page:
    """Nobody is signed in on it."""
    return await new_device()


@pytest.fixture
async def ann_phone(new_device: NewDevice, ann: Person) -> Page:
    """Ann is signed in on it."""
    return await new_device(ann)


@pytest.fixture
async def ann_http(server_process: MortalServer, database: Database, ann: Person) -> AsyncIterator[httpx.AsyncClient]:
    """A program of ann's at the real server, around the gate."""
    headers = await program_of(database, ann)
    async with httpx.AsyncClient(base_url=server_process.address, headers=headers, timeout=60) as made:
        yield made


@pytest.fixture
async def watch(ann_http: httpx.AsyncClient, tmp_path: Path) -> Device:
    """Another device of ann's, which is no browser: the small client of the protocol, once synced."""
    made = Device(tmp_path / "watch.json", ann_http, name="Ann's watch")
    await made.sync()
    return made
