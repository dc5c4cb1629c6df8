"""Sets over HTTP: logged once, in one statement, as they were typed; corrected with care."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import httpx
import pytest
from asyncpg.connection import LoggedQuery
from litestar import Litestar
from sqlalchemy import event, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Exercise, ExerciseSet, SessionStatus
from mygymtracker.database.transaction import Database
from mygymtracker.quantities import LoadMode
from mygymtracker.workouts.sets import CONTENT_FIELDS
from tests.api.routes import API
from tests.factories import MONDAY, Logged, Person, blank_row, log_workout, make_exercise

SETS: Final = f"{API}/sets"
#: A set of which nothing is known.
EMPTY: Final[dict[str, Any]] = {
    **blank_row(ExerciseSet), "set_index": 1, "set_type": "working", "performed_at": "2026-03-02T18:05:00Z",
}  # fmt: skip
#: One set with everything that can be said together.
FULL: Final[dict[str, Any]] = {
    "set_type": "warmup", "set_index": 4, "reps": 8, "load": "61.250", "load_unit": "lb", "load_mode": "assisted",
    "duration_seconds": "30.50", "distance": "12.345678", "distance_unit": "yd", "rir": "1.5", "rest_seconds": 185,
    "note": "grip slipped", "technique": "fail", "performed_at": "2026-03-02T18:05:00.123456Z", "side": "left",
}  # fmt: skip


def test_the_full_set_of_these_tests_has_every_field_that_can_be_said() -> None:
    # effort is told in one way, and a piece stands beside its set
    assert set(CONTENT_FIELDS) - FULL.keys() == {"rpe", "continues_set_id"}


@pytest.fixture
async def bench(database: Database, ann: Person) -> Logged:
    """A workout of ann's that runs, with one exercise and no set yet."""
    exercise = await make_exercise(database, ann, "Bench Press (Barbell)")
    return await log_workout(database, ann, exercise, status=SessionStatus.IN_PROGRESS)


def fresh() -> str:
    return f"{SETS}/{new_id()}"


def id_in(place: str) -> str:
    return place.rsplit("/", 1)[1]


def of(bench: Logged, **said: Any) -> dict[str, Any]:
    """What is sent to log a set of the exercise."""
    return {"workout_exercise_id": str(bench.session_exercise), "performed_at": EMPTY["performed_at"], **said}


async def sets_in(client: httpx.AsyncClient, bench: Logged) -> list[dict[str, Any]]:
    answer = await client.get(f"{API}/workouts/{bench.workout}")
    (exercise,) = answer.json()["exercises"]
    return list(exercise["sets"])


async def test_everything_typed_reads_back_to_the_last_digit(ann_client: httpx.AsyncClient, bench: Logged) -> None:
    place = fresh()

    made = await ann_client.put(place, json=of(bench, **FULL))

    expected = {
        **EMPTY,
        **FULL,
        "id": id_in(place),
        "workout_exercise_id": str(bench.session_exercise),
        "version": made.json()["version"],
    }
    read = await ann_client.get(place)
    (in_workout,) = await sets_in(ann_client, bench)
    assert made.status_code == 201
    assert made.headers["ETag"] == read.headers["ETag"] == f'"{expected["version"]}"'
    assert made.json() == read.json() == expected
    assert in_workout == {field: value for field, value in expected.items() if field != "workout_exercise_id"}


KINDS: Final[dict[str, dict[str, Any]]] = {
    "weight and reps": {"load": "102.5", "load_unit": "kg", "reps": 5, "rpe": "8.5"},
    "an attempt": {"load": "140", "load_unit": "kg", "reps": 0},
    "timed": {"duration_seconds": "60"},
    "timed with a load": {"duration_seconds": "45.5", "load": "20", "load_unit": "kg"},
    "distance": {"distance": "5", "distance_unit": "km", "duration_seconds": "1500"},
    "distance with a load": {"distance": "20", "distance_unit": "m", "load": "100", "load_unit": "lb"},
    "assisted": {"load": "20", "load_unit": "kg", "load_mode": "assisted", "reps": 8},
    "bodyweight": {"load_mode": "bodyweight_plus", "reps": 12},
    "bodyweight plus": {"load": "10", "load_unit": "kg", "load_mode": "bodyweight_plus", "reps": 6},
    "a band": {"load_mode": "band", "reps": 15},
    "per side": {"load": "24", "load_unit": "kg", "reps": 10, "side": "each"},
    "one side": {"load": "24", "load_unit": "kg", "reps": 10, "side": "right"},
    "partials": {"load": "60", "load_unit": "kg", "reps": 4, "technique": "partial_length"},
    "failure": {"load": "60", "load_unit": "kg", "reps": 9, "technique": "fail", "rir": "0"},
    "half a repetition in reserve": {"load": "60", "load_unit": "kg", "reps": 9, "rir": "0.5"},
    "a warm-up": {"set_type": "warmup", "load": "20", "load_unit": "kg", "reps": 10},
}


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_set_is_kept(ann_client: httpx.AsyncClient, bench: Logged, kind: str) -> None:
    place = fresh()

    made = await ann_client.put(place, json=of(bench, **KINDS[kind]))

    assert made.status_code == 201, made.text
    assert made.json() == {
        **EMPTY,
        **KINDS[kind],
        "id": id_in(place),
        "workout_exercise_id": str(bench.session_exercise),
        "version": made.json()["version"],
    }


