"""Devices that begin once more: after the log has forgotten, and after a backup of the server was restored."""

from __future__ import annotations

from tests.conftest import TestDatabase
from tests.sync.backups import Backup, on
from tests.sync.devices import Device
from tests.sync.pockets import Pocket, Squats, in_turn, names_of, reps_of


async def test_what_the_log_has_forgotten_is_read_anew_and_the_outbox_is_kept(
    mobile: Device, watch: Device, migrated_database: TestDatabase
) -> None:
    squats = await Squats.on(mobile)
    gone = await squats.log(mobile, 5)
    await in_turn(mobile, watch)
    mine = await squats.log(watch, 6)
    await mobile.ask("unlog_set", id=gone)
    await mobile.sync()
    everything = "UPDATE change_counters SET oldest_revision = revision"
    await on(migrated_database.owner, "SET LOCAL row_security = off", everything)

    notices = await watch.sync()

    assert notices == []
    assert await reps_of(watch) == {mine: 6}


async def restored(squats: Squats, mobile: Device, watch: Device, backup: Backup) -> dict[str, str]:
    """Sets that were made, corrected and deleted after the backup was taken, by what happened to them."""
    whats = ("left", "corrected", "deleted")
    sets = {what: await squats.log(mobile, reps, note=what) for reps, what in enumerate(whats, start=1)}
    await in_turn(mobile, watch)
    await backup.take()
    sets["made"] = await squats.log(mobile, 4)
    piece = {"technique": "drop_set", "continues_set_id": sets["made"]}
    sets["dropped"] = await squats.log(mobile, 3, **piece)
    await mobile.ask("update_set", id=sets["corrected"], fields={"reps": 20})
    await mobile.ask("unlog_set", id=sets["deleted"])
    await in_turn(mobile, watch)
    await backup.restore()
    return sets


async def test_after_a_restored_backup_a_device_says_again_what_the_server_forgot(
    mobile: Device, watch: Device, pocket: Pocket, migrated_database: TestDatabase
) -> None:
    squats = await Squats.on(mobile)
    sets = await restored(squats, mobile, watch, Backup(migrated_database.superuser))
    sets["waiting"] = await squats.log(mobile, 5)

    notices = await in_turn(mobile, watch)

    fresh = await pocket("fresh")
    await fresh.sync()
    reps = {"left": 1, "corrected": 20, "made": 4, "dropped": 3, "waiting": 5}
    assert [each for each in notices if each["outcome"] == "merged"] == []
    assert await reps_of(fresh) == {sets[what]: number for what, number in reps.items()}
    assert (await fresh.shown())["set", sets["dropped"]]["continues_set_id"] == sets["made"]
    assert await fresh.shown() == await mobile.shown() == await watch.shown()
    assert [*await mobile.refused(), *await watch.refused()] == []


async def test_an_exercise_that_was_forgotten_comes_back_under_an_id_that_all_devices_compute(
    mobile: Device, watch: Device, migrated_database: TestDatabase
) -> None:
    """An exercise's id is derived from what is sent, so that it cannot be the one it had."""
    backup = Backup(migrated_database.superuser)
    await backup.take()
    squats = await Squats.on(mobile)
    first = await squats.log(mobile, 5)
    await in_turn(mobile, watch)
    await backup.restore()
    second = await squats.log(watch, 6)

    await in_turn(mobile, watch)

    (exercise,) = await names_of(mobile, "exercise", "name")
    assert (await mobile.shown())["workout_exercise", squats.workout_exercise]["exercise_id"] == exercise
    assert await reps_of(mobile) == {first: 5, second: 6}
    assert await mobile.shown() == await watch.shown()
    assert [*await mobile.refused(), *await watch.refused()] == []
