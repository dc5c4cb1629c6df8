"""Devices that begin once more: after the log has forgotten, and after a backup of the server was restored."""

from __future__ import annotations

from typing import Final

import asyncpg

from mygymtracker.database.entities import LOGGED
from mygymtracker.postgres_address import PostgresAddress
from tests.conftest import TestDatabase
from tests.sync.client import Device
from tests.sync.pockets import Pocket, Squats, in_turn, reps_of
from tests.sync.store import JSON


async def on(address: PostgresAddress, *statements: str) -> None:
    connection = await asyncpg.connect(address.libpq_url())
    async with connection.transaction():
        for statement in statements:
            await connection.execute(statement)
    await connection.close()


async def test_what_the_log_has_forgotten_is_read_anew_and_the_outbox_is_kept(
    mobile: Device, watch: Device, migrated_database: TestDatabase
) -> None:
    squats = Squats(mobile)
    gone = squats.log(mobile, 5)
    await in_turn(mobile, watch)
    mine = squats.log(watch, 6)
    mobile.delete("set", gone)
    await mobile.sync()
    everything = "UPDATE change_counters SET oldest_revision = revision"
    await on(migrated_database.owner, "SET LOCAL row_security = off", everything)

    told = await watch.sync()

    assert told == []
    assert reps_of(watch) == {mine: 6}


class Backup:
    """All that people have, kept in tables beside theirs, and put back as `mygymtracker backup restore` leaves it."""

    LOG: Final = ("change_counters", "changes", "changed_rows", "processed_operations")
    TABLES: Final = (*(each.table for each in LOGGED), *LOG)

    def __init__(self, superuser: PostgresAddress) -> None:
        self.superuser = superuser

    async def take(self) -> None:
        await on(self.superuser, *(f"CREATE TABLE kept_{table} AS TABLE {table}" for table in self.TABLES))

    async def restore(self) -> None:
        connection = await asyncpg.connect(self.superuser.libpq_url())
        async with connection.transaction():
            await connection.execute("SET LOCAL session_replication_role = replica")  # nothing is noted or checked
            for table in self.TABLES:
                columns = await connection.fetchval(
                    "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute "
                    "WHERE attrelid = $1::text::regclass AND attnum > 0 AND attgenerated = '' AND NOT attisdropped",
                    table,
                )
                await connection.execute(f"DELETE FROM {table}")
                await connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{table}")
            await connection.execute("UPDATE installation SET epoch = gen_random_uuid()")
            await connection.execute("UPDATE change_counters SET epoch_revision = revision, transaction_id = NULL")
        await connection.close()


async def restored(squats: Squats, mobile: Device, watch: Device, backup: Backup) -> dict[str, str]:
    """Sets that were made, corrected and deleted after the backup was taken, by what happened to them."""
    sets = {what: squats.log(mobile, reps) for reps, what in enumerate(("left", "corrected", "deleted"), start=1)}
    await in_turn(mobile, watch)
    await backup.take()
    sets["made"] = squats.log(mobile, 4)
    mobile.patch("set", sets["corrected"], {"reps": 20})
    mobile.delete("set", sets["deleted"])
    await in_turn(mobile, watch)
    await backup.restore()
    return sets


async def test_after_a_restored_backup_a_device_says_again_what_the_server_forgot(
    mobile: Device, watch: Device, pocket: Pocket, migrated_database: TestDatabase
) -> None:
    squats = Squats(mobile)
    sets = await restored(squats, mobile, watch, Backup(migrated_database.superuser))
    sets["waiting"] = squats.log(mobile, 5)

    told = await in_turn(mobile, watch)

    fresh = pocket("fresh")
    await fresh.sync()
    assert [receipt for receipt in told if receipt["outcome"] in ("refused", "merged")] == []
    assert reps_of(fresh) == {sets["left"]: 1, sets["corrected"]: 20, sets["made"]: 4, sets["waiting"]: 5}
    assert fresh.shown() == mobile.shown() == watch.shown()


async def test_an_exercise_that_was_forgotten_comes_back_under_an_id_that_all_devices_compute(
    mobile: Device, watch: Device, pocket: Pocket, migrated_database: TestDatabase
) -> None:
    """An exercise's id is derived from what is sent, so that it cannot be the one it had."""
    backup = Backup(migrated_database.superuser)
    await backup.take()
    squats = Squats(mobile)
    first = squats.log(mobile, 5)
    await in_turn(mobile, watch)
    await backup.restore()
    second = squats.log(watch, 6)

    await in_turn(mobile, watch)

    exercises = [row_id for kind, row_id in mobile.shown() if kind == "exercise"]
    assert len(exercises) == 1
    assert mobile.shown()["workout_exercise", squats.workout_exercise]["exercise_id"] == exercises[0]
    assert reps_of(mobile) == {first: 5, second: 6}
    assert mobile.shown() == watch.shown()
    assert refused(mobile, watch) == []


def refused(*devices: Device) -> list[JSON | None]:
    return [each.problem for device in devices for each in device.store.refused()]