@pytest.mark.parametrize("technique", ["drop_set", "rest_pause", "myo_reps", "partial_length"])
async def test_pieces_continue_the_first_one_which_is_in_the_same_exercise_of_the_workout(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, bench: Logged, technique: str
) -> None:
    other = await log_workout(database, ann, await make_exercise(database, ann, "Dip"), {"reps": 9})
    first, second, third = fresh(), fresh(), fresh()
    piece = {"reps": 5, "technique": technique, "continues_set_id": id_in(first)}

    await ann_client.put(first, json=of(bench, reps=8))
    answers = [
        await ann_client.put(second, json=of(bench, **piece)),
        await ann_client.put(third, json=of(bench, **piece)),
        await ann_client.put(fresh(), json=of(bench, **piece | {"continues_set_id": id_in(second)})),
        await ann_client.put(fresh(), json=of(bench, **piece | {"continues_set_id": str(other.sets[0])})),
        await ann_client.put(fresh(), json=of(bench, **piece | {"continues_set_id": str(ann.id)})),
    ]

    kept = [(done["id"], done["set_index"], done["continues_set_id"]) for done in await sets_in(ann_client, bench)]
    no_such_set = "There is no such set of the same exercise in the workout to continue."
    assert [answer.status_code for answer in answers] == [201, 201, 422, 422, 422]
    assert [answer.json()["errors"][0] for answer in answers[2:]] == [
        {
            "field": "continues_set_id",
            "rule": f"That set continues another one itself: send {id_in(first)}, the first piece.",
            "value": id_in(second),
        },
        {"field": "continues_set_id", "rule": no_such_set, "value": str(other.sets[0])},
        {"field": "continues_set_id", "rule": no_such_set, "value": str(ann.id)},
    ]
    assert kept == [(id_in(first), 1, None), (id_in(second), 2, id_in(first)), (id_in(third), 3, id_in(first))]


