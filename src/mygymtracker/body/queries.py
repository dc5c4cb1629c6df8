"""Questions about measurements: a statement made once and the parameters of this time."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, or_, select

from mygymtracker.body.measurements import MeasurementKey
from mygymtracker.database.driver import Question
from mygymtracker.database.entities import BodyMeasurement, BodyPart
from mygymtracker.database.entities.body import BODY_PART
from mygymtracker.database.newest import newest_first

_PART: Final = bindparam("part", type_=BODY_PART)
_MEASURED: Final = select(
    BodyMeasurement.id,
    BodyMeasurement.part,
    BodyMeasurement.amount,
    BodyMeasurement.unit,
    BodyMeasurement.measured_at,
    BodyMeasurement.note,
    BodyMeasurement.version,
)
_ONE: Final = _MEASURED.where(BodyMeasurement.id == bindparam("id", type_=Uuid()))
_OF_PART: Final = _MEASURED.where(or_(_PART.is_(None), BodyMeasurement.part == _PART))
_NEWEST: Final = newest_first(_OF_PART, BodyMeasurement.measured_at, BodyMeasurement.id)
_EARLIER: Final = newest_first(_OF_PART, BodyMeasurement.measured_at, BodyMeasurement.id, after="measured_at")


def measurements_page(*, rows: int, part: BodyPart | None = None, after: MeasurementKey | None = None) -> Question:
    """At most `rows` measurements (of `part` only), newest first, those that come after `after` (`Measured`)."""
    parameters: dict[str, object] = {"rows": rows, "part": part}
    if after is None:
        return _NEWEST, parameters
    return _EARLIER, parameters | {"measured_at": after.measured_at, "id": after.id}


def one_measurement(row_id: UUID) -> Question:
    """One row or none (`Measured`)."""
    return _ONE, {"id": row_id}
