"""What stands on the first screen while a workout runs."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.conftest import NewDevice
from tests.browser.lifting import continue_workout, headline, set_list
from tests.browser.training import BENCH, Workout, exercise_named
from tests.factories import Person
from tests.sync.client import Device

REACH = "(node) => node.contains(document.elementFromPoint(innerWidth / 2, node.getBoundingClientRect().top + 8))"


async def test_a_running_workout_is_gone_on_with_at_once_and_counts_and_opens_its_exercises_as_it_does_itself(
    new_device: NewDevice, ann: Person, watch: Device
) -> None:
    before, running = Workout(watch, name="Last time", hours_ago=30), Workout(watch, name="Bench day")
    for _ in range(5):
        before.log(8)
    before.finish()
    running.log(8)
    names = sorted(fields["name"] for (kind, _), fields in watch.shown().items() if kind == "exercise")
    others = [name for name in names if name != BENCH][:11]
    for place, name in enumerate(others, start=2):
        of = {"workout_id": running.id, "exercise_id": exercise_named(watch, name), "display_order": place}
        watch.create("workout_exercise", watch.new_id(), of)
    assert await watch.sync() == []

    page = await new_device(ann)

    goes_on = page.get_by_role("link", name="Continue Bench day")
    await expect(goes_on).to_be_visible()
    assert await goes_on.evaluate(REACH)
    lines = page.get_by_role("list", name="Exercises of Bench day")
    bench = lines.get_by_role("listitem").filter(has=page.get_by_role("link", name=BENCH, exact=True))
    await expect(bench).to_contain_text("1 of 5 sets")
    await lines.get_by_role("link", name=others[-1], exact=True).click()
    await expect(headline(page, "Bench day")).to_be_visible()
    await expect(set_list(page, others[-1])).to_be_visible()
    line = page.get_by_role("main").get_by_role("button", name=re.compile(f"^{re.escape(BENCH)}"))
    await expect(line).to_contain_text("1 of 5 sets")
    assert page.url.endswith(f"/workouts/{running.id}")
    await page.go_back()
    await continue_workout(page, "Bench day")
