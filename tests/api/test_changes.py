"""What happened over HTTP: told, read row by row, taken back, and taken back again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.routes import API, import_something
from tests.factories import Person, make_exercise

CHANGES: Final = f"{API}/changes"
WORK: Final[dict[str, Any]] = {"reps": 8, "load": "82.50", "load_unit": "kg"}
#: What `trained` did, newest first.
SENTENCES: Final = [
    ["changed set 1 of Bench Press: 82.50 kg × 8 → 82.50 kg × 9"],
    ["logged set 1 of Bench Press, 82.50 kg × 8"],
    ["added Bench Press to Push Day, 2026-03-02"],
    ["started Push Day"],
    ["made the exercise Bench Press"],
]


@dataclass(frozen=True, slots=True)
class Trained:
    """Addresses of what ann did, in five changes."""

    workout: str
    place: str
    set: str

    @property
    def set_id(self) -> str:
        return self.set.rsplit("/", 1)[1]


@pytest.fixture
async def trained(ann_client: httpx.AsyncClient, database: Database, ann: Person) -> Trained:
    bench = await make_exercise(database, ann, "Bench Press")
    workout, place, one = new_id(), new_id(), new_id()
    done = Trained(f"{API}/workouts/{workout}", f"{API}/workout-exercises/{place}", f"{API}/sets/{one}")
    await ann_client.put(done.workout, json={"name": "Push Day", "started_at": "2026-03-02T18:00:00Z"})
    await ann_client.put(done.place, json={"workout_id": str(workout), "exercise_id": str(bench)})
    await ann_client.put(done.set, json={"workout_exercise_id": str(place), **WORK})
    await ann_client.patch(done.set, json={"reps": 9})
    return done


async def said(client: httpx.AsyncClient, **parameters: Any) -> list[list[str]]:
    answer = await client.get(CHANGES, params=parameters)
    assert answer.status_code == 200, answer.text
    return [change["sentences"] for change in answer.json()["items"]]


async def test_what_happened_is_told_newest_first(ann_client: httpx.AsyncClient, trained: Trained) -> None:
    answer = await ann_client.get(CHANGES, params={"limit": 1})

    (change,) = answer.json()["items"]
    assert await said(ann_client) == SENTENCES
    assert change == {
        "change": "5",
        "revision": 5,
        "part": 1,
        "changed_at": change["changed_at"],
        "through": "api",
        "device": None,
        "undoes": None,
        "counts": [{"kind": "set", "operation": "update", "rows": 1}],
        "sentences": SENTENCES[0],
    }


async def test_pages_follow_one_another_while_more_happens(ann_client: httpx.AsyncClient, trained: Trained) -> None:
    first = (await ann_client.get(CHANGES, params={"limit": 3})).json()
    await ann_client.patch(trained.set, json={"reps": 10})

    second = (await ann_client.get(CHANGES, params={"limit": 3, "cursor": first["next_cursor"]})).json()

    assert [change["sentences"] for change in first["items"] + second["items"]] == SENTENCES
    assert second["next_cursor"] is None


async def test_one_thing_has_a_history_and_a_kind_has_one(ann_client: httpx.AsyncClient, trained: Trained) -> None:
    await ann_client.put(f"{trained.workout}/completion")

    assert await said(ann_client, row=trained.set_id) == SENTENCES[:2]
    assert await said(ann_client, kind="workout") == [["completed Push Day of 2026-03-02"], ["started Push Day"]]
    assert await said(ann_client, kind="workout", row=trained.set_id) == []
    assert await said(ann_client, row=str(new_id())) == []


async def test_a_change_shows_its_rows_before_and_after(ann_client: httpx.AsyncClient, trained: Trained) -> None:
    answer = (await ann_client.get(f"{CHANGES}/5")).json()

    (thing,) = answer["items"]
    before, after = thing["before"], thing["after"]
    assert (thing["kind"], thing["row"], thing["operation"]) == ("set", trained.set_id, "update")
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {"reps": (8, 9)}
    assert (before["load"], before["workout_exercise_id"]) == ("82.50", trained.place.rsplit("/", 1)[1])
    assert set(before) == set(after)
    assert [change["sentences"] for change in answer["changes"]] == SENTENCES[:1]
    assert answer["next_cursor"] is None
    assert (await ann_client.get(f"{CHANGES}/5.1")).json() == answer


async def test_the_rows_of_a_change_come_in_pages(ann_client: httpx.AsyncClient, trained: Trained) -> None:
    await ann_client.delete(trained.workout)

    pages: list[list[tuple[str, object]]] = []
    cursor = None
    while not pages or cursor:
        parameters = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await ann_client.get(f"{CHANGES}/6", params=parameters)).json()
        pages.append([(thing["kind"], thing["after"]) for thing in page["items"]])
        cursor = page["next_cursor"]

    shown = sorted(each for page in pages for each in page)
    assert shown == [("set", None), ("workout", None), ("workout_exercise", None)]
    assert [len(page) for page in pages] == [2, 1]


async def test_a_change_is_taken_back_once_and_the_undo_as_well(
    ann_client: httpx.AsyncClient, trained: Trained
) -> None:
    before = (await ann_client.get(trained.workout)).json()
    await ann_client.delete(trained.workout)

    undone = await ann_client.put(f"{CHANGES}/6/undo")
    again = await ann_client.put(f"{CHANGES}/6/undo")
    back = (await ann_client.get(trained.workout)).json()
    redone = await ann_client.put(f"{CHANGES}/{undone.json()['change']['change']}/undo")

    assert [answer.status_code for answer in (undone, again, redone)] == [200, 200, 200]
    assert undone.json()["rows"] == 3
    assert undone.json()["change"]["undoes"] == "6"
    assert undone.json()["change"]["sentences"] == [
        "took back change 6",
        "brought back Push Day of 2026-03-02 with 1 exercise and 1 set",
    ]
    assert again.json() == {"rows": 0, "change": None}
    assert without_versions(back) == without_versions(before)
    assert (await ann_client.get(trained.workout)).status_code == 404
    assert (await said(ann_client))[0] == [
        "took back change 7",
        "deleted Push Day of 2026-03-02 with 1 exercise and 1 set",
    ]


def without_versions(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_versions(each) for name, each in value.items() if name != "version"}
    return [without_versions(each) for each in value] if isinstance(value, list) else value


async def test_what_would_destroy_something_later_is_refused_with_a_sentence(
    ann_client: httpx.AsyncClient, trained: Trained
) -> None:
    refused = await ann_client.put(f"{CHANGES}/3/undo")

    assert refused.status_code == 409
    assert refused.json()["detail"].endswith(".")
    assert await said(ann_client) == SENTENCES


@pytest.mark.parametrize("change", ["99", "5.2", "nothing", "99999999999999999999", "5.1.1"])
async def test_a_change_that_is_not_there_is_not_found(
    change: str, ann_client: httpx.AsyncClient, trained: Trained
) -> None:
    answers = [await ann_client.get(f"{CHANGES}/{change}"), await ann_client.put(f"{CHANGES}/{change}/undo")]

    assert [answer.status_code for answer in answers] == [404, 404]


async def test_an_import_is_taken_back(ann_client: httpx.AsyncClient) -> None:
    imported = await import_something(ann_client)

    undone = await ann_client.put(f"{API}/imports/{imported}/undo")
    again = await ann_client.put(f"{API}/imports/{imported}/undo")
    unknown = await ann_client.put(f"{API}/imports/{new_id()}/undo")

    assert [answer.status_code for answer in (undone, again, unknown)] == [200, 200, 404]
    assert undone.json()["change"]["sentences"] == [
        "took back change 1",
        "took back the import of strong.csv: 1 workout, 1 set",
    ]
    assert again.json() == {"rows": 0, "change": None}
    assert (await ann_client.get(f"{API}/workouts")).json()["items"] == []


async def test_everything_is_as_it_was_at_an_instant(ann_client: httpx.AsyncClient, trained: Trained) -> None:
    changes = (await ann_client.get(CHANGES)).json()["items"]
    since = changes[1]["changed_at"]  # the set was logged then, and corrected after

    undone = await ann_client.put(f"{CHANGES}/undo", json={"since": since})
    again = await ann_client.put(f"{CHANGES}/undo", json={"since": "2100-01-01T00:00:00Z"})

    assert (undone.status_code, undone.json()["change"]["undoes"]) == (200, "4-")
    assert undone.json()["change"]["sentences"] == [
        "took back everything from change 4 on",
        "deleted set 1 of Bench Press, 82.50 kg × 9, from Push Day, 2026-03-02",
    ]
    assert again.json() == {"rows": 0, "change": None}
    assert (await ann_client.get(trained.set)).status_code == 404


async def test_an_instant_must_be_one(ann_client: httpx.AsyncClient) -> None:
    answers = [
        await ann_client.put(f"{CHANGES}/undo", json=body)
        for body in ({}, {"since": "yesterday"}, {"since": "2026-03-02T18:00:00"}, {"until": "2026-03-02T18:00:00Z"})
    ]

    assert [answer.status_code for answer in answers] == [422] * 4


async def test_a_cursor_of_another_list_is_refused(ann_client: httpx.AsyncClient, trained: Trained) -> None:
    answers = [
        await ann_client.get(CHANGES, params={"cursor": "x"}),
        await ann_client.get(f"{CHANGES}/5", params={"cursor": "kQU"}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
