"""What bob pushes with ids of ann's: nothing of hers changes, and he is told what is told of ids that nobody has.

Every kind, every action, every field that names another row; while her rows are there, and when they are in her trash.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from uuid import UUID

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import below
from mygymtracker.database.transaction import Database
from mygymtracker.sync.cursors import SECTIONS
from mygymtracker.sync.rows import Kind
from mygymtracker.sync.trash import WRITERS
from tests.api.belongings import belongings_of
from tests.api.calls import CALLS, PLANNED
from tests.api.conftest import Connect, program_of
from tests.api.test_isolation import DIFFERING, Rows, everything_of
from tests.conftest import TestDatabase
from tests.factories import Person, sign_up
from tests.sync.pushing import JSON, Phone, op

Ids = Mapping[str, UUID]

#: What makes a row and what changes one, where devices send something else than the REST API's examples.
_OTHERWISE: Final[dict[Kind, tuple[JSON, JSON]]] = {
    Kind.PROFILE: ({"unit": "lb"}, {"display_name": "Eve"}),
    Kind.PLAN: ({"plan_name": "Push"}, {"notes": "Eight weeks."}),
    Kind.PLAN_EXERCISE: (PLANNED, {"working_sets": 4}),
    Kind.WORKOUT: ({"plan_day_id": "{plan_day_id}", "started_at": "2026-03-09T18:00:00Z"}, {"name": "A"}),
    Kind.WORKOUT_EXERCISE: (
        {
            "workout_id": "{workout_id}",
            "exercise_id": "{exercise_id}",
            "plan_exercise_id": "{plan_exercise_id}",
        },
        {"notes": "Seat on 4."},
    ),
    Kind.SET: (
        {"workout_exercise_id": "{workout_exercise_id}", "reps": 8, "continues_set_id": "{set_id}"},
        {"reps": 9},
    ),
}


def _fields_of(kind: Kind) -> tuple[str, JSON, JSON]:
    row_id = "person_id" if kind is Kind.PROFILE else f"{kind.value}_id"
    if kind in _OTHERWISE:
        return row_id, *_OTHERWISE[kind]
    put, patch = (
        next(call for (asked, path), call in CALLS.items() if asked == method and path.endswith(f"/{{{row_id}}}"))
        for method in ("PUT", "PATCH")
    )
    return row_id, (put.arguments or {})["json"], (patch.arguments or {})["json"]


#: Of each kind the name of its id, what makes a row of it, and what changes one.
FIELDS: Final = {kind: _fields_of(kind) for kind in Kind}
#: Every field that names another row.
REFERENCES: Final = [
    (kind, name)
    for kind, writer in WRITERS.items()
    for name in (*writer.needs, *writer.lets_go)
    if name in FIELDS[kind][1] or name == "plan_id"
]


def test_every_kind_is_tried_with_every_reference() -> None:
    assert {(kind, name) for kind, writer in WRITERS.items() for name in (*writer.needs, *writer.lets_go)} == set(
        REFERENCES
    )


def cases(own: Ids, others: Ids) -> dict[str, JSON]:
    """Operations with `others` ids in turn, all else being one's own; what makes rows comes last."""
    made: dict[str, JSON] = {}
    for kind, (name, _, changed) in FIELDS.items():
        made[f"patch {kind}"] = op("patch", kind, others[name], base=1, **changed)
        made[f"delete {kind}"] = op("delete", kind, others[name])
    for kind, field in REFERENCES:
        sent = filled(FIELDS[kind][1], own) | {field: _named(kind, field, others)}
        if (kind, field) == (Kind.WORKOUT, "plan_id"):
            del sent["plan_day_id"]  # which has its plan
        made[f"patch {kind} {field}"] = op("patch", kind, own[FIELDS[kind][0]], **{field: sent[field]})
        made[f"create {kind} {field}"] = op("create", kind, new_id(), **sent)
    for kind, (name, said, _) in FIELDS.items():
        made[f"create {kind}"] = op("create", kind, others[name], **filled(said, own))
    return made


def _named(kind: Kind, field: str, others: Ids) -> Any:
    if kind is Kind.WORKOUT and field == "plan_id":
        return str(others["plan_id"])
    return filled(FIELDS[kind][1], others)[field]


