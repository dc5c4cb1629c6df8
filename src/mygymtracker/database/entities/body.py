"""What the scales and the tape say."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mygymtracker.database.columns import (
    Base,
    CreatedAt,
    CreationDigest,
    OwnedWithId,
    UpdatedAt,
    check,
    described,
    pg_enum,
)
from mygymtracker.database.row_security import declare_owned


class BodyPart(StrEnum):
    """What of the body was measured: its weight, its fat, or a girth."""

    BODY_WEIGHT = "body_weight"
    BODY_FAT = "body_fat"
    NECK = "neck"
    SHOULDERS = "shoulders"
    CHEST = "chest"
    WAIST = "waist"
    HIPS = "hips"
    LEFT_UPPER_ARM = "left_upper_arm"
    RIGHT_UPPER_ARM = "right_upper_arm"
    LEFT_FOREARM = "left_forearm"
    RIGHT_FOREARM = "right_forearm"
    LEFT_THIGH = "left_thigh"
    RIGHT_THIGH = "right_thigh"
    LEFT_CALF = "left_calf"
    RIGHT_CALF = "right_calf"


class BodyUnit(StrEnum):
    """The unit of a measurement as it was typed."""

    KG = "kg"
    LB = "lb"
    PERCENT = "percent"
    CM = "cm"
    INCH = "in"


BODY_PART = pg_enum(BodyPart, "body_part")


class BodyMeasurement(OwnedWithId, Base):
    """One measurement as it was typed, in its own unit."""

    __tablename__ = "body_measurements"
    __table_args__ = (
        check("amount must be above 0", "amount > 0 AND amount < 100000 AND scale(amount) <= 3"),
        check(
            "unit must fit what was measured",
            "CASE part WHEN 'body_weight' THEN unit IN ('kg', 'lb') WHEN 'body_fat' THEN unit = 'percent' "
            "ELSE unit IN ('cm', 'in') END",
        ),
        Index("idx_body_measurements_user_id_measured_at_id", "user_id", "measured_at", "id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), primary_key=True, sort_order=-2)
    part: Mapped[BodyPart] = mapped_column(BODY_PART)
    amount: Mapped[Decimal] = mapped_column(info=described("As typed, in `unit`."))
    unit: Mapped[BodyUnit] = mapped_column(pg_enum(BodyUnit, "body_unit"))
    measured_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(4000), server_default="", default="")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
    creation_digest: Mapped[CreationDigest]


declare_owned(Base.metadata, "body_measurements")
