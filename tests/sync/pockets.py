"""Devices in one person's pockets, and what they are asked in the stories about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tests.sync.client import Device
from tests.sync.store import JSON

STARTED: Final = "2026-03-02T18:00:00Z"

#: A device of ann's: a new one by another name; asked again for a name, the one there is after a restart.
Pocket = Callable[[str], Device]


class Squats:
    """A workout of one exercise, made on a device; sets of it by their ids."""

    def __init__(self, device: Device) -> None:
        self.exercise = device.create("exercise", device.new_id(), {"name": "Zercher Squat"})
        self.workout = device.create("workout", device.new_id(), {"name": "Legs", "started_at": STARTED})
        of = {"workout_id": self.workout, "exercise_id": self.exercise}
        self.workout_exercise = device.create("workout_exercise", device.new_id(), of)

    def log(self, device: Device, reps: int, **said: Any) -> str:
        fields = {"workout_exercise_id": self.workout_exercise, "reps": reps, **said}
        return device.create("set", device.new_id(), fields)


async def in_turn(*devices: Device) -> list[JSON]:
    """All sync, one after another, and then once more to hear of each other."""
    return [receipt for device in (*devices, *devices) for receipt in await device.sync()]


def reps_of(device: Device) -> dict[str, int]:
    return {row_id: fields["reps"] for (kind, row_id), fields in device.shown().items() if kind == "set"}
