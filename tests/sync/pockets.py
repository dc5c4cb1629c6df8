"""Devices in one person's pockets, and what they are asked in the stories about them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from mygymtracker.api.authentication import COOKIE
from mygymtracker.database.transaction import Database
from tests.api.conftest import browser_of
from tests.factories import Person
from tests.sync.devices import JSON, Device, Line

STARTED: Final = "2026-03-02T18:00:00Z"
WORKOUT: Final = {"name": "Legs", "started_at": STARTED, "time_zone": "Europe/Berlin"}

#: A device of ann's, signed in and with nothing on it.
Pocket = Callable[[str], Awaitable[Device]]


async def line_of(database: Database, person: Person, address: str) -> Line:
    """Signed in, in a browser."""
    cookies = await browser_of(database, person)
    return Line(address, str(person.id), f"{COOKIE}={cookies[COOKIE]}")


@dataclass(frozen=True, slots=True)
class Squats:
    """A workout of one exercise, made on a device; sets of it by their ids."""

    exercise: str
    workout: str
    workout_exercise: str

    @classmethod
    async def on(cls, device: Device) -> Squats:
        exercise = await device.create("exercise", {"name": "Zercher Squat"})
        workout = await device.create("workout", WORKOUT)
        added = await device.ask("add_exercise", workout=workout, exercise=exercise)
        return cls(exercise, workout, added)

    async def log(self, device: Device, reps: int, **more: Any) -> str:
        logged: str = await device.ask("log_set", entry=self.workout_exercise, values={"reps": reps, **more})
        return logged


async def in_turn(*devices: Device) -> list[JSON]:
    """All sync, one after another, and then once more to hear of each other; the notices of it."""
    return [notice for device in (*devices, *devices) for notice in await device.sync()]


async def reps_of(device: Device) -> dict[str, int]:
    return {row["id"]: row["fields"]["reps"] for row in await device.rows() if row["kind"] == "set"}


async def names_of(device: Device, kind: str, field: str) -> dict[str, str]:
    return {row["id"]: row["fields"][field] for row in await device.rows() if row["kind"] == kind}
