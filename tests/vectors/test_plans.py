"""What the server makes of plans: workouts that begin, copies, names, places, and rows of which little is said."""

from __future__ import annotations

from typing import Final

import httpx

from tests.api.routes import API
from tests.factories import Person
from tests.vectors.holding import JSON, hold
from tests.vectors.rows import Names, Row, push

PLANNED: Final[JSON] = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}
SINGLE: Final[JSON] = {
    "set_type": "working", "set_number": 1, "target_reps": None, "target_reps_max": None, "target_rpe": "7.5",
    "load": "100.50", "load_unit": "kg", "rest_time": None, "intensity_technique": None, "note": "Belt.",
}  # fmt: skip
#: A plan whose places have gaps and ties, with days of two weeks, that says all there is to say; and one without days.
ROWS: Final = [
    *(Row(f"x{number}", {"name": name}) for number, name in enumerate(("Squat", "Press", "Row"), start=1)),
    Row("p1", {"plan_name": "Odd", "notes": "Rest well."}),
    Row("d1", {"plan_id": "p1", "day_name": "Heavy", "week": 1, "display_order": 7, "notes": "Slow."}),
    Row("d2", {"plan_id": "p1", "day_name": "Light", "week": 2, "display_order": 2}),
    Row("d3", {"plan_id": "p1", "day_name": "Any", "display_order": 7}),
    Row("e1", {"plan_id": "p1", "plan_day_id": "d1", "exercise_id": "x1", "display_order": 7, "set_targets": [SINGLE],
               "warmup_sets": 2, "notes": "Deep.", **PLANNED}),
    Row("e2", {"plan_id": "p1", "plan_day_id": "d1", "exercise_id": "x2", "display_order": 7,
               "substitutes": ["x1", "x3"], "superset_group": 4, "rest_time_max": 120, **PLANNED}),
    Row("e3", {"plan_id": "p1", "plan_day_id": "d1", "exercise_id": "x1", "display_order": 2, "target_reps_max": 12,
               "per_side": True, "returning_note": "Low.", "intensity_technique": "myo_reps", **PLANNED}),
    Row("e4", {"plan_id": "p1", "plan_day_id": "d2", "exercise_id": "x3", "display_order": 1, **PLANNED}),
    Row("p2", {"plan_name": "Loose"}),
    Row("e5", {"plan_id": "p2", "exercise_id": "x3", "display_order": 3, **PLANNED}),
    Row("e6", {"plan_id": "p2", "exercise_id": "x2", "display_order": 1, "superset_group": 1, **PLANNED}),
]  # fmt: skip
STARTED: Final = (("w1", "d1"), ("w2", "d2"))
COPIES: Final = (("p8", "p1"), ("p9", "p2"))
#: Names of plans that are copied.
COPIED: Final = ("Push", "PULL day", "x" * 100, "💪" * 100, "Row (copy)", "Straße", f"{'y' * 92} end")
#: Places of days that are there before one is added.
PLACES: Final[tuple[tuple[int, ...], ...]] = ((), (0,), (1, 2), (5, 2, 5), (999_999,), (1_000_000,), (3, 1_000_000))


async def test_plans_are_begun_and_copied_as_the_server_does_it(ann_client: httpx.AsyncClient, ann: Person) -> None:
    names = Names(ann)
    await push(ann_client, names, ROWS)

    for workout, day in STARTED:
        body = {"plan_day_id": names.id(day), "alongside": True}
        await _put(ann_client, f"workouts/{names.id(workout)}", body)
    for copy, of in COPIES:
        await _put(ann_client, f"plans/{names.id(copy)}", {"copy_of": names.id(of)})

    rows = names.with_names(await _rows(ann_client))
    hold(
        "plans",
        {
            "rows": [row.told() for row in ROWS],
            "started": [{"day": day} | _started(rows, workout) for workout, day in STARTED],
            "copies": [{"of": of, **_tree(rows, copy)} for copy, of in COPIES],
            "names": await _copied_names(ann_client, names),
            "places": [await _next_place(ann_client, names, number, places) for number, places in enumerate(PLACES)],
        },
    )


