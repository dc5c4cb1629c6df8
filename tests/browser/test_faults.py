"""A network that loses answers, after the server has done what was asked."""

from __future__ import annotations

import random
import re
from collections import Counter

from playwright.async_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.gate import Gate
from tests.browser.lifting import start_day, wait_until_kept, wait_until_synced
from tests.browser.training import write_plan
from tests.factories import Person
from tests.sync.client import Device

EXERCISES, SETS = 25, 4
SHARE_LOST = 1 / 3


async def test_a_hundred_sets_arrive_once_each_though_a_third_of_the_answers_is_lost(
    ann_phone: Page, ann: Person, new_device: NewDevice, watch: Device, gate: Gate
) -> None:
    exercises = [row for (kind, _), row in watch.shown().items() if kind == "exercise"]
    names = sorted(row["name"] for row in exercises if row["measurement"] == "weight_reps")
    await write_plan(watch, exercises=names[:EXERCISES], sets=SETS)
    await ann_phone.reload()
    await start_day(ann_phone)
    chance = random.Random(20261123)  # noqa: S311 — the same in every run
    gate.is_lost = lambda: chance.random() < SHARE_LOST

    for _ in range(EXERCISES * SETS):
        await ann_phone.get_by_role("button", name=re.compile(r"^Log (. , )?set \d")).click()
    await expect(ann_phone.get_by_role("region", name="Set in hand").get_by_text("Finish the workout")).to_be_visible()
    await wait_until_kept(ann_phone)
    await ann_phone.goto("/sync")
    while await waiting(ann_phone):
        await ann_phone.get_by_role("button", name="Sync now").click()

    assert gate.lost > 0
    await watch.sync()
    logged = Counter(
        (row["workout_exercise_id"], row["set_index"]) for (kind, _), row in watch.shown().items() if kind == "set"
    )
    assert sorted(logged.values()) == [1] * (EXERCISES * SETS)
    tablet = await new_device(ann)
    await wait_until_synced(tablet)
    await expect(tablet.get_by_text(f"{EXERCISES * SETS} sets done")).to_be_visible()


async def waiting(page: Page) -> bool:
    return await page.get_by_text("All synced.").count() == 0
