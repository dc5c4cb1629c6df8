"""A workout that goes other than planned: replaced, added, skipped, removed, moved and joined exercises."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.lifting import (
    done,
    eventually,
    set_list,
    start_day,
    take_along,
    tick,
    wait_until_synced,
)
from tests.browser.logging_screen import (
    all_exercises,
    choose_of,
    log,
    message,
    order,
    pick,
    rows_told,
    set_editor,
    sets_told,
    unfold,
)
from tests.browser.network import Network
from tests.browser.training import BENCH, ROW, exercise_named, write_plan
from tests.sync.client import Device

DUMBBELLS = "Bench Press (Dumbbell)"
PLANK = "Plank"
PULL_UP = "Pull Up"
SQUAT = "Squat (Barbell)"


async def test_an_exercise_is_replaced_for_today_or_in_the_plan_too_before_and_after_sets_were_done(
    ann_phone: Page, watch: Device, network: Network
) -> None:
    instead = {"substitutes": [exercise_named(watch, DUMBBELLS)]}
    await write_plan(watch, also={BENCH: instead})
    await ann_phone.reload()
    await take_along(ann_phone, network)
    await start_day(ann_phone)

    # Before a set was done the other one takes its place; the plan's own substitute is the first that is offered.
    await choose_of(ann_phone, BENCH, "Replace")
    offered = ann_phone.get_by_role("dialog").get_by_role("list", name="Exercises").get_by_role("button")
    await expect(offered.first).to_have_text("Bench Press (Dumbbell)Substitute")
    await offered.first.click()
    await message(ann_phone, f"In place of {BENCH}, today.")
    assert await order(ann_phone) == [DUMBBELLS, ROW]
    await tick(ann_phone, 1, DUMBBELLS)
    # Afterwards what was done stays, and the other one comes after it.
    await choose_of(ann_phone, DUMBBELLS, "Replace")
    await pick(ann_phone, SQUAT)
    await message(ann_phone, f"In place of {DUMBBELLS}, today.", "Also in the plan")
    await message(ann_phone, "Also in the plan.")
    assert await order(ann_phone) == [DUMBBELLS, SQUAT, ROW]
    await network.come_back(ann_phone)

    await eventually(lambda: rows_told(watch, "plan_exercise", "exercise_id"), planned(watch, SQUAT, ROW))
    await eventually(lambda: sets_told(watch, "reps"), [(DUMBBELLS, 5)])


def planned(watch: Device, *names: str) -> list[tuple[str]]:
    return sorted((exercise_named(watch, name),) for name in names)


async def test_exercises_are_added_skipped_removed_and_moved_without_touching_what_was_logged(
    ann_phone: Page, watch: Device
) -> None:
    await write_plan(watch)
    await ann_phone.reload()
    await start_day(ann_phone)
    await wait_until_synced(ann_phone)
    await tick(ann_phone, 1, BENCH)

    await ann_phone.get_by_role("main").get_by_role("button", name="Add an exercise").click()
    await pick(ann_phone, PULL_UP)
    await message(ann_phone, "Added, today.", "Also in the plan")
    await message(ann_phone, "Also in the plan.")
    await unfold(ann_phone, BENCH)
    await choose_of(ann_phone, BENCH, "Add an exercise after it")
    await pick(ann_phone, PLANK)
    await message(ann_phone, "Added, today.")
    assert await order(ann_phone) == [BENCH, PLANK, ROW, PULL_UP]
    await choose_of(ann_phone, PLANK, "Remove")
    assert await order(ann_phone) == [BENCH, ROW, PULL_UP]
    await message(ann_phone, "Plank removed.", "Undo")
    assert await order(ann_phone) == [BENCH, PLANK, ROW, PULL_UP]

    # By the buttons of the menu, by those of the list, and by the handle.
    await choose_of(ann_phone, PLANK, "Move up")
    await expect(set_list(ann_phone, PLANK)).to_be_visible()
    await eventually(lambda: order(ann_phone), [PLANK, BENCH, ROW, PULL_UP])
    sheet = await all_exercises(ann_phone)
    await sheet.get_by_role("button", name=f"Move {PULL_UP} up").click()
    await expect(sheet.get_by_role("status")).to_have_text("Pull Up is number 3")
    await expect(sheet.get_by_role("listitem").nth(2)).to_contain_text(PULL_UP)
    handle = sheet.get_by_role("listitem").filter(has_text=PLANK).locator(".handle")
    last = await sheet.get_by_role("listitem").last.bounding_box()
    await handle.hover()
    await ann_phone.mouse.down()
    assert last is not None
    await ann_phone.mouse.move(last["x"] + 20, last["y"] + 10, steps=4)
    await ann_phone.mouse.move(last["x"] + 20, last["y"] + last["height"], steps=4)
    await ann_phone.mouse.up()
    await expect(sheet.get_by_role("listitem").last).to_contain_text(PLANK)
    await ann_phone.keyboard.press("Escape")
    await eventually(lambda: order(ann_phone), [BENCH, PULL_UP, ROW, PLANK])

    await choose_of(ann_phone, PLANK, "Skip")
    await expect(set_list(ann_phone, BENCH)).to_be_visible()
    await expect(set_editor(ann_phone).get_by_role("button", name="Log set 2")).to_be_visible()
    await choose_of(ann_phone, BENCH, "Remove")
    sure = ann_phone.get_by_role("dialog")
    await expect(sure).to_contain_text("Its logged set goes with it.")
    await sure.get_by_role("button", name="Cancel").click()
    await unfold(ann_phone, ROW)
    await choose_of(ann_phone, ROW, "Remove")
    await (
        set_editor(ann_phone)
        .get_by_role("button", name="Finish the workout")
        .or_(set_editor(ann_phone).get_by_role("button", name="All exercises"))
        .first.click()
    )
    await ann_phone.keyboard.press("Escape")

    expected = [(BENCH, 1), (PLANK, 4), (PULL_UP, 2)]
    await eventually(lambda: entries(watch), expected)
    await eventually(lambda: sets_told(watch, "set_index", "reps"), [(BENCH, 1, 5)])
    await eventually(lambda: rows_told(watch, "plan_exercise", "exercise_id"), planned(watch, BENCH, ROW, PULL_UP))


async def entries(watch: Device) -> list[tuple[str, int]]:
    """The exercises of all workouts with their places, by name."""
    found = await rows_told(watch, "workout_exercise", "exercise_id", "display_order")
    names = {row_id: said["name"] for (kind, row_id), said in watch.shown().items() if kind == "exercise"}
    return sorted((names[exercise], place) for exercise, place in found)


async def test_two_exercises_become_a_superset_in_the_gym_and_part_again(ann_phone: Page, watch: Device) -> None:
    await write_plan(watch)
    await ann_phone.reload()
    await start_day(ann_phone)

    await choose_of(ann_phone, BENCH, f"Superset with {ROW}")
    await expect(set_list(ann_phone, ROW)).to_be_visible()
    await log(ann_phone, "Log A1, set 1")
    await log(ann_phone, "Log A2, set 1")
    await expect(done(ann_phone)).to_have_count(2)
    await choose_of(ann_phone, ROW, "Take out of the superset")

    await expect(set_list(ann_phone, ROW)).to_have_count(0)
    await expect(set_editor(ann_phone).get_by_role("button", name="Log set 2")).to_be_visible()
    await eventually(lambda: sets_told(watch, "set_index"), [(BENCH, 1), (ROW, 1)])


async def test_a_note_is_kept_however_its_sheet_is_closed_unless_it_is_cancelled(
    ann_phone: Page, watch: Device
) -> None:
    await write_plan(watch, exercises=[BENCH])
    await ann_phone.reload()
    await start_day(ann_phone)
    today = ann_phone.get_by_role("dialog").get_by_label("Today")

    await choose_of(ann_phone, BENCH, "Notes")
    await today.fill("Wide grip.")
    await today.press("Escape")
    await expect(ann_phone.get_by_role("main").get_by_text("Wide grip.")).to_be_visible()
    await choose_of(ann_phone, BENCH, "Notes")
    await today.fill("Narrow grip.")
    await ann_phone.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    await expect(ann_phone.get_by_role("dialog")).to_have_count(0)
    await wait_until_synced(ann_phone)
    assert await rows_told(watch, "workout_exercise", "notes") == [("Wide grip.",)]


async def test_a_note_that_is_too_long_stays_whole_on_its_sheet_until_it_fits(ann_phone: Page, watch: Device) -> None:
    await write_plan(watch, exercises=[BENCH])
    await ann_phone.reload()
    await start_day(ann_phone)
    await choose_of(ann_phone, BENCH, "Notes")
    today = ann_phone.get_by_role("dialog").get_by_label("Today")
    await today.fill("a" * 4001)
    await ann_phone.keyboard.press("Escape")

    await expect(ann_phone.get_by_role("dialog")).to_contain_text("At most 4000 characters. There are 4001.")
    await expect(today).to_have_value("a" * 4001)

    await today.press("Control+End")
    await today.press("Backspace")
    await ann_phone.keyboard.press("Escape")
    await expect(ann_phone.get_by_role("dialog")).to_have_count(0)
    await eventually(lambda: rows_told(watch, "workout_exercise", "notes"), [("a" * 4000,)])
