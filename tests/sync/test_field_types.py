"""What devices are told of each kind of row has the types by which the web client checks what it is told."""

from __future__ import annotations

from typing import Any

import httpx
from docs.generators.schema_changes import types_of

from mygymtracker.database.columns import new_id
from mygymtracker.sync.rows import SOURCES, Kind
from tests.sync.pushing import JSON, STARTED, Logged, Phone, op, outcomes

TYPES = {"text": str, "number": int, "boolean": bool, "list": list, "object": dict}


async def test_every_row_has_each_of_its_fields_in_the_type_that_the_client_wants(
    phone: Phone, logged: Logged, squat: str, ann_client: httpx.AsyncClient, catalogue: None
) -> None:
    plan, day, workout = str(new_id()), str(new_id()), str(new_id())
    planned: JSON = {"plan_id": plan, "plan_day_id": day, "exercise_id": squat, "working_sets": 3, "target_reps": 8,
                     "rpe_early": 8, "rpe_last": 9, "rest_time": 90, "set_targets": []}  # fmt: skip
    receipts = await phone.push(
        op("create", "plan", plan, plan_name="Two days"),
        op("create", "plan_day", day, plan_id=plan, day_name="Lower"),
        op("create", "plan_exercise", new_id(), **planned),
        op(
            "create", "workout", workout, plan_day_id=day, started_at=STARTED, body_weight="82.4", body_weight_unit="kg"
        ),
        op("create", "measurement", new_id(), part="body_weight", amount="82.40", unit="kg", measured_at=STARTED),
        op("patch", "set", logged.set, rpe="8.5", distance="1.5", distance_unit="km", duration_seconds="60.5"),
    )

    rows = await told(ann_client)

    assert "refused" not in outcomes(receipts)
    assert {row["kind"] for row in rows} == {kind.value for kind in Kind}
    assert [misfit for row in rows for misfit in misfits(row)] == []


async def told(client: httpx.AsyncClient) -> list[JSON]:
    """All rows, page by page."""
    page: str | None = None
    rows: list[JSON] = []
    while True:
        parameters: JSON = {"schema": 1} | ({"page": page} if page else {})
        answer = (await client.get("/api/v1/sync/bootstrap", params=parameters)).json()
        rows += answer["rows"]
        page = answer["history"]
        if page is None:
            return rows


def misfits(row: JSON) -> list[tuple[str, str, Any]]:
    (source,) = (each for each in SOURCES if each.kind.value == row["kind"])
    return [
        (row["kind"], name, row["fields"].get(name, "missing"))
        for wanted, names in types_of(source).items()
        for name in names
        if not (
            type(row["fields"].get(name, ...)) is TYPES[wanted.removesuffix("?")]
            or (row["fields"].get(name, ...) is None and wanted.endswith("?"))
        )
    ]
