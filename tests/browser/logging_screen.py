"""What a person does on the logging page besides logging one set after another, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser.lifting import set_list
from tests.sync.client import Device

#: What reaches a person who rests: vibrations, tones, and what keeps the screen on, each as it is asked for.
_SPY = """() => {
  window.felt = { vibrations: [], tones: 0, locks: 0, released: 0 }
  navigator.vibrate = (pattern) => Boolean(felt.vibrations.push(pattern))
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (at) {
    felt.tones += 1
    return start.call(this, at)
  }
  Object.defineProperty(navigator, 'wakeLock', {
    value: { request: async () => (felt.locks++, { release: async () => void felt.released++ }) },
  })
}"""


async def feel(page: Page) -> None:
    """From the next page on it is noted what would be felt, heard and seen at the end of a rest."""
    await page.context.add_init_script(f"({_SPY})()")


async def felt(page: Page) -> dict[str, Any]:
    noted: dict[str, Any] = await page.evaluate("felt")
    return noted


# -------------------------------------------------------------------------------------------------------- set editor


def set_editor(page: Page) -> Locator:
    """What is under the thumb."""
    return page.get_by_role("region", name="Set in hand")


def number_pad(page: Page) -> Locator:
    return page.get_by_role("group", name="Number pad")


def strip(page: Page) -> Locator:
    """The clock of the rest, as it is read by those who ask."""
    return set_editor(page).get_by_role("timer")


async def log(page: Page, what: str) -> None:
    """The one main action, such as "Log set 1"."""
    await set_editor(page).get_by_role("button", name=re.compile(f"^{re.escape(what)}")).first.click()


async def message(page: Page, words: str, button: str | None = None) -> None:
    """What is said for a moment; with a button it is pressed."""
    said = page.get_by_role("status").filter(has_text=words).locator("div").filter(has_text=words)
    await expect(said).to_be_visible()
    await said.get_by_role("button", name=button or "Close this message", exact=True).click()


# ---------------------------------------------------------------------------------------------------------- set list


def row(page: Page, slot: str, exercise: str = "") -> Locator:
    """One set: "Set 1", "Warm-up 2", "Drop 1 of set 3"."""
    return set_list(page, exercise).get_by_role("row").filter(has=page.get_by_role("button", name=f"{slot}: type, "))


async def figures(page: Page, exercise: str = "") -> list[list[str]]:
    """What stands in a list of sets: letter, last time, the numbers and the effort of each set."""
    rows = set_list(page, exercise).get_by_role("row").filter(has=page.get_by_role("button", name=": type, "))
    cells = [await each.locator("th, td").all_inner_texts() for each in await rows.all()]
    return [[" ".join(text.split()) for text in each[:-1]] for each in cells]


async def swipe_left(page: Page, over: Locator) -> None:
    """By one finger, over the middle."""
    await over.scroll_into_view_if_needed()
    box = await over.bounding_box()
    assert box is not None
    touch = await page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2
    await touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for by in range(20, 181, 20):
        await touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x - by, "y": y}]})
    await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await touch.detach()


# ------------------------------------------------------------------------------------------------------------ sheets


async def set_sheet(page: Page, slot: str, exercise: str = "") -> Locator:
    await row(page, slot, exercise).get_by_role("button", name=f"{slot}: type, ").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading", name=slot)).to_be_visible()
    return sheet


async def choose_of(page: Page, exercise: str, item: str) -> None:
    """From the menu of an exercise."""
    await page.get_by_role("button", name=f"{exercise}: replace, move, skip").click()
    await page.get_by_role("dialog").get_by_role("button", name=item, exact=True).click()


async def pick(page: Page, exercise: str) -> None:
    """An exercise from those that can be chosen, found by its name."""
    picker = page.get_by_role("dialog")
    await picker.get_by_label("Search").fill(exercise)
    await picker.get_by_role("list", name="Exercises").get_by_role("button", name=exercise).first.click()
    await expect(picker).to_have_count(0)


async def unfold(page: Page, exercise: str) -> None:
    """Opens the list of sets of an exercise that is only a line."""
    await page.get_by_role("main").get_by_role("button", name=re.compile(f"^{re.escape(exercise)}(?!:)")).click()
    await expect(set_list(page, exercise)).to_be_visible()


async def all_exercises(page: Page) -> Locator:
    await set_editor(page).get_by_role("button", name="All exercises").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading", name="All exercises")).to_be_visible()
    return sheet


async def order(page: Page) -> list[str]:
    """The exercises of the workout from above, as far as the page names them."""
    names = page.get_by_role("main").get_by_role("button", name=re.compile(": replace, move, skip$"))
    lines = page.get_by_role("main").locator(".lines button")
    found: list[tuple[float, str]] = []
    for each in [*await names.all(), *await lines.all()]:
        box = await each.bounding_box()
        said = await each.get_attribute("aria-label") or await each.locator(".name").inner_text()
        found.append((box["y"] if box else 0, re.split(r":|\n", said)[0]))
    return [name for _, name in sorted(found)]


# ---------------------------------------------------------------------------------------------------- another device


async def sets_told(watch: Device, *fields: str) -> list[tuple[Any, ...]]:
    """Of every set that another device hears of, in their order: the name of its exercise and these fields."""
    await watch.sync()
    rows = watch.shown()
    exercises = {row_id: said for (kind, row_id), said in rows.items() if kind == "workout_exercise"}
    named = {row_id: said["name"] for (kind, row_id), said in rows.items() if kind == "exercise"}
    sets = [said for (kind, _), said in rows.items() if kind == "set"]

    def place(said: dict[str, Any]) -> tuple[str, int, int]:
        of = exercises[said["workout_exercise_id"]]
        return said["performed_at"][:10], of["display_order"], said["set_index"]

    return [
        (named[exercises[said["workout_exercise_id"]]["exercise_id"]], *(said[field] for field in fields))
        for said in sorted(sets, key=place)
    ]


async def rows_told(watch: Device, kind: str, *fields: str) -> list[tuple[Any, ...]]:
    """These fields of all rows of a kind, sorted."""
    await watch.sync()
    found = [tuple(said[field] for field in fields) for (each, _), said in watch.shown().items() if each == kind]
    return sorted(found, key=str)


# ---------------------------------------------------------------------------------------------------------- keyboard


async def tab_to(page: Page, to: Locator, *, most: int = 80) -> None:
    """By the Tab key alone."""
    await expect(to).to_be_visible()
    for _ in range(most):
        if await to.evaluate("(node) => node === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab do not reach {to}")


async def key(page: Page, to: Locator, press: str = "Enter") -> None:
    await tab_to(page, to)
    await page.keyboard.press(press)


async def press_all(page: Page, names: Sequence[str]) -> None:
    """Keys of the number pad."""
    for name in names:
        await number_pad(page).get_by_role("button", name=name, exact=True).click()
