"""What was shown as logged is there after the worst."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from playwright.async_api import BrowserContext, Page, Playwright, expect

from mygymtracker.api.authentication import COOKIE
from mygymtracker.database.transaction import Database
from tests.api.conftest import browser_of
from tests.browser.conftest import ARGUMENTS, PHONE, chromium, watch_for_problems
from tests.browser.lifting import (
    continue_workout,
    done,
    ring,
    start_day,
    tick,
    wait_for_worker,
    wait_until_synced,
)
from tests.browser.network import Network
from tests.browser.training import BENCH, write_plan
from tests.factories import Person
from tests.sync.client import Device


async def test_a_set_that_lost_its_saving_mark_is_there_after_the_browser_was_killed(
    playwright: Playwright, network: Network, tmp_path: Path, ann: Person, watch: Device, database: Database
) -> None:
    profile = tmp_path / "profile"
    await write_plan(watch)
    context = await open_profile(playwright, profile, network)
    cookies = await browser_of(database, ann)
    await context.add_cookies([{"name": COOKIE, "value": cookies[COOKIE], "url": network.gate.address}])
    page = await begin(context)
    await wait_for_worker(page)
    await wait_until_synced(page)
    await network.fail(page)
    await start_day(page)

    await tick(page, 1, BENCH)
    await kill(profile)

    context = await open_profile(playwright, profile, network)
    await context.set_offline(True)
    page = await begin(context)
    await continue_workout(page)
    await expect(done(page, BENCH)).to_have_count(1)
    await expect(ring(page, 1, BENCH)).to_have_attribute("aria-pressed", "true")
    await context.close()


async def open_profile(playwright: Playwright, profile: Path, network: Network) -> BrowserContext:
    context = await playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium(), args=ARGUMENTS, base_url=network.gate.address, locale="en-GB", **PHONE
    )
    watch_for_problems(context, [])
    return context


async def begin(context: BrowserContext) -> Page:
    page = context.pages[0] if context.pages else await context.new_page()
    await page.goto("/")
    return page


async def kill(profile: Path) -> None:
    """All processes of the browser that has this profile, with SIGKILL and at once: it can write nothing more."""
    ours = [pid for pid in processes() if f"--user-data-dir={profile}" in command_of(pid)]
    assert ours
    for pid in ours:
        os.kill(pid, signal.SIGKILL)


def processes() -> list[int]:
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
