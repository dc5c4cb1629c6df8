"""A workout started from a plan, and what becomes of its exercises."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

import httpx
import pytest
from sqlalchemy import delete, select, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import IntensityTechnique, PlanDay, PlanExercise, SessionExercise, WorkoutPlan
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import Person, log_workout, make_exercise, train

WORKOUTS: Final = f"{API}/workouts"
EXERCISES: Final = f"{API}/workout-exercises"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with one day, "Push A", of two exercises in one superset: Bench, then Fly."""

    plan: UUID
    day: UUID
    bench: UUID
    fly: UUID
    planned_bench: UUID
    planned_fly: UUID


@pytest.fixture
async def planned(database: Database, ann: Person) -> Planned:
    bench, fly = [await make_exercise(database, ann, name) for name in ("Bench", "Fly")]
    made = Planned(new_id(), new_id(), bench, fly, new_id(), new_id())
    async with database.acting_as(ann.id) as session:
        session.add(WorkoutPlan(user_id=ann.id, id=made.plan, plan_name="Four days"))
        await session.flush()
        session.add(PlanDay(user_id=ann.id, id=made.day, plan_id=made.plan, day_name="Push A", display_order=1))
        await session.flush()
        for id, exercise, place in ((made.planned_fly, fly, 2), (made.planned_bench, bench, 1)):
            session.add(
                PlanExercise(
                    user_id=ann.id, id=id, plan_id=made.plan, plan_day_id=made.day, exercise_id=exercise,
                    display_order=place, intensity_technique=IntensityTechnique.DROP_SET, warmup_sets=2,
                    working_sets=3, target_reps=6, target_reps_max=8, rpe_early=8, rpe_last=9, rest_time=180,
                    superset_group=1, notes="Slow.", returning_note="Seat on 4.", first_substitute_id=fly,
                    set_targets=[{"set_type": "working", "set_number": 1, "load": "100.5", "load_unit": "kg"}],
                )
            )  # fmt: skip
    return made


async def start(client: httpx.AsyncClient, planned: Planned) -> str:
    """The address of a workout that was just started from the day."""
    place = f"{WORKOUTS}/{new_id()}"
    answer = await client.put(place, json={"plan_day_id": str(planned.day)})
    assert answer.status_code == 201, answer.text
    return place


async def test_a_day_is_copied_into_the_workout(ann_client: httpx.AsyncClient, planned: Planned) -> None:
    workout = new_id()

    made = await ann_client.put(f"{WORKOUTS}/{workout}", json={"plan_day_id": str(planned.day)})

    told = made.json()
    target = {
        "planned_exercise_id": str(planned.bench),
        "substitutes": [str(planned.fly)],
        "intensity_technique": "drop_set",
        "warmup_sets": 2,
        "working_sets": 3,
        "target_reps": 6,
        "target_reps_max": 8,
        "rpe_early": 8,
        "rpe_last": 9,
        "rest_time": 180,
        "rest_time_max": None,
        "per_side": False,
        "notes": "Slow.",
        "set_targets": [
            {
                "set_type": "working", "set_number": 1, "target_reps": None, "target_reps_max": None,
                "target_rpe": None, "load": "100.5", "load_unit": "kg", "rest_time": None,
                "intensity_technique": None, "note": "",
            }
        ],
    }  # fmt: skip
    assert made.status_code == 201
    assert [told["name"], told["plan_id"], told["plan_day_id"]] == ["Push A", str(planned.plan), str(planned.day)]
    assert [exercise["name"] for exercise in told["exercises"]] == ["Bench", "Fly"]
    assert told["exercises"][0] == {
        "id": str(uuid5(workout, str(planned.planned_bench))),
        "exercise_id": str(planned.bench),
        "name": "Bench",
        "display_order": 1,
        "superset_group": 1,
        "plan_exercise_id": str(planned.planned_bench),
        "notes": "",
        "returning_note": "Seat on 4.",
        "version": told["exercises"][0]["version"],
        "target": target,
        "previous": None,
        "sets": [],
    }


