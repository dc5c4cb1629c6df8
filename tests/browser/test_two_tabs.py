"""Two tabs of one browser: they share the database, and one of them at a time speaks to the server."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.gate import Gate
from tests.browser.inside import people_kept
from tests.browser.lifting import (
    done,
    eventually,
    headline,
    log_set,
    reps_at_the_server,
    start_day,
    tick,
    wait_until_synced,
)
from tests.browser.training import BENCH, write_plan
from tests.factories import Person
from tests.sync.client import Device

#: As a tab does that the phone froze in the middle of a sync.
HOLD_THE_LOCK = """(name) => new Promise((held) => {
  void navigator.locks.request(name, () => new Promise(() => held(null)))
})"""


async def test_what_is_logged_in_one_tab_is_seen_in_the_other_at_once_and_sent_once(
    ann_phone: Page, watch: Device, gate: Gate
) -> None:
    await write_plan(watch)
    await ann_phone.reload()
    await start_day(ann_phone)
    await wait_until_synced(ann_phone)
    other = await ann_phone.context.new_page()
    await other.goto(ann_phone.url)
    await expect(headline(other, "Push")).to_be_visible()
    gate.shut()

    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    await expect(done(other, BENCH)).to_have_count(1)
    await tick(other, 2, BENCH)
    await expect(done(ann_phone, BENCH)).to_have_count(2)
    gate.open()
    await wait_until_synced(ann_phone)

    await eventually(lambda: reps_at_the_server(watch), [5, 5])


async def test_a_tab_that_sleeps_while_it_syncs_does_not_keep_the_other_from_it(
    ann_phone: Page, ann: Person, watch: Device
) -> None:
    await write_plan(watch)
    await ann_phone.reload()
    await start_day(ann_phone)
    await wait_until_synced(ann_phone)
    other = await ann_phone.context.new_page()
    await other.goto("/theme.js")
    await other.evaluate(HOLD_THE_LOCK, f"mygymtracker-{ann.id}")

    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)

    await eventually(lambda: reps_at_the_server(watch), [5])


async def test_signing_out_in_one_tab_ends_the_other(ann_phone: Page) -> None:
    other = await ann_phone.context.new_page()
    await other.goto("/more")
    await expect(headline(other, "More")).to_be_visible()
    await ann_phone.goto("/settings")

    await ann_phone.get_by_role("button", name="Sign out", exact=True).click()
    await ann_phone.get_by_role("dialog").get_by_role("button", name="Sign out").click()

    await expect(headline(ann_phone, "Sign in")).to_be_visible()
    assert await people_kept(ann_phone) == []
    await expect(headline(other, "Sign in")).to_be_visible()
