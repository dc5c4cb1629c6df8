"""How workouts end: with a summary, forgotten, or written down the day after."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, expect

from tests.browser.lifting import eventually, headline, log_set, show_last_workouts, start_day, tick
from tests.browser.logging_screen import all_exercises, log, pick, rows_told, sets_told
from tests.browser.training import BENCH, ROW, Workout, write_plan
from tests.factories import Person
from tests.sync.client import Device


async def test_what_a_workout_came_to_is_told_before_it_ends_and_what_is_left_is_asked_for_once(
    ann_phone: Page, ann: Person, watch: Device
) -> None:
    last = Workout(watch, hours_ago=72)
    last.log(5, "60")
    last.finish()
    await write_plan(watch, sets=2)
    await ann_phone.reload()
    await start_day(ann_phone)
    sheet = await all_exercises(ann_phone)
    await sheet.get_by_label("Name of the workout").fill("Push, heavy")
    await ann_phone.keyboard.press("Tab")
    await ann_phone.keyboard.press("Escape")
    await expect(headline(ann_phone, "Push, heavy")).to_be_visible()
    await log_set(ann_phone, 1, load="62.5", reps=5, exercise=BENCH)

    await ann_phone.get_by_role("main").get_by_role("button", name="Finish the workout").click()
    sheet = ann_phone.get_by_role("dialog")
    await expect(sheet.get_by_text("3 sets are not done.")).to_be_visible()
    await expect(sheet).to_contain_text(f"{BENCH}: 1 set · {ROW}: 2 sets. They are left out.")
    await expect(sheet).to_contain_text(f"{BENCH}, heaviest set: 62.5 × 5")
    await expect(sheet).to_contain_text(f"{BENCH}, best estimated maximum: 7")
    await expect(sheet).to_contain_text(f"{BENCH}: 1 of 2 sets")
    await expect(sheet).to_contain_text(f"{ROW}: not done")
    for words in ("Duration", "Working sets", "Volume"):
        await expect(sheet.get_by_text(words, exact=True).first).to_be_visible()
    await expect(sheet).to_contain_text(re.compile(r"312\.5\s*kg"))
    await sheet.get_by_role("button", name="Go on").click()
    await log(ann_phone, "Log set 2")
    await log_set(ann_phone, 1, load="50", reps=8, exercise=ROW)
    await log(ann_phone, "Log set 2")
    await log(ann_phone, "Finish the workout")
    sheet = ann_phone.get_by_role("dialog")
    await expect(sheet.get_by_role("heading", name="Finish Push, heavy?")).to_be_visible()
    await expect(sheet.get_by_text("not done")).to_have_count(0)
    await sheet.get_by_label("Body weight").fill("81.4")
    await sheet.get_by_label("Notes").fill("Slept badly.")
    await sheet.get_by_role("button", name="Finish", exact=True).click()

    await expect(ann_phone.get_by_text("Workout finished.")).to_be_visible()
    await expect(ann_phone.get_by_text(f"Record: {BENCH}, heaviest set")).to_be_visible()
    await expect(ann_phone.get_by_text("81.4 kg")).to_be_visible()
    said = ("Push, heavy", "completed", "Slept badly.", "81.4", "kg")
    asked = ("name", "status", "notes", "body_weight", "body_weight_unit")
    before = ("Bench day", "completed", "", None, None)
    await eventually(lambda: rows_told(watch, "workout", *asked), [before, said])


async def test_a_forgotten_workout_is_asked_for_and_ends_at_its_last_set(ann_phone: Page, watch: Device) -> None:
    await write_plan(watch, exercises=[BENCH])
    await ann_phone.clock.install(time=datetime.now(UTC) - timedelta(hours=4))
    await ann_phone.reload()
    await start_day(ann_phone)
    await tick(ann_phone, 1, BENCH)
    await expect(ann_phone.get_by_text("Still going?")).to_have_count(0)

    await ann_phone.clock.fast_forward("02:30:00")
    await expect(ann_phone.get_by_text("Still going? Last set 2 h ago.")).to_be_visible()
    await ann_phone.get_by_role("button", name="Carry on").click()
    await expect(ann_phone.get_by_text("Still going?")).to_have_count(0)
    await ann_phone.clock.fast_forward("02:30:00")
    await ann_phone.get_by_role("button", name="Finish at the last set").click()

    await expect(ann_phone.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    [(at,)] = await rows_told_once(watch, "set", "performed_at")
    await eventually(lambda: rows_told(watch, "workout", "status", "completed_at"), [("completed", at)])


async def rows_told_once(watch: Device, kind: str, *fields: str) -> list[tuple[str, ...]]:
    """As `rows_told`, when there is one."""

    async def count() -> int:
        return len(await rows_told(watch, kind, *fields))

    await eventually(count, 1)
    return await rows_told(watch, kind, *fields)


async def test_a_past_workout_is_written_down_afterwards_and_is_no_record_against_what_came_later(
    ann_phone: Page, ann: Person, watch: Device
) -> None:
    watch.patch("profile", str(ann.id), {"unit": "lb"})
    later = Workout(watch, hours_ago=24)
    later.log(5, "100")
    later.finish()
    assert await watch.sync() == []
    await ann_phone.goto("/history")
    await show_last_workouts(ann_phone)
    await expect(ann_phone.get_by_role("list", name="Workouts").get_by_role("link", name="Bench day")).to_be_visible()
    await ann_phone.get_by_role("button", name="Log a past workout").click()
    sheet = ann_phone.get_by_role("dialog")
    day = (datetime.now(UTC) - timedelta(days=9)).date()
    await sheet.get_by_label("Name").fill("From the notebook")
    await sheet.get_by_label("Day").fill(day.isoformat())
    await sheet.get_by_label("Began at").fill("07:30")
    await sheet.get_by_role("button", name="Go on to its sets").click()

    await ann_phone.get_by_role("button", name="Add an exercise").click()
    await pick(ann_phone, BENCH)
    await ann_phone.get_by_role("button", name="Add set").click()
    first = ann_phone.get_by_role("listitem", name="set 1")
    await first.get_by_label("Load (lb)").fill("185.5")
    await first.get_by_label("Reps").fill("5")
    await ann_phone.get_by_role("button", name="Add set").click()
    await expect(ann_phone.get_by_role("listitem", name="set 2").get_by_label("Load (lb)")).to_have_value("185.5")
    await ann_phone.get_by_label("Body weight").fill("180")
    await ann_phone.get_by_role("button", name="Done", exact=True).click()

    await expect(ann_phone.get_by_text("180 lb")).to_be_visible()
    await expect(ann_phone.get_by_text("Record:")).to_have_count(0)
    sets = [(BENCH, "185.5", "lb", 5), (BENCH, "185.5", "lb", 5), (BENCH, "100", "kg", 5)]
    await eventually(lambda: sets_told(watch, "load", "load_unit", "reps"), sets)
    told = await rows_told(watch, "workout", "name", "performed_on", "status")
    assert ("From the notebook", day.isoformat(), "completed") in told
