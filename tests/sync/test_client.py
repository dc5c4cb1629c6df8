"""Stories of devices in one person's pockets: the shipped client against the real application."""

from __future__ import annotations

import httpx
import pytest

from mygymtracker.database.columns import new_id
from tests.api.routes import API
from tests.sync.devices import Device
from tests.sync.faults import Fault
from tests.sync.pockets import WORKOUT, Squats, in_turn, names_of, reps_of

# --------------------------------------------------------------------------------------------------- logging together


async def test_two_phones_log_in_one_workout(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    await in_turn(mobile, watch)
    sets = [await squats.log(device, reps) for device, reps in ((mobile, 5), (watch, 6), (mobile, 7), (watch, 8))]

    notices = await in_turn(watch, mobile)

    assert notices == []
    assert await reps_of(mobile) == await reps_of(watch) == dict(zip(sets, (5, 6, 7, 8), strict=True))
    assert await mobile.shown() == await watch.shown()


async def test_both_start_a_workout_offline_and_both_are_there(mobile: Device, watch: Device) -> None:
    mine = await mobile.ask("start_workout", name="Legs")
    other = await watch.ask("start_workout", name="Legs, too")

    notices = await in_turn(mobile, watch)

    assert notices == []
    assert await names_of(mobile, "workout", "name") == {mine: "Legs", other: "Legs, too"}
    assert await mobile.shown() == await watch.shown()


async def test_workouts_that_both_started_become_one_with_the_sets_of_both(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    await in_turn(mobile, watch)
    other = await watch.ask("start_like", id=squats.workout)
    (entry,) = [row["id"] for row in await watch.rows() if row["fields"].get("workout_id") == other]
    await squats.log(mobile, 5)
    host = await watch.ask("log_set", entry=entry, values={"reps": 8})
    drop = {"reps": 6, "technique": "drop_set", "continues_set_id": host}
    await watch.ask("log_set", entry=entry, values=drop)
    await in_turn(watch, mobile)

    await mobile.ask("merge_workouts", ids=[squats.workout, other])
    notices = await in_turn(mobile, watch)

    sets = {row["fields"]["reps"]: row for row in await watch.rows() if row["kind"] == "set"}
    assert notices == []
    assert list(await names_of(watch, "workout", "name")) == [squats.workout]
    assert sorted(sets) == [5, 6, 8]
    assert sets[6]["fields"]["continues_set_id"] == sets[8]["id"]
    assert await mobile.shown() == await watch.shown()


async def test_a_workout_of_a_plan_is_begun_and_logged_without_a_network(mobile: Device, watch: Device) -> None:
    day, plan = await a_planned_day(mobile)
    await in_turn(mobile, watch)

    workout = await mobile.ask("start_from_day", day=day)
    (entry,) = [row["id"] for row in await mobile.rows() if row["fields"].get("workout_id") == workout]
    await mobile.ask("log_set", entry=entry, values={"reps": 5})
    await watch.ask("delete_plan", id=plan)
    await in_turn(watch, mobile)

    assert list((await reps_of(watch)).values()) == [5]
    assert await mobile.shown() == await watch.shown()


async def test_a_workout_keeps_what_the_plan_asked_for_though_it_was_edited_elsewhere_before_it_arrived(
    mobile: Device, watch: Device
) -> None:
    day, _ = await a_planned_day(mobile)
    await in_turn(mobile, watch)
    (planned,) = await names_of(watch, "plan_exercise", "notes")

    await mobile.ask("start_from_day", day=day)
    await watch.patch("plan_exercise", planned, {"working_sets": 1, "notes": "Light."})
    await in_turn(watch, mobile)

    (entry,) = [row["fields"] for row in await watch.rows() if row["kind"] == "workout_exercise"]
    assert (entry["target"]["working_sets"], entry["target"]["notes"]) == (4, "Heavy.")
    assert await mobile.shown() == await watch.shown()


async def a_planned_day(device: Device) -> tuple[str, str]:
    """A day of a plan that asks for four sets, and the plan."""
    exercise = await device.create("exercise", {"name": "Zercher Squat"})
    plan = await device.ask("create_plan", name="Lower", days=["Monday"])
    (day,) = await names_of(device, "plan_day", "day_name")
    await device.ask("plan_exercise", day=day, exercise=exercise, fields={"working_sets": 4, "notes": "Heavy."})
    return day, plan


async def test_what_is_logged_and_corrected_offline_is_shown_at_once_and_nobody_is_told(mobile: Device) -> None:
    squats = await Squats.on(mobile)
    first, second = await squats.log(mobile, 5), await squats.log(mobile, 6)
    await mobile.ask("update_set", id=first, fields={"reps": 55})
    await mobile.ask("unlog_set", id=second)

    shown_before = await reps_of(mobile)
    notices = await mobile.sync()

    assert notices == []
    assert shown_before == await reps_of(mobile) == {first: 55}
    assert await mobile.outbox() == []


# ------------------------------------------------------------------------------------------------- getting in the way


async def test_of_two_edits_of_a_set_the_last_to_arrive_wins_and_tells_what_was_lost(
    mobile: Device, watch: Device
) -> None:
    squats = await Squats.on(mobile)
    set_id = await squats.log(mobile, 5, note="belt")
    await in_turn(mobile, watch)
    await mobile.ask("update_set", id=set_id, fields={"reps": 6})
    await watch.ask("update_set", id=set_id, fields={"reps": 7, "note": "no belt"})

    (notice,) = await in_turn(mobile, watch)

    assert (notice["outcome"], notice["row"], notice["lost"]) == ("merged", set_id, {"reps": 6})
    assert await reps_of(mobile) == await reps_of(watch) == {set_id: 7}


async def test_edits_of_different_fields_are_both_there(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    set_id = await squats.log(mobile, 5)
    await in_turn(mobile, watch)
    await mobile.ask("update_set", id=set_id, fields={"reps": 6})
    await watch.ask("update_set", id=set_id, fields={"note": "no belt"})

    notices = await in_turn(mobile, watch)

    row = (await mobile.shown())["set", set_id]
    assert notices == []
    assert (row["reps"], row["note"]) == (6, "no belt")


async def test_what_another_has_changed_meanwhile_is_told_although_a_push_was_answered_in_between(
    mobile: Device, watch: Device
) -> None:
    """The answer to a push says how far the log is, and not what stands in it."""
    squats = await Squats.on(mobile)
    set_id = await squats.log(mobile, 5)
    await in_turn(mobile, watch)
    await mobile.ask("update_set", id=set_id, fields={"reps": 6})
    await mobile.sync()
    await squats.log(watch, 8)
    await watch.try_sync(Fault.LOST, after=1)  # the pull
    assert await watch.outbox() == []
    await watch.ask("update_set", id=set_id, fields={"reps": 7})

    (notice,) = await watch.sync()

    assert (notice["outcome"], notice["lost"]) == ("merged", {"reps": 6})


async def test_a_deletion_stays_and_keeps_what_another_phone_typed(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    set_id = await squats.log(mobile, 5)
    await in_turn(mobile, watch)
    await mobile.ask("unlog_set", id=set_id)
    await watch.ask("update_set", id=set_id, fields={"reps": 7})

    (notice,) = await in_turn(mobile, watch)

    assert (notice["outcome"], notice["row"]) == ("deleted", set_id)
    assert await reps_of(mobile) == await reps_of(watch) == {}


async def test_a_workout_deleted_here_comes_back_for_a_set_logged_there(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    before = await squats.log(mobile, 5)
    await in_turn(mobile, watch)
    await mobile.ask("delete_workout", id=squats.workout)
    after = await squats.log(watch, 6)

    (notice,) = await in_turn(mobile, watch)

    assert notice["outcome"] == "restored"
    assert {(row["kind"], row["id"]) for row in notice["restored"]} == {
        ("workout", squats.workout),
        ("workout_exercise", squats.workout_exercise),
        ("set", before),
    }
    assert (await mobile.shown())["workout", squats.workout]["restored_at"] is not None
    assert await reps_of(mobile) == await reps_of(watch) == {before: 5, after: 6}
    assert await mobile.shown() == await watch.shown()


async def test_a_deletion_hides_what_belongs_to_it_before_anyone_was_asked(mobile: Device) -> None:
    squats = await Squats.on(mobile)
    await squats.log(mobile, 5)
    await mobile.sync()

    await mobile.ask("delete_workout", id=squats.workout)

    assert {kind for kind, _ in await mobile.shown()} == {"profile", "exercise"}


async def test_an_undo_at_the_server_reaches_devices_that_log_on_meanwhile(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    kept, corrected = await squats.log(mobile, 5), await squats.log(mobile, 6)
    await in_turn(mobile, watch)
    await mobile.ask("update_set", id=corrected, fields={"reps": 60})
    await mobile.sync()
    (correction, *_) = (await mobile.ask("changes"))["items"]
    more = await squats.log(watch, 7)

    refusal = await mobile.ask("undo", change=correction["change"])
    notices = await in_turn(watch, mobile)

    assert (refusal, notices) == (None, [])
    assert await reps_of(mobile) == await reps_of(watch) == {kept: 5, corrected: 6, more: 7}


async def test_sets_of_an_exercise_that_was_merged_elsewhere_go_to_what_stands_for_it(
    mobile: Device, watch: Device, ann_client: httpx.AsyncClient
) -> None:
    squats = await Squats.on(mobile)
    into = await mobile.create("exercise", {"name": "Zercher squat, heels raised"})
    await in_turn(mobile, watch)
    body = {"exercise_id": squats.exercise, "into_exercise_id": into}
    assert (await ann_client.put(f"{API}/exercise-merges/{new_id()}", json=body)).status_code == 201

    logged = await squats.log(watch, 6)
    other = await watch.create("workout", WORKOUT)
    added = await watch.ask("add_exercise", workout=other, exercise=squats.exercise)
    (notice,) = await in_turn(watch, mobile)

    shown = await mobile.shown()
    assert (notice["outcome"], notice["lost"]) == ("merged", {"exercise_id": squats.exercise})
    assert [shown[key]["exercise_id"] for key in (("set", logged), ("workout_exercise", added))] == [into, into]
    assert shown == await watch.shown()


async def test_what_is_archived_and_said_of_oneself_offline_is_so_everywhere(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    plan = await mobile.ask("create_plan", name="Lower", days=["Monday"])
    await in_turn(mobile, watch)
    await mobile.ask("archive_plan", id=plan, archived=True)
    await mobile.ask("archive_exercise", id=squats.exercise, archived=True)
    await mobile.ask("change_profile", fields={"unit": "lb"})
    await watch.ask("change_profile", fields={"display_name": "Ann"})

    notices = await in_turn(mobile, watch)

    shown = await watch.shown()
    (profile,) = [fields for (kind, _), fields in shown.items() if kind == "profile"]
    assert notices == []
    assert (profile["unit"], profile["display_name"]) == ("lb", "Ann")
    assert None not in (shown["plan", plan]["archived_at"], shown["exercise", squats.exercise]["archived_at"])
    assert shown == await mobile.shown()


# ---------------------------------------------------------------------------------------------- sent again, and refused


async def test_a_batch_whose_answer_never_came_is_sent_again_and_done_once(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    set_id = await squats.log(mobile, 5)
    cut = await mobile.try_sync(Fault.ANSWER_LOST)

    notices = await in_turn(mobile, watch)

    assert (cut.trouble, notices) == ("offline", [])
    assert await reps_of(mobile) == await reps_of(watch) == {set_id: 5}


async def test_what_was_on_its_way_is_not_changed_by_what_is_typed_next(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    set_id = await squats.log(mobile, 5)
    await mobile.try_sync(Fault.ANSWER_LOST)

    await mobile.ask("update_set", id=set_id, fields={"reps": 6})
    notices = await in_turn(mobile, watch)

    assert notices == []
    assert await reps_of(mobile) == await reps_of(watch) == {set_id: 6}


async def test_a_refused_operation_waits_with_its_reason_and_the_others_are_done(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    wrong, right = await squats.log(mobile, -1), await squats.log(mobile, 5)

    await in_turn(mobile, watch)

    (waiting,) = await mobile.refused()
    (row,) = [row for row in await mobile.rows() if row["id"] == wrong]
    assert (waiting["key"], waiting["problem"]["field"], waiting["problem"]["value"]) == (wrong, "reps", "-1")
    assert row["problem"] == waiting["problem"]["detail"]
    assert await reps_of(watch) == {right: 5}


async def test_a_refused_operation_is_done_otherwise_or_thrown_away(mobile: Device) -> None:
    squats = await Squats.on(mobile)
    corrected, discarded = await squats.log(mobile, -1), await squats.log(mobile, -2)
    await mobile.sync()
    (_, waiting) = await mobile.refused()

    await mobile.ask("discard", id=waiting["id"])
    await mobile.ask("update_set", id=corrected, fields={"reps": 1})
    notices = await mobile.sync()

    assert (notices, await mobile.outbox()) == ([], [])
    assert waiting["key"] == discarded
    assert await reps_of(mobile) == {corrected: 1}


async def test_an_old_client_is_told_to_update_and_keeps_its_outbox(
    mobile: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    await Squats.on(mobile)
    before = await mobile.outbox()

    with monkeypatch.context() as newer:
        newer.setattr("mygymtracker.sync.answers.OLDEST_SCHEMA", 2)
        outdated = await mobile.try_sync()

    assert outdated.trouble == "outdated"
    assert [each["id"] for each in await mobile.outbox()] == [each["id"] for each in before]
    await mobile.sync()
    assert await mobile.outbox() == []


# ---------------------------------------------------------------------------------- tabs, restarts and wrong clocks


async def test_a_device_goes_on_from_what_it_keeps(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    set_id = await squats.log(mobile, 5)
    shown = await mobile.shown()

    await mobile.ask("kill")
    shown_again = await mobile.shown()
    await in_turn(mobile, watch)

    assert shown_again == shown
    assert await reps_of(watch) == {set_id: 5}


async def test_a_device_that_is_killed_at_any_write_of_a_sync_goes_on(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    sets = {await squats.log(mobile, reps): reps for reps in (5, 6)}
    await in_turn(mobile, watch)

    kills = 0
    for after in range(14):
        sets |= {await squats.log(device, after): after for device in (mobile, watch)}
        await watch.sync()
        kills += (await mobile.try_sync(Fault.KILLED, after)).killed
    await in_turn(mobile, watch)

    assert kills > 9
    assert await reps_of(mobile) == await reps_of(watch) == sets
    assert await mobile.shown() == await watch.shown()


async def test_two_tabs_write_and_send_at_once_and_everything_is_done_once(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    await mobile.ask("open_tab")
    first = await squats.log(mobile, 5)
    values = {"reps": 6}
    second = await mobile.ask("log_set", tab=1, entry=squats.workout_exercise, values=values)

    synced = await mobile.sync_in_tabs(0, 1)
    await watch.sync()

    assert [each.trouble for each in synced] == [None, None]
    assert await reps_of(mobile) == await reps_of(watch) == {first: 5, second: 6}
    assert await mobile.outbox() == []


async def test_a_clock_that_jumps_by_years_loses_nothing_and_holds_nothing_up(mobile: Device, watch: Device) -> None:
    squats = await Squats.on(mobile)
    sets = {}
    for reps, days in enumerate((0, 3_650, -3_650, 1), start=5):
        await mobile.set_clock(await mobile.time() + days * 86_400_000)
        sets[await squats.log(mobile, reps)] = reps
        await mobile.sync()

    await watch.sync()

    assert await reps_of(watch) == sets
    assert await mobile.shown() == await watch.shown()
