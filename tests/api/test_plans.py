"""Plans over HTTP: written with every column, copied, put in order, archived, deleted; workouts outlive them."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import Person, make_exercise, train

JSON = dict[str, Any]
#: Every column that a lifter writes; `exercise_id` and `substitutes` are of the test's own.
FULL: Final[JSON] = {
    "display_order": 3,
    "intensity_technique": "myo_reps",
    "warmup_sets": 2,
    "working_sets": 4,
    "target_reps": 6,
    "target_reps_max": 8,
    "rpe_early": 7,
    "rpe_last": 9,
    "rest_time": 150,
    "rest_time_max": 210,
    "superset_group": 1,
    "per_side": True,
    "set_targets": [
        {
            "set_type": "working",
            "set_number": 1,
            "target_reps": 5,
            "target_reps_max": None,
            "target_rpe": "8.5",
            "load": "82.5",
            "load_unit": "kg",
            "rest_time": 240,
            "intensity_technique": None,
            "note": "Top set.",
        }
    ],
    "notes": "Pause the first repetition.",
    "returning_note": "Seat at 4.",
}
FEW: Final[JSON] = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}


class Writer:
    """Someone writing plans."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def put(self, kind: str, body: JSON, *, expect: int = 201) -> JSON:
        answer = await self.client.put(f"{API}/{kind}/{new_id()}", json=body)
        assert answer.status_code == expect, answer.text
        return dict(answer.json())

    async def plan(self, name: str = "Push") -> str:
        return str((await self.put("plans", {"plan_name": name}))["id"])

    async def day(self, plan: str, **body: object) -> str:
        return str((await self.put("plan-days", {"plan_id": plan, "day_name": "Monday", **body}))["id"])

    async def exercise(self, plan: str, exercise: UUID, **body: object) -> JSON:
        return await self.put("plan-exercises", {"plan_id": plan, "exercise_id": str(exercise), **FEW, **body})

    async def tree(self, plan: str) -> JSON:
        return dict((await self.client.get(f"{API}/plans/{plan}")).json())


@pytest.fixture
def anns(ann_client: httpx.AsyncClient) -> Writer:
    return Writer(ann_client)


async def test_every_column_comes_back_as_it_was_written(anns: Writer, database: Database, ann: Person) -> None:
    bench, dips, press = [await make_exercise(database, ann, name) for name in ("Bench", "Dips", "Press")]
    plan = await anns.plan()
    day = await anns.day(plan, week=2, display_order=5, notes="Heavy.")
    written = {**FULL, "plan_day_id": day, "exercise_id": str(bench), "substitutes": [str(dips), str(press)]}

    made = await anns.put("plan-exercises", {"plan_id": plan, **written})

    tree = await anns.tree(plan)
    [read_day] = tree["days"]
    assert {name: made[name] for name in written} == written
    assert (made["name"], made["substitute_names"]) == ("Bench", ["Dips", "Press"])
    assert {name: read_day[name] for name in ("id", "day_name", "week", "display_order", "notes")} == {
        "id": day,
        "day_name": "Monday",
        "week": 2,
        "display_order": 5,
        "notes": "Heavy.",
    }
    assert read_day["exercises"] == [made]
    assert tree["exercises"] == []


async def test_a_plan_without_days_holds_its_exercises_itself(anns: Writer, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()
    await anns.day(plan)

    first, second = [await anns.exercise(plan, bench) for _ in range(2)]

    tree = await anns.tree(plan)
    assert [exercise["id"] for exercise in tree["exercises"]] == [first["id"], second["id"]]
    assert [exercise["display_order"] for exercise in tree["exercises"]] == [1, 2]
    assert [day["exercises"] for day in tree["days"]] == [[]]


async def test_a_fifth_set_is_explained(anns: Writer, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()

    body = {"plan_id": plan, "exercise_id": str(bench), **FEW, "working_sets": 5}
    refused = await anns.put("plan-exercises", body, expect=422)

    assert refused["errors"] == [
        {
            "field": "working_sets",
            "rule": "working_sets must be 0 to 4. For a fifth set add the exercise a second time: that is also how a "
            "top set with back-off sets is written.",
            "value": "5",
        }
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"target_reps_max": 7}, "target_reps_max"),
        ({"rest_time_max": 60}, "rest_time_max"),
        ({"rpe_last": 11}, "rpe_last"),
        ({"target_reps": 0}, "target_reps"),
        ({"set_targets": [{"set_number": 1}, {"set_number": 1}]}, "set_targets"),
        ({"set_targets": [{"set_number": 1}, {"set_number": 5}]}, "set_targets[1].set_number"),
        ({"set_targets": [{"set_type": "warmup", "set_number": 4}]}, "set_targets[0].set_number"),
        ({"set_targets": [{"set_number": 1, "load": "80"}]}, "load_unit"),
        ({"set_targets": [{"set_number": 1, "target_rpe": "8.3"}]}, "target_rpe"),
        ({"intensity_technique": "magic"}, "intensity_technique"),
        ({"notes": "x" * 501}, "notes"),
        ({"plan_day_id": str(new_id())}, "plan_day_id"),
        ({"exercise_id": str(new_id())}, "exercise_id"),
        ({"substitutes": [str(new_id())]}, "substitutes"),
        ({"tempo": "3010"}, "tempo"),
    ],
)
async def test_what_cannot_be_planned_names_the_field(
    anns: Writer, database: Database, ann: Person, wrong: JSON, field: str
) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()

    body = {"plan_id": plan, "exercise_id": str(bench), **FEW, **wrong}
    refused = await anns.put("plan-exercises", body, expect=422)

    assert [error["field"] for error in refused["errors"]] == [field]
    assert (await anns.tree(plan))["exercises"] == []


