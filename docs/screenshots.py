"""Takes pictures of the web client into docs/images, of a tracker of its own with the demo account in it.

`python docs/screenshots.py`
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, ViewportSize

ROOT: Final = Path(__file__).resolve().parent.parent
IMAGES: Final = ROOT / "docs" / "images"
EMAIL: Final = "demo@example.org"
WINDOWS: Final[dict[str, ViewportSize]] = {
    "phone": {"width": 390, "height": 844},
    "wide": {"width": 1280, "height": 800},
}
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
#: What a walk comes by and is shown in the documentation.
SHOWN: Final = {
    *("sign-in", "sign-up", "today", "workout", "number-pad", "history", "past-workout", "plans", "plan"),
    *("exercises", "exercise", "progress", "progress-one", "imports", "import-preview"),
    *("changes", "more", "settings", "sync"),
}


@contextmanager
def tracker() -> Iterator[tuple[str, str]]:
    """One with nothing in it but the demo account, until the block ends: its address, and the password."""
    from tests.browser.screens import last_day_before

    home = Path(tempfile.mkdtemp(prefix="gym-"))
    home.chmod(0o755)  # as root the database runs as another user, who must be able to pass
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PG", "DATABASE_"))}
    environment = ours | {"MYGYMTRACKER_HOME": str(home / "home"), "PORT": "0", "HOST": "127.0.0.1", "SIGN_UP": "open"}
    program = [sys.executable, "-m", "mygymtracker"]
    until = last_day_before(datetime.now(UTC).date())
    made = subprocess.run(
        [*program, "demo", "--email", EMAIL, "--until", f"{until}"],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    serving = subprocess.Popen([*program, "serve"], env=environment, stderr=subprocess.PIPE, text=True)
    try:
        address = next(found[0] for line in serving.stderr or () if (found := re.search(r"http://\S+:\d+", line)))
        yield address, made.stdout.strip().rpartition("Password: ")[2]
    finally:
        serving.terminate()
        serving.communicate()
        shutil.rmtree(home)


async def take_pictures(browser: Browser, address: str, password: str) -> None:
    from tests.browser import lifting, screens

    async with page_of(browser, address) as page:
        await take(page, screens.through_the_doors)
    async with page_of(browser, address) as page:
        await page.goto("/sign-in")
        await page.get_by_label("Email").fill(EMAIL)
        await page.get_by_label("Password").fill(password)
        await page.get_by_role("button", name="Sign in").click()
        await lifting.wait_until_synced(page)
        await take(page, screens.through_training)


@asynccontextmanager
async def page_of(browser: Browser, address: str) -> AsyncIterator[Page]:
    context = await browser.new_context(
        base_url=address, locale="en-GB", viewport=WINDOWS["phone"], reduced_motion="reduce"
    )
    yield await context.new_page()
    await context.close()


async def take(page: Page, walk: Callable[[Page], AsyncIterator[str]]) -> None:
    """Each screen in both windows and both themes, one after the other; afterwards it is as it was."""
    from tests.browser.screens import until_still

    async for name in walk(page):
        if name not in SHOWN:
            continue
        for window, size in WINDOWS.items():
            await page.set_viewport_size(size)
            for theme in THEMES:
                await page.emulate_media(color_scheme=theme)
                await until_still(page)
                await page.screenshot(path=IMAGES / f"{window}-{theme}-{name}.png")
        await page.set_viewport_size(WINDOWS["phone"])


async def main() -> None:
    from playwright.async_api import async_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("There is no Chromium on PATH.")
    IMAGES.mkdir(exist_ok=True)
    with tracker() as (address, password):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            await take_pictures(browser, address, password)
            await browser.close()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # run as a script, only this directory is on it
    asyncio.run(main())
