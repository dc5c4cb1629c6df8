"""What a person does in the client, in words."""

from __future__ import annotations

from playwright.async_api import Page, expect

PASSWORD = "correct horse battery staple"
EMAIL = "ann@example.org"


async def sign_up(page: Page, email: str = EMAIL) -> None:
    await page.get_by_role("link", name="Make an account").click()
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Make the account").click()
    await expect(page.get_by_role("heading", level=1, name="Today")).to_be_visible()


async def sign_in(page: Page, email: str = EMAIL) -> None:
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", level=1, name="Today")).to_be_visible()


async def wait_until_synced(page: Page) -> None:
    await expect(page.get_by_role("link", name="All synced")).to_be_visible(timeout=60_000)


async def wait_for_worker(page: Page) -> None:
    """Until this device holds the program."""
    await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
