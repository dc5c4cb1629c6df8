"""Measurements of the body over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, put
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.pagination import DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
from mygymtracker.api.write_requests import (
    CREATING,
    PATCHING,
    REMOVING,
    IfMatch,
    Sent,
    answers,
    body_of,
    expected_version,
    patch_of,
    versioned,
)
from mygymtracker.body import queries, writes
from mygymtracker.body.measurements import Measured, MeasurementContent, MeasurementKey, finite_measured, measured
from mygymtracker.contents import read
from mygymtracker.database.driver import fetch_rows, get_row
from mygymtracker.database.entities import BodyPart, BodyUnit

_CONTENT: Final = MeasurementContent(
    part=BodyPart.BODY_WEIGHT,
    amount=Decimal("82.4"),
    unit=BodyUnit.KG,
    measured_at=datetime(2026, 3, 2, 6, 30, tzinfo=UTC),
    note="Before breakfast.",
)
_MEASURED: Final = Measured(
    UUID("019caf70-6140-7000-8000-0000000000b1"),
    _CONTENT.part,
    _CONTENT.amount,
    _CONTENT.unit,
    _CONTENT.measured_at,
    _CONTENT.note,
    version=7421,
)


class MeasurementPage(Struct):
    """Some measurements, newest first."""

    items: list[Measured]
    next_cursor: NextCursor


@get(
    "/",
    operation_id="listBodyMeasurements",
    summary="List measurements",
    description="Weight, fat and girths, newest first. One page at a time.",
    responses=answers(MeasurementPage, MeasurementPage([_MEASURED], None), "One page of measurements.", 401, 422),
)
async def list_measurements(
    session: RequestSession,
    part: Annotated[BodyPart | None, QueryParameter(description="Only of this; without it, all.")] = None,
    limit: PageSize = DEFAULT,
    cursor: Cursor = None,
) -> MeasurementPage:
    question = queries.measurements_page(rows=limit + 1, part=part, after=decode_cursor(cursor, MeasurementKey))
    rows = [finite_measured(row) for row in await fetch_rows(session, *question)]
    return MeasurementPage(*cut_page(rows, size=limit, key=lambda each: MeasurementKey(each.measured_at, each.id)))


@put(
    "/{measurement_id:uuid}",
    operation_id="putBodyMeasurement",
    summary="Keep a measurement",
    description="Under an id that you made (a UUIDv7). Sent again, it answers with the measurement as it is now.",
    responses=answers(Measured, _MEASURED, "The measurement.", *CREATING, created=True),
)
async def put_measurement(
    session: RequestSession,
    measurement_id: FromPath[UUID],
    data: Annotated[Sent, body_of(MeasurementContent, _CONTENT)],
) -> Response[Measured]:
    created = await writes.measure(session, measurement_id, read(data, MeasurementContent))
    question = queries.one_measurement(measurement_id)
    measured = finite_measured(await get_row(session, *question, missing="There is no such measurement."))
    return versioned(measured, measured.version, created=created)


@patch(
    "/{measurement_id:uuid}",
    operation_id="patchBodyMeasurement",
    summary="Correct a measurement",
    description="A JSON merge patch: only what changes.",
    responses=answers(Measured, _MEASURED, "The measurement as it is now.", *PATCHING),
)
async def patch_measurement(
    session: RequestSession,
    measurement_id: FromPath[UUID],
    data: Annotated[Sent, patch_of(MeasurementContent, {"amount": "82.6"})],
    if_match: IfMatch = None,
) -> Response[Measured]:
    row = await writes.correct(session, measurement_id, data, expected_version=expected_version(if_match))
    return versioned(measured(row), row.version)


@delete(
    "/{measurement_id:uuid}",
    operation_id="deleteBodyMeasurement",
    summary="Remove a measurement",
    description="For good.",
    responses=problems(*REMOVING),
)
async def delete_measurement(session: RequestSession, measurement_id: FromPath[UUID], if_match: IfMatch = None) -> None:
    await writes.forget(session, measurement_id, expected_version=expected_version(if_match))


routers = (
    Router(
        "/body-measurements",
        route_handlers=[list_measurements, put_measurement, patch_measurement, delete_measurement],
        tags=["Body"],
    ),
)