async def test_an_exercise_is_no_substitute_for_itself(anns: Writer, database: Database, ann: Person) -> None:
    bench, dips = [await make_exercise(database, ann, name) for name in ("Bench", "Dips")]
    plan = await anns.plan()

    for substitutes in ([bench], [dips, dips]):
        body = {"plan_id": plan, "exercise_id": str(bench), **FEW, "substitutes": [str(each) for each in substitutes]}
        refused = await anns.put("plan-exercises", body, expect=422)

        assert [error["field"] for error in refused["errors"]] == ["substitutes"]


async def test_a_day_of_another_plan_is_refused(anns: Writer, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan, other = await anns.plan(), await anns.plan("Pull")
    elsewhere = await anns.day(other)
    made = await anns.exercise(plan, bench)

    moved = await anns.client.patch(f"{API}/plan-exercises/{made['id']}", json={"plan_day_id": elsewhere})

    assert moved.status_code == 422
    assert moved.json()["errors"][0] == {
        "field": "plan_day_id",
        "rule": "There is no such day in this plan.",
        "value": elsewhere,
    }


async def test_a_name_is_taken_once(anns: Writer) -> None:
    await anns.plan("Push")
    other = await anns.plan("Pull")

    again = await anns.put("plans", {"plan_name": "Push"}, expect=409)
    await anns.put("plans", {"plan_name": " PUSH "}, expect=409)
    renamed = await anns.client.patch(f"{API}/plans/{other}", json={"plan_name": "Push"})

    assert again["detail"] == "plan_name 'Push' is the name of another plan of yours."
    assert renamed.status_code == 409


async def test_a_plan_sent_again_is_the_plan_as_it_is_now(anns: Writer) -> None:
    place = f"{API}/plans/{new_id()}"
    first = await anns.client.put(place, json={"plan_name": "Push"})
    await anns.client.patch(place, json={"notes": "Renamed meanwhile.", "plan_name": "Press"})

    again = await anns.client.put(place, json={"plan_name": "Push"})
    other = await anns.client.put(place, json={"plan_name": "Legs"})

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json()["plan_name"] == "Press"
    assert other.json()["existing"] == {"plan_name": "Press", "notes": "Renamed meanwhile."}
    assert other.json()["sent"] == {"plan_name": "Legs", "notes": None, "copy_of": None}


async def test_a_copy_is_a_whole_plan_of_its_own(anns: Writer, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()
    day = await anns.day(plan)
    original = await anns.exercise(plan, bench, **FULL, plan_day_id=day)
    await anns.exercise(plan, bench)

    copies = [await anns.put("plans", {"copy_of": plan}) for _ in range(2)]
    await anns.client.patch(f"{API}/plan-exercises/{original['id']}", json={"notes": "Changed afterwards."})

    copied = copies[0]["days"][0]["exercises"][0]
    own = {"id", "plan_day_id", "version"}
    assert [copy["plan_name"] for copy in copies] == ["Push (copy)", "Push (copy 2)"]
    assert {name: value for name, value in copied.items() if name not in own} == {
        name: value for name, value in original.items() if name not in own
    }
    assert copied["id"] != original["id"]
    assert len(copies[1]["exercises"]) == 1
    assert (await anns.tree(copies[0]["id"]))["days"][0]["exercises"] == [copied]


async def test_a_day_is_copied_with_its_exercises(anns: Writer, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()
    day = await anns.day(plan, day_name="Heavy")
    await anns.exercise(plan, bench, plan_day_id=day)

    await anns.put("plan-days", {"plan_id": plan, "copy_of": day, "week": 2})

    tree = await anns.tree(plan)
    assert [(each["day_name"], each["week"], len(each["exercises"])) for each in tree["days"]] == [
        ("Heavy", None, 1),
        ("Heavy", 2, 1),
    ]


async def test_days_and_exercises_are_put_in_order(anns: Writer, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()
    days = [await anns.day(plan, day_name=name) for name in ("A", "B", "C")]
    exercises = [(await anns.exercise(plan, bench, plan_day_id=days[0]))["id"] for _ in range(3)]
    dayless = [(await anns.exercise(plan, bench))["id"] for _ in range(2)]

    orders = [
        await anns.client.put(f"{API}/plans/{plan}/day-order", json={"ids": days[::-1]}),
        await anns.client.put(f"{API}/plan-days/{days[0]}/exercise-order", json={"ids": exercises[::-1]}),
        await anns.client.put(f"{API}/plans/{plan}/exercise-order", json={"ids": dayless[::-1]}),
    ]

    tree = await anns.tree(plan)
    assert [order.status_code for order in orders] == [200, 204, 200]
    assert [day["id"] for day in tree["days"]] == days[::-1]
    assert [exercise["id"] for exercise in tree["days"][2]["exercises"]] == exercises[::-1]
    assert [exercise["id"] for exercise in tree["exercises"]] == dayless[::-1]


async def test_an_order_names_what_is_there_and_nothing_else(anns: Writer) -> None:
    plan = await anns.plan()
    kept, left_out, stranger = await anns.day(plan), await anns.day(plan), str(new_id())

    refused = await anns.client.put(f"{API}/plans/{plan}/day-order", json={"ids": [kept, stranger]})

    assert refused.status_code == 409
    assert refused.json()["detail"] == (
        f"ids must name the days of the plan, each once (missing: {left_out}; not there: {stranger})."
    )


async def test_an_archived_plan_is_listed_apart(anns: Writer) -> None:
    kept, archived = await anns.plan("Keep"), await anns.plan("Away")
    await anns.client.put(f"{API}/plans/{archived}/archive")

    shown = (await anns.client.get(f"{API}/plans")).json()["items"]
    away = (await anns.client.get(f"{API}/plans", params={"archived": True})).json()["items"]
    back = await anns.client.delete(f"{API}/plans/{archived}/archive")

    assert [plan["id"] for plan in shown] == [kept]
    assert [plan["id"] for plan in away] == [archived]
    assert (back.status_code, back.json()["archived_at"]) == (200, None)


async def test_the_list_goes_by_name_page_after_page(anns: Writer, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    for name in ("legs", "Arms", "Push"):
        plan = await anns.plan(name)
    await anns.exercise(plan, bench, plan_day_id=await anns.day(plan))

    first = (await anns.client.get(f"{API}/plans", params={"limit": 2})).json()
    second = (await anns.client.get(f"{API}/plans", params={"limit": 2, "cursor": first["next_cursor"]})).json()

    assert [plan["plan_name"] for plan in first["items"]] == ["Arms", "legs"]
    assert [(plan["plan_name"], plan["days"], plan["exercises"]) for plan in second["items"]] == [("Push", 1, 1)]
    assert second["next_cursor"] is None


async def test_workouts_outlive_the_plan_that_they_were_done_by(anns: Writer, database: Database, ann: Person) -> None:
    done = await train(database, ann)

    deleted = await anns.client.delete(f"{API}/plans/{done.plan}")

    workout = (await anns.client.get(f"{API}/workouts/{done.workout}")).json()
    assert deleted.status_code == 204
    assert (workout["plan_id"], workout["exercises"][0]["plan_exercise_id"]) == (None, None)
    assert len(workout["exercises"][0]["sets"]) == 1


async def test_of_two_devices_the_later_one_is_told(anns: Writer, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()
    made = await anns.exercise(plan, bench)
    place, read = f"{API}/plan-exercises/{made['id']}", {"If-Match": f'"{made["version"]}"'}

    first = await anns.client.patch(place, json={"working_sets": 4}, headers=read)
    second = await anns.client.patch(place, json={"working_sets": 2}, headers=read)

    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["existing"]["working_sets"] == 4


async def test_plans_and_days_are_changed_and_deleted_as_they_were_read(anns: Writer) -> None:
    plan = await anns.put("plans", {"plan_name": "Push"})
    day = await anns.put("plan-days", {"plan_id": plan["id"], "day_name": "Monday"})

    for place, made in ((f"{API}/plan-days/{day['id']}", day), (f"{API}/plans/{plan['id']}", plan)):
        read = {"If-Match": f'"{made["version"]}"'}
        changed = await anns.client.patch(place, json={"notes": "Heavy."}, headers=read)
        late = await anns.client.delete(place, headers=read)
        deleted = await anns.client.delete(place, headers={"If-Match": changed.headers["ETag"]})
        gone = await anns.client.patch(place, json={"notes": "Light."})

        assert (changed.status_code, changed.json()["notes"]) == (200, "Heavy.")
        assert changed.headers["ETag"] == f'"{changed.json()["version"]}"'
        assert (late.status_code, late.json()["existing"]["notes"]) == (412, "Heavy.")
        assert (deleted.status_code, gone.status_code) == (204, 404)


async def test_an_exercise_is_taken_out_of_a_plan(anns: Writer, database: Database, ann: Person) -> None:
    done = await train(database, ann)

    deleted = await anns.client.delete(f"{API}/plan-exercises/{done.plan_exercise}")

    workout = (await anns.client.get(f"{API}/workouts/{done.workout}")).json()
    assert (deleted.status_code, (await anns.tree(str(done.plan)))["exercises"]) == (204, [])
    assert (workout["plan_id"], workout["exercises"][0]["plan_exercise_id"]) == (str(done.plan), None)
