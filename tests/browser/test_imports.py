"""A file of another app in the browser: what it leaves open, the clock it is read by, and a wrong answer put right."""

from __future__ import annotations

import httpx
from playwright.async_api import FilePayload, Page, expect

from tests.browser.conftest import NewDevice
from tests.exchange import histories
from tests.exchange.histories import FIRST, History, Lift, Session
from tests.factories import Person


def strong_file(*lifts: Lift) -> FilePayload:
    data = histories.s1(History([Session(FIRST, lifts)]))
    return FilePayload(name="strong.csv", mimeType="text/csv", buffer=data)


async def choose(page: Page, group: str, answer: str) -> None:
    await page.get_by_role("group", name=group, exact=True).get_by_text(answer, exact=True).click()


async def test_a_file_is_read_by_the_clock_and_units_one_says_and_a_wrong_answer_is_put_right(
    new_device: NewDevice, ann: Person, ann_http: httpx.AsyncClient
) -> None:
    page = await new_device(ann, timezone_id="America/New_York")
    squats = [Lift("Squat (Barbell)", "1", load, "5") for load in ("124.73790175", "60")]
    file = strong_file(*squats, Lift("Deadlift (Barbell)", "1", "225", "5"))

    await page.goto("/imports")
    await page.locator("input[type=file]").set_input_files(file)
    await choose(page, "The loads are in", "Kilograms")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_label("Clock of the file")).to_have_value("UTC")
    await page.get_by_role("button", name="Bring in 3 sets").click()
    await expect(page.get_by_role("button", name="Undo this import")).to_be_visible()

    await page.goto("/imports")
    await page.locator("input[type=file]").set_input_files(file)
    await choose(page, "The loads are in", "Pounds")
    await page.get_by_role("button", name="Go on").click()
    await choose(page, "Squat (Barbell) is in", "Kilograms")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text("Last time the unit was kilograms, now it is pounds (1 workout).")).to_be_visible()
    await page.get_by_role("button", name="Use this device’s: America/New_York").click()
    await expect(page.get_by_label("Clock of the file")).to_have_value("America/New_York")
    await choose(page, "Workouts that read otherwise in the file", "Take what the file says")
    await expect(page.get_by_text("1 workout put right: 1 set changed.")).to_be_visible()
    await expect(page.get_by_role("definition").get_by_text("275 lb × 5")).to_be_visible()
    await page.get_by_role("button", name="Put 1 workout right").click()
    await expect(page.get_by_role("button", name="Undo this import")).to_be_visible()

    workouts = (await ann_http.get("/api/v1/workouts")).json()["items"]
    assert [each["started_at"] for each in workouts] == ["2026-02-02T23:04:11Z"]
