"""What the server answers that is no plain yes, and what devices do to each other."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.gate import Gate
from tests.browser.inside import change_behind
from tests.browser.lifting import (
    badge,
    done,
    eventually,
    log_set,
    reps_at_the_server,
    set_list,
    start_day,
    wait_for_worker,
    wait_until_synced,
)
from tests.browser.network import Network
from tests.browser.training import BENCH, Workout, write_plan
from tests.conftest import TestDatabase
from tests.factories import Person
from tests.sync.backups import Backup
from tests.sync.client import Device, reps_of


async def change_wrongly(phone: Page, watch: Device, gate: Gate) -> str:
    """Shuts the gate on a workout with one set done, of which a change waits that the server will refuse; its id."""
    first = Workout(watch).log(5)
    await watch.sync()
    await phone.reload()
    await phone.get_by_role("link", name="Continue Bench day").click()
    await expect(done(phone, BENCH)).to_have_count(1)
    await wait_for_worker(phone)
    gate.shut()
    await change_behind(phone, first, {"rpe": "77"})
    await phone.reload()
    return first


async def test_what_the_server_refuses_waits_with_its_reason_while_the_rest_goes_on(
    ann_phone: Page, watch: Device, gate: Gate
) -> None:
    await change_wrongly(ann_phone, watch, gate)
    await ann_phone.get_by_role("button", name="Add set").click()
    await log_set(ann_phone, 2, load="60", reps=6, exercise=BENCH)

    gate.open()

    await expect(badge(ann_phone, "1 needs attention")).to_be_visible()
    await eventually(lambda: reps_at_the_server(watch), [5, 6])
    await badge(ann_phone, "1 needs attention").click()
    needs = ann_phone.get_by_role("listitem").filter(has=ann_phone.get_by_role("button", name="Discard"))
    await expect(needs).to_have_count(1)
    await expect(needs).to_contain_text("rpe")
    await needs.get_by_role("button", name="Discard").click()
    await ann_phone.get_by_role("dialog").get_by_role("button", name="Discard").click()
    await expect(needs).to_have_count(0)
    await wait_until_synced(ann_phone)
    await eventually(lambda: reps_at_the_server(watch), [5, 6])


async def test_what_the_server_refuses_can_be_edited_until_it_takes_it(
    ann_phone: Page, watch: Device, gate: Gate
) -> None:
    first = await change_wrongly(ann_phone, watch, gate)
    gate.open()
    await expect(badge(ann_phone, "1 needs attention")).to_be_visible()

    set_editor = ann_phone.get_by_role("region", name="Set in hand")
    await set_list(ann_phone, BENCH).get_by_role("button", name="Set 1, RPE").click()
    await set_editor.get_by_role("button", name="RPE 9", exact=True).click()
    await set_editor.get_by_role("button", name="Save set 1").click()

    await wait_until_synced(ann_phone)
    await watch.sync()
    assert watch.shown()["set", first]["rpe"] == "9"


async def test_a_set_logged_for_a_workout_that_was_deleted_elsewhere_brings_it_back_and_says_so(
    ann_phone: Page, watch: Device, network: Network
) -> None:
    workout = Workout(watch)
    workout.log(5)
    await watch.sync()
    await ann_phone.reload()
    await ann_phone.get_by_role("link", name="Continue Bench day").click()
    await expect(done(ann_phone, BENCH)).to_have_count(1)
    network.gate.shut()
    watch.delete("workout", workout.id)
    await watch.sync()

    await ann_phone.get_by_role("button", name="Add set").click()
    await log_set(ann_phone, 2, load="60", reps=6, exercise=BENCH)
    network.gate.open()

    await wait_until_synced(ann_phone)
    await expect(ann_phone.get_by_text("This workout was in the trash and came back.")).to_be_visible()
    await expect(done(ann_phone, BENCH)).to_have_count(2)
    await eventually(lambda: reps_at_the_server(watch), [5, 6])
    await ann_phone.goto("/sync")
    await expect(ann_phone.get_by_text("which came back with it")).to_be_visible()


async def test_two_devices_on_one_workout_keep_both_sets_and_of_the_same_set_the_last_to_arrive(
    ann_phone: Page, watch: Device, gate: Gate
) -> None:
    workout = Workout(watch)
    both = workout.log(5)
    await watch.sync()
    await ann_phone.reload()
    await ann_phone.get_by_role("link", name="Continue Bench day").click()
    await expect(done(ann_phone, BENCH)).to_have_count(1)
    gate.shut()
    workout.log(6)
    watch.patch("set", both, {"reps": 7})
    await watch.sync()

    set_editor = ann_phone.get_by_role("region", name="Set in hand")
    await set_list(ann_phone, BENCH).get_by_role("button", name="Set 1, reps 5, edit").click()
    await ann_phone.get_by_role("group", name="Number pad").get_by_role("button", name="8", exact=True).click()
    await set_editor.get_by_role("button", name="Save set 1").click()
    await ann_phone.get_by_role("button", name="Add set").click()
    await log_set(ann_phone, 2, load="62.5", reps=9, exercise=BENCH)
    gate.open()

    await wait_until_synced(ann_phone)
    await expect(done(ann_phone, BENCH)).to_have_count(3)
    await eventually(lambda: reps_at_the_server(watch), [6, 8, 9])
    assert reps_of(watch)[both] == 8
    await ann_phone.goto("/sync")
    await expect(ann_phone.get_by_text("the other said: reps 7")).to_be_visible()
    await ann_phone.get_by_role("button", name="I have seen these").click()
    await expect(ann_phone.get_by_text("the other said")).to_have_count(0)
    watch.patch("set", both, {"reps": 10})
    await watch.sync()
    await ann_phone.get_by_role("button", name="Sync now").click()
    await ann_phone.get_by_role("navigation").get_by_role("link", name="Today").click()
    await ann_phone.get_by_role("link", name="Continue Bench day").click()
    await expect(set_list(ann_phone, BENCH).get_by_role("button", name="Set 1, reps 10, edit")).to_be_visible()


async def test_two_phones_that_began_the_same_day_offline_are_offered_to_become_one_workout(
    ann_phone: Page, ann: Person, new_device: NewDevice, watch: Device, gate: Gate
) -> None:
    await write_plan(watch)
    tablet = await new_device(ann)
    for device in (ann_phone, tablet):
        await wait_for_worker(device)
        await device.reload()
        await wait_until_synced(device)
    gate.shut()
    await start_day(ann_phone)
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    await start_day(tablet)
    await log_set(tablet, 1, load="40", reps=6, exercise=BENCH)
    gate.open()
    await wait_until_synced(tablet)
    await ann_phone.goto("/")

    await expect(ann_phone.get_by_text("2 workouts run at once.")).to_be_visible()
    await ann_phone.get_by_role("button", name="Make them one").click()

    await expect(ann_phone.get_by_role("link", name="Continue Push")).to_have_count(1)
    await wait_until_synced(ann_phone)
    await ann_phone.get_by_role("link", name="Continue Push").click()
    await expect(done(ann_phone, BENCH)).to_have_count(2)
    await eventually(lambda: reps_at_the_server(watch), [5, 6])
    workouts = [row for (kind, _), row in watch.shown().items() if kind == "workout"]
    assert [row["status"] for row in workouts] == ["in_progress"]


async def test_a_server_that_was_restored_from_a_backup_is_told_again_what_it_forgot(
    ann_phone: Page, watch: Device, migrated_database: TestDatabase, ann: Person, new_device: NewDevice
) -> None:
    await write_plan(watch, sets=4)
    await ann_phone.reload()
    await start_day(ann_phone)
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    await wait_until_synced(ann_phone)
    backup = Backup(migrated_database.superuser)
    await backup.take()
    await log_set(ann_phone, 2, load="62.5", reps=6, exercise=BENCH)
    await wait_until_synced(ann_phone)
    await eventually(lambda: reps_at_the_server(watch), [5, 6])

    await backup.restore()
    await log_set(ann_phone, 3, load="65", reps=7, exercise=BENCH)
    await wait_until_synced(ann_phone)

    tablet = await new_device(ann)
    await expect(tablet.get_by_text("3 sets done")).to_be_visible()
    await wait_until_synced(tablet)
    await expect(badge(ann_phone, "All synced")).to_be_visible()
