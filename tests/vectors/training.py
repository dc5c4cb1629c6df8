"""Sixteen workouts of an athlete who does all that can be done: seeded, so that they are the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from tests.vectors.holding import JSON
from tests.vectors.rows import Row

#: Name, measurement, load mode, muscles that it is for and that help.
EXERCISES: Final[Mapping[str, tuple[str, str, str, list[str], list[str]]]] = {
    "x01": ("Press", "weight_reps", "external", ["upper_chest", "lower_chest"], ["front_delts", "triceps"]),
    "x02": ("Pull", "weight_reps", "bodyweight_plus", ["lats"], ["biceps", "rear_delts", "upper_back"]),
    "x03": ("Dip", "weight_reps", "assisted", ["triceps", "lower_chest"], ["front_delts", "side_delts"]),
    "x04": ("Band row", "weight_reps", "band", ["rear_delts"], ["upper_back", "lats"]),
    "x05": ("Jump", "reps", "external", ["quads", "calves"], ["glute_max"]),
    "x06": ("Hang", "duration", "external", ["forearm_flexors"], ["lats"]),
    "x07": ("Hold", "weight_duration", "external", ["abs"], ["obliques", "spinal_erectors"]),
    "x08": ("Run", "distance_duration", "external", ["quads"], ["hamstrings"]),
    "x09": ("Carry", "weight_distance", "bodyweight_plus", ["upper_traps"], ["forearm_flexors", "abs"]),
    "x10": ("Odd lift", "weight_reps", "external", [], []),
}
FIRST: Final = datetime(2024, 1, 1, 23, 30, tzinfo=UTC)
ZONES: Final = ("UTC", "Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin")
WORKOUTS: Final = 16
CANCELLED: Final = "w15"
#: The last one runs, and has each exercise twice.
RUNNING: Final = "w16"
#: It began after the one that runs, and has a set that is said to have been done before it.
LATE: Final = "w17"
#: Where it was done, this was the first day of the first week that is looked at, and the scales were stood on then.
EARLY_THERE: Final = datetime(2024, 1, 17, 20, tzinfo=UTC)
#: The day on which the person looks at all of it.
TODAY: Final = "2024-04-10"


def exercises() -> list[Row]:
    return [
        Row(name, {"name": title, "measurement": measurement, "load_mode": mode, "primary_muscles": primary,
                   "secondary_muscles": secondary})
        for name, (title, measurement, mode, primary, secondary) in EXERCISES.items()
    ]  # fmt: skip


def measurements() -> list[Row]:
    """The scales: in both units, longer ago than they are good for, and twice at one instant."""
    said = [
        ("80", "kg", FIRST - timedelta(days=200)),
        ("181.5", "lb", FIRST + timedelta(days=12)),
        ("79.9", "kg", EARLY_THERE),
        ("82.4", "kg", FIRST + timedelta(days=40)),
        ("82.6", "kg", FIRST + timedelta(days=40)),
        ("84", "kg", FIRST + timedelta(days=200)),
    ]
    rows = [
        {"part": "body_weight", "amount": amount, "unit": unit, "measured_at": instant(at)} for amount, unit, at in said
    ]
    waist = {"part": "waist", "amount": "85", "unit": "cm", "measured_at": instant(FIRST + timedelta(days=41))}
    return [Row(f"m{number:02}", fields) for number, fields in enumerate([*rows, waist], start=1)]


def workouts() -> list[Row]:
    return list(Training(seed=20261130).rows())


def instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class Training:
    """What is drawn by chance, each row once and in the order in which it is made."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 — the same training every time
        self.blocks = 0
        self.sets = 0

    def rows(self) -> Iterator[Row]:
        at = FIRST
        for number in range(1, WORKOUTS):
            yield from self._workout(f"w{number:02}", at)
            at += timedelta(days=self.chance.randint(1, 9), hours=self.chance.randint(-9, 9))
        yield from self._workout(RUNNING, at)
        yield from self._odd_times(at)

    def _workout(self, name: str, at: datetime) -> Iterator[Row]:
        weighed = {"body_weight": "180", "body_weight_unit": "lb"} if self.chance.random() < 0.25 else {}
        ended = {} if name == RUNNING else {"status": "completed", "completed_at": instant(at + timedelta(hours=1))}
        status = {"status": "cancelled"} if name == CANCELLED else ended
        yield Row(name, {"started_at": instant(at), "time_zone": self.chance.choice(ZONES), **weighed, **status})
        done = sorted(EXERCISES) * 2 if name == RUNNING else self._done(int(name[1:]))
        for exercise in done:
            self.blocks += 1
            block = f"b{self.blocks:03}"
            # Places may be shared: the id decides then.
            place = self.chance.choice((self.blocks, 1 + self.blocks // 2))
            yield Row(block, {"workout_id": name, "exercise_id": exercise, "display_order": place})
            if name != RUNNING and self.chance.random() < 0.9:
                yield from self._sets(block, exercise, at)

    def _done(self, turn: int) -> list[str]:
        """All in turns, so that each is done; now and then one a second time, as top and back-off sets are."""
        every = sorted(EXERCISES)
        done = [every[(turn * 3 + place) % len(every)] for place in range(4)]
        return [*done, self.chance.choice(done)] if self.chance.random() < 0.4 else done

    def _odd_times(self, running: datetime) -> Iterator[Row]:
        """A workout that began after the one that runs, with a set from before it; two that were done in turns."""
        yield from self._timed(LATE, "x01", running + timedelta(hours=1), [running - timedelta(hours=1)])
        before = running - timedelta(hours=3)
        minutes = [before + timedelta(minutes=minute) for minute in (10, 20, 30)]
        yield from self._timed("w18", "x10", before, [minutes[0], minutes[2], running + timedelta(minutes=5)])
        yield from self._timed("w19", "x10", before, [minutes[1]])
        yield from self._timed("w20", "x02", EARLY_THERE, [EARLY_THERE], zone=ZONES[1], mode="bodyweight_plus")

    def _timed(
        self,
        workout: str,
        exercise: str,
        began: datetime,
        done: list[datetime],
        *,
        zone: str = "UTC",
        mode: str = "external",
    ) -> Iterator[Row]:
        """A workout of one exercise, and when each of its sets was done."""
        block = workout.replace("w", "b9")
        yield Row(workout, {"started_at": instant(began), "time_zone": zone, "status": "completed",
                            "completed_at": instant(began)})  # fmt: skip
        yield Row(block, {"workout_id": workout, "exercise_id": exercise, "display_order": 1})
        for index, at in enumerate(done, start=1):
            place = {"workout_exercise_id": block, "set_index": index, "performed_at": instant(at)}
            name = f"s{900 + 10 * int(workout[1:]) + index}"
            yield Row(name, place | {"reps": index, "load": "70", "load_unit": "kg", "load_mode": mode})

    def _sets(self, block: str, exercise: str, at: datetime) -> Iterator[Row]:
        _, measurement, mode, *_ = EXERCISES[exercise]
        first = ""
        for index in range(1, self.chance.randint(2, 5)):
            self.sets += 1
            name = f"s{self.sets:03}"
            fields = self._typed(measurement, mode)
            if first and self.chance.random() < 0.2:
                fields |= {"continues_set_id": first, "technique": self.chance.choice(("drop_set", "rest_pause"))}
            else:
                first = name
            done = at + timedelta(seconds=60 * self.chance.randint(0, 20))
            # Places may be shared here, too.
            place = max(1, index - self.chance.randint(0, 1))
            yield Row(name, {"workout_exercise_id": block, "set_index": place, "performed_at": instant(done)} | fields)

    def _typed(self, measurement: str, mode: str) -> JSON:
        chance = self.chance
        fields: JSON = {"load_mode": mode if chance.random() < 0.8 else chance.choice(MODES)}
        if chance.random() < 0.1:
            fields["set_type"] = "warmup"
        if "weight" in measurement and chance.random() < 0.85:
            unit = chance.choice(("kg", "kg", "lb"))
            fields |= {"load": chance.choice(LOADS), "load_unit": unit}
        if "reps" in measurement:
            fields["reps"] = chance.choice((0, 1, 1, 3, 5, 5, 8, 8, 10, 12, 13, 20))
        if "duration" in measurement:
            fields["duration_seconds"] = chance.choice(("0", "30", "60", "60.0", "90.5", "600", "1500"))
        if "distance" in measurement:
            fields |= chance.choice(DISTANCES)
        effort = chance.choice(EFFORTS)
        side = {"side": chance.choice(("left", "right", "each"))} if chance.random() < 0.2 else {}
        technique = {"technique": "partial_length"} if chance.random() < 0.07 else {}
        return fields | effort | side | technique


MODES: Final = ("external", "bodyweight_plus", "assisted", "band")
LOADS: Final = ("0", "5", "20", "20.0", "61.25", "90", "100", "100.0", "102.5", "135", "225", "0.5")
EFFORTS: Final[tuple[JSON, ...]] = (
    {}, {}, {"rpe": "10"}, {"rpe": "8"}, {"rpe": "8.5"}, {"rpe": "5"}, {"rir": "0"}, {"rir": "1"}, {"rir": "4.5"},
    {"rir": "5"},
)  # fmt: skip
DISTANCES: Final[tuple[JSON, ...]] = tuple(
    {"distance": distance, "distance_unit": unit}
    for distance, unit in (
        ("1", "mi"), ("1760", "yd"), ("5280", "ft"), ("1609.344", "m"), ("1.6", "km"), ("5", "km"), ("3.2", "mi"),
        ("400", "m"), ("0", "m"), ("50", "ft"),
    )
)  # fmt: skip
