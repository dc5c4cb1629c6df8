"""Measuring, correcting, removing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from msgspec.structs import asdict
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.body.measurements import MeasurementContent, content_of
from mygymtracker.clocks import finite, refuse_instant
from mygymtracker.contents import kept
from mygymtracker.database.entities import BodyMeasurement
from mygymtracker.database.owned_rows import change, create, get_for_change, patched, remove

WHAT: Final = "measurement"


async def measure(session: AsyncSession, row_id: UUID, content: MeasurementContent) -> bool:
    """Keeps a measurement. False when this same request did so before. Raises Conflict, Invalid."""
    refuse_instant("measured_at", content.measured_at)
    return await create(session, BodyMeasurement, row_id, content, _columns(content), content_of=content_of)


async def correct(
    session: AsyncSession, row_id: UUID, patch: Mapping[str, object], *, expected_version: int | None
) -> BodyMeasurement:
    """Raises NotFound, Changed, Invalid."""
    row = await get_for_change(
        session, BodyMeasurement, row_id, what=WHAT, content_of=content_of, expected_version=expected_version
    )
    content = patched(row, patch, content_of)
    if content.measured_at != finite(row.measured_at):  # one that was kept before there was the rule can be corrected
        refuse_instant("measured_at", content.measured_at)
    return await change(session, row, _columns(content))


async def forget(session: AsyncSession, row_id: UUID, *, expected_version: int | None) -> None:
    """Raises NotFound, Changed."""
    row = await get_for_change(
        session, BodyMeasurement, row_id, what=WHAT, content_of=content_of, expected_version=expected_version
    )
    await remove(session, row)


def _columns(content: MeasurementContent) -> dict[str, Any]:
    return asdict(content) | {"amount": kept(content.amount)}