async def test_later_edits_of_the_plan_do_not_reach_the_workout(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, planned: Planned
) -> None:
    place = await start(ann_client, planned)
    before = (await ann_client.get(place)).json()

    async with database.acting_as(ann.id) as session:
        edited = {"working_sets": 1, "target_reps": 7, "exercise_id": planned.fly, "returning_note": "?"}
        await session.execute(update(PlanExercise).values(**edited).execution_options(synchronize_session=False))
    after = (await ann_client.get(place)).json()
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(WorkoutPlan).execution_options(synchronize_session=False))
    without = (await ann_client.get(place)).json()

    assert after == before
    assert [without["plan_id"], without["plan_day_id"]] == [None, None]
    assert [exercise["target"] for exercise in without["exercises"]] == [
        exercise["target"] for exercise in before["exercises"]
    ]


async def test_a_plan_without_days_is_started_as_a_whole(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, planned: Planned
) -> None:
    training = await train(database, ann)
    place = f"{WORKOUTS}/{new_id()}"

    made = await ann_client.put(place, json={"plan_id": str(training.plan)})
    with_days = await ann_client.put(f"{WORKOUTS}/{new_id()}", json={"plan_id": str(planned.plan), "alongside": True})

    assert [made.json()["name"], made.json()["plan_id"]] == ["Lower", str(training.plan)]
    assert [exercise["exercise_id"] for exercise in made.json()["exercises"]] == [str(training.exercise)]
    assert (with_days.status_code, with_days.json()["detail"]) == (
        422, "This plan has days: give the plan_day_id of the one to start.",
    )  # fmt: skip


async def test_another_persons_plan_and_one_that_never_was_get_the_same_answer(
    bob_client: httpx.AsyncClient, planned: Planned
) -> None:
    answers = [
        [await bob_client.put(f"{WORKOUTS}/{new_id()}", json={field: str(id)}) for id in (anns, new_id())]
        for field, anns in (("plan_day_id", planned.day), ("plan_id", planned.plan))
    ]

    assert [
        [(answer.status_code, answer.json()["errors"][0]["field"], answer.json()["detail"]) for answer in pair]
        for pair in answers
    ] == [
        [(422, "plan_day_id", "There is no such day of a plan.")] * 2,
        [(422, "plan_id", "There is no such plan.")] * 2,
    ]


async def test_the_same_start_again_needs_no_plan_anymore(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, planned: Planned
) -> None:
    place = await start(ann_client, planned)
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(WorkoutPlan).execution_options(synchronize_session=False))

    again = await ann_client.put(place, json={"plan_day_id": str(planned.day)})

    assert (again.status_code, len(again.json()["exercises"])) == (200, 2)


async def test_an_exercise_is_added_last_or_where_it_is_wanted(ann_client: httpx.AsyncClient, planned: Planned) -> None:
    place = await start(ann_client, planned)
    workout = place.rsplit("/", 1)[1]
    sent = {"workout_id": workout, "exercise_id": str(planned.fly)}

    last = await ann_client.put(f"{EXERCISES}/{new_id()}", json=sent | {"notes": "More."})
    first = await ann_client.put(f"{EXERCISES}/{new_id()}", json=sent | {"display_order": 0, "superset_group": 2})

    read = (await ann_client.get(place)).json()
    assert [last.status_code, first.status_code] == [201, 201]
    assert [last.json()["display_order"], last.json()["notes"], last.json()["name"]] == [3, "More.", "Fly"]
    assert first.headers["ETag"] == f'"{first.json()["version"]}"'
    assert read["exercises"] == [first.json(), *read["exercises"][1:3], last.json()]


