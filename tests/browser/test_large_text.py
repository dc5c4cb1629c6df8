"""The logging page in large text and on a phone that lies on its side: what a set needs is always in reach."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.lifting import done, ring, start_day, tick
from tests.browser.logging_screen import log, number_pad, row, set_editor, strip, tab_to
from tests.browser.looking import enlarge_text, stands_out
from tests.browser.training import BENCH, ROW, Workout, write_plan
from tests.factories import Person
from tests.sync.client import Device

#: Per cent of the usual text, and the window.
STANDINGS = [
    (125, 390, 664),
    (150, 390, 844),
    (200, 390, 844),
    (100, 844, 390),
    (100, 667, 375),
    (150, 844, 390),
    (200, 844, 390),
]

#: Whether a finger could touch the middle of it, without scrolling anything.
_IN_REACH = """(node) => {
  const { left, top, width, height } = node.getBoundingClientRect()
  const at = document.elementFromPoint(left + width / 2, top + height / 2)
  return at !== null && (node.contains(at) || at.contains(node))
}"""


async def in_reach(what: Locator) -> bool:
    reached: bool = await what.evaluate(_IN_REACH)
    return reached


async def test_a_number_that_is_touched_opens_its_pad_in_reach_and_the_clock_and_the_log_key_stay_there(
    new_device: NewDevice, ann: Person, watch: Device
) -> None:
    before = Workout(watch, name="Last time", hours_ago=30)
    for _ in range(4):
        before.log(8, "102.5")
    before.finish()
    await write_plan(watch, exercises=[BENCH, ROW], sets=4)
    page = await new_device(ann)
    await start_day(page)
    await tick(page, 1, BENCH)

    found = {standing: [each async for each in out_of_reach(page, *standing)] for standing in STANDINGS}

    assert found == {standing: [] for standing in STANDINGS}


async def out_of_reach(page: Page, percent: int, width: int, height: int) -> AsyncIterator[str]:
    """What is not, while a load is typed and after."""
    await page.set_viewport_size({"width": width, "height": height})
    await enlarge_text(page, percent)
    figure = row(page, "Set 4", BENCH).get_by_role("button", name=re.compile("^Set 4, load .*, edit"))
    await figure.click()
    await expect(set_editor(page).get_by_role("textbox", name="Load")).to_be_focused()
    wanted = {
        "the number typed": set_editor(page).get_by_role("textbox", name="Load"),
        "the digit 7": number_pad(page).get_by_role("button", name="7", exact=True),
        "the digit 5": number_pad(page).get_by_role("button", name="5", exact=True),
        "the digit 0": number_pad(page).get_by_role("button", name="0", exact=True),
        "the key to the next number": number_pad(page).get_by_role("button", name="Reps", exact=True),
        "the row in hand": figure,
        "the clock": strip(page),
        "the log key": set_editor(page).get_by_role("button", name="Log set 4"),
    }
    for name, each in wanted.items():
        if not await in_reach(each):
            yield f"{name}, typing"
    await page.keyboard.press("Escape")
    await expect(number_pad(page)).to_have_count(0)
    for name in ("the row in hand", "the clock", "the log key"):
        if not await in_reach(wanted[name]):
            yield name
    for wide in await stands_out(page):
        yield wide


async def test_the_keyboard_goes_from_the_pad_to_the_log_key_and_what_was_logged_is_said(
    new_device: NewDevice, ann: Person, watch: Device
) -> None:
    await write_plan(watch, exercises=[BENCH], sets=2)
    page = await new_device(ann)
    await start_day(page)

    await tab_to(page, row(page, "Set 1").get_by_role("button", name=re.compile("^Set 1, load .*, edit")))
    for typed in ("Enter", "8", "0", "Enter", "6", "Enter"):
        await page.keyboard.press(typed)
    await expect(set_editor(page).get_by_role("button", name="Log set 1")).to_be_focused()
    await page.keyboard.press("Enter")

    await expect(done(page)).to_have_count(1)
    said = page.get_by_role("status").filter(has_text="Set 1 of Bench Press (Barbell)")
    await expect(said).to_have_text("Set 1 of Bench Press (Barbell) logged: 80 kg × 6 reps.")
    await expect(set_editor(page).get_by_role("button", name="Log set 2")).to_be_focused()
    await page.keyboard.press("Escape")
    await ring(page, 1).click()
    said = page.get_by_role("status").filter(has_text="taken back")
    await expect(said).to_contain_text("Set 1 of Bench Press (Barbell) taken back.")
    await log(page, "Log set 1")
    await expect(done(page)).to_have_count(1)
