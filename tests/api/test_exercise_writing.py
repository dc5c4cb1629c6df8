"""Exercises of one's own over HTTP: made, read, changed, archived, merged, removed."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID, uuid5

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import Person, log_workout, make_exercise

LUNGE: Final[dict[str, Any]] = {
    "name": "Landmine Lunge",
    "aliases": ["Mine Lunge"],
    "primary_muscles": ["quads", "glute_max"],
    "secondary_muscles": ["adductors"],
    "equipment": "barbell",
    "movement_pattern": "lunge",
    "measurement": "weight_reps",
    "load_mode": "external",
    "laterality": "unilateral",
    "default_rest_seconds": 120,
    "load_step": "2.5",
    "load_step_unit": "kg",
    "notes": "",
}


def place(of: UUID | str) -> str:
    return f"{API}/exercises/{of}"


async def found(client: httpx.AsyncClient, **asked: Any) -> list[str]:
    answer = await client.get(f"{API}/exercises", params=asked)
    return [item["name"] for item in answer.json()["items"]]


async def test_an_exercise_is_made_under_a_derived_id_and_read_there(
    ann_client: httpx.AsyncClient, ann: Person
) -> None:
    sent = new_id()

    made = await ann_client.put(place(sent), json=LUNGE)

    derived = str(uuid5(ann.id, str(sent)))
    seen = await ann_client.get(place(derived))
    assert (made.status_code, seen.status_code) == (201, 200)
    assert made.headers["ETag"] == seen.headers["ETag"] == f'"{made.json()["version"]}"'
    assert made.json() == seen.json() == {
        **LUNGE,
        "id": derived,
        "is_own": True,
        "last_performed_at": None,
        "archived_at": None,
        "merged_into": None,
        "version": made.json()["version"],
    }  # fmt: skip
    assert (await ann_client.get(place(sent))).status_code == 404


async def test_the_same_request_again_answers_with_the_exercise_as_it_is_now(ann_client: httpx.AsyncClient) -> None:
    sent = place(new_id())
    made = await ann_client.put(sent, json=LUNGE)
    await ann_client.patch(place(made.json()["id"]), json={"name": "Lunge"})

    again = await ann_client.put(sent, json=LUNGE)
    other = await ann_client.put(sent, json=LUNGE | {"notes": "other"})

    assert (again.status_code, again.json()["name"]) == (200, "Lunge")
    assert other.status_code == 409
    assert other.json()["existing"] == LUNGE | {"name": "Lunge"}
    assert other.json()["sent"] == LUNGE | {"notes": "other"}


async def test_a_name_taken_is_a_conflict_that_shows_who_has_it(ann_client: httpx.AsyncClient) -> None:
    made = (await ann_client.put(place(new_id()), json=LUNGE)).json()

    refused = await ann_client.put(place(new_id()), json={"name": "LANDMINE LUNGE"})

    assert refused.status_code == 409
    assert refused.json()["detail"] == (
        f"You have an exercise Landmine Lunge already ({made['id']}). Use that one, or choose another name."
    )
    assert refused.json()["existing"] == LUNGE


async def test_a_patch_changes_what_it_names_and_the_version_guards_it(ann_client: httpx.AsyncClient) -> None:
    made = await ann_client.put(place(new_id()), json=LUNGE)
    one = place(made.json()["id"])

    changed = await ann_client.patch(
        one, json={"default_rest_seconds": None, "aliases": ["L"]}, headers={"If-Match": made.headers["ETag"]}
    )
    stale = await ann_client.patch(one, json={"notes": "x"}, headers={"If-Match": made.headers["ETag"]})

    assert changed.json() == made.json() | {
        "default_rest_seconds": None, "aliases": ["L"], "version": changed.json()["version"]
    }  # fmt: skip
    assert (stale.status_code, stale.json()["existing"]["aliases"]) == (412, ["L"])


@pytest.mark.parametrize("name", ["landmine  LUNGE", " Landmine Lunge ", "Ｌａｎｄｍｉｎｅ　Ｌｕｎｇｅ"])
async def test_blanks_case_and_width_make_no_other_name(ann_client: httpx.AsyncClient, name: str) -> None:
    made = await ann_client.put(place(new_id()), json=LUNGE)

    refused = await ann_client.put(place(new_id()), json={"name": name})
    own = await ann_client.patch(place(made.json()["id"]), json={"name": name})

    assert (refused.status_code, refused.json()["existing"]["name"]) == (409, "Landmine Lunge")
    assert (own.status_code, own.json()["name"]) == (200, " ".join(name.split()))


@pytest.mark.parametrize("name", ["   ", "\u200b", "\u3164"], ids=ascii)
async def test_a_name_that_nobody_can_see_is_refused(ann_client: httpx.AsyncClient, name: str) -> None:
    exercise = await ann_client.put(place(new_id()), json={"name": name})
    plan = await ann_client.put(f"{API}/plans/{new_id()}", json={"plan_name": name})

    assert [exercise.status_code, plan.status_code] == [422, 422]
    assert (exercise.json()["errors"][0]["field"], plan.json()["errors"][0]["field"]) == ("name", "plan_name")


async def test_what_cannot_be_right_is_named(ann_client: httpx.AsyncClient) -> None:
    answer = await ann_client.put(place(new_id()), json=LUNGE | {"secondary_muscles": ["quads"]})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "secondary_muscles", "rule": "secondary_muscles must hold none of the primary_muscles",
         "value": "quads"}
    ]  # fmt: skip


async def test_a_shared_exercise_can_be_read_and_not_changed(ann_client: httpx.AsyncClient, catalogue: None) -> None:
    squat = (await ann_client.get(f"{API}/exercises", params={"search": "squat (barbell)"})).json()["items"][0]
    one = place(squat["id"])

    seen = await ann_client.get(one)
    refused = [
        await ann_client.patch(one, json={"name": "Mine"}),
        await ann_client.delete(one),
        await ann_client.put(f"{one}/archive"),
        await ann_client.delete(f"{one}/archive"),
    ]

    assert (seen.json()["name"], seen.json()["is_own"]) == ("Squat (Barbell)", False)
    assert [answer.status_code for answer in refused] == [403] * 4
    assert {answer.json()["detail"] for answer in refused} == {
        "Squat (Barbell) is shared by everybody, so it cannot be changed. Make one of your own, and merge this one "
        "into it if its history is to come along."
    }


async def test_an_archived_exercise_is_found_only_when_asked_for(ann_client: httpx.AsyncClient) -> None:
    one = place((await ann_client.put(place(new_id()), json=LUNGE)).json()["id"])

    archived = await ann_client.put(f"{one}/archive")

    assert archived.json()["archived_at"] is not None
    assert await found(ann_client, search="lunge") == []
    assert await found(ann_client, search="lunge", include_archived=True) == ["Landmine Lunge"]
    assert (await ann_client.delete(f"{one}/archive")).status_code == 204
    assert await found(ann_client, search="lunge") == ["Landmine Lunge"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"muscle": "quads"}, ["Landmine Lunge"]),
        ({"muscle": "adductors"}, []),
        ({"muscle_group": "glutes"}, ["Landmine Lunge"]),
        ({"muscle_group": "glutes", "muscle": "quads"}, []),
        ({"equipment": "barbell", "measurement": "weight_reps"}, ["Landmine Lunge"]),
        ({"equipment": "cable"}, []),
        ({"measurement": "duration", "search": "lunge"}, []),
        ({"search": "mine lunge"}, ["Landmine Lunge"]),
    ],
)
async def test_a_search_is_narrowed(ann_client: httpx.AsyncClient, asked: dict[str, str], names: list[str]) -> None:
    await ann_client.put(place(new_id()), json=LUNGE)

    assert await found(ann_client, **asked) == names


async def test_only_an_unused_exercise_is_removed(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    used = await make_exercise(database, ann, "Bench")
    await log_workout(database, ann, used, {"reps": 5}, {"reps": 5})
    unused = place((await ann_client.put(place(new_id()), json=LUNGE)).json()["id"])

    removed, again = await ann_client.delete(unused), await ann_client.delete(unused)
    refused = await ann_client.delete(place(used))

    assert (removed.status_code, again.status_code, refused.status_code) == (204, 404, 409)
    assert refused.json()["detail"] == (
        "This exercise is used in 1 workout(s) (2 set(s)), so it cannot be removed. Archive it, or merge it into "
        "another one."
    )


async def test_a_merge_is_made_listed_and_undone(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    bench, press = [await make_exercise(database, ann, name) for name in ("Flat Bench", "Bench Press")]
    await log_workout(database, ann, bench, {"reps": 5})
    one = f"{API}/exercise-merges/{new_id()}"
    said = {"exercise_id": str(bench), "into_exercise_id": str(press)}

    made = await ann_client.put(one, json=said)
    merged = (await ann_client.get(place(bench))).json()["merged_into"]
    undone = await ann_client.delete(one)

    again = await ann_client.put(one, json=said)
    listed = (await ann_client.get(f"{API}/exercise-merges")).json()
    assert (made.status_code, undone.status_code, again.status_code) == (201, 204, 200)
    assert made.json() == {
        **said,
        "id": one.rsplit("/", 1)[1],
        "exercise_name": "Flat Bench",
        "into_exercise_name": "Bench Press",
        "workouts": 1,
        "created_at": made.json()["created_at"],
        "undone_at": None,
        "version": made.json()["version"],
    }
    assert merged == str(press)
    assert listed == {"items": [again.json()], "next_cursor": None}
    assert again.json()["undone_at"] is not None
    assert (await ann_client.get(place(bench))).json()["merged_into"] is None


async def test_merges_are_listed_a_page_at_a_time_newest_first(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    ids = [await make_exercise(database, ann, f"Exercise {number}") for number in range(4)]
    for exercise_id in ids[:3]:
        said = {"exercise_id": str(exercise_id), "into_exercise_id": str(ids[3])}
        await ann_client.put(f"{API}/exercise-merges/{new_id()}", json=said)

    first = (await ann_client.get(f"{API}/exercise-merges", params={"limit": 2})).json()
    second = (
        await ann_client.get(f"{API}/exercise-merges", params={"limit": 2, "cursor": first["next_cursor"]})
    ).json()

    names = [item["exercise_name"] for item in first["items"] + second["items"]]
    assert names == ["Exercise 2", "Exercise 1", "Exercise 0"]
    assert second["next_cursor"] is None


async def test_a_merge_with_an_unknown_exercise_and_with_another_persons_get_the_same_answer(
    bob_client: httpx.AsyncClient, database: Database, ann: Person, bob: Person
) -> None:
    anns, bobs = await make_exercise(database, ann, "Hers"), await make_exercise(database, bob, "His")

    answers = {
        exercise_id: await bob_client.put(
            f"{API}/exercise-merges/{new_id()}",
            json={"exercise_id": str(bobs), "into_exercise_id": str(exercise_id)},
        )
        for exercise_id in (anns, new_id())
    }

    for exercise_id, answer in answers.items():
        assert answer.status_code == 422
        assert answer.json()["errors"] == [
            {"field": "into_exercise_id", "rule": "There is no such exercise.", "value": str(exercise_id)}
        ]