async def test_an_exercise_is_added_once_and_another_one_under_its_id_is_a_conflict(
    ann_client: httpx.AsyncClient, planned: Planned
) -> None:
    workout = (await start(ann_client, planned)).rsplit("/", 1)[1]
    place, sent = f"{EXERCISES}/{new_id()}", {"workout_id": workout, "exercise_id": str(planned.fly)}
    await ann_client.put(place, json=sent)
    changed = await ann_client.patch(place, json={"notes": "Heavy."})

    again = await ann_client.put(place, json=sent)
    other = await ann_client.put(place, json=sent | {"superset_group": 7})

    assert (again.status_code, again.json()) == (200, changed.json())
    assert (other.status_code, other.json()["existing"]["notes"]) == (409, "Heavy.")
    assert (other.json()["existing"]["superset_group"], other.json()["sent"]["superset_group"]) == (None, 7)


async def test_an_unknown_workout_or_exercise_is_named_and_another_persons_in_the_same_words(
    ann_client: httpx.AsyncClient, database: Database, bob: Person, planned: Planned
) -> None:
    workout = (await start(ann_client, planned)).rsplit("/", 1)[1]
    bobs = await train(database, bob)
    sent = {"workout_id": workout, "exercise_id": str(planned.fly)}
    there = f"{EXERCISES}/{uuid5(UUID(workout), str(planned.planned_fly))}"

    answers = [
        await ann_client.put(f"{EXERCISES}/{new_id()}", json=sent | {"workout_id": str(bobs.workout)}),
        await ann_client.put(f"{EXERCISES}/{new_id()}", json=sent | {"workout_id": str(new_id())}),
        await ann_client.put(f"{EXERCISES}/{new_id()}", json=sent | {"exercise_id": str(bobs.exercise)}),
        await ann_client.put(f"{EXERCISES}/{new_id()}", json=sent | {"exercise_id": str(new_id())}),
        await ann_client.patch(there, json={"exercise_id": str(bobs.exercise)}),
        await ann_client.patch(there, json={"exercise_id": str(new_id())}),
        await ann_client.patch(f"{EXERCISES}/{bobs.session_exercise}", json={"notes": "mine"}),
        await ann_client.delete(f"{EXERCISES}/{bobs.session_exercise}"),
    ]

    assert [(answer.status_code, answer.json()["detail"]) for answer in answers] == [
        *[(422, "There is no such workout.")] * 2,
        *[(422, "There is no such exercise.")] * 4,
        *[(404, "There is no such exercise in a workout.")] * 2,
    ]


