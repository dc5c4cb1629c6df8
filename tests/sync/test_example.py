"""The small client that others may be written from does what the page on the protocol says."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.sync.client import Device, reps_of
from tests.sync.devices import Device as ShippedDevice
from tests.sync.pockets import Squats


async def test_the_example_meets_the_shipped_client(
    ann_client: httpx.AsyncClient, mobile: ShippedDevice, tmp_path: Path
) -> None:
    squats = await Squats.on(mobile)
    theirs = await squats.log(mobile, 5)
    await mobile.sync()
    device = Device(tmp_path / "watch.json", ann_client)
    await device.sync()
    exercise = device.create("exercise", device.new_id(), {"name": "Lunge"})
    of = {"workout_exercise_id": squats.workout_exercise}
    mine, wrong = (device.create("set", device.new_id(), of | {"reps": reps}) for reps in (6, -1))
    device.patch("set", theirs, {"reps": 7})
    restarted = Device(tmp_path / "watch.json", ann_client)

    (refusal,) = await restarted.sync()
    await mobile.sync()

    assert restarted.shown().keys() == (await mobile.shown()).keys()
    assert reps_of(restarted) == {theirs: 7, mine: 6}
    assert ("exercise", exercise) in restarted.shown()
    assert (refusal["outcome"], [each["row"] for each in restarted.refused()]) == ("refused", [wrong])


async def test_what_was_deleted_hides_what_belongs_to_it_and_a_forgotten_log_is_read_anew(
    ann_client: httpx.AsyncClient, mobile: ShippedDevice, tmp_path: Path
) -> None:
    squats = await Squats.on(mobile)
    await squats.log(mobile, 5)
    await mobile.sync()
    device = Device(tmp_path / "watch.json", ann_client)
    await device.sync()
    device.delete("workout", squats.workout)
    hidden = reps_of(device)
    device.standing["catalogue"] = "another one"

    receipts = await device.sync()
    await mobile.sync()

    assert (hidden, receipts, device.pending()) == ({}, [], [])
    assert device.shown().keys() == (await mobile.shown()).keys()
