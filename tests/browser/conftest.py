"""A real browser in front of the real server, each test with a database, a server process and devices of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright

from tests.browser.gate import Gate
from tests.conftest import TestDatabase
from tests.mortal import MortalServer

#: What keeps Chromium to itself; root has no sandbox.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
ROOT = Path(__file__).parents[2]

#: Makes a device: a browser profile of its own, with one page at the tracker.
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


@pytest.fixture
async def server_process(
    migrated_database: TestDatabase, catalogue: None, tmp_path: Path
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
async def new_device(browser: Browser, gate: Gate) -> AsyncIterator[NewDevice]:
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    async def make(**options: Any) -> Page:
        context = await browser.new_context(base_url=gate.address, locale="en-GB", **(PHONE | options))
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
        await page.goto("/")
        return page

    yield make
    for context in contexts:
        await context.close()
    assert problems == []


@pytest.fixture
async def phone(new_device: NewDevice) -> Page:
    return await new_device()
