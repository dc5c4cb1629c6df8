"""A workout that runs: beside another device, on every screen of the tracker, and without a plan."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
from playwright.async_api import Page, expect

from mygymtracker.database.columns import new_id
from tests.browser.lifting import (
    done,
    eventually,
    headline,
    log_set,
    set_list,
    start_day,
    tick,
    wait_until_synced,
)
from tests.browser.logging_screen import (
    feel,
    felt,
    figures,
    log,
    message,
    pick,
    row,
    rows_told,
    set_editor,
    sets_told,
    strip,
)
from tests.browser.looking import axe_finds, stands_out
from tests.browser.network import Network
from tests.browser.training import BENCH, ROW, write_plan
from tests.sync.client import Device


async def test_a_set_logged_elsewhere_takes_a_planned_place_and_the_plan_may_change_meanwhile(
    ann_phone: Page, watch: Device, network: Network, ann_http: httpx.AsyncClient
) -> None:
    warm = {"set_type": "warmup", "target_reps": 8, "load": "40", "load_unit": "kg"}
    warmups = [{**warm, "set_number": number} for number in (1, 2)]
    await write_plan(watch, exercises=[BENCH], also={BENCH: {"warmup_sets": 2, "set_targets": warmups}})
    await ann_phone.reload()
    await start_day(ann_phone)
    await wait_until_synced(ann_phone)
    workout = (await ann_http.get(f"/api/v1{ann_phone.url.removeprefix(await origin(ann_phone))}")).json()
    entry = workout["exercises"][0]["id"]
    asked = workout["exercises"][0]["target"]
    # The phone alone has no network.
    network.gate.shut()
    await ann_phone.context.set_offline(True)

    for number in (1, 2):
        await row(ann_phone, f"Warm-up {number}", BENCH).get_by_role("button", name="mark done").click()
    await expect(done(ann_phone, BENCH)).to_have_count(2)
    set_done = {"workout_exercise_id": entry, "reps": 5, "load": "100", "load_unit": "kg"}
    assert (await ann_http.put(f"/api/v1/sets/{new_id()}", json=set_done)).is_success
    planned = next(row_id for kind, row_id in watch.shown() if kind == "plan_exercise")
    watch.patch("plan_exercise", planned, {"working_sets": 1, "target_reps": 3})
    await watch.sync()
    network.gate.open()
    await ann_phone.context.set_offline(False)

    await expect(done(ann_phone, BENCH)).to_have_count(3)
    assert [cells[0] for cells in await figures(ann_phone, BENCH)] == ["W", "1", "W", "2", "3"]
    await wait_until_synced(ann_phone)
    [target] = await rows_told(watch, "workout_exercise", "target")
    assert target == (asked,)


async def origin(page: Page) -> str:
    found: str = await page.evaluate("location.origin")
    return found


async def test_a_rest_goes_on_and_rings_on_every_screen_and_a_bar_leads_back(ann_phone: Page, watch: Device) -> None:
    await write_plan(watch, exercises=[BENCH])
    await feel(ann_phone)
    await ann_phone.clock.install(time=datetime.now(UTC))
    await ann_phone.reload()
    await start_day(ann_phone)
    bar = ann_phone.get_by_role("link", name="Back to Push")
    await expect(bar).to_have_count(0)
    await tick(ann_phone, 1, BENCH)

    await ann_phone.get_by_role("link", name="Progress", exact=True).click()
    await expect(bar).to_contain_text("Rest 1:")
    assert (await ann_phone.title()).startswith("Rest 1:")
    assert await stands_out(ann_phone) == []
    assert await axe_finds(ann_phone) == []
    await expect(ann_phone.get_by_role("link", name="More", exact=True)).to_be_in_viewport()
    await ann_phone.clock.run_for(121_000)
    await expect(bar).to_contain_text("Rest is over")
    assert await ann_phone.title() == "Rest is over · Progress · MyGymTracker"
    noted = await felt(ann_phone)
    assert (noted["vibrations"], noted["tones"]) == ([[200, 100, 200]], 1)
    await ann_phone.reload()
    await expect(bar).to_contain_text("Rest is over")
    await bar.click()
    await expect(headline(ann_phone, "Push")).to_be_visible()

    # A touch too many on the mark ends no rest, and can be taken back.
    await tick(ann_phone, 2, BENCH)
    await row(ann_phone, "Set 2", BENCH).get_by_role("button", name="done, tap").click()
    await expect(done(ann_phone, BENCH)).to_have_count(1)
    await expect(strip(ann_phone)).to_be_visible()
    await message(ann_phone, f"Set 2 of {BENCH} taken back.", "Undo")
    await expect(done(ann_phone, BENCH)).to_have_count(2)
    await ann_phone.clock.run_for(40_000)
    await tick(ann_phone, 3, BENCH)
    await eventually(lambda: has_rested(watch), [True, True, False])


async def has_rested(watch: Device) -> list[bool]:
    """Of each set whether a rest was recorded that is as long as it was here."""
    return [rest is not None and 40 <= rest <= 400 for _, rest in await sets_told(watch, "rest_seconds")]


async def test_exercises_added_up_front_have_three_sets_and_are_left_when_one_is_done_with_them(
    ann_phone: Page,
) -> None:
    await ann_phone.get_by_role("button", name="Start a workout").click()
    for exercise in (BENCH, ROW):
        await ann_phone.get_by_role("main").get_by_role("button", name="Add an exercise").first.click()
        await pick(ann_phone, exercise)
    await ann_phone.get_by_role("main").get_by_role("button", name=BENCH).first.click()
    await expect(set_list(ann_phone, BENCH)).to_be_visible()
    labels: Any = [cells[0] for cells in await figures(ann_phone, BENCH)]
    assert labels == ["1", "2", "3"]

    await log_set(ann_phone, 1, load="60", reps=8, exercise=BENCH)
    await log(ann_phone, "Log set 2")
    await log(ann_phone, "Log set 3")
    await expect(done(ann_phone, BENCH)).to_have_count(3)
    await set_editor(ann_phone).get_by_role("button", name="Rest, change it").click()
    sheet = ann_phone.get_by_role("dialog")
    await expect(sheet.get_by_role("button", name="as usual")).to_have_count(1)
    await expect(sheet.get_by_role("button", name="as planned")).to_have_count(0)
    await ann_phone.keyboard.press("Escape")
    await set_editor(ann_phone).get_by_role("button", name=f"One more set of {BENCH}").click()
    await log(ann_phone, "Log set 4")
    await expect(done(ann_phone, BENCH)).to_have_count(4)
    await log(ann_phone, "Next exercise")

    await expect(set_list(ann_phone, ROW)).to_be_visible()
    await expect(set_editor(ann_phone).get_by_role("button", name="Log set 1")).to_be_visible()
