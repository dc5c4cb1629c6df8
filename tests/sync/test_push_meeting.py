"""What becomes of what devices send where others did something meanwhile, and of whole batches."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid5

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.conftest import TestDatabase
from tests.factories import Person
from tests.sync.pushing import JSON, STARTED, Logged, Phone, changes_of, op, outcomes, sent_to

PLANNED: JSON = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}


# ---------------------------------------------------------------------------------------------------- what others did


async def test_a_patch_wins_and_says_what_it_overwrote(phone: Phone, tablet: Phone, logged: Logged) -> None:
    base = phone.revision
    await tablet.push(op("patch", "set", logged.set, base=base, reps=6, load="102.50"))

    merged, applied = await phone.push(
        op("patch", "set", logged.set, base=base, reps=7, note="Easy."),
        op("patch", "set", logged.set, base=base, rpe="9"),
    )

    assert (merged["outcome"], merged["lost"]) == ("merged", {"reps": 6})
    assert (applied["outcome"], applied.get("lost")) == ("applied", None)
    fields = applied["row"]["fields"]
    assert [fields[name] for name in ("reps", "load", "note", "rpe")] == [7, "102.50", "Easy.", "9"]


async def test_what_is_lost_is_told_as_it_was_typed(
    phone: Phone, ann_client: httpx.AsyncClient, logged: Logged
) -> None:
    base = phone.revision
    answer = await ann_client.patch(f"{API}/sets/{logged.set}", json={"load": "102.50"})

    (merged,) = await phone.push(op("patch", "set", logged.set, base=base, load="105"))

    assert answer.status_code == 200
    assert (merged["outcome"], merged["lost"]) == ("merged", {"load": "102.50"})


async def test_what_a_device_said_itself_or_has_seen_is_not_lost(phone: Phone, tablet: Phone, logged: Logged) -> None:
    base = phone.revision
    await tablet.push(op("patch", "set", logged.set, base=base, reps=6))
    seen = tablet.revision

    receipts = [
        *await phone.push(op("patch", "set", logged.set, base=base, reps=7)),
        *await phone.push(op("patch", "set", logged.set, base=base, reps=8)),
        *await tablet.push(op("patch", "set", logged.set, base=phone.revision, reps=9)),
        *await tablet.push(op("patch", "set", logged.set, base=seen, load="99")),
        *await phone.push(op("patch", "set", logged.set, base=base, reps=9)),
    ]

    assert outcomes(receipts) == ["merged", "applied", "applied", "applied", "same"]


# ---------------------------------------------------------------------------------------------------------- the trash


async def test_a_set_for_a_deleted_workout_brings_it_back(
    phone: Phone, tablet: Phone, logged: Logged, ann_client: httpx.AsyncClient
) -> None:
    await tablet.push(op("delete", "workout", logged.workout))
    second = new_id()

    restored, applied = await phone.push(
        op("create", "set", second, workout_exercise_id=logged.exercise, reps=4),
        op("create", "set", new_id(), workout_exercise_id=logged.exercise, reps=3),
    )

    workout = (await ann_client.get(f"{API}/workouts/{logged.workout}")).json()
    told = (await ann_client.get(f"{API}/changes?limit=2")).json()["items"][1]["sentences"]
    assert (restored["outcome"], applied["outcome"]) == ("restored", "applied")
    assert [sentence for sentence in told if sentence.startswith("brought back")] != [], told
    assert sorted((each["kind"], each["id"]) for each in restored["restored"]) == sorted(
        [("workout", logged.workout), ("workout_exercise", logged.exercise), ("set", logged.set)]
    )
    assert [each["reps"] for each in workout["exercises"][0]["sets"]] == [5, 4, 3]
    assert (await phone.row("workout", logged.workout))["fields"]["restored_at"] is not None


async def test_an_exercise_for_a_deleted_workout_brings_it_back_and_a_deleted_exercise_too(
    phone: Phone, logged: Logged, ann: Person
) -> None:
    own = new_id()
    await phone.push(
        op("create", "exercise", own, name="Zercher Squat"),
        op("delete", "exercise", own),
        op("delete", "workout", logged.workout),
    )

    (restored,) = await phone.push(
        op("create", "workout_exercise", new_id(), workout_id=logged.workout, exercise_id=str(uuid5(ann.id, str(own))))
    )

    assert restored["outcome"] == "restored"
    assert sorted(each["kind"] for each in restored["restored"]) == ["exercise", "set", "workout", "workout_exercise"]


async def test_what_is_planned_for_a_deleted_day_or_plan_brings_it_back(phone: Phone, squat: str) -> None:
    plan, day = str(new_id()), str(new_id())
    await phone.push(
        op("create", "plan", plan, plan_name="Lower"),
        op("create", "plan_day", day, plan_id=plan, day_name="Monday"),
        op("delete", "plan_day", day),
    )
    planned: JSON = {"plan_id": plan, "plan_day_id": day, "exercise_id": squat} | PLANNED

    (in_day,) = await phone.push(op("create", "plan_exercise", new_id(), **planned))
    await phone.push(op("delete", "plan", plan))
    (in_plan,) = await phone.push(op("create", "plan_exercise", new_id(), **planned))

    assert (in_day["outcome"], in_day["restored"]) == ("restored", [{"kind": "plan_day", "id": day}])
    assert sorted(each["kind"] for each in in_plan["restored"]) == ["plan", "plan_day", "plan_exercise"]


async def test_a_set_of_a_deleted_workout_stays_deleted_and_comes_back_changed(
    phone: Phone, tablet: Phone, logged: Logged
) -> None:
    await tablet.push(op("delete", "workout", logged.workout))

    (deleted,) = await phone.push(op("patch", "set", logged.set, note="The last one was ugly."))
    (restored,) = await phone.push(op("create", "set", new_id(), workout_exercise_id=logged.exercise, reps=3))

    assert (deleted["outcome"], deleted["row"]["deleted"]) == ("deleted", True)
    assert restored["outcome"] == "restored"
    assert (await phone.row("set", logged.set))["fields"]["note"] == "The last one was ugly."


async def test_a_workout_of_a_deleted_plan_has_its_exercises_and_not_the_plan(
    phone: Phone, squat: str, ann_client: httpx.AsyncClient
) -> None:
    plan, day, planned, workout = (str(new_id()) for _ in range(4))
    await phone.push(
        op("create", "plan", plan, plan_name="Lower"),
        op("create", "plan_day", day, plan_id=plan, day_name="Monday"),
        op("create", "plan_exercise", planned, plan_id=plan, plan_day_id=day, exercise_id=squat, **PLANNED),
        op("delete", "plan", plan),
    )
    copied = str(uuid5(UUID(workout), planned))

    merged, applied = await phone.push(
        op("create", "workout", workout, plan_id=plan, plan_day_id=day, started_at=STARTED),
        op("create", "set", new_id(), workout_exercise_id=copied, reps=5),
    )

    assert (merged["outcome"], merged["lost"]) == ("merged", {"plan_id": plan, "plan_day_id": day})
    assert merged["row"]["fields"]["plan_day_id"] is None
    assert applied["outcome"] == "applied"
    assert (await phone.row("plan", plan))["deleted"] is True


async def test_a_workout_of_a_plan_that_nobody_knows_starts_without_it(phone: Phone) -> None:
    plan, day = str(new_id()), str(new_id())

    (merged,) = await phone.push(op("create", "workout", new_id(), name="Legs", plan_id=plan, plan_day_id=day))

    assert (merged["outcome"], merged["lost"]) == ("merged", {"plan_id": plan, "plan_day_id": day})
    assert merged["row"]["fields"]["name"] == "Legs"


async def test_a_drop_set_whose_first_piece_is_deleted_stands_alone(phone: Phone, logged: Logged) -> None:
    await phone.push(op("delete", "set", logged.set))

    (merged,) = await phone.push(
        op(
            "create",
            "set",
            new_id(),
            workout_exercise_id=logged.exercise,
            reps=5,
            continues_set_id=logged.set,
        )
    )

    assert (merged["outcome"], merged["lost"]) == ("merged", {"continues_set_id": logged.set})
    assert merged["row"]["fields"]["continues_set_id"] is None
    assert (await phone.row("set", logged.set))["deleted"] is True


# --------------------------------------------------------------------------------------------------- states of workouts

DONE = "2026-03-02T19:00:00Z"
STATES: dict[str, dict[str, Any]] = {
    "in_progress": {"status": "in_progress"},
    "completed": {"status": "completed", "completed_at": DONE},
    "cancelled": {"status": "cancelled"},
}


@pytest.mark.parametrize("first", STATES)
@pytest.mark.parametrize("second", STATES)
async def test_any_state_may_become_any_other(first: str, second: str, phone: Phone) -> None:
    row = new_id()

    (made,) = await phone.push(op("create", "workout", row, **STATES[first] | {"started_at": STARTED}))
    (turned,) = await phone.push(op("patch", "workout", row, **STATES[second] | {"notes": "Hot."}))

    told = [(each["row"]["fields"]["status"], each["row"]["fields"]["completed_at"]) for each in (made, turned)]
    assert told == [(each, STATES[each].get("completed_at")) for each in (first, second)]
    assert turned["row"]["fields"]["notes"] == "Hot."


async def test_an_end_is_now_where_none_is_given_and_is_corrected_alone(phone: Phone) -> None:
    row = new_id()
    await phone.push(op("create", "workout", row, started_at=STARTED))

    completed, corrected, refused = await phone.push(
        op("patch", "workout", row, status="completed"),
        op("patch", "workout", row, completed_at=DONE),
        op("patch", "workout", row, status="cancelled", completed_at=STARTED),
    )

    assert completed["row"]["fields"]["status"] == "completed"
    assert corrected["row"]["fields"]["completed_at"] == DONE
    assert (refused["outcome"], refused["problem"]["errors"][0]["field"]) == ("refused", "completed_at")


async def test_two_workouts_may_run_and_one_is_started_by_a_plan(phone: Phone, squat: str) -> None:
    plan, planned, workout = str(new_id()), str(new_id()), str(new_id())

    receipts = await phone.push(
        op("create", "workout", new_id()),
        op("create", "plan", plan, plan_name="Lower"),
        op("create", "plan_exercise", planned, plan_id=plan, exercise_id=squat, **PLANNED),
        op("create", "workout", workout, plan_id=plan),
        op("create", "set", new_id(), workout_exercise_id=str(uuid5(UUID(workout), planned)), reps=8),
    )

    assert outcomes(receipts) == ["applied"] * 5


# ------------------------------------------------------------------------------------------------------ the whole batch


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"schema": 0}, 426, None),
        ({"schema": 2}, 422, "schema"),
        ({"epoch": str(new_id())}, 410, None),
        ({"device": ""}, 422, "device"),
        ({"colour": "red"}, 422, "colour"),
        ({"operations": [op("create", "plan", new_id(), plan_name="x")] * 201}, 422, "operations"),
        ({"operations": [{"id": str(new_id())}]}, 422, "operations[0].action"),
        ({"operations": [op("create", "bench", new_id())]}, 422, "operations[0].kind"),
        ({"operations": [op("create", "plan", new_id()) | {"base": -1}]}, 422, "operations[0].base"),
        ({"operations": [op("create", "plan", new_id()) | {"when": "now"}]}, 422, "operations[0].when"),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
async def test_a_batch_that_cannot_be_right_is_refused_whole(
    changed: JSON, status: int, field: str | None, phone: Phone, ann_client: httpx.AsyncClient
) -> None:
    plan = op("create", "plan", new_id(), plan_name="Upper")

    answer = await ann_client.post(f"{API}/sync", json=phone.body(plan) | changed)

    assert answer.status_code == status, answer.text
    assert [each["field"] for each in answer.json().get("errors", [])] == ([field] if field else [])
    assert (await ann_client.get(f"{API}/plans")).json()["items"] == []


async def test_nothing_to_push_is_answered_with_nothing(phone: Phone) -> None:
    receipts = await phone.push()

    assert receipts == []


async def test_the_log_names_the_device_and_each_operation(phone: Phone, database: Database, ann: Person) -> None:
    sent = [op("create", "plan", new_id(), plan_name=name) for name in ("Upper", "Lower")]
    refused = op("create", "plan", new_id(), plan_name="Upper")

    await phone.push(sent[0], refused, sent[1])

    assert await changes_of(database, ann) == [
        (1, "sync", "Ann's phone", sent[0]["id"]),
        (3, "sync", "Ann's phone", sent[1]["id"]),
    ]


async def test_a_set_takes_two_round_trips(phone: Phone, logged: Logged, app: Litestar) -> None:
    with sent_to(app) as sent:
        await phone.push(
            *(op("create", "set", new_id(), workout_exercise_id=logged.exercise, reps=5) for _ in range(200))
        )

    second, last = (
        next(place for place, query in enumerate(sent) if f"app.part = '{part}';" in query) for part in (2, 200)
    )
    assert last - second == 198 * 2
    assert len(sent) - 400 <= 8, [query for query in sent if "app.part" not in query and "exercise_sets" not in query]


async def test_the_same_batch_twice_at_once_is_done_once(phone: Phone, tablet: Phone, logged: Logged) -> None:
    sent = [op("create", "set", new_id(), workout_exercise_id=logged.exercise, reps=each) for each in range(20)]

    both = await asyncio.gather(phone.push(*sent), tablet.push(*sent))

    assert sorted(outcomes(receipts) for receipts in both) == [["applied"] * 20, ["same"] * 20]


async def test_what_one_operation_deletes_a_later_one_of_the_batch_brings_back(phone: Phone, logged: Logged) -> None:
    deleted, restored, kept, gone = await phone.push(
        op("delete", "workout", logged.workout),
        op("create", "set", new_id(), workout_exercise_id=logged.exercise, reps=3),
        op("patch", "set", logged.set, reps=6),
        op("delete", "set", logged.set),
    )

    assert outcomes([deleted, restored, kept, gone]) == ["applied", "restored", "applied", "applied"]
    assert deleted["row"]["fields"]["restored_at"] is not None
    assert kept["row"]["deleted"] is True


async def test_a_substitute_in_the_trash_comes_back(phone: Phone, logged: Logged, ann: Person) -> None:
    sent = new_id()
    own = str(uuid5(ann.id, str(sent)))
    await phone.push(op("create", "exercise", sent, name="Zercher Squat"), op("delete", "exercise", own))

    (restored,) = await phone.push(op("patch", "workout_exercise", logged.exercise, exercise_id=own))

    assert (restored["outcome"], restored["restored"]) == ("restored", [{"kind": "exercise", "id": own}])
    assert restored["row"]["fields"]["exercise_id"] == own


@pytest.mark.parametrize(
    ("kind", "path", "fields"),
    [
        ("plan", "plans", {"plan_name": ""}),
        ("plan", "plans", {"plan_name": "Upper", "colour": "red"}),
        ("set", "sets", {"workout_exercise_id": str(new_id()), "reps": 5}),
        ("set", "sets", {"workout_exercise_id": str(new_id()), "rpe": "11"}),
        ("exercise", "exercises", {"name": "Pistol Squat"}),
        ("measurement", "body-measurements", {"part": "waist", "amount": "1", "unit": "kg", "measured_at": STARTED}),
    ],
)
async def test_a_refusal_says_what_the_rest_api_says(
    kind: str, path: str, fields: JSON, *, phone: Phone, squat: str, ann_client: httpx.AsyncClient
) -> None:
    answer = await ann_client.put(f"{API}/{path}/{new_id()}", json=fields)

    (refused,) = await phone.push(op("create", kind, new_id(), **fields))

    told = {name: value for name, value in answer.json().items() if name not in ("existing", "sent")}
    assert answer.status_code >= 400
    assert refused["problem"] == told


WAITING = text(
    "SELECT pid FROM pg_stat_activity"
    " WHERE usename = :role AND datname = current_database() AND wait_event_type = 'Lock'"
)


async def test_a_connection_that_is_lost_meanwhile_fails_the_request_and_nothing_is_done(
    phone: Phone, ann_client: httpx.AsyncClient, migrated_database: TestDatabase
) -> None:
    waist: JSON = {"part": "waist", "amount": "84.5", "unit": "cm", "measured_at": STARTED}
    sent = [op("create", "plan", new_id(), plan_name="Upper"), op("create", "measurement", new_id(), **waist)]
    administrator = build_engine(migrated_database.superuser, working_role=None)

    async with administrator.connect() as holding, administrator.connect() as ending:
        await holding.execute(text("LOCK TABLE body_measurements IN ACCESS EXCLUSIVE MODE"))
        pushing = asyncio.create_task(ann_client.post(f"{API}/sync", json=phone.body(*sent)))
        while (backend := await ending.scalar(WAITING, {"role": WORKING_ROLE})) is None and not pushing.done():
            await ending.rollback()
        await ending.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})
        lost = await pushing
        await holding.rollback()
    await administrator.dispose()
    receipts = await phone.push(*sent)

    assert (lost.status_code, lost.json()["title"]) == (503, "Unavailable")
    assert outcomes(receipts) == ["applied", "applied"]
