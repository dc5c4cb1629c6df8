"""One measurement of the body: what can be said of it, and what is answered."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from mygymtracker.clocks import finite
from mygymtracker.contents import Content, Text, from_row, refuse_fine
from mygymtracker.database.entities import BodyMeasurement, BodyPart, BodyUnit
from mygymtracker.errors import Invalid

#: Amounts are below this in any unit.
LIMIT: Final = 100_000
_UNITS: Final = {
    BodyPart.BODY_WEIGHT: (BodyUnit.KG, BodyUnit.LB),
    BodyPart.BODY_FAT: (BodyUnit.PERCENT,),
}
_GIRTH: Final = (BodyUnit.CM, BodyUnit.INCH)

Amount = Annotated[Decimal, Meta(description="As typed, above 0, with at most three decimals.")]


class MeasurementContent(Content, frozen=True, kw_only=True):
    """One measurement: `body_weight` is in kg or lb, `body_fat` in percent, girths are in cm or in."""

    part: BodyPart
    amount: Amount
    unit: BodyUnit
    measured_at: Annotated[datetime, Meta(tz=True)]
    note: Text = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_fine("amount", self.amount)
        if not 0 < self.amount < LIMIT:
            raise Invalid(f"amount must be above 0 and below {LIMIT}", field="amount", value=str(self.amount))
        fitting = _UNITS.get(self.part, _GIRTH)
        if self.unit not in fitting:
            units = " or ".join(unit.value for unit in fitting)
            raise Invalid(f"unit of {self.part.value} must be {units}", field="unit", value=self.unit.value)


class Measured(Struct, frozen=True):
    """One measurement, exactly as it was typed."""

    id: UUID
    part: BodyPart
    amount: Amount
    unit: BodyUnit
    measured_at: datetime
    note: str
    version: Annotated[int, Meta(description="The number in its ETag.")]


class MeasurementKey(Struct, frozen=True, array_like=True):
    """Where a measurement stands among the newest."""

    measured_at: Annotated[datetime, Meta(tz=True)]
    id: UUID


def content_of(row: BodyMeasurement) -> MeasurementContent:
    return from_row(MeasurementContent, row, measured_at=finite(row.measured_at))


def measured(row: BodyMeasurement) -> Measured:
    return from_row(Measured, row, measured_at=finite(row.measured_at))


def finite_measured(row: Measured) -> Measured:
    """As the driver gives it, but for an instant that earlier versions kept as `infinity`."""
    return replace(row, measured_at=finite(row.measured_at))
