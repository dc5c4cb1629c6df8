"""What a device does to the one who trains with it: clocks, room, old programs, new ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, expect

from tests.browser.conftest import HOME_NAME
from tests.browser.gate import Gate
from tests.browser.inside import upgrade
from tests.browser.lifting import (
    badge,
    done,
    eventually,
    headline,
    log_set,
    reps_at_the_server,
    ring,
    sign_up,
    start_day,
    tick,
    type_set,
    wait_for_worker,
    wait_until_synced,
)
from tests.browser.logging_screen import pick
from tests.browser.training import BENCH, write_plan
from tests.mortal import MortalServer
from tests.sync.client import Device


async def test_a_clock_that_is_wrong_is_told_where_a_lifter_looks_and_changes_no_order(
    ann_phone: Page, watch: Device
) -> None:
    await write_plan(watch)
    await ann_phone.clock.install(time=datetime.now(UTC) + timedelta(minutes=42))
    await ann_phone.reload()
    await start_day(ann_phone)

    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    await log_set(ann_phone, 2, load="60", reps=6, exercise=BENCH)

    await eventually(lambda: reps_at_the_server(watch), [5, 6])
    await ann_phone.goto("/sync")
    await expect(ann_phone.get_by_text("This device’s clock is 42 minutes ahead.")).to_have_count(1)
    await ann_phone.goto("/")
    await expect(ann_phone.get_by_text("This device’s clock is 42 minutes ahead.")).to_be_visible()


async def test_a_set_that_the_device_has_no_room_for_is_shown_as_unsaved_holds_the_page_and_can_be_tried_again(
    ann_phone: Page, watch: Device
) -> None:
    await ann_phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await write_plan(watch)
    await ann_phone.reload()
    await start_day(ann_phone)
    await wait_until_synced(ann_phone)
    await type_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    await ann_phone.evaluate(NO_ROOM)

    await ann_phone.get_by_role("button", name="Log set 1").click()

    await expect(ring(ann_phone, 1, BENCH)).to_have_accessible_name("Set 1: not saved, tap to try again")
    await expect(ann_phone.get_by_text("Not saved: This device has no room left for it.")).to_be_visible()
    await ann_phone.get_by_role("button", name="Copy as text").click()
    copied = await ann_phone.evaluate("navigator.clipboard.readText()")
    assert (BENCH in copied, "60" in copied, "5" in copied) == (True, True, True)
    async with ann_phone.expect_event("dialog") as leaving:
        await ann_phone.close(run_before_unload=True)
    question = await leaving.value
    assert question.type == "beforeunload"
    await question.dismiss()
    await ann_phone.evaluate("() => { IDBObjectStore.prototype.add = window.addBefore }")
    await ann_phone.get_by_role("button", name="Try again", exact=True).click()
    await expect(done(ann_phone, BENCH)).to_have_count(1)
    await eventually(lambda: reps_at_the_server(watch), [5])


#: What a browser does whose disk is full.
NO_ROOM = """() => {
  window.addBefore = IDBObjectStore.prototype.add
  IDBObjectStore.prototype.add = function () {
    throw new DOMException('The disk is full.', 'QuotaExceededError')
  }
}"""


async def test_a_program_that_the_server_understands_no_more_keeps_what_was_logged_and_says_so(
    ann_phone: Page, watch: Device, gate: Gate
) -> None:
    await write_plan(watch)
    await ann_phone.reload()
    await start_day(ann_phone)
    await wait_until_synced(ann_phone)
    gate.answer_instead(426, "Upgrade Required", "This server understands schema 2 and later.")

    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)

    await expect(badge(ann_phone, "Update needed")).to_be_visible()
    await tick(ann_phone, 2, BENCH)
    await ann_phone.goto("/sync")
    await expect(ann_phone.get_by_text("This program is too old for the server.")).to_be_visible()
    assert await reps_at_the_server(watch) == []
    gate.instead = None
    await ann_phone.get_by_role("button", name="Load the new one").click()
    await wait_until_synced(ann_phone)
    await eventually(lambda: reps_at_the_server(watch), [5, 5])


async def test_a_newer_program_waits_until_it_is_asked_to_take_over_and_the_workout_goes_on(
    ann_phone: Page, watch: Device
) -> None:
    await write_plan(watch)
    await wait_for_worker(ann_phone)
    await ann_phone.reload()
    await start_day(ann_phone)
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    before = await ann_phone.evaluate(WORKER)

    # The page's own registration is done by then: a browser takes one after the other.
    await ann_phone.evaluate("navigator.serviceWorker.getRegistration().then((each) => each.update()).then(() => null)")
    await ann_phone.evaluate("navigator.serviceWorker.register('/sw.js?newer')")

    ready = ann_phone.get_by_role("button", name="Use it now")
    await expect(ready).to_be_visible()
    assert await ann_phone.evaluate(WORKER) == before
    await tick(ann_phone, 2, BENCH)
    await ready.click()
    await ann_phone.wait_for_function(f"() => {WORKER} !== {before!r}")
    await expect(done(ann_phone, BENCH)).to_have_count(2)
    await eventually(lambda: reps_at_the_server(watch), [5, 5])


WORKER = "(navigator.serviceWorker.controller && navigator.serviceWorker.controller.scriptURL)"


async def test_a_tab_of_an_older_program_makes_way_for_a_newer_database_and_asks_to_be_loaded_again(
    ann_phone: Page,
) -> None:
    await expect(headline(ann_phone, "Today")).to_be_visible()
    await wait_until_synced(ann_phone)
    newer = await ann_phone.context.new_page()
    await newer.goto("/icon.svg")

    upgraded = await upgrade(newer)

    assert upgraded
    await expect(ann_phone.get_by_text("A newer version runs in another tab.")).to_be_visible()
    await expect(ann_phone.get_by_role("button", name="Load again")).to_be_visible()


async def test_over_plain_http_everything_works_with_the_server_and_what_is_missing_is_said(
    server_process: MortalServer, phone: Page, gate: Gate
) -> None:
    server_process.environment["ALLOWED_HOSTS"] = HOME_NAME
    server_process.kill()
    server_process.start()
    await phone.goto(f"http://{HOME_NAME}:{gate.port}/")
    assert not await phone.evaluate("isSecureContext")

    await expect(phone.get_by_text("This page came over plain http")).to_be_visible()
    await sign_up(phone)
    await phone.get_by_role("button", name="Start a workout").click()
    await phone.get_by_role("main").get_by_role("button", name="Add an exercise").click()
    await pick(phone, BENCH)
    await log_set(phone, 1, load="60", reps=5, exercise=BENCH)

    await wait_until_synced(phone)
    await phone.reload()
    await expect(done(phone, BENCH)).to_have_count(1)