async def test_a_substitute_takes_the_place_with_the_sets_logged_and_what_was_planned(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    training = await train(database, ann)
    other = await make_exercise(database, ann, "Leg Press")
    place = f"{EXERCISES}/{training.session_exercise}"
    before = (await ann_client.get(f"{WORKOUTS}/{training.workout}")).json()["exercises"][0]

    answer = await ann_client.patch(place, json={"exercise_id": str(other), "notes": "The rack was taken."})

    told = answer.json()
    [done] = told["sets"]
    assert answer.status_code == 200
    assert told == before | {
        "exercise_id": str(other), "name": "Leg Press", "notes": "The rack was taken.",
        "version": told["version"], "sets": [before["sets"][0] | {"version": done["version"]}],
    }  # fmt: skip
    assert told["version"] != before["version"]
    history = (await ann_client.get(f"{API}/exercises/{other}/history")).json()
    assert [item["set"]["id"] for item in history["items"]] == [str(training.set)]


async def test_a_note_that_comes_back_is_kept_in_the_plan(ann_client: httpx.AsyncClient, planned: Planned) -> None:
    place = await start(ann_client, planned)
    [bench, fly] = (await ann_client.get(place)).json()["exercises"]

    await ann_client.patch(f"{EXERCISES}/{bench['id']}", json={"returning_note": "Seat on 5."})
    await ann_client.patch(f"{EXERCISES}/{fly['id']}", json={"notes": "Only today."})

    await ann_client.put(f"{place}/completion")
    next_time = await ann_client.get(await start(ann_client, planned))
    assert [(each["returning_note"], each["notes"]) for each in next_time.json()["exercises"]] == [
        ("Seat on 5.", ""),
        ("Seat on 4.", ""),
    ]


async def test_exercises_are_reordered_all_at_once(ann_client: httpx.AsyncClient, planned: Planned) -> None:
    place = await start(ann_client, planned)
    before = (await ann_client.get(place)).json()
    bench, fly = [exercise["id"] for exercise in before["exercises"]]

    answer = await ann_client.put(
        f"{place}/exercise-order", json={"ids": [fly, bench]}, headers={"If-Match": f'"{before["version"]}"'}
    )
    stale = await ann_client.put(
        f"{place}/exercise-order", json={"ids": [bench, fly]}, headers={"If-Match": f'"{before["version"]}"'}
    )

    ordered = [(exercise["id"], exercise["display_order"]) for exercise in answer.json()["exercises"]]
    assert (answer.status_code, ordered, stale.status_code) == (200, [(fly, 1), (bench, 2)], 412)


async def test_an_order_that_misses_or_invents_exercises_is_a_conflict_that_names_them(
    ann_client: httpx.AsyncClient, planned: Planned
) -> None:
    place = await start(ann_client, planned)
    bench, fly = [exercise["id"] for exercise in (await ann_client.get(place)).json()["exercises"]]
    invented = str(new_id())

    refused = await ann_client.put(f"{place}/exercise-order", json={"ids": [bench, invented]})
    twice = await ann_client.put(f"{place}/exercise-order", json={"ids": [bench, bench]})

    assert refused.status_code == 409
    assert refused.json()["detail"] == (
        f"ids must name the exercises of the workout, each once (missing: {fly}; not there: {invented})."
    )
    assert refused.json()["existing"] == {"ids": [bench, fly]}
    assert (twice.status_code, twice.json()["errors"][0]["field"]) == (422, "ids")


async def test_an_exercise_is_removed_with_its_sets(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    training = await train(database, ann)
    place = f"{EXERCISES}/{training.session_exercise}"

    answers = [await ann_client.delete(place), await ann_client.delete(place)]

    left = (await ann_client.get(f"{WORKOUTS}/{training.workout}")).json()["exercises"]
    assert ([answer.status_code for answer in answers], left) == ([204, 404], [])


async def test_a_change_of_an_exercise_meant_for_another_version_is_refused_and_shows_what_is_there(
    ann_client: httpx.AsyncClient, planned: Planned
) -> None:
    [bench, _] = (await ann_client.get(await start(ann_client, planned))).json()["exercises"]
    place, stale = f"{EXERCISES}/{bench['id']}", {"If-Match": f'"{bench["version"]}"'}
    await ann_client.patch(place, json={"notes": "from the phone"}, headers=stale)

    answers = [
        await ann_client.patch(place, json={"notes": "from the desk"}, headers=stale),
        await ann_client.delete(place, headers=stale),
    ]

    assert [answer.status_code for answer in answers] == [412, 412]
    assert answers[0].json()["existing"] == {
        "exercise_id": str(planned.bench), "display_order": 1, "superset_group": 1, "notes": "from the phone",
        "returning_note": "Seat on 4.",
    }  # fmt: skip


async def test_substituting_and_ordering_and_adding_at_once_all_succeed(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    logged = await log_workout(database, ann, await make_exercise(database, ann, "Row"), {"reps": 5}, {"reps": 5})
    others = [await make_exercise(database, ann, name) for name in ("Curl", "Dip", "Press")]
    place, order = f"{EXERCISES}/{logged.session_exercise}", {"ids": [str(logged.session_exercise)]}

    answers = await asyncio.gather(
        *(ann_client.patch(place, json={"exercise_id": str(other), "returning_note": "!"}) for other in others),
        *(ann_client.put(f"{WORKOUTS}/{logged.workout}/exercise-order", json=order) for _ in range(3)),
    )

    async with database.acting_as(ann.id) as session:
        kept = (await session.execute(select(SessionExercise.exercise_id))).scalars().all()
    [read] = (await ann_client.get(f"{WORKOUTS}/{logged.workout}")).json()["exercises"]
    assert [answer.status_code for answer in answers] == [200] * 6
    assert (len(kept), UUID(read["exercise_id"]) in others, len(read["sets"])) == (1, True, 2)
