"""What a set can be: deleted, dropped, held, walked, lifted with help, in pounds, on a bar."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.lifting import done, eventually, log_set, start_day, tick, type_set, wait_until_synced
from tests.browser.logging_screen import (
    figures,
    log,
    message,
    number_pad,
    press_all,
    row,
    set_editor,
    set_sheet,
    sets_told,
    swipe_left,
    unfold,
)
from tests.browser.looking import stands_out
from tests.browser.network import Network
from tests.browser.training import BENCH, Workout, write_plan
from tests.factories import Person
from tests.sync.client import Device


async def test_a_set_is_deleted_by_a_swipe_or_from_its_sheet_and_brought_back_without_a_network(
    ann_phone: Page, watch: Device, network: Network
) -> None:
    await write_plan(watch, exercises=[BENCH])
    await ann_phone.reload()
    await wait_until_synced(ann_phone)
    await start_day(ann_phone)
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    await wait_until_synced(ann_phone)
    await network.fail(ann_phone)
    await log_set(ann_phone, 2, load="62.5", reps=4, exercise=BENCH)

    await swipe_left(ann_phone, row(ann_phone, "Set 2"))
    await expect(done(ann_phone)).to_have_count(1)
    await message(ann_phone, "Set 2 deleted.", "Undo")
    await expect(done(ann_phone)).to_have_count(2)
    assert [each[2:4] for each in await figures(ann_phone)] == [["60", "5"], ["62.5", "4"], ["62.5", "5"]]
    await swipe_left(ann_phone, row(ann_phone, "Set 1"))
    await message(ann_phone, "Set 1 deleted.")
    await expect(done(ann_phone)).to_have_count(1)
    # The same by keys alone.
    sheet = await set_sheet(ann_phone, "Set 2")
    await sheet.get_by_role("button", name="Delete the set").press("Enter")
    await message(ann_phone, "Set 2 deleted.")

    assert [each[2:4] for each in await figures(ann_phone)] == [["62.5", "4"]]
    await network.come_back(ann_phone)
    await ann_phone.reload()
    await eventually(lambda: sets_told(watch, "load", "reps"), [(BENCH, "62.5", 4)])


async def test_warm_ups_failure_and_drops_are_said_in_the_sheet_of_a_set_and_warm_ups_count_nowhere(
    ann_phone: Page, watch: Device
) -> None:
    await write_plan(watch, exercises=[BENCH])
    await ann_phone.reload()
    await start_day(ann_phone)

    sheet = await set_sheet(ann_phone, "Set 1")
    await sheet.get_by_role("group", name="Type").get_by_text("Warm-up").click()
    await sheet.get_by_role("button", name="Use").click()
    await row(ann_phone, "Warm-up 1").get_by_role("button", name="Warm-up 1, load –, edit").click()
    await press_all(ann_phone, ["4", "0", "Reps", "8", "RPE"])
    await log(ann_phone, "Log warm-up 1")
    sheet = await set_sheet(ann_phone, "Set 1")
    await sheet.get_by_label("Technique").select_option("To failure")
    await sheet.get_by_label("Note").fill("Spotted.")
    await sheet.get_by_role("button", name="Use").click()
    await row(ann_phone, "Set 1").get_by_role("button", name="Set 1, load –, edit").click()
    await press_all(ann_phone, ["1", "0", "0", "Reps", "6", "RPE"])
    await log(ann_phone, "Log set 1")
    sheet = await set_sheet(ann_phone, "Set 1")
    await sheet.get_by_role("button", name="Add a drop").click()
    await expect(set_editor(ann_phone).get_by_role("button", name="Log drop 1 of set 1")).to_be_visible()
    await row(ann_phone, "Drop 1 of set 1").get_by_role("button", name="Drop 1 of set 1, load –, edit").click()
    await press_all(ann_phone, ["8", "0", "Reps", "4", "RPE"])
    await log(ann_phone, "Log drop 1 of set 1")

    await expect(done(ann_phone)).to_have_count(3)
    letters = [each[0] for each in await figures(ann_phone)]
    assert letters == ["W", "F", "D", "2"]
    await ann_phone.get_by_role("main").get_by_role("button", name="Finish the workout").click()
    # 100 × 6 and 80 × 4; a drop goes with its set.
    finish = ann_phone.get_by_role("dialog")
    await expect(finish.get_by_text("920")).to_be_visible()
    told = [
        (BENCH, "warmup", None, "40", "", False),
        (BENCH, "working", "fail", "100", "Spotted.", False),
        (BENCH, "working", "drop_set", "80", "", True),
    ]

    async def asked() -> list[tuple[object, ...]]:
        found = await sets_told(watch, "set_type", "technique", "load", "note", "continues_set_id")
        return [(*each[:-1], each[-1] is not None) for each in found]

    await eventually(asked, told)


PLANK, RUN, PUSH_UP = "Plank", "Running", "Ab Scissors"
PULL_UP, HELPED = "Pull Up", "Pull Up (Assisted)"


async def test_times_distances_and_what_the_body_weighs_are_logged_as_they_are_measured(
    ann_phone: Page, watch: Device
) -> None:
    last = Workout(watch, hours_ago=48, exercise=PLANK)
    last.log(None, None, duration_seconds="45")
    last.finish()
    await write_plan(watch, exercises=[PLANK, RUN, PUSH_UP, PULL_UP, HELPED], sets=1)
    await ann_phone.clock.install()
    await ann_phone.reload()
    await start_day(ann_phone)

    assert await figures(ann_phone, PLANK) == [["1", "0:45", "0:45", "–"]]
    await expect(set_editor(ann_phone).get_by_text("Last time 0:45")).to_be_visible()
    await set_editor(ann_phone).get_by_role("button", name="Start the clock").click()
    await expect(set_editor(ann_phone).get_by_role("timer")).to_contain_text("s to target")
    await ann_phone.clock.fast_forward(52_000)
    await expect(set_editor(ann_phone).get_by_role("timer")).to_contain_text("over target")
    await expect(set_editor(ann_phone).get_by_role("button", name="Time 0:52 , edit")).to_be_visible()
    await set_editor(ann_phone).get_by_role("button", name="Log set 1").click()
    await expect(set_editor(ann_phone).get_by_role("button", name="Distance – km, edit")).to_be_visible()
    await set_editor(ann_phone).get_by_role("button", name="Distance – km, edit").click()
    await set_editor(ann_phone).get_by_role("button", name="Unit km, change to mi").click()
    await press_all(ann_phone, ["3", "Decimal sign", "1"])
    await expect(ann_phone.get_by_role("columnheader", name="mi", exact=True)).to_be_visible()
    await press_all(ann_phone, ["Time", "2", "4", "3", "0", "RPE"])
    await expect(set_editor(ann_phone).get_by_role("button", name="Distance 3.1 mi, edit")).to_be_visible()
    await expect(set_editor(ann_phone).get_by_role("button", name="Time 24:30 , edit")).to_be_visible()
    await log(ann_phone, "Log set 1")
    await expect(
        set_editor(ann_phone).get_by_text("Ab Scissors, set 1").or_(row(ann_phone, "Set 1", PUSH_UP))
    ).to_be_visible()
    await set_editor(ann_phone).get_by_role("button", name="Reps: one more").click()
    await log(ann_phone, "Log set 1")
    await expect(row(ann_phone, "Set 1", PULL_UP)).to_be_visible()
    await expect(ann_phone.get_by_role("columnheader", name="+ kg")).to_be_visible()
    await set_editor(ann_phone).get_by_role("button", name="Load: 2.5 more").click()
    await log(ann_phone, "Log set 1")
    await expect(row(ann_phone, "Set 1", HELPED)).to_be_visible()
    await expect(ann_phone.get_by_role("columnheader", name="− kg help")).to_be_visible()
    await row(ann_phone, "Set 1", HELPED).get_by_role("button", name="Set 1, load –, edit").click()
    await press_all(ann_phone, ["2", "0", "Reps", "RPE"])
    await log(ann_phone, "Log set 1")
    assert await figures(ann_phone, HELPED) == [["1", "–", "−20", "5", "–"]]

    told = [
        (PLANK, None, "bodyweight_plus", None, "45", None),
        (PLANK, None, "bodyweight_plus", None, "52", None),
        (RUN, None, "external", None, "1470", "3.1"),
        (PUSH_UP, None, "bodyweight_plus", 6, None, None),
        (PULL_UP, "2.5", "bodyweight_plus", 5, None, None),
        (HELPED, "20", "assisted", 5, None, None),
    ]
    await eventually(lambda: sets_told(watch, "load", "load_mode", "reps", "duration_seconds", "distance"), told)
    units = [unit for _, unit in await sets_told(watch, "distance_unit") if unit is not None]
    assert units == ["mi"]


async def test_effort_is_said_as_repetitions_in_reserve_where_one_prefers_it_and_sides_are_seen(
    ann_phone: Page, watch: Device
) -> None:
    last = Workout(watch, hours_ago=48)
    last.log(8, "24", side="left", rpe="8")
    last.log(8, "24", side="right")
    last.finish()
    await write_plan(watch, exercises=[BENCH, PUSH_UP], sets=2)
    await ann_phone.goto("/settings")
    await ann_phone.get_by_role("group", name="Effort of a set is said as").get_by_text("Reps in reserve").click()
    await ann_phone.goto("/")
    await wait_until_synced(ann_phone)
    await start_day(ann_phone)

    assert await figures(ann_phone, BENCH) == [
        ["1 L", "24 × 8 L @ 8", "24", "5", "–"],
        ["2 R", "24 × 8 R", "24", "5", "1"],
    ]
    await expect(ann_phone.get_by_role("columnheader", name="RIR")).to_be_visible()
    await set_editor(ann_phone).get_by_role("button", name="RIR 2, target").click()
    await log(ann_phone, "Log set 1")
    await expect(row(ann_phone, "Set 1", BENCH).get_by_role("button", name="Set 1, RIR 2, target 2")).to_be_visible()
    await unfold(ann_phone, PUSH_UP)
    line = ann_phone.get_by_role("main").get_by_role("button", name=re.compile(f"^{re.escape(BENCH)}"))
    await expect(line).to_contain_text("24 kg × 5 reps, right")

    told = [(BENCH, "left", "8", None), (BENCH, "right", None, None), (BENCH, "left", None, "2")]
    await eventually(lambda: sets_told(watch, "side", "rpe", "rir"), told)


async def test_pounds_are_loaded_from_the_plates_at_hand_and_the_nearest_is_offered_for_what_cannot_be_made(
    ann_phone: Page, ann: Person, watch: Device
) -> None:
    plates = [{"load": load, "unit": "lb", "count": 4} for load in ("45", "25", "10", "5")]
    bars = [{"load": "45", "unit": "lb", "name": ""}]
    watch.patch("profile", str(ann.id), {"unit": "lb", "bars": bars, "plates": plates})
    await write_plan(watch, exercises=[BENCH])
    await ann_phone.reload()
    await start_day(ann_phone)

    sheet = await set_sheet(ann_phone, "Set 1")
    await sheet.get_by_role("button", name="Load and plates").click()
    await press_all(ann_phone, ["1", "8", "5"])
    await expect(set_editor(ann_phone).get_by_text("Each side: 45 lb, 25 lb. 45 lb bar")).to_be_visible()
    await press_all(ann_phone, ["Backspace", "7"])
    await expect(set_editor(ann_phone).get_by_text("187 lb cannot be made of these plates.")).to_be_visible()
    await expect(set_editor(ann_phone).get_by_role("button", name="185 lb")).to_be_visible()
    await set_editor(ann_phone).get_by_role("button", name="195 lb").click()
    await number_pad(ann_phone).get_by_role("button", name="10 more").click()
    await number_pad(ann_phone).get_by_role("button", name="10 less").click()
    await press_all(ann_phone, ["Reps", "5", "RPE"])
    await log(ann_phone, "Log set 1")
    await tick(ann_phone, 2, BENCH)

    told = [(BENCH, "195", "lb", 5), (BENCH, "195", "lb", 5)]
    await eventually(lambda: sets_told(watch, "load", "load_unit", "reps"), told)


async def test_a_change_of_a_set_that_is_done_is_kept_when_one_goes_on_to_another(
    ann_phone: Page, watch: Device
) -> None:
    await write_plan(watch, exercises=[BENCH])
    await ann_phone.reload()
    await start_day(ann_phone)
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)

    await type_set(ann_phone, 1, load="62.5", reps=6, exercise=BENCH)
    await tick(ann_phone, 2, BENCH)

    await eventually(lambda: sets_told(watch, "load", "reps"), [(BENCH, "62.5", 6), (BENCH, "60", 5)])
    assert (await figures(ann_phone))[0][2:4] == ["62.5", "6"]


async def test_a_time_is_taken_though_the_exercise_was_never_done_and_what_is_typed_instead_is_meant(
    ann_phone: Page, watch: Device
) -> None:
    Workout(watch, exercise=PLANK)
    await watch.sync()
    await ann_phone.clock.install()
    await ann_phone.reload()
    await ann_phone.get_by_role("link", name="Continue Bench day").click()

    await set_editor(ann_phone).get_by_role("button", name="Start the clock").click()
    await ann_phone.clock.fast_forward(31_000)
    await log(ann_phone, "Log set 1")
    await expect(done(ann_phone, PLANK)).to_have_count(1)
    await set_editor(ann_phone).get_by_role("button", name="Start the clock").click()
    await row(ann_phone, "Set 2", PLANK).get_by_role("button", name="Set 2, time").click()
    await press_all(ann_phone, ["2", "0"])
    await ann_phone.clock.fast_forward(90_000)
    await log(ann_phone, "Log set 2")

    await expect(done(ann_phone, PLANK)).to_have_count(2)
    await eventually(lambda: sets_told(watch, "duration_seconds"), [(PLANK, "31"), (PLANK, "20")])


@pytest.mark.parametrize("width", [390, 360, 320])
async def test_long_numbers_stand_in_their_place_on_every_phone(ann_phone: Page, watch: Device, width: int) -> None:
    await write_plan(watch, exercises=[BENCH])
    last = Workout(watch, hours_ago=48)
    last.log(12, "127.75", rpe="8.5")
    last.log(120, "81.25", rpe="8.5")
    last.finish()
    await watch.sync()
    await ann_phone.set_viewport_size({"width": width, "height": 800})
    await ann_phone.reload()
    await wait_until_synced(ann_phone)
    await start_day(ann_phone)

    await expect(row(ann_phone, "Set 1")).to_contain_text("127.75 × 12@ 8.5")
    assert await stands_out(ann_phone) == []
    await type_set(ann_phone, 1, load="127.75", reps=120, exercise=BENCH)
    assert await stands_out(ann_phone) == []
    await log(ann_phone, "Log set 1")

    await expect(set_editor(ann_phone).get_by_role("button", name="Load 81.25 kg, edit")).to_be_visible()
    assert await stands_out(ann_phone) == []
