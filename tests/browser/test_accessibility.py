"""Whoever sees little, or not at all, or uses no pointer, or is made ill by motion, trains as well."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Locator, Page, expect

from mygymtracker.database.transaction import Database
from mygymtracker.demo.making import make_training
from tests.api.conftest import give_password
from tests.browser import screens
from tests.browser.conftest import DESK, PHONE, NewDevice
from tests.browser.lifting import EMAIL, PASSWORD, done, eventually, headline, start_day, tick, wait_until_synced
from tests.browser.looking import axe_finds, begin_to_note_motion, enlarge_text, motion_noted, stands_out
from tests.browser.training import BENCH, ROW, exercise_named, write_plan
from tests.factories import Person
from tests.sync.client import Device

WINDOWS = {"phone": PHONE["viewport"], "wide": DESK["viewport"]}


@pytest.fixture
async def trained(database: Database, catalogue: None, ann: Person) -> Person:
    """Ann, with the training of the demo athlete."""
    async with database.acting_as(ann.id) as session:
        await make_training(session, until=screens.last_day_before(datetime.now(UTC).date()))
    return ann


async def test_every_screen_is_found_faultless_by_axe_and_fits_its_window(
    new_device: NewDevice, trained: Person, bob: Person
) -> None:
    walks = (
        (screens.through_the_doors, None),
        (screens.through_empty_screens, bob),
        (screens.through_training, trained),
    )
    faults: list[str] = []
    seen: set[str] = set()

    for walk, person in walks:
        page = await new_device(person, reduced_motion="reduce")
        if person:
            await wait_until_synced(page)
        async for name in walk(page):
            seen.add(urlsplit(page.url).path)
            faults += [f"{name}, {fault}" async for fault in faults_of(page)]

    assert faults == []
    assert [route.pattern for route in screens.routes() if not any(map(route.match, seen))] == []


async def faults_of(page: Page) -> AsyncIterator[str]:
    for window, size in WINDOWS.items():
        await page.set_viewport_size(size)
        # The themes differ in their colours alone.
        for theme, rule in (("light", None), ("dark", "color-contrast")):
            await page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of them
            await screens.until_still(page)
            for fault in await axe_finds(page, only=rule):
                yield f"{window}, {theme}: {fault}"
        for fault in await stands_out(page):
            yield f"{window}: {fault}"
    await page.set_viewport_size(WINDOWS["phone"])
    for percent in (200, 100):
        await enlarge_text(page, percent)
        await screens.until_still(page)
        for fault in await stands_out(page):
            yield f"text at {percent} %: {fault}"


async def test_the_keys_alone_do_everything_and_where_one_is_can_be_seen(
    new_device: NewDevice, ann: Person, watch: Device, database: Database, password_hash: str
) -> None:
    await give_password(database, ann, password_hash)
    await write_plan(watch)
    page = await new_device(**DESK, has_touch=False)
    main, sheet = page.get_by_role("main"), page.get_by_role("dialog")

    await go_by_keys(page, page.get_by_label("Email"))
    await page.keyboard.type(EMAIL)
    await go_by_keys(page, page.get_by_label("Password"))
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await press(page, page.get_by_role("button", name="Start Push"))
    await expect(headline(page, "Push")).to_be_visible()
    await press(page, main.get_by_role("button", name=re.compile("^Set 1, load .*, edit$")).first)
    await expect(page.get_by_label("Load", exact=True)).to_be_focused()
    await page.keyboard.type("62.5")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Reps", exact=True)).to_be_focused()
    await page.keyboard.type("5")
    await press(page, page.get_by_role("button", name="Log set 1"))
    await expect(done(page, BENCH)).to_have_count(1)
    await press(page, main.get_by_role("button", name="Finish the workout"))
    await press(page, sheet.get_by_role("button", name="Finish", exact=True))
    await expect(page.get_by_text("Workout finished.")).to_be_visible()
    await press(page, page.get_by_role("navigation").get_by_role("link", name="Plans"))
    await press(page, main.get_by_role("link", name="Upper", exact=True))
    sets = main.get_by_label(f"{BENCH}: Working sets")
    await go_by_keys(page, sets)
    await page.keyboard.type("4")
    await page.keyboard.press("Enter")

    await expect(main.get_by_label(f"{ROW}: Working sets")).to_be_focused()
    await expect(main.get_by_text("Saved", exact=True)).to_be_visible()
    await eventually(lambda: told_by(watch), [(4, "62.5", 5)])


async def told_by(watch: Device) -> list[tuple[int, str, int]]:
    """How many sets of the bench press the plan asks for, with the load and the repetitions of each that was done."""
    await watch.sync()
    rows = watch.shown()
    bench = exercise_named(watch, BENCH)
    asked = next(row for (kind, _), row in rows.items() if kind == "plan_exercise" and row["exercise_id"] == bench)
    sets = [row for (kind, _), row in rows.items() if kind == "set"]
    return [(asked["working_sets"], each["load"], each["reps"]) for each in sets]


async def press(page: Page, target: Locator) -> None:
    await go_by_keys(page, target)
    await page.keyboard.press("Enter")


async def go_by_keys(page: Page, target: Locator) -> None:
    """From where one is, by Tab; fails where one gets to something and cannot see it."""
    await expect(target).to_be_visible()
    way: list[str] = []
    while not await target.evaluate("(node) => node === document.activeElement"):
        assert len(way) < MOST_STEPS, way
        await page.keyboard.press("Tab")
        name, is_seen = await page.evaluate(FOCUSED)
        way.append(name)
        assert is_seen, way


MOST_STEPS = 100
#: What the keys work on, and whether a ring is drawn around it, or around the group that it belongs to.
FOCUSED = """() => {
  const node = document.activeElement
  const rings = [node, node.parentElement, node.parentElement?.parentElement].filter(Boolean).map((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  })
  const name = node.getAttribute('aria-label') ?? node.textContent.trim().slice(0, 40)
  return [name, node === document.body || rings.includes(true)]
}"""


async def test_nothing_moves_for_whoever_wants_no_motion(new_device: NewDevice, ann: Person, watch: Device) -> None:
    await write_plan(watch)
    page = await new_device(ann)
    await start_day(page)
    moved = {}

    for number, wish in enumerate(("no-preference", "reduce"), start=1):
        await page.emulate_media(reduced_motion=wish)  # type: ignore[arg-type]  # one of them
        await page.reload()
        await begin_to_note_motion(page)
        await tick(page, number, BENCH)
        await screens.open_sheet(page, page.get_by_role("button", name="All exercises"))
        moved[wish] = bool(await motion_noted(page))

    assert moved == {"no-preference": True, "reduce": False}