def _started(rows: list[JSON], workout: str) -> JSON:
    """What of a workout comes from the plan, and its exercises in their order."""
    fields = next(row["fields"] for row in rows if row["id"] == workout)
    exercises = [row["fields"] for row in rows if row["kind"] == "workout_exercise"]
    return {
        "workout": {field: fields[field] for field in ("name", "plan_id", "plan_day_id", "status", "notes")},
        "exercises": sorted(
            (each for each in exercises if each["workout_id"] == workout), key=lambda each: int(each["display_order"])
        ),
    }


def _tree(rows: list[JSON], plan: str) -> JSON:
    """A plan without ids of its own rows: days, and exercises under the name of their day."""
    of = [row for row in rows if row["fields"].get("plan_id") == plan]
    days = {row["id"]: row["fields"] for row in of if row["kind"] == "plan_day"}
    exercises = [row["fields"] for row in of if row["kind"] == "plan_exercise"]
    (fields,) = [row["fields"] for row in rows if row["id"] == plan]
    return {
        "plan": {field: value for field, value in fields.items() if field != "plan_name"},
        "days": sorted((_without(day, "plan_id") for day in days.values()), key=lambda day: str(day["day_name"])),
        "exercises": sorted(
            (
                _without(each, "plan_id") | {"plan_day_id": days.get(each["plan_day_id"], {}).get("day_name")}
                for each in exercises
            ),
            key=lambda each: (str(each["plan_day_id"]), int(each["display_order"]), str(each["exercise_id"])),
        ),
    }


def _without(fields: JSON, name: str) -> JSON:
    return {field: value for field, value in fields.items() if field != name}


async def _copied_names(client: httpx.AsyncClient, names: Names) -> list[JSON]:
    """Each name with what three copies of that plan are called, one after the other."""
    cases = []
    for number, name in enumerate(COPIED, start=1):
        source = names.id(f"p{10 * number}")
        await _put(client, f"plans/{source}", {"plan_name": name})
        copies = [names.id(f"p{10 * number + copy}") for copy in (1, 2, 3)]
        made = [await _put(client, f"plans/{copy}", {"copy_of": source}) for copy in copies]
        cases.append({"name": name, "copies": [each["plan_name"] for each in made]})
    return cases


async def _next_place(client: httpx.AsyncClient, names: Names, number: int, places: tuple[int, ...]) -> JSON:
    """Where a day goes of which no place is said."""
    plan = names.id(f"p{200 + number}")
    await _put(client, f"plans/{plan}", {"plan_name": f"Plan {number}"})
    for at, place in enumerate((*places, None)):
        body = {"plan_id": plan, "day_name": "Day"} | ({} if place is None else {"display_order": place})
        made = await _put(client, f"plan-days/{names.id(f'd{200 + 10 * number + at}')}", body)
    return {"places": places, "next": made["display_order"]}


async def test_of_what_nobody_said_anything_the_server_makes_the_same(
    ann_client: httpx.AsyncClient, ann: Person
) -> None:
    names = Names(ann)

    made = await push(ann_client, names, LITTLE)

    hold("little_said", {"rows": [row.told() | {"made": fields} for row, fields in zip(LITTLE, made, strict=True)]})


BEGAN: Final = "2024-03-02T18:00:00Z"
#: Of each kind that a device makes a row, of which it says what it must.
LITTLE: Final = [
    Row("x1", {"name": "Row"}),
    Row("p1", {"plan_name": "Bare"}),
    Row("d1", {"plan_id": "p1", "day_name": "Monday", "display_order": 1}),
    Row("e1", {"plan_id": "p1", "exercise_id": "x1", "display_order": 1, **PLANNED}),
    Row("w1", {"started_at": BEGAN, "time_zone": "Pacific/Auckland"}),
    Row("b1", {"workout_id": "w1", "exercise_id": "x1", "display_order": 1}),
    Row("s1", {"workout_exercise_id": "b1", "reps": 8, "set_index": 1, "performed_at": BEGAN}),
    Row("m1", {"part": "waist", "amount": "84.5", "unit": "cm", "measured_at": BEGAN}),
]


async def _put(client: httpx.AsyncClient, path: str, body: JSON) -> JSON:
    answer = await client.put(f"{API}/{path}", json=body)
    assert answer.is_success, answer.text
    made: JSON = answer.json()
    return made


async def _rows(client: httpx.AsyncClient) -> list[JSON]:
    """All that a device is told when it begins."""
    answer = await client.get(f"{API}/sync/bootstrap", params={"schema": 1})
    assert answer.is_success, answer.text
    rows: list[JSON] = answer.json()["rows"]
    return rows
