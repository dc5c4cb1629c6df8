"""Stories of devices in one person's pockets, told by the reference client against the real application."""

from __future__ import annotations

import httpx
import pytest

from tests.api.routes import API
from tests.sync.client import Device, Outdated
from tests.sync.pockets import STARTED, Pocket, Squats, in_turn, reps_of

# --------------------------------------------------------------------------------------------------- logging together


async def test_two_phones_log_in_one_workout(mobile: Device, watch: Device) -> None:
    squats = Squats(mobile)
    await in_turn(mobile, watch)
    sets = [squats.log(mobile, 5), squats.log(watch, 6), squats.log(mobile, 7), squats.log(watch, 8)]

    told = await in_turn(watch, mobile)

    assert told == []
    assert reps_of(mobile) == reps_of(watch) == dict(zip(sets, (5, 6, 7, 8), strict=True))
    assert mobile.shown() == watch.shown()


async def test_both_start_a_workout_offline_and_both_are_there(mobile: Device, watch: Device) -> None:
    mine = mobile.create("workout", mobile.new_id(), {"name": "Legs", "started_at": STARTED})
    other = watch.create("workout", watch.new_id(), {"name": "Legs, too", "started_at": STARTED})

    told = await in_turn(mobile, watch)

    workouts = {row_id: fields["name"] for (kind, row_id), fields in mobile.shown().items() if kind == "workout"}
    assert told == []
    assert workouts == {mine: "Legs", other: "Legs, too"}
    assert mobile.shown() == watch.shown()


async def test_a_workout_of_a_plan_is_begun_and_logged_without_a_network(mobile: Device, watch: Device) -> None:
    exercise = mobile.create("exercise", mobile.new_id(), {"name": "Zercher Squat"})
    plan = mobile.create("plan", mobile.new_id(), {"plan_name": "Lower"})
    day = mobile.create("plan_day", mobile.new_id(), {"plan_id": plan, "day_name": "Monday"})
    how = {"working_sets": 3, "target_reps": 5, "rpe_early": 8, "rpe_last": 9, "rest_time": 120, "display_order": 1}
    of = {"plan_id": plan, "plan_day_id": day, "exercise_id": exercise}
    mobile.create("plan_exercise", mobile.new_id(), of | how)
    await in_turn(mobile, watch)

    (workout_exercise,) = mobile.start_from_day(mobile.new_id(), day, {"started_at": STARTED})
    mobile.create("set", mobile.new_id(), {"workout_exercise_id": workout_exercise, "reps": 5})
    watch.delete("plan", plan)
    await in_turn(watch, mobile)

    assert list(reps_of(watch).values()) == [5]
    assert mobile.shown() == watch.shown()


async def test_what_is_logged_and_corrected_offline_is_shown_at_once_and_nobody_is_told(mobile: Device) -> None:
    squats = Squats(mobile)
    first, second = squats.log(mobile, 5), squats.log(mobile, 6)
    mobile.patch("set", first, {"reps": 55})
    mobile.delete("set", second)

    shown_before = reps_of(mobile)
    told = await mobile.sync()

    assert told == []
    assert shown_before == reps_of(mobile) == {first: 55}
    assert mobile.store.pending() == []


# ------------------------------------------------------------------------------------------------- getting in the way


async def test_of_two_edits_of_a_set_the_last_to_arrive_wins_and_tells_what_was_lost(
    mobile: Device, watch: Device
) -> None:
    squats = Squats(mobile)
    set_id = squats.log(mobile, 5, note="belt")
    await in_turn(mobile, watch)
    mobile.patch("set", set_id, {"reps": 6})
    watch.patch("set", set_id, {"reps": 7, "note": "no belt"})

    (told,) = await in_turn(mobile, watch)

    assert (told["outcome"], told["lost"]) == ("merged", {"reps": 6})
    assert reps_of(mobile) == reps_of(watch) == {set_id: 7}


async def test_edits_of_different_fields_are_both_there(mobile: Device, watch: Device) -> None:
    squats = Squats(mobile)
    set_id = squats.log(mobile, 5)
    await in_turn(mobile, watch)
    mobile.patch("set", set_id, {"reps": 6})
    watch.patch("set", set_id, {"note": "no belt"})

    told = await in_turn(mobile, watch)

    row = mobile.shown()["set", set_id]
    assert told == []
    assert (row["reps"], row["note"]) == (6, "no belt")


async def test_what_another_has_changed_meanwhile_is_told_although_a_push_was_answered_in_between(
    mobile: Device, watch: Device, ann_client: httpx.AsyncClient
) -> None:
    """The answer to a push says how far the log is, and not what stands in it."""
    squats = Squats(mobile)
    set_id = squats.log(mobile, 5)
    await in_turn(mobile, watch)
    mobile.patch("set", set_id, {"reps": 6})
    await mobile.sync()
    squats.log(watch, 8)
    await watch._push()  # and the network is gone before the pull
    watch.patch("set", set_id, {"reps": 7})

    (told,) = await watch.sync()

    assert (told["outcome"], told["lost"]) == ("merged", {"reps": 6})


