"""Questions about measurements: a statement made once and the parameters of this time."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, or_, select

from mygymtracker.body.measurements import Measured, MeasurementKey
from mygymtracker.database.entities import BodyMeasurement, BodyPart
from mygymtracker.database.entities.body import BODY_PART
from mygymtracker.database.newest import newest_first
from mygymtracker.database.reading import Query, Question, columns_of

_PART: Final = bindparam("part", type_=BODY_PART)
_MEASURED: Final = select(*columns_of(BodyMeasurement, Measured))
_ONE: Final = Query(_MEASURED.where(BodyMeasurement.id == bindparam("id", type_=Uuid())), Measured)
_OF_PART: Final = _MEASURED.where(or_(_PART.is_(None), BodyMeasurement.part == _PART))
_NEWEST: Final = Query(newest_first(_OF_PART, BodyMeasurement.measured_at, BodyMeasurement.id), Measured)
_EARLIER: Final = Query(
    newest_first(_OF_PART, BodyMeasurement.measured_at, BodyMeasurement.id, after="measured_at"), Measured
)


def measurements_page(
    *, rows: int, part: BodyPart | None = None, after: MeasurementKey | None = None
) -> Question[Measured]:
    """At most `rows` measurements (of `part` only), newest first, those that come after `after`."""
    parameters: dict[str, object] = {"rows": rows, "part": part}
    if after is None:
        return _NEWEST, parameters
    return _EARLIER, parameters | {"measured_at": after.measured_at, "id": after.id}


def one_measurement(row_id: UUID) -> Question[Measured]:
    """One row or none."""
    return _ONE, {"id": row_id}
