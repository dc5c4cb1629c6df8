"""Every screen of the client as it is with something on it, and the way there. A walk stops at each of them.

    async for name in through_training(page):
        await page.screenshot(path=f"{name}.png")

At a stop the page is still: nothing is being read, nothing moves. What is done there must leave it as it was.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from playwright.async_api import Locator, Page, expect

from tests.browser.lifting import badge, headline, show_last_workouts, start_day

#: Names of screens, in the order in which one comes by.
Stops = AsyncIterator[str]

ROOT: Final = Path(__file__).parents[2]
STRONG: Final = ROOT / "docs" / "examples" / "strong.csv"
_ROUTE: Final = re.compile(r"^ +screen\(\s*/(\^.*?\$)/,", re.MULTILINE)
#: The one day of the demo's plan that has everything: warm-ups, a superset, drop sets, substitutes, notes.
DAY: Final = "Upper A"
#: Three to warm up; the first that counts is in hand then.
SETS_DONE: Final = 3

_STILL = """() => {
  const isRead = (each) => each.textContent.trim() !== 'Loading'
  return (
    [...document.querySelectorAll('[role="status"], h1')].every(isRead) &&
    Boolean(document.querySelector('h1')?.textContent.trim()) &&
    !document.querySelector('[aria-busy="true"]') &&
    document.getAnimations().every(({ playState }) => playState !== 'running')
  )
}"""


def routes() -> list[re.Pattern[str]]:
    """The patterns of routes.ts."""
    text = (ROOT / "web" / "src" / "routes.ts").read_text("utf-8")
    found = [each.replace("(?<", "(?P<").replace(r"\/", "/") for each in _ROUTE.findall(text)]
    assert len(found) == text.count("() => import("), "a route that is written in another way than the others"
    return [re.compile(each) for each in found]


def last_day_before(today: date) -> date:
    """Until when the demo athlete trains, for `DAY` to be the next one: a Sunday."""
    return today - timedelta(days=today.isoweekday())


async def until_still(page: Page) -> None:
    await page.wait_for_function(_STILL)


async def open_at(page: Page, path: str, title: str) -> None:
    await page.goto(path)
    await expect(headline(page, title)).to_be_visible()
    await until_still(page)


async def open_sheet(page: Page, button: Locator) -> Locator:
    await button.click()
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_be_visible()
    await until_still(page)
    return sheet


async def close_sheet(page: Page) -> None:
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


# ----------------------------------------------------------------------------------------------------- not signed in


async def through_the_doors(page: Page) -> Stops:
    await open_at(page, "/sign-in", "Sign in")
    yield "sign-in"
    await page.get_by_label("Email").fill("nobody@example.org")
    await page.get_by_label("Password").fill("correct horse battery stapler")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_contain_text("password is wrong")
    yield "sign-in-refused"
    await open_at(page, "/sign-up", "Make an account")
    yield "sign-up"
    await page.get_by_label("Email").fill("nobody@example.org")
    await page.get_by_label("Password").fill("short")
    await page.get_by_role("button", name="Make the account").click()
    await until_still(page)
    yield "sign-up-refused"


# ---------------------------------------------------------------------------------------------------- a new account


async def through_empty_screens(page: Page) -> Stops:
    """Of someone who has just made an account."""
    for path, title, words in (
        ("/", "Today", "Log your first workout"),
        ("/plans", "Plans", "There is no plan yet."),
        ("/history", "History", "No workouts yet."),
        ("/progress", "Progress", "No sets yet."),
        ("/imports", "Import", "Choose a file"),
        ("/changes", "Changes", "Nothing has happened yet."),
        ("/sync", "Sync", "All synced."),
        ("/nowhere", "Nothing here", "There is no such page."),
        ("/plans/nowhere", "Plan", "There is no such plan"),
        ("/workouts/nowhere", "No such workout", "This workout is not on this device."),
        ("/exercises/nowhere", "No such exercise", "There is no such exercise"),
    ):
        await open_at(page, path, title)
        await expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()
        yield f"nothing at {path}"
    await open_at(page, "/", "Today")
    await page.get_by_role("button", name="Start a workout").click()
    await expect(page.get_by_text("No exercises yet.")).to_be_visible()
    await until_still(page)
    yield "workout-empty"
    await open_sheet(page, page.get_by_role("main").get_by_role("button", name="Add an exercise"))
    await expect(page.get_by_role("dialog").get_by_role("button", name="Bench Press (Barbell)")).to_be_visible()
    yield "choose-exercise"


# ------------------------------------------------------------------------------------------ two years of training


async def through_training(page: Page) -> Stops:
    """Of the demo athlete, who has trained until `last_day_before`. A workout runs afterwards."""
    for part in (_today, _history, _plans, _exercises, _progress, _workout, _imports, _more):
        async for name in part(page):
            yield name


async def _today(page: Page) -> Stops:
    await open_at(page, "/", "Today")
    await expect(page.get_by_role("list", name=f"Exercises of {DAY}")).to_be_visible()
    await expect(page.get_by_text("sets per muscle group")).to_be_visible()
    yield "today"
    await open_sheet(page, page.get_by_role("button", name="Another day"))
    yield "another-day"
    await close_sheet(page)


async def _workout(page: Page) -> Stops:
    await open_at(page, "/", "Today")
    await start_day(page, DAY)
    main, set_editor = page.get_by_role("main"), page.get_by_role("region", name="Set in hand")
    for _ in range(SETS_DONE):
        done = main.get_by_role("button", name=": done, tap to take back")
        before = await done.count()
        await set_editor.get_by_role("button", name=re.compile("^Log ")).click()
        await expect(done).to_have_count(before + 1)
    await expect(badge(page, "All synced")).to_be_visible()
    await until_still(page)
    yield "workout"
    await main.get_by_role("button", name=re.compile("^Set 1, load .*, edit$")).first.click()
    await expect(page.get_by_role("group", name="Number pad")).to_be_visible()
    yield "number-pad"
    await set_editor.get_by_role("button", name="Close the number pad").click()
    await open_sheet(page, set_editor.get_by_role("button", name="Set: type, plates, note, delete"))
    yield "set"
    await close_sheet(page)
    await open_sheet(page, set_editor.get_by_role("button", name="All exercises"))
    yield "all-exercises"
    await close_sheet(page)
    await open_sheet(page, set_editor.get_by_role("button", name="Rest, change it"))
    yield "rest"
    await close_sheet(page)
    await open_sheet(page, main.get_by_role("button", name=": replace, move, skip").first)
    yield "exercise-menu"
    await page.get_by_role("dialog").get_by_role("button", name="Notes").click()
    await expect(page.get_by_role("heading", name=re.compile("^Notes"))).to_be_visible()
    await until_still(page)
    yield "notes"
    await close_sheet(page)
    await open_sheet(page, main.get_by_role("button", name="Finish the workout"))
    yield "finish"
    await close_sheet(page)
    await main.get_by_role("button", name="Lateral Raise (Dumbbell)").click()
    await expect(main.get_by_role("table", name="Sets of Biceps Curl (Dumbbell)")).to_be_visible()
    await until_still(page)
    yield "superset"
    await open_at(page, "/", "Today")
    await expect(page.get_by_role("link", name=f"Continue {DAY}")).to_be_visible()
    yield "today-running"


async def _history(page: Page) -> Stops:
    await open_at(page, "/history", "History")
    await show_last_workouts(page)
    workouts = page.get_by_role("list", name="Workouts").get_by_role("link")
    yield "history"
    await open_sheet(page, page.get_by_role("button", name="Log a past workout"))
    yield "log-past"
    await close_sheet(page)
    await workouts.first.click()
    await expect(page.get_by_role("button", name="Edit")).to_be_visible()
    await until_still(page)
    yield "past-workout"
    await page.get_by_role("button", name="Edit").click()
    await expect(page.get_by_role("button", name="Done", exact=True)).to_be_visible()
    await until_still(page)
    yield "past-workout-edit"


async def _plans(page: Page) -> Stops:
    await open_at(page, "/plans", "Plans")
    plan = page.get_by_role("link", name="Upper / Lower", exact=True)
    await expect(plan).to_be_visible()
    yield "plans"
    await open_sheet(page, page.get_by_role("button", name="New plan"))
    yield "new-plan"
    await close_sheet(page)
    await plan.click()
    await expect(headline(page, "Upper / Lower")).to_be_visible()
    await expect(page.get_by_role("heading", name=DAY)).to_be_visible()
    await until_still(page)
    yield "plan"
    await page.get_by_role("button", name="Bench Press (Barbell)", exact=True).click()
    await expect(page.get_by_label("Technique of the last set").first).to_be_visible()
    await until_still(page)
    yield "plan-exercise"


async def _exercises(page: Page) -> Stops:
    await open_at(page, "/exercises", "Exercises")
    exercises = page.get_by_role("list", name="Exercises")
    await expect(exercises.get_by_role("link").first).to_be_visible()
    yield "exercises"
    await page.get_by_label("Find").fill("Bench Press (Barbell)")
    await exercises.get_by_role("link", name="Bench Press (Barbell)").first.click()
    await expect(headline(page, "Bench Press (Barbell)")).to_be_visible()
    await until_still(page)
    yield "exercise"
    await open_at(page, "/exercises", "Exercises")
    await page.get_by_label("Find").fill("Bucket up the stairs")
    await page.get_by_role("button", name="Make an own exercise").click()
    await expect(page.get_by_label("Other names")).to_be_visible()
    await expect(badge(page, "All synced")).to_be_visible()
    await until_still(page)
    yield "exercise-edit"


async def _progress(page: Page) -> Stops:
    await open_at(page, "/progress", "Progress")
    exercises = page.get_by_role("list", name="Exercises that were done")
    await expect(exercises.get_by_role("link").first).to_be_visible()
    await page.get_by_role("group", name="Week").get_by_text("Last week").click()
    await until_still(page)
    yield "progress"
    await page.get_by_label("Find").fill("Bench Press (Barbell)")
    await exercises.get_by_role("link", name="Bench Press (Barbell)").click()
    await expect(page.get_by_text("Estimated 1RM of each workout").first).to_be_attached()
    await until_still(page)
    yield "progress-one"


async def _imports(page: Page) -> Stops:
    await open_at(page, "/imports", "Import")
    yield "imports-none"
    await page.locator("input[type=file]").set_input_files(STRONG)
    await expect(page.get_by_role("group", name="The loads are in")).to_be_visible()
    await until_still(page)
    yield "import-asked"
    await page.get_by_role("group", name="The loads are in").get_by_text("Kilograms").click()
    await page.get_by_role("button", name="Go on").click()
    confirm = page.get_by_role("button", name=re.compile(r"^Bring in \d+ sets$"))
    await expect(confirm).to_be_enabled()
    await until_still(page)
    yield "import-preview"
    await confirm.click()
    await expect(headline(page, STRONG.name)).to_be_visible()
    await until_still(page)
    yield "import"
    await open_at(page, "/imports", "Import")
    await expect(page.get_by_role("list", name="Brought in before")).to_be_visible()
    yield "imports"


async def _more(page: Page) -> Stops:
    for path, title, words in (
        ("/changes", "Changes", "Undo"),
        ("/more", "More", "Signed in as"),
        ("/settings", "Settings", "Sign out"),
        ("/sync", "Sync", "On this device"),
    ):
        await open_at(page, path, title)
        await expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()
        yield title.lower()
