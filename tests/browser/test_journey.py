"""From nothing to a workout in a cellar, and what is at the server afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.async_api import Page, expect
from sqlalchemy import select

from mygymtracker.database.entities import Exercise, ExerciseSet, SessionExercise, WorkoutSession
from mygymtracker.database.transaction import Database
from tests.browser.conftest import NewDevice
from tests.browser.lifting import (
    badge,
    continue_workout,
    done,
    finish,
    headline,
    log_set,
    set_list,
    sign_in,
    sign_up,
    start_day,
    tick,
    wait_for_worker,
    wait_until_synced,
)
from tests.browser.logging_screen import pick, set_editor, strip
from tests.browser.network import Network
from tests.browser.training import BENCH, ROW

#: Of the plan; no workout of the file is called so.
DAY = "Upper A"
STRONG = Path(__file__).parents[2] / "docs" / "examples" / "strong.csv"


async def test_a_history_is_brought_in_a_plan_is_written_and_a_day_of_it_is_trained_without_a_network(
    phone: Page, new_device: NewDevice, network: Network, database: Database
) -> None:
    await sign_up(phone)
    brought_in = await bring_history(phone)
    await write_plan(phone)
    await wait_until_synced(phone)
    await wait_for_worker(phone)

    await network.fail(phone)
    await phone.reload()
    await start_day(phone, DAY)
    path = phone.url
    await log_set(phone, 1, load="61.25", reps=6, exercise=BENCH)
    await tick(phone, 2, BENCH)
    phone = await close_and_open(phone)
    await continue_workout(phone, DAY)
    assert phone.url == path
    await expect(done(phone, BENCH)).to_have_count(2)
    await expect(badge(phone, "Offline, ")).to_be_visible()
    await phone.get_by_role("button", name="Log set 3").click()
    await log_set(phone, 1, load="50", reps=8, exercise=ROW)
    await tick(phone, 2, ROW)
    await finish(phone)
    await network.come_back(phone)
    await wait_until_synced(phone)

    # What was only ticked has the load of the set before it, and the repetitions of the last time.
    trained = [(BENCH, 1, "61.25", 6), (BENCH, 2, "61.25", 8), (BENCH, 3, "61.25", 8)]
    trained += [(ROW, 1, "50", 8), (ROW, 2, "50", 8)]
    assert await kept(phone, database) == (brought_in, trained)
    assert await told(phone) == (brought_in, trained)
    tablet = await new_device()
    await sign_in(tablet)
    await wait_until_synced(tablet)
    await tablet.goto(path)
    await expect(headline(tablet, DAY)).to_be_visible()
    for exercise, count in ((BENCH, 3), (ROW, 2)):
        sets = [f"{load} kg × {reps}" for name, _, load, reps in trained if name == exercise]
        assert len(sets) == count
        await expect(set_list(tablet, exercise).get_by_role("row").locator("td:first-of-type")).to_have_text(sets)


async def test_a_first_workout_needs_one_key_for_each_set_and_rests_after_each(phone: Page) -> None:
    await sign_up(phone)
    await phone.get_by_role("button", name="Start a workout").click()
    await phone.get_by_role("main").get_by_role("button", name="Add an exercise").click()
    await pick(phone, BENCH)

    await log_set(phone, 1, load="60", reps=8, exercise=BENCH)
    await expect(strip(phone)).to_be_visible()
    await set_editor(phone).get_by_role("button", name="Skip").click()
    await phone.get_by_role("button", name="Log set 2").click()

    await expect(done(phone, BENCH)).to_have_count(2)
    await expect(strip(phone)).to_be_visible()
    await expect(set_list(phone, BENCH).get_by_role("button", name="Set 2, load 60, edit")).to_be_visible()
    await finish(phone)


async def bring_history(page: Page) -> int:
    """How many sets came in."""
    await page.goto("/imports")
    await page.locator("input[type=file]").set_input_files(STRONG)
    await page.get_by_role("group", name="The loads are in").get_by_text("Kilograms").click()
    await page.get_by_role("button", name="Go on").click()
    confirm = page.get_by_role("button", name="Bring in 240 sets")
    await expect(confirm).to_be_visible()
    await confirm.click()
    await expect(headline(page, STRONG.name)).to_be_visible()
    return 240


async def write_plan(page: Page) -> None:
    """ "Upper" with one day: three sets of two exercises."""
    await page.goto("/plans")
    await page.get_by_role("button", name="Write a plan").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Name", exact=True).fill("Upper")
    fewer = form.get_by_role("button", name="less")
    await fewer.click()
    await fewer.click()
    await form.get_by_label("Name of day 1").fill(DAY)
    await form.get_by_role("button", name="Make the plan").click()
    await expect(headline(page, "Upper")).to_be_visible()
    for exercise in (BENCH, ROW):
        await page.get_by_role("button", name=f"Add an exercise to {DAY}").click()
        picker = page.get_by_role("dialog")
        await picker.get_by_label("Search").fill(exercise)
        await picker.get_by_role("button", name=exercise).first.click()
        await expect(page.get_by_role("list", name=f"{DAY}: exercises")).to_contain_text(exercise)


#: Exercise, place, load and repetitions of each set of the day.
Trained = list[tuple[str, int, str, int | None]]


async def kept(page: Page, database: Database) -> tuple[int, Trained]:
    """How many sets of other workouts are in the database, and those of the day."""
    account = (await asked(page, "account"))["id"]
    async with database.acting_as(UUID(account)) as session:
        found = await session.execute(
            select(WorkoutSession.name, Exercise.name, ExerciseSet.set_index, ExerciseSet.load, ExerciseSet.reps)
            .join(SessionExercise, SessionExercise.id == ExerciseSet.session_exercise_id)
            .join(WorkoutSession, WorkoutSession.id == SessionExercise.session_id)
            .join(Exercise, Exercise.id == SessionExercise.exercise_id)
            .order_by(SessionExercise.display_order, ExerciseSet.set_index)
        )
        rows = found.all()
    trained = [(exercise, place, str(load), reps) for name, exercise, place, load, reps in rows if name == DAY]
    return len(rows) - len(trained), trained


async def told(page: Page) -> tuple[int, Trained]:
    """The same as the API tells it."""
    found = await asked(page, "workouts?limit=100")
    details = [await asked(page, f"workouts/{each['id']}") for each in found["items"]]
    others = [each for each in details if each["name"] != DAY]
    trained = [
        (exercise["name"], each["set_index"], each["load"], each["reps"])
        for workout in details
        if workout["name"] == DAY
        for exercise in workout["exercises"]
        for each in exercise["sets"]
    ]
    return sum(len(exercise["sets"]) for workout in others for exercise in workout["exercises"]), trained


async def asked(page: Page, path: str) -> Any:
    answer = await page.context.request.get(f"/api/v1/{path}")
    assert answer.ok, await answer.text()
    return await answer.json()


async def close_and_open(page: Page) -> Page:
    context = page.context
    await page.close()
    opened = await context.new_page()
    await opened.goto("/")
    return opened