async def test_what_is_left_out_comes_from_the_exercise_and_the_workout(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Assisted Dip")
    async with database.acting_as(ann.id) as session:
        await session.execute(update(Exercise).where(Exercise.id == exercise).values(load_mode=LoadMode.ASSISTED))
    running = await log_workout(database, ann, exercise, {"reps": 3, "set_index": 6}, status=SessionStatus.IN_PROGRESS)
    completed = await log_workout(database, ann, exercise, completed_at=MONDAY)
    before = datetime.now(UTC)

    answers = [
        await ann_client.put(fresh(), json={"workout_exercise_id": str(logged.session_exercise), "reps": 8})
        for logged in (running, completed)
    ]

    first, second = (answer.json() for answer in answers)
    assert [(each["set_index"], each["load_mode"]) for each in (first, second)] == [(7, "assisted"), (1, "assisted")]
    assert before <= datetime.fromisoformat(first["performed_at"]) <= datetime.now(UTC)
    assert second["performed_at"] == "2026-03-02T18:00:00Z"


async def test_the_same_request_again_answers_with_the_set_as_another_device_has_left_it(
    ann_client: httpx.AsyncClient, bench: Logged
) -> None:
    place = fresh()
    await ann_client.put(place, json=of(bench, reps=8))
    await ann_client.patch(place, json={"reps": 9, "note": "counted again"})

    again = await ann_client.put(place, json=of(bench, reps=8))

    assert (again.status_code, again.json()["reps"], again.json()["note"]) == (200, 9, "counted again")
    assert len(await sets_in(ann_client, bench)) == 1


async def test_another_content_under_the_same_id_is_a_conflict_that_shows_both(
    ann_client: httpx.AsyncClient, bench: Logged
) -> None:
    place = fresh()
    await ann_client.put(place, json=of(bench, reps=8))

    refused = await ann_client.put(place, json=of(bench, reps=9, rpe="8"))

    said = EMPTY | {"workout_exercise_id": str(bench.session_exercise)}
    assert refused.status_code == 409
    assert refused.json()["existing"] == said | {"reps": 8}
    assert refused.json()["sent"] == said | {"reps": 9, "rpe": "8", "set_index": None, "load_mode": None}


async def test_a_set_of_an_exercise_that_is_not_there_or_not_ones_own_is_not_found(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient, bench: Logged
) -> None:
    unknown = of(bench, reps=8, workout_exercise_id=str(new_id()))

    answers = [await ann_client.put(fresh(), json=unknown), await bob_client.put(fresh(), json=of(bench, reps=8))]

    assert [(answer.status_code, answer.json()["detail"]) for answer in answers] == [
        (404, "There is no such exercise in a workout.")
    ] * 2
    assert await sets_in(ann_client, bench) == []


async def test_of_two_devices_that_edit_the_same_set_one_is_told_and_shown_what_is_there(
    ann_client: httpx.AsyncClient, bench: Logged
) -> None:
    place = fresh()
    read = await ann_client.put(place, json=of(bench, reps=8))
    seen = {"If-Match": read.headers["ETag"]}

    phone = await ann_client.patch(place, json={"reps": 9}, headers=seen)
    watch = await ann_client.patch(place, json={"reps": 7}, headers=seen)
    removed = await ann_client.delete(place, headers=seen)

    assert [phone.status_code, watch.status_code, removed.status_code] == [200, 412, 412]
    assert watch.json()["existing"] == {**EMPTY, "reps": 9}
    assert (await ann_client.get(place)).json() == phone.json()


async def test_a_patch_clears_what_may_be_left_out_and_is_checked_like_a_set_that_is_logged(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Bench Press (Barbell)")
    imported = {"load": Decimal(100), "reps": 5, "rpe": Decimal("8.3"), "load_mode": LoadMode.BAND, "set_index": 9}
    done = await log_workout(database, ann, exercise, imported, {"reps": 1, "set_index": 3})
    place = f"{SETS}/{done.sets[0]}"

    answers = [
        await ann_client.patch(place, json={"note": "from Strong", "set_index": None, "load_mode": None}),
        await ann_client.patch(place, json={"load": None, "load_unit": None, "performed_at": None}),
        await ann_client.patch(place, json={"reps": None}),
        await ann_client.patch(place, json={"rpe": "8.4"}),
        await ann_client.patch(place, json={"rpe": None, "rir": 1.5}),
        await ann_client.patch(place, json={"load": 50}),
        await ann_client.patch(place, json={"workout_exercise_id": str(new_id())}),
    ]

    first, last = answers[0].json(), (await ann_client.get(place)).json()
    assert [answer.status_code for answer in answers] == [200, 200, 422, 422, 200, 422, 422]
    assert (first["rpe"], first["set_index"], first["load_mode"]) == ("8.3", 4, "external")
    assert last == {
        **EMPTY, "id": str(done.sets[0]), "set_index": 4, "reps": 5, "rir": "1.5", "note": "from Strong",
        "performed_at": "2026-03-02T18:00:00Z", "workout_exercise_id": str(done.session_exercise),
        "version": last["version"],
    }  # fmt: skip


async def test_a_set_can_become_a_piece_but_not_of_itself_nor_of_a_piece_nor_while_it_has_pieces(
    ann_client: httpx.AsyncClient, bench: Logged
) -> None:
    first, second, third = fresh(), fresh(), fresh()
    for place in (first, second, third):
        await ann_client.put(place, json=of(bench, reps=8))

    answers = [
        await ann_client.patch(second, json={"continues_set_id": id_in(first), "technique": "drop_set"}),
        await ann_client.patch(third, json={"continues_set_id": id_in(third)}),
        await ann_client.patch(third, json={"continues_set_id": id_in(second)}),
        await ann_client.patch(first, json={"continues_set_id": id_in(third)}),
        await ann_client.patch(third, json={"continues_set_id": str(new_id())}),
        await ann_client.patch(second, json={"continues_set_id": None}),
        await ann_client.patch(second, json={"reps": 5}),
    ]

    assert [answer.status_code for answer in answers] == [200, 422, 422, 422, 422, 200, 200]
    assert answers[0].json()["continues_set_id"] == id_in(first)
    assert answers[1].json()["detail"] == "A set cannot continue itself."
    assert answers[3].json()["detail"] == "This set is continued by others, so it cannot continue a set itself."
    assert answers[6].json()["continues_set_id"] is None


async def test_when_a_first_piece_is_deleted_the_next_one_takes_its_place(
    ann_client: httpx.AsyncClient, bench: Logged
) -> None:
    first, second, third = fresh(), fresh(), fresh()
    await ann_client.put(first, json=of(bench, reps=8))
    for place in (second, third):
        await ann_client.put(place, json=of(bench, reps=5, continues_set_id=id_in(first)))

    deleted = await ann_client.delete(first)
    again = await ann_client.delete(first)

    kept = [(done["id"], done["continues_set_id"]) for done in await sets_in(ann_client, bench)]
    assert (deleted.status_code, again.status_code) == (204, 404)
    assert kept == [(id_in(second), None), (id_in(third), id_in(second))]


async def test_sets_are_reordered_all_at_once(ann_client: httpx.AsyncClient, bench: Logged) -> None:
    places = [fresh(), fresh(), fresh()]
    for place in places:
        await ann_client.put(place, json=of(bench, reps=8, set_index=7))
    ids = [id_in(place) for place in (places[2], places[0], places[1])]
    order = f"{API}/workout-exercises/{bench.session_exercise}/set-order"

    reordered = await ann_client.put(order, json={"ids": ids})

    again = await ann_client.put(order, json={"ids": ids}, headers={"If-Match": reordered.headers["ETag"]})
    assert (reordered.status_code, again.status_code) == (200, 200)
    placed = {done["id"]: done["set_index"] for done in reordered.json()["sets"]}
    assert placed == {ids[0]: 1, ids[1]: 2, ids[2]: 3}
    assert again.json() == reordered.json()


async def test_an_order_of_other_sets_than_there_are_is_refused_and_so_is_one_for_an_older_order(
    ann_client: httpx.AsyncClient, bench: Logged
) -> None:
    places = [fresh(), fresh()]
    for place in places:
        await ann_client.put(place, json=of(bench, reps=8))
    ids, stranger = [id_in(place) for place in places], str(new_id())
    order = f"{API}/workout-exercises/{bench.session_exercise}/set-order"
    read = await ann_client.put(order, json={"ids": ids})
    await ann_client.put(order, json={"ids": ids[::-1]})

    answers = [
        await ann_client.put(order, json={"ids": [ids[0], stranger]}),
        await ann_client.put(order, json={"ids": ids}, headers={"If-Match": read.headers["ETag"]}),
        await ann_client.put(order, json={"ids": ids * 2}),
        await ann_client.put(order.replace(str(bench.session_exercise), stranger), json={"ids": ids}),
    ]

    assert [answer.status_code for answer in answers] == [409, 412, 422, 404]
    assert answers[0].json()["detail"] == (
        f"ids must name the sets of the exercise, each once (missing: {ids[1]}; not there: {stranger})."
    )
    assert answers[0].json()["existing"] == {"ids": ids[::-1]}
    assert [done["id"] for done in await sets_in(ann_client, bench)] == ids[::-1]


async def test_logging_a_set_takes_three_round_trips_to_the_database(
    app: Litestar, ann_client: httpx.AsyncClient, bench: Logged
) -> None:
    place = fresh()
    await ann_client.put(fresh(), json=of(bench, reps=8))  # what a new connection asks about types is not the route's

    with round_trips_of(app) as sent:
        made = await ann_client.put(place, json=of(bench, **FULL))
        await asyncio.sleep(0)  # the driver logs what it sent when the loop comes round
    with round_trips_of(app) as sent_again:
        again = await ann_client.put(place, json=of(bench, **FULL))
        await asyncio.sleep(0)

    assert (made.status_code, again.status_code) == (201, 200)
    for each in (sent, sent_again):
        assert [query.split(maxsplit=1)[0].rstrip(";") for query in each] == ["BEGIN", "WITH", "COMMIT"]
    # the parent, the continued set, the last place, the workout, the exercise, and what is known
    assert sent[1].count("user_id = $") + sent[1].count("owner_id = $") == 6


@contextmanager
def round_trips_of(app: Litestar) -> Iterator[list[str]]:
    """Everything that goes to the database meanwhile, in order."""
    engine = app.state.database.engine.sync_engine
    sent: list[str] = []

    def note(query: LoggedQuery) -> None:
        sent.append(query.query)

    def note_prepared(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    def watch(driver: Any, *_: object) -> None:
        driver.driver_connection.add_query_logger(note)

    def leave(driver: Any, *_: object) -> None:
        driver.driver_connection.remove_query_logger(note)

    listeners: dict[str, Any] = {"checkout": watch, "checkin": leave, "before_cursor_execute": note_prepared}
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    yield sent
    for name, listener in listeners.items():
        event.remove(engine, name, listener)
