"""Someone who signs up, writes a plan of four days and trains it for twelve weeks, remembering all that was typed.

Over HTTP only, with an application that knows nothing of this file. Sets get edited, deleted and sent twice, exercises
substituted, workouts reopened and thrown away, as people do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx

from mygymtracker.database.columns import new_id
from tests.api.routes import API

FIRST_MONDAY: Final = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
WEEKS: Final = 12
JSON = dict[str, Any]

#: name, substitute, load of the first week in kilograms, what it goes up by each week
DAYS: Final[dict[str, list[tuple[str, str, float, float]]]] = {
    "Push": [
        ("Bench Press (Barbell)", "Bench Press (Dumbbell)", 80, 1.25),
        ("Overhead Press (Barbell)", "Shoulder Press (Machine)", 45, 0.5),
        ("Triceps Pushdown (Cable)", "Skullcrusher (Barbell)", 25.25, 0.75),
    ],
    "Squat": [
        ("Squat (Barbell)", "Leg Press", 110, 2.5),
        ("Leg Extension (Machine)", "Lunge (Dumbbell)", 50, 2.5),
        ("Plank", "Ab Wheel", 0, 0),
    ],
    "Pull": [
        ("Pull Up", "Lat Pulldown (Cable)", 5, 0.625),
        ("Bent Over Row (Barbell)", "Seated Row (Cable)", 70, 1.25),
        ("Biceps Curl (Dumbbell)", "Hammer Curl (Dumbbell)", 12.5, 0.5),
    ],
    "Hinge": [
        ("Deadlift (Barbell)", "Sumo Deadlift (Barbell)", 130, 2.5),
        ("Bulgarian Split Squat (Dumbbell)", "Lunge (Dumbbell)", 16, 0.5),
        ("Reverse Cable Thing", "Cable Crunch", 31.75, 1.25),  # an exercise of her own
    ],
}
OWN: Final = "Reverse Cable Thing"
WEEKDAYS: Final = (0, 1, 3, 4)


@dataclass
class Lifter:
    """`typed` is every row that should be there, by its address, with what was typed of it last."""

    client: httpx.AsyncClient
    exercises: dict[str, str] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)
    plan: str = ""
    planned: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, JSON] = field(default_factory=dict)
    sets_of: dict[str, list[str]] = field(default_factory=dict)
    blocks_of: dict[str, list[str]] = field(default_factory=dict)
    workouts: list[str] = field(default_factory=list)

    async def send(self, method: str, path: str, body: object = None, *, expect: tuple[int, ...] = (200, 201)) -> JSON:
        answer = await self.client.request(method, API + path, json=body)
        assert answer.status_code in expect, f"{method} {path} {body}: {answer.status_code} {answer.text}"
        return dict(answer.json()) if answer.content else {}

    async def put(self, path: str, body: JSON) -> JSON:
        """Sends something new, and remembers it."""
        answer = await self.send("PUT", path, body)
        self.typed[path] = dict(body)
        return answer

    async def patch(self, path: str, body: JSON) -> None:
        await self.send("PATCH", path, body)
        self.typed[path] |= body

    # ------------------------------------------------------------------------------------------------ the plan

    async def write_plan(self) -> None:
        await self._find_exercises()
        self.plan = str(new_id())
        await self.put(f"/plans/{self.plan}", {"plan_name": "Four days", "notes": "Twelve weeks, then a week off."})
        for order, (name, lifts) in enumerate(DAYS.items(), start=1):
            day = str(new_id())
            self.days.append(day)
            content = {
                "plan_id": self.plan,
                "day_name": name,
                "week": None,
                "display_order": order,
                "notes": f"Day {order}",
            }
            await self.put(f"/plan-days/{day}", content)
            self.planned[day] = []
            for place, (exercise, substitute, load, _) in enumerate(lifts, start=1):
                planned = str(new_id())
                self.planned[day].append(planned)
                await self.put(
                    f"/plan-exercises/{planned}", self._plan_exercise(day, place, exercise, substitute, load)
                )

    async def _find_exercises(self) -> None:
        made = await self.send(
            "PUT",
            f"/exercises/{new_id()}",
            {
                "name": OWN,
                "primary_muscles": ["lats"],
                "equipment": "cable",
                "load_step": "1.125",
                "load_step_unit": "kg",
            },
        )
        self.exercises[OWN] = made["id"]
        for lifts in DAYS.values():
            for name in (name for lift in lifts for name in lift[:2] if name != OWN):
                found = await self.client.get(f"{API}/exercises", params={"search": name, "limit": 5})
                best = found.json()["items"][0]
                assert best["name"] == name, f"searched {name}, found {best['name']}"
                self.exercises[name] = best["id"]

    def _plan_exercise(self, day: str, place: int, exercise: str, substitute: str, load: float) -> JSON:
        return {
            "plan_id": self.plan,
            "plan_day_id": day,
            "exercise_id": self.exercises[exercise],
            "display_order": place,
            "intensity_technique": ("N/A", "drop_set", "rest_pause")[place - 1],
            "warmup_sets": 2,
            "working_sets": 3,
            "target_reps": 6,
            "target_reps_max": 10,
            "rpe_early": 8,
            "rpe_last": 9,
            "rest_time": 120,
            "rest_time_max": 180,
            "superset_group": 1 if place > 1 else None,
            "per_side": "Split Squat" in exercise,
            "substitutes": [self.exercises[substitute]],
            "set_targets": [
                {
                    "set_type": "working",
                    "set_number": 1,
                    "target_reps": 5,
                    "target_reps_max": 6,
                    "target_rpe": "8.5",
                    "load": str(load + 2.5),
                    "load_unit": "kg",
                    "rest_time": 240,
                    "intensity_technique": None,
                    "note": "Top set.",
                }
            ],
            "notes": "Slowly down.",
            "returning_note": f"Seat at {place}.",
        }

    # ---------------------------------------------------------------------------------------------- the training

    async def train(self, week: int) -> None:
        for number, (name, day) in enumerate(zip(DAYS, self.days, strict=True)):
            started = FIRST_MONDAY + timedelta(weeks=week, days=WEEKDAYS[number])
            workout = str(new_id())
            content = {
                "plan_day_id": day,
                "started_at": started.isoformat().replace("+00:00", "Z"),
                "time_zone": "Europe/Berlin",
                "body_weight": str(70 + week / 8),
                "body_weight_unit": "kg",
            }
            tree = await self.send("PUT", f"/workouts/{workout}", content)
            assert tree["id"] == workout, "an earlier workout still runs"
            self.workouts.append(workout)
            self.typed[f"/workouts/{workout}"] = {**content, "name": name, "status": "completed"}
            self.blocks_of[workout] = [block["id"] for block in tree["exercises"]]
            await self._blocks(week, name, tree, started)
            await self._as_people_do(week, number, workout)
            completed = (started + timedelta(minutes=70)).isoformat().replace("+00:00", "Z")
            await self.send("PUT", f"/workouts/{workout}/completion", {"completed_at": completed})
            self.typed[f"/workouts/{workout}"]["completed_at"] = completed

    async def _blocks(self, week: int, name: str, tree: JSON, started: datetime) -> None:
        for block, (exercise, _, load, gain) in zip(tree["exercises"], DAYS[name], strict=True):
            assert block["exercise_id"] == self.exercises[exercise]
            self.typed[f"/workout-exercises/{block['id']}"] = {
                "exercise_id": self.exercises[exercise],
                "returning_note": block["returning_note"],
            }
            self.sets_of[block["id"]] = []
            for index in range(1, 6):
                await self._log(
                    block["id"], exercise, index, load=load + week * gain, at=started + timedelta(minutes=4 * index)
                )

    async def _log(self, block: str, exercise: str, index: int, *, load: float, at: datetime) -> None:
        warmup = index <= 2
        body: JSON = {
            "workout_exercise_id": block,
            "set_type": "warmup" if warmup else "working",
            "set_index": index,
            "performed_at": at.isoformat().replace("+00:00", "Z"),
            "rest_seconds": 60 if warmup else 150,
            "note": "" if index < 5 else "Last one.",
        }
        match exercise:
            case "Plank":
                body |= {"duration_seconds": str(30 + 10 * index)}
            case "Pull Up":
                body |= {"reps": 8, "load": str(load), "load_unit": "kg", "load_mode": "bodyweight_plus", "rir": "1.5"}
            case "Bulgarian Split Squat (Dumbbell)":
                body |= {"reps": 9, "load": str(load * 2), "load_unit": "lb", "side": "each", "rpe": "8"}
            case _:
                share = 0.5 if warmup else 1
                body |= {"reps": 12 - index, "load": str(load * share), "load_unit": "kg"}
                body |= {} if warmup else {"rpe": "8.5"}
        set_id = str(new_id())
        await self.put(f"/sets/{set_id}", body)
        self.sets_of[block].append(set_id)

    async def _as_people_do(self, week: int, number: int, workout: str) -> None:
        first, second, third = self.blocks_of[workout]
        if week % 3 == 0:  # a slip of the thumb, put right
            await self.patch(f"/sets/{self.sets_of[first][3]}", {"reps": 7, "note": "miscounted"})
        if week % 3 == 1:  # thrown away, and what was sent twice is there once
            await self.send("DELETE", f"/sets/{self.sets_of[second][0]}", expect=(204,))
            gone = self.sets_of[second].pop(0)
            del self.typed[f"/sets/{gone}"]
            kept = f"/sets/{self.sets_of[second][-1]}"
            await self.send("PUT", kept, self.typed[kept])
        if week % 4 == 2 and number != 1:  # a drop set after the last set
            before = self.typed[f"/sets/{self.sets_of[third][-1]}"]
            piece = {**before, "set_index": 6, "reps": 6, "load": "10", "load_unit": "kg", "technique": "drop_set"}
            piece["continues_set_id"] = self.sets_of[third][-1]
            set_id = str(new_id())
            await self.put(f"/sets/{set_id}", piece)
            self.sets_of[third].append(set_id)
        if week == 5:  # the rack is taken
            substitute = self.exercises[list(DAYS.values())[number][1][1]]
            await self.patch(f"/workout-exercises/{second}", {"exercise_id": substitute})
        if week == 6:  # a note that comes back
            await self.patch(f"/workout-exercises/{first}", {"returning_note": "Seat at 7."})
        if week == 8 and number == 0:  # began by mistake, and was thrown away
            await self._throw_one_away(workout)

    async def _throw_one_away(self, running: str) -> None:
        mistaken = str(new_id())
        answer = await self.send("PUT", f"/workouts/{mistaken}", {"name": "Mistake"})
        assert answer["id"] == running, "the one that runs is what is answered"
        await self.send("PUT", f"/workouts/{mistaken}", {"name": "Mistake", "alongside": True})
        await self.send("PUT", f"/workouts/{mistaken}/cancellation")
        await self.send("DELETE", f"/workouts/{mistaken}", expect=(204,))

    # ------------------------------------------------------------------------------------------------ reading it

    async def read_workouts(self) -> dict[str, JSON]:
        """Every workout of the pages of the list, read whole, by its id."""
        found: dict[str, JSON] = {}
        cursor = None
        while True:
            page = (
                await self.client.get(f"{API}/workouts", params={"limit": 50} | ({"cursor": cursor} if cursor else {}))
            ).json()
            for line in page["items"]:
                found[line["id"]] = await self.send("GET", f"/workouts/{line['id']}")
            cursor = page["next_cursor"]
            if cursor is None:
                return found


def differences(typed: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Fields whose values read otherwise than they were typed."""
    return {name: (value, read.get(name)) for name, value in typed.items() if read.get(name, "is not there") != value}
