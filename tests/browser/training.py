"""Plans and workouts that a person made on another device, for those to be read on this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from tests.sync.client import Device, Fields

BENCH = "Bench Press (Barbell)"
ROW = "Bent Over Row (Barbell)"
ASKED = {"target_reps": 5, "rpe_early": 8, "rpe_last": 9, "rest_time": 120}


def exercise_named(device: Device, name: str) -> str:
    return next(
        row_id for (kind, row_id), fields in device.shown().items() if kind == "exercise" and fields["name"] == name
    )


async def write_plan(
    device: Device,
    *,
    exercises: Sequence[str] = (BENCH, ROW),
    sets: int = 3,
    also: Mapping[str, Fields] | None = None,
) -> str:
    """ "Upper", with one day "Push" that asks for five repetitions of everything; the id of the day.

    `also` says more of an exercise, by its name.
    """
    plan = device.create("plan", device.new_id(), {"plan_name": "Upper"})
    day = device.create("plan_day", device.new_id(), {"plan_id": plan, "day_name": "Push", "display_order": 1})
    for place, name in enumerate(exercises, start=1):
        belongs = {"plan_id": plan, "plan_day_id": day, "exercise_id": exercise_named(device, name)}
        asked = belongs | {"display_order": place} | ASKED | {"working_sets": sets} | (also or {}).get(name, {})
        device.create("plan_exercise", device.new_id(), asked)
    assert await device.sync() == [], device.refused()
    return day


class Workout:
    """One of one exercise, made on a device; sets of it by their ids."""

    def __init__(
        self, device: Device, *, name: str = "Bench day", hours_ago: float = 0.1, exercise: str = BENCH
    ) -> None:
        self.device = device
        self.began = datetime.now(UTC) - timedelta(hours=hours_ago)
        said = {"name": name, "started_at": self.began.isoformat(), "time_zone": "Europe/Berlin"}
        self.id = device.create("workout", device.new_id(), said | {"status": "in_progress"})
        of = {"workout_id": self.id, "exercise_id": exercise_named(device, exercise), "display_order": 1}
        self.bench = device.create("workout_exercise", device.new_id(), of)
        self.sets = 0

    def log(self, reps: int | None, load: str | None = "60", **more: object) -> str:
        self.sets += 1
        at = (self.began + timedelta(minutes=self.sets)).isoformat()
        said: Fields = {"set_index": self.sets, "reps": reps, "load": load, "performed_at": at}
        said |= {"load_unit": None if load is None else "kg"} | more
        return self.device.create("set", self.device.new_id(), {"workout_exercise_id": self.bench, **said})

    def finish(self) -> None:
        ended = {"status": "completed", "completed_at": (self.began + timedelta(hours=1)).isoformat()}
        self.device.patch("workout", self.id, ended)
