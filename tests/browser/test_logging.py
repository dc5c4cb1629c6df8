"""Sets, one after another: last time's, as planned, typed, rested between, by keys alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from playwright.async_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.lifting import (
    badge,
    done,
    eventually,
    headline,
    ring,
    set_list,
    start_day,
    take_along,
    tick,
)
from tests.browser.logging_screen import (
    feel,
    felt,
    figures,
    key,
    log,
    number_pad,
    press_all,
    row,
    set_editor,
    sets_told,
    strip,
    tab_to,
)
from tests.browser.network import Network
from tests.browser.training import BENCH, ROW, Workout, write_plan
from tests.factories import Person
from tests.sync.client import Device


async def test_last_time_stands_beside_each_set_and_one_touch_logs_it_as_planned_without_a_network(
    ann_phone: Page, watch: Device, network: Network
) -> None:
    last = Workout(watch, hours_ago=72)
    last.log(8, "40", set_type="warmup")
    last.log(5, "60", rpe="8.5")
    last.log(4, "62.5")
    last.finish()
    await write_plan(watch, exercises=[BENCH], also={BENCH: {"warmup_sets": 1, "working_sets": 3}})
    await ann_phone.reload()
    await take_along(ann_phone, network)

    await start_day(ann_phone)

    # A warm-up is matched with the warm-up, a working set with the one of the same number.
    assert await figures(ann_phone, BENCH) == [
        ["W", "40 × 8", "40", "8", "–"],
        ["1", "60 × 5 @ 8.5", "60", "5", "8"],
        ["2", "62.5 × 4", "62.5", "5", "8"],
        ["3", "–", "62.5", "5", "9"],
    ]
    await log(ann_phone, "Log warm-up 1")
    await log(ann_phone, "Log set 1")
    await row(ann_phone, "Set 2").get_by_role("button", name="Last time 62.5 × 4 , copy").click()
    await expect(set_editor(ann_phone).get_by_role("button", name="Reps 4 reps, edit")).to_be_visible()
    await set_editor(ann_phone).get_by_role("button", name="RPE 9", exact=True).click()
    await log(ann_phone, "Log set 2")
    await tick(ann_phone, 3, BENCH)
    await ring(ann_phone, 3, BENCH).click()
    await expect(ring(ann_phone, 3, BENCH)).to_have_accessible_name("Set 3: mark done")
    assert (await figures(ann_phone, BENCH))[-1] == ["3", "–", "62.5", "5", "–"]
    await expect(badge(ann_phone, "Offline, ")).to_be_visible()
    await network.come_back(ann_phone)

    logged = [("warmup", "40", 8, None), ("working", "60", 5, None), ("working", "62.5", 4, "9")]
    before = [("warmup", "40", 8, None), ("working", "60", 5, "8.5"), ("working", "62.5", 4, None)]
    expected = [(BENCH, *each) for each in before + logged]
    await eventually(lambda: sets_told(watch, "set_type", "load", "reps", "rpe"), expected)


async def test_numbers_are_typed_by_the_pad_or_by_keys_with_the_comma_of_the_language_and_the_row_stays_in_view(
    new_device: NewDevice, ann: Person, watch: Device
) -> None:
    await write_plan(watch, exercises=[BENCH], sets=4)
    page = await new_device(ann, locale="de-DE", viewport={"width": 390, "height": 640})
    await start_day(page)

    await row(page, "Set 1").get_by_role("button", name="Set 1, load –, edit").click()
    typing = set_editor(page).get_by_role("textbox", name="Load")
    await expect(typing).to_be_focused()
    await expect(number_pad(page).get_by_role("button", name="Decimal sign")).to_have_text(",")
    await page.keyboard.type("61,25")
    await expect(typing).to_have_value("61,25")
    await page.keyboard.press("Enter")
    await page.keyboard.type("6")
    await page.keyboard.press("Enter")
    await log(page, "Log set 1")
    await expect(done(page)).to_have_count(1)
    await row(page, "Set 4").get_by_role("button", name="Set 4, load 61,25, edit").click()
    await press_all(page, ["7", "0", "Decimal sign", "5"])
    await expect(typing).to_have_value("70,5")
    await number_pad(page).get_by_role("button", name="2,5 more").click()
    await expect(typing).to_have_value("73")
    await expect(row(page, "Set 4")).to_have_class(re.compile("now"))
    in_hand, under = await row(page, "Set 4").bounding_box(), await set_editor(page).bounding_box()
    assert in_hand and under
    assert in_hand["y"] >= 0
    assert in_hand["y"] + in_hand["height"] <= under["y"]
    sizes = [await each.bounding_box() for each in await set_editor(page).get_by_role("button").all()]
    assert [size for size in sizes if size and (size["width"] < 47.9 or size["height"] < 47.9)] == []
    await press_all(page, ["Reps", "8", "RPE"])
    await log(page, "Log set 4")
    await page.keyboard.press("Escape")
    await row(page, "Set 2").get_by_role("button", name="Set 2, load 61,25, edit").click()
    await expect(typing).to_be_focused()
    await page.keyboard.type("60.5")
    await page.keyboard.press("Escape")
    await log(page, "Log set 2")

    sets = [(BENCH, 1, "61.25", 6), (BENCH, 2, "60.5", 5), (BENCH, 4, "73", 8)]
    await eventually(lambda: sets_told(watch, "set_index", "load", "reps"), sets)


async def test_a_rest_is_counted_from_its_end_and_makes_itself_felt_when_it_is_over(
    ann_phone: Page, watch: Device
) -> None:
    await write_plan(watch, exercises=[BENCH])
    await feel(ann_phone)
    await ann_phone.clock.install(time=datetime.now(UTC))
    await ann_phone.reload()
    await start_day(ann_phone)
    assert (await felt(ann_phone))["locks"] == 1

    await tick(ann_phone, 1, BENCH)
    await ann_phone.clock.pause_at(await ann_phone.evaluate("Date.now() / 1000 + 1"))
    await ann_phone.clock.run_for(300)
    left = await clock(ann_phone)
    assert 115 <= left <= 120
    await set_editor(ann_phone).get_by_role("button", name="15 seconds more").click()
    assert await clock(ann_phone) == left + 15
    await set_editor(ann_phone).get_by_role("button", name="15 seconds less").click()
    assert await clock(ann_phone) == left

    # A page that was put to sleep hears of no seconds: what counts is when it ends.
    await ann_phone.clock.fast_forward(60_000)
    assert await clock(ann_phone) == left - 60
    await ann_phone.clock.resume()
    await ann_phone.reload()
    await expect(strip(ann_phone)).to_be_visible()
    assert left - 75 <= await clock(ann_phone) <= left - 60
    assert (await felt(ann_phone))["vibrations"] == []
    # A browser sounds nothing before it is touched.
    await set_editor(ann_phone).get_by_role("button", name="Rest, change it").click()
    sheet = ann_phone.get_by_role("dialog")
    await expect(sheet).to_contain_text("A locked phone may stay silent at its end, an iPhone above all")
    await sheet.get_by_role("button", name="Rest 1:00").click()
    await ann_phone.clock.run_for(61_000)
    await expect(set_editor(ann_phone).get_by_role("button", name="Rest is over, change it")).to_be_visible()
    await expect(ann_phone.get_by_role("status").filter(has_text="Rest is over")).to_have_count(1)
    noted = await felt(ann_phone)
    assert (noted["vibrations"], noted["tones"]) == ([[200, 100, 200]], 1)
    await tick(ann_phone, 2, BENCH)
    await set_editor(ann_phone).get_by_role("button", name="Skip").click()
    await expect(strip(ann_phone)).to_have_count(0)


async def clock(page: Page) -> int:
    """Seconds of rest that are left."""
    minutes, seconds = (await strip(page).inner_text()).split(":")
    return int(minutes) * 60 + int(seconds)


async def test_a_superset_goes_to_its_partner_without_rest_and_rests_once_as_long_as_its_longest(
    ann_phone: Page, watch: Device
) -> None:
    pair = {"superset_group": 1, "working_sets": 2}
    await write_plan(watch, also={BENCH: {**pair, "rest_time": 180}, ROW: {**pair, "rest_time": 60}})
    await ann_phone.reload()
    await start_day(ann_phone)
    for exercise, letter in ((BENCH, "A1"), (ROW, "A2")):
        await expect(ann_phone.get_by_role("region", name=exercise).get_by_text(letter, exact=True)).to_be_visible()

    await log(ann_phone, "Log A1, set 1")
    await expect(set_editor(ann_phone).get_by_text("No rest: A1 done, now A2").first).to_be_visible()
    await expect(strip(ann_phone)).to_have_count(0)
    after = set_editor(ann_phone).get_by_role("button", name="Log A2, set 1")
    await expect(after).to_contain_text("then rest 3:00")
    await after.click()
    await expect(strip(ann_phone)).to_be_visible()
    assert 170 <= await clock(ann_phone) <= 180
    await log(ann_phone, "Log A1, set 2")
    await expect(strip(ann_phone)).to_have_count(0)
    await log(ann_phone, "Log A2, set 2")

    await expect(set_editor(ann_phone).get_by_role("button", name="Finish the workout").first).to_be_visible()
    await expect(strip(ann_phone)).to_have_count(0)
    sets = [(BENCH, 1), (BENCH, 2), (ROW, 1), (ROW, 2)]
    await eventually(lambda: sets_told(watch, "set_index"), sets)


async def test_a_whole_workout_is_done_by_the_keyboard_alone(new_device: NewDevice, ann: Person, watch: Device) -> None:
    await write_plan(watch, sets=1)
    page = await new_device(ann, viewport={"width": 1280, "height": 800}, has_touch=False)
    await key(page, page.get_by_role("button", name="Start Push", exact=True))
    await expect(headline(page, "Push")).to_be_visible()

    await key(page, row(page, "Set 1", BENCH).get_by_role("button", name="Set 1, load –, edit"))
    await expect(set_editor(page).get_by_role("textbox", name="Load")).to_be_focused()
    await page.keyboard.type("60")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(set_editor(page).get_by_role("textbox", name="Reps")).to_be_focused()
    await page.keyboard.type("5")
    await page.keyboard.press("Enter")
    await key(page, set_editor(page).get_by_role("button", name="RPE 8.5"), "Space")
    await key(page, set_editor(page).get_by_role("button", name="Log set 1"))
    await expect(set_editor(page).get_by_role("timer")).to_be_visible()
    await key(page, set_editor(page).get_by_role("button", name="Skip"))
    await key(page, page.get_by_role("button", name=f"{ROW}: replace, move, skip"))
    await expect(page.get_by_role("dialog").get_by_role("button", name="Replace")).to_be_focused()
    await page.keyboard.press("End")
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("dialog").get_by_role("button", name="Add an exercise after it")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name=f"{ROW}: replace, move, skip")).to_be_focused()
    await key(page, set_list(page, ROW).get_by_role("button", name="Set 1: mark done"), "Space")
    await expect(done(page, ROW)).to_have_count(1)
    await key(page, set_editor(page).get_by_role("button", name="Finish the workout").first)
    await tab_to(page, page.get_by_role("dialog").get_by_label("Notes"))
    await page.keyboard.type("All keys.")
    await key(page, page.get_by_role("dialog").get_by_role("button", name="Finish", exact=True))

    await expect(page.get_by_text("Workout finished.")).to_be_visible()
    sets = [(BENCH, "62.5", 5, "8.5"), (ROW, None, 5, None)]
    await eventually(lambda: sets_told(watch, "load", "reps", "rpe"), sets)
