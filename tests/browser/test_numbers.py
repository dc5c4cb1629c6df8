"""Numbers as people type them into the page, in the signs and digits of their language."""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.lifting import continue_workout, eventually, headline
from tests.browser.logging_screen import log, row, rows_told, set_editor, sets_told
from tests.browser.training import BENCH, Workout
from tests.factories import Person
from tests.sync.client import Device


async def field(page: Page, label: str, text: str) -> Locator:
    """A field that was typed into and left."""
    into = page.get_by_label(label).first
    await into.fill(text)
    await into.blur()
    return into


async def edit(page: Page, workout: Workout) -> None:
    await page.goto(f"/workouts/{workout.id}")
    await expect(headline(page, "Last time")).to_be_visible()
    await page.get_by_role("button", name="Edit").click()


async def test_a_thousand_is_a_thousand_in_every_field_or_both_readings_are_said(
    new_device: NewDevice, ann: Person, watch: Device
) -> None:
    before, running = Workout(watch, name="Last time", hours_ago=30), Workout(watch, name="Bench day")
    for each in (before, running):
        each.log(5)
    before.finish()
    assert await watch.sync() == []
    american = await new_device(ann, locale="en-US")

    await edit(american, before)
    await expect(await field(american, "Load (kg)", "1,000")).to_have_value("1000")
    await expect(await field(american, "Body weight (kg)", "82,4")).to_have_value("82.4")
    await eventually(lambda: sets_told(watch, "load"), [(BENCH, "1000"), (BENCH, "60")])
    await american.goto("/")
    await continue_workout(american, "Bench day")
    await row(american, "Set 1").get_by_role("button", name=re.compile("^Set 1, load .*, edit")).click()
    typing = set_editor(american).get_by_role("textbox", name="Load")
    await expect(typing).to_be_focused()
    await american.keyboard.type("1,050")
    await expect(typing).to_have_value("1,050")
    await log(american, "Save set 1")

    await eventually(lambda: sets_told(watch, "load"), [(BENCH, "1000"), (BENCH, "1050")])
    await eventually(lambda: rows_told(watch, "workout", "body_weight"), [("82.4",), (None,)])
    french = await new_device(ann, locale="fr-FR")
    await edit(french, before)
    await field(french, "Load (kg)", "1.000")
    await expect(french.get_by_text("1.000 could be 1000 or 1,0: type one of them.")).to_be_visible()
    await expect(await field(french, "Load (kg)", "٦٢٫٥")).to_have_value("62,5")
    await eventually(lambda: sets_told(watch, "load"), [(BENCH, "62.5"), (BENCH, "1050")])


async def test_a_run_of_the_past_is_put_into_miles_and_its_effort_stays_in_the_scale_it_was_said_in(
    new_device: NewDevice, ann: Person, watch: Device
) -> None:
    run = Workout(watch, name="Last time", hours_ago=30, exercise="Running")
    run.log(None, None, distance="5", distance_unit="km", duration_seconds="1500", rir="2")
    run.finish()
    assert await watch.sync() == []
    page = await new_device(ann)

    await edit(page, run)
    await page.get_by_label("Unit").select_option("mi")
    await field(page, "Distance (mi)", "3,1")
    await field(page, "RIR", "1,5")

    told = [("Running", "3.1", "mi", None, "1.5")]
    await eventually(lambda: sets_told(watch, "distance", "distance_unit", "rpe", "rir"), told)
    kind = page.get_by_label("Kind")
    assert await kind.evaluate("(node) => node.clientWidth > 130"), "“Warm-up” is cut"
