"""What a browser makes of a certificate that it does not trust."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from mygymtracker import webbuild
from tests.browser.conftest import ARGUMENTS, chromium
from tests.https.conftest import Tracker


@pytest.fixture
def client() -> Path | None:
    """Built as it is now."""
    webbuild.build_if_changed(say=lambda _: None)
    return webbuild.built()


async def test_whoever_waves_the_warning_aside_is_told_that_the_page_is_not_held(tracker: Tracker) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = await (await browser.new_context(ignore_https_errors=True)).new_page()
        uncaught: list[str] = []
        page.on("pageerror", lambda error: uncaught.append(str(error)))

        await page.goto(f"https://127.0.0.1:{tracker.port}/sign-in")

        await expect(page.get_by_text("This browser does not trust the certificate of this page")).to_be_visible()
        assert uncaught == []
        await browser.close()
