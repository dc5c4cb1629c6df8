"""What becomes of what devices send, over HTTP: the rules of docs/explanation/sync.md."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid5

import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.factories import Person
from tests.sync.pushing import JSON, STARTED, Logged, Phone, kept_of, op, outcomes

PLANNED: JSON = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}


# ------------------------------------------------------------------------------------------------------- what is sent


def examples(ids: Mapping[str, str]) -> list[tuple[str, JSON, JSON]]:
    """Of each kind what makes a row, and what changes it."""
    return [
        ("exercise", {"name": "Zercher Squat"}, {"name": "Zercher Lunge"}),
        ("plan", {"plan_name": "Upper"}, {"notes": "Eight weeks."}),
        ("plan_day", {"plan_id": ids["plan"], "day_name": "Monday"}, {"week": 2}),
        ("plan_exercise", {"plan_id": ids["plan"], "exercise_id": ids["exercise"], **PLANNED}, {"working_sets": 4}),
        ("workout", {"name": "Legs", "started_at": STARTED}, {"notes": "Hot."}),
        ("workout_exercise", {"workout_id": ids["workout"], "exercise_id": ids["exercise"]}, {"notes": "Seat on 4."}),
        ("set", {"workout_exercise_id": ids["workout_exercise"], "reps": 8}, {"reps": 9}),
        (
            "measurement",
            {"part": "waist", "amount": "84.5", "unit": "cm", "measured_at": STARTED},
            {"amount": "84.50", "note": "Morning."},
        ),
    ]


KINDS = [kind for kind, _, _ in examples(dict.fromkeys(("plan", "exercise", "workout", "workout_exercise"), ""))]


@pytest.fixture
async def ids(phone: Phone, logged: Logged, squat: str) -> Mapping[str, str]:
    plan = str(new_id())
    await phone.push(op("create", "plan", plan, plan_name="Lower"))
    return {"plan": plan, "exercise": squat, "workout": logged.workout, "workout_exercise": logged.exercise}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_row_is_made_changed_and_deleted_and_each_is_done_once(
    kind: str, phone: Phone, ids: Mapping[str, str]
) -> None:
    _, made, changed = next(each for each in examples(ids) if each[0] == kind)
    row = str(new_id())
    sent = [op("create", kind, row, **made), op("patch", kind, row, **changed), op("delete", kind, row)]

    one_by_one = [(await phone.push(each))[0] for each in sent]
    again = await phone.push(*sent)

    assert [each["outcome"] for each in one_by_one] == ["applied"] * 3
    first, second, third = (each["row"] for each in one_by_one)
    assert first["fields"].items() >= made.items()
    assert second["fields"].items() >= (changed if kind != "measurement" else {"note": "Morning."}).items()
    assert third == {"kind": kind, "id": first["id"], "revision": third["revision"], "deleted": True}
    assert first["revision"] < second["revision"] < third["revision"]
    assert [(each["outcome"], each["row"]) for each in again] == [("same", third)] * 3


@pytest.mark.parametrize("kind", KINDS)
async def test_a_create_of_a_known_row_changes_what_differs(kind: str, phone: Phone, ids: Mapping[str, str]) -> None:
    _, made, changed = next(each for each in examples(ids) if each[0] == kind)
    row = str(new_id())
    await phone.push(op("create", kind, row, **made))

    same, other = await phone.push(op("create", kind, row, **made), op("create", kind, row, **made | changed))

    assert (same["outcome"], other["outcome"]) == ("same", "applied")
    assert other["row"]["fields"].items() >= {**made, **changed}.items() - {("amount", "84.50")}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_row_in_the_trash_stays_there_and_what_was_sent_is_kept_with_it(
    kind: str, phone: Phone, ids: Mapping[str, str], database: Database, ann: Person
) -> None:
    _, made, changed = next(each for each in examples(ids) if each[0] == kind)
    row = str(new_id())
    created, deleted = await phone.push(op("create", kind, row, **made), op("delete", kind, row))
    before = deleted["row"]["revision"]

    nothing_new = await phone.push(op("create", kind, row, **made), op("patch", kind, row, **made))
    something_new = await phone.push(op("patch", kind, row, **changed))

    assert outcomes(nothing_new) == ["deleted", "deleted"]
    assert [each["row"]["revision"] for each in nothing_new] == [before, before]
    assert outcomes(something_new) == ["deleted"]
    assert something_new[0]["row"]["deleted"] is True
    assert something_new[0]["row"]["revision"] == before + 1
    kept = await kept_of(database, ann, created["row"]["id"])
    assert {name: str(value) for name, value in changed.items() if name != "amount"}.items() <= {
        name: str(value) for name, value in kept.items()
    }.items()


async def test_the_profile_is_changed_and_neither_made_nor_deleted(phone: Phone, ann: Person) -> None:
    changed, again, deleted, others = await phone.push(
        op("patch", "profile", ann.id, unit="lb", display_name="Ann"),
        op("create", "profile", ann.id, unit="lb"),
        op("delete", "profile", ann.id),
        op("patch", "profile", new_id(), unit="kg"),
    )

    assert [each["outcome"] for each in (changed, again, deleted, others)] == ["applied", "same", "refused", "refused"]
    assert changed["row"]["fields"]["unit"] == "lb"
    assert (deleted["problem"]["status"], others["problem"]["status"], others["row"]) == (403, 404, None)


async def test_an_exercise_is_known_by_the_id_it_was_made_under_and_by_its_own(phone: Phone, ann: Person) -> None:
    sent = new_id()
    own = str(uuid5(ann.id, str(sent)))

    receipts = await phone.push(
        op("create", "exercise", sent, name="Zercher Squat"),
        op("patch", "exercise", sent, notes="Elbows."),
        op("patch", "exercise", own, archived_at=STARTED),
        op("create", "exercise", own, name="Zercher Squat", archived_at=None),
    )

    assert [(each["outcome"], each["row"]["id"]) for each in receipts] == [("applied", own)] * 4
    assert receipts[-1]["row"]["fields"]["notes"] == "Elbows."
    assert receipts[-1]["row"]["fields"]["archived_at"] is None


async def test_a_plan_is_archived_since_an_instant_and_taken_back(phone: Phone) -> None:
    row = new_id()

    (made,) = await phone.push(op("create", "plan", row, plan_name="Lower", archived_at=STARTED))
    (later,) = await phone.push(op("patch", "plan", row, archived_at="2026-03-03T18:00:00Z"))
    (back,) = await phone.push(op("patch", "plan", row, archived_at=None))

    told = [each["row"]["fields"]["archived_at"] for each in (made, later, back)]
    assert told == [STARTED, "2026-03-03T18:00:00Z", None]


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (op("create", "set", new_id(), reps=5), ("workout_exercise_id", 422)),
        (op("create", "plan", new_id(), plan_name="", notes="x"), ("plan_name", 422)),
        (op("create", "plan", new_id(), plan_name="x", colour="red"), ("colour", 422)),
        (op("create", "workout", new_id(), performed_on="2026-03-02"), ("performed_on", 422)),
        (op("create", "workout", new_id(), status="paused"), ("status", 422)),
        (op("create", "workout", new_id(), status="in_progress", completed_at=STARTED), ("completed_at", 422)),
        (op("create", "workout_exercise", new_id(), workout_id="x", exercise_id="y"), ("workout_id", 422)),
        (op("create", "set", new_id(), workout_exercise_id=str(new_id()), reps=5), (None, 404)),
        (op("create", "plan", new_id(), plan_name="x", archived_at="1066-10-14T00:00:00Z"), ("archived_at", 422)),
        (op("patch", "set", new_id(), reps=5), (None, 404)),
        (op("patch", "plan", new_id()), (None, 404)),
        (op("create", "plan", new_id(), plan_name="a\0b"), ("plan_name", 422)),
    ],
    ids=lambda given: " ".join(given[name] for name in ("action", "kind")) if isinstance(given, dict) else str(given),
)
async def test_what_cannot_be_done_is_refused_alone(sent: JSON, problem: tuple[str | None, int], phone: Phone) -> None:
    measurement = op("create", "measurement", new_id(), part="waist", amount="84.5", unit="cm", measured_at=STARTED)

    before, refused, after = await phone.push(measurement, sent, op("delete", "measurement", measurement["row"]))

    field, status = problem
    assert outcomes([before, refused, after]) == ["applied", "refused", "applied"]
    assert refused["row"] is None
    assert refused["problem"]["status"] == status
    assert [each["field"] for each in refused["problem"].get("errors", [])][:1] == ([field] if field else [])


async def test_what_belongs_to_something_never_moves(phone: Phone, logged: Logged) -> None:
    (refused,) = await phone.push(op("patch", "set", logged.set, workout_exercise_id=str(new_id())))

    assert refused["outcome"] == "refused"
    assert refused["problem"]["errors"][0]["field"] == "workout_exercise_id"


async def test_one_name_of_two_plans_is_refused_and_the_session_goes_on(phone: Phone) -> None:
    upper, lower = new_id(), new_id()

    receipts = await phone.push(
        op("create", "plan", upper, plan_name="Upper"),
        op("create", "plan", lower, plan_name="Lower"),
        op("patch", "plan", lower, plan_name="Upper"),
        op("create", "plan", new_id(), plan_name="Upper"),
        op("patch", "plan", lower, notes="Still there."),
    )

    assert outcomes(receipts) == ["applied", "applied", "refused", "refused", "applied"]
    assert [each["problem"]["status"] for each in receipts[2:4]] == [409, 409]
    assert receipts[4]["row"]["fields"] == {"plan_name": "Lower", "notes": "Still there.", "archived_at": None}


async def test_the_same_id_twice_in_one_batch_is_done_once_and_refused_twice(phone: Phone) -> None:
    plan, unknown = op("create", "plan", new_id(), plan_name="Upper"), op("patch", "set", new_id(), reps=5)

    receipts = await phone.push(plan, plan, unknown, unknown)

    assert outcomes(receipts) == ["applied", "same", "refused", "refused"]


@pytest.mark.parametrize(("kind", "field"), [("exercise", "name"), ("plan", "plan_name"), ("workout", "name")])
async def test_a_name_that_nobody_can_see_is_refused(phone: Phone, kind: str, field: str) -> None:
    unseen: JSON = {field: "\u200b"} | ({"started_at": STARTED} if kind == "workout" else {})

    (refused,) = await phone.push(op("create", kind, new_id(), **unseen))

    assert (refused["outcome"], refused["problem"]["errors"][0]["field"]) == ("refused", field)