def filled(fields: JSON, ids: Ids) -> JSON:
    """With ids in the place of their names in braces."""
    text = re.sub(r"\{(\w+)\}(?=\")", lambda found: str(ids[found[1]]), json.dumps(fields))
    return dict(json.loads(text))


@pytest.fixture
async def anns(database: Database, ann: Person, ann_client: httpx.AsyncClient) -> Ids:
    return {**(await belongings_of(database, ann, ann_client)).ids, "person_id": ann.id}


@pytest.fixture
async def anns_rows(ann: Person, migrated_database: TestDatabase) -> AsyncIterator[Rows]:
    superuser = build_engine(migrated_database.superuser, working_role=None)

    async def rows() -> dict[str, list[str]]:
        return await everything_of(ann, superuser)

    yield rows
    await superuser.dispose()


async def settled(database: Database, connect: Connect, name: str) -> tuple[Phone, Ids]:
    """Somebody with one row of everything."""
    person = await sign_up(database, f"{name}@example.org")
    client = await connect(headers=await program_of(database, person))
    ids = (await belongings_of(database, person, client)).ids
    return await Phone.of(client, "A phone"), {**ids, "person_id": person.id}


@pytest.mark.parametrize("where", ["there", "in the trash"])
async def test_ids_of_anns_get_bob_what_ids_of_nobodys_get(
    where: str,
    *,
    database: Database,
    connect: Connect,
    anns: Ids,
    anns_rows: Rows,
    ann_client: httpx.AsyncClient,
) -> None:
    bobs_phone, bobs = await settled(database, connect, "bob")
    carls_phone, carls = await settled(database, connect, "carl")
    if where == "in the trash":
        await _throw_away(ann_client, anns)
    before = await anns_rows()
    sent_by_bob, sent_by_carl = cases(bobs, anns), cases(carls, {name: new_id() for name in anns})

    bob_is_told = await bobs_phone.push(*sent_by_bob.values())
    carl_is_told = await carls_phone.push(*sent_by_carl.values())

    bobs_receipts = {case: comparable(each) for case, each in zip(sent_by_bob, bob_is_told, strict=True)}
    carls_receipts = {case: comparable(each) for case, each in zip(sent_by_carl, carl_is_told, strict=True)}
    assert bobs_receipts == carls_receipts
    assert await anns_rows() == before
    assert "Only Ann Has" not in json.dumps(bob_is_told)
    changed = [case for case, each in zip(sent_by_bob, bob_is_told, strict=True) if each["outcome"] == "applied"]
    assert sorted(changed) == sorted(f"create {kind}" for kind in FIELDS if kind is not Kind.PROFILE)


async def test_an_operation_id_of_anns_is_as_good_as_any_other(
    database: Database, connect: Connect, ann_client: httpx.AsyncClient
) -> None:
    anns_phone = await Phone.of(ann_client, "Ann's phone")
    bobs_phone, _ = await settled(database, connect, "bob")
    sent = op("create", "plan", new_id(), plan_name="Push")
    await anns_phone.push(sent)

    (receipt,) = await bobs_phone.push(sent)

    assert receipt["outcome"] == "applied"


async def _throw_away(client: httpx.AsyncClient, anns: Ids) -> None:
    """All that can be, with what belongs to it."""
    phone = await Phone.of(client, "Ann's phone")
    within = {child.kind for each in SECTIONS.values() for child in below(each.table)}
    roots = [kind for kind in WRITERS if kind not in {*within, Kind.PROFILE}]
    thrown = [(kind, "other_exercise_id" if kind is Kind.EXERCISE else f"{kind.value}_id") for kind in roots]
    thrown.sort(key=lambda each: each[0] is not Kind.WORKOUT)  # before the plan that it was started from
    receipts = await phone.push(*(op("delete", kind, anns[name]) for kind, name in thrown))
    assert [each["outcome"] for each in receipts] == ["applied"] * len(thrown)


def comparable(receipt: JSON) -> str:
    """Without what is its own: ids, names, revisions, the time."""
    told = json.dumps(receipt, sort_keys=True)
    return re.sub(DIFFERING.pattern + r"|(?<=\"revision\": )\d+", "…", told)