async def test_a_deletion_stays_and_keeps_what_another_phone_typed(mobile: Device, watch: Device) -> None:
    squats = Squats(mobile)
    set_id = squats.log(mobile, 5)
    await in_turn(mobile, watch)
    mobile.delete("set", set_id)
    watch.patch("set", set_id, {"reps": 7})

    (told,) = await in_turn(mobile, watch)

    assert (told["outcome"], told["row"]["deleted"]) == ("deleted", True)
    assert reps_of(mobile) == reps_of(watch) == {}


async def test_a_workout_deleted_here_comes_back_for_a_set_logged_there(mobile: Device, watch: Device) -> None:
    squats = Squats(mobile)
    before = squats.log(mobile, 5)
    await in_turn(mobile, watch)
    mobile.delete("workout", squats.workout)
    after = squats.log(watch, 6)

    (told,) = await in_turn(mobile, watch)

    assert told["outcome"] == "restored"
    assert {(row["kind"], row["id"]) for row in told["restored"]} == {
        ("workout", squats.workout),
        ("workout_exercise", squats.workout_exercise),
        ("set", before),
    }
    assert mobile.shown()["workout", squats.workout]["restored_at"] is not None
    assert reps_of(mobile) == reps_of(watch) == {before: 5, after: 6}
    assert mobile.shown() == watch.shown()


async def test_a_deletion_hides_what_belongs_to_it_before_anyone_was_asked(mobile: Device) -> None:
    squats = Squats(mobile)
    squats.log(mobile, 5)
    await mobile.sync()

    mobile.delete("workout", squats.workout)

    assert {kind for kind, _ in mobile.shown()} == {"profile", "exercise"}


# ---------------------------------------------------------------------------------------------- sent again, and refused


async def test_a_batch_whose_answer_never_came_is_sent_again_and_done_once(mobile: Device, watch: Device) -> None:
    squats = Squats(mobile)
    set_id = squats.log(mobile, 5)
    batch = {
        "schema": 1,
        "epoch": mobile.store.standing.epoch,
        "device": mobile.store.device,
        "operations": [each.as_sent() for each in mobile.store.pending()],
    }
    await mobile.http.post(f"{API}/sync", json=batch)

    told = await in_turn(mobile, watch)

    assert told == []
    assert reps_of(mobile) == reps_of(watch) == {set_id: 5}


async def test_a_refused_operation_waits_with_its_reason_and_the_others_are_done(mobile: Device, watch: Device) -> None:
    squats = Squats(mobile)
    wrong, right = squats.log(mobile, -1), squats.log(mobile, 5)

    (told,) = await in_turn(mobile, watch)

    (waiting,) = mobile.store.refused()
    assert told["outcome"] == "refused"
    assert (waiting.row, waiting.problem) == (wrong, told["problem"])
    assert reps_of(mobile) == reps_of(watch) == {right: 5}


async def test_a_refused_operation_is_done_otherwise_and_thrown_away(mobile: Device) -> None:
    squats = Squats(mobile)
    wrong = squats.log(mobile, -1)
    await mobile.sync()
    (waiting,) = mobile.store.refused()

    right = squats.log(mobile, 1)
    mobile.store.discard(waiting.id)
    told = await mobile.sync()

    assert told == []
    assert mobile.store.refused() == []
    assert wrong not in reps_of(mobile)
    assert reps_of(mobile) == {right: 1}


async def test_an_old_client_is_told_to_update_and_keeps_its_outbox(mobile: Device, pocket: Pocket) -> None:
    class OldDevice(Device):
        schema = 0  # type: ignore[misc]  # what nobody speaks any more

    Squats(mobile)
    before = mobile.store.pending()

    with pytest.raises(Outdated):
        await OldDevice(mobile.store, mobile.http).sync()

    assert mobile.store.pending() == before
    await mobile.sync()
    assert mobile.store.pending() == []


# ---------------------------------------------------------------------------------------------------------- restarting


async def test_a_device_goes_on_from_its_file(mobile: Device, watch: Device, pocket: Pocket) -> None:
    squats = Squats(mobile)
    set_id = squats.log(mobile, 5)
    shown = mobile.shown()
    mobile.store.close()

    again = pocket("mobile")
    shown_again = again.shown()
    await in_turn(again, watch)

    assert shown_again == shown
    assert reps_of(watch) == {set_id: 5}


async def test_a_device_that_is_killed_while_it_stores_an_answer_asks_again(mobile: Device, watch: Device) -> None:
    squats = Squats(watch)
    sets = {squats.log(watch, reps): reps for reps in (5, 6)}
    await watch.sync()
    before = mobile.store.standing

    with pytest.raises(KeyboardInterrupt), mobile.store.transaction():
        mobile.store._take([{"kind": "set", "id": set_id, "revision": 1, "deleted": True} for set_id in sets])
        raise KeyboardInterrupt

    assert mobile.store.standing == before
    await mobile.sync()
    assert reps_of(mobile) == sets
