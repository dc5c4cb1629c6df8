"""What a person does in the client, in words."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

from playwright.async_api import Locator, Page, expect

from tests.browser.inside import wait_until_all_is_sent_and_read
from tests.browser.network import Network
from tests.sync.client import Device, reps_of

PASSWORD = "correct horse battery staple"
EMAIL = "ann@example.org"
#: In seconds; what does not come in this time does not come.
LONG = 60

# ------------------------------------------------------------------------------------------------------------- doors


async def sign_up(page: Page, email: str = EMAIL) -> None:
    await page.goto(urljoin(page.url, "/sign-up"))
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Make the account").click()
    await expect(headline(page, "Today")).to_be_visible()


async def sign_in(page: Page, email: str = EMAIL, password: str = PASSWORD) -> None:
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Password").fill(password)
    await page.get_by_role("button", name="Sign in").click()


async def sign_out(page: Page) -> None:
    await page.goto("/settings")
    await page.get_by_role("button", name="Sign out", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    await expect(headline(page, "Sign in")).to_be_visible()


def headline(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", level=1, name=name, exact=True)


# -------------------------------------------------------------------------------------------------------------- sync


def badge(page: Page, words: str) -> Locator:
    """The sync badge while it says so."""
    return page.get_by_role("banner").get_by_role("link", name=words)


async def wait_until_synced(page: Page) -> None:
    """Until nothing waits and all that the server has was read. The badge alone says so before the first try, too."""
    await wait_until_all_is_sent_and_read(page, seconds=LONG)
    await expect(badge(page, "All synced")).to_be_visible()


async def wait_for_worker(page: Page) -> None:
    """Until this device holds the program, and would start with it."""
    await page.evaluate("navigator.serviceWorker.ready.then(() => null)")


async def eventually(asked: Callable[[], Awaitable[object]], expected: object) -> None:
    """Asks until the answer is that one; the last answer is compared."""
    deadline = time.monotonic() + LONG
    while (answer := await asked()) != expected and time.monotonic() < deadline:
        pass
    assert answer == expected, answer


async def reps_at_the_server(watch: Device) -> list[int]:
    """Of all sets, in any order, as another device hears of them."""
    await watch.sync()
    return sorted(reps_of(watch).values())


# ----------------------------------------------------------------------------------------------------------- workout


async def start_day(page: Page, day: str = "Push") -> None:
    await page.get_by_role("button", name=f"Start {day}", exact=True).click()
    await expect(headline(page, day)).to_be_visible()


async def take_along(page: Page, network: Network, day: str = "Push") -> None:
    """To where there is no network, once all is on the device, and opens the program there."""
    await expect(page.get_by_role("button", name=f"Start {day}", exact=True)).to_be_visible()
    await wait_until_synced(page)
    await wait_for_worker(page)
    await network.fail(page)
    await page.reload()


async def show_last_workouts(page: Page) -> None:
    """The history opens at this month; on its first days the last workouts are in the one before."""
    workouts = page.get_by_role("list", name="Workouts").get_by_role("link")
    to_the_last = page.get_by_role("button", name="To the last workouts")
    await expect(workouts.or_(to_the_last).first).to_be_visible()
    if await to_the_last.is_visible():
        await to_the_last.click()
    await expect(workouts.first).to_be_visible()


async def continue_workout(page: Page, name: str = "Push") -> None:
    await page.get_by_role("link", name=f"Continue {name}").click()
    await expect(headline(page, name)).to_be_visible()


def set_list(page: Page, exercise: str) -> Locator:
    return page.get_by_role("table", name=f"Sets of {exercise}")


def ring(page: Page, number: int, exercise: str = "") -> Locator:
    """What is touched when a set is done, in any state."""
    states = "mark done|done, tap|saving|not saved"
    return set_list(page, exercise).get_by_role("button", name=re.compile(rf"^Set {number}: ({states})"))


def done(page: Page, exercise: str = "") -> Locator:
    """The rings of the sets that are logged and durable."""
    return set_list(page, exercise).get_by_role("button", name="done, tap to take back")


async def tick(page: Page, number: int, exercise: str = "") -> None:
    await ring(page, number, exercise).click()
    await expect(ring(page, number, exercise)).to_have_accessible_name(f"Set {number}: done, tap to take back")


async def type_set(page: Page, number: int, *, load: str, reps: int, exercise: str = "") -> None:
    """Takes a set in hand and says its numbers by the number pad."""
    await set_list(page, exercise).get_by_role("button", name=re.compile(f"^Set {number}, load .*, edit")).click()
    number_pad = page.get_by_role("group", name="Number pad")
    for digit in load:
        await number_pad.get_by_role("button", name="Decimal sign" if digit == "." else digit, exact=True).click()
    await number_pad.get_by_role("button", name="Reps", exact=True).click()
    for digit in str(reps):
        await number_pad.get_by_role("button", name=digit, exact=True).click()


async def log_set(page: Page, number: int, *, load: str, reps: int, exercise: str = "") -> None:
    """By the number pad."""
    await type_set(page, number, load=load, reps=reps, exercise=exercise)
    await page.get_by_role("button", name=f"Log set {number}").click()
    await expect(ring(page, number, exercise)).to_have_accessible_name(f"Set {number}: done, tap to take back")


async def wait_until_kept(page: Page) -> None:
    """Until the device holds every set: a page that is left before it does takes the ones with it that say "saving"."""
    await expect(page.get_by_role("button", name=re.compile(": saving$"))).to_have_count(0)


async def finish(page: Page) -> None:
    await page.get_by_role("main").get_by_role("button", name="Finish the workout").click()
    await page.get_by_role("dialog").get_by_role("button", name="Finish", exact=True).click()
    await expect(page.get_by_text("Workout finished.")).to_be_visible()
