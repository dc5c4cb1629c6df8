"""What a person lifts and covers: loads and distances with their units, converted exactly.

A load is kept in the unit it was typed in. 225 lb stored as kilograms and shown with one decimal comes back
as 224.9 lb; so conversion is for showing and comparing, never for storing.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final


class LoadUnit(StrEnum):
    """The unit of a load as it was typed."""

    KG = "kg"
    LB = "lb"


class DistanceUnit(StrEnum):
    """The unit of a distance as it was typed."""

    M = "m"
    KM = "km"
    MI = "mi"
    YD = "yd"
    FT = "ft"


class LoadMode(StrEnum):
    """What the number of a load means for the movement.

    `EXTERNAL` is all there is to move. `BODYWEIGHT_PLUS` is added to the body's weight, `ASSISTED` taken off
    it (a positive number is help, so more is easier), and the pull of a `BAND` is only known to its maker.
    """

    EXTERNAL = "external"
    BODYWEIGHT_PLUS = "bodyweight_plus"
    ASSISTED = "assisted"
    BAND = "band"


#: A load is below it, in whichever unit it was typed, and has at most three decimals.
LOAD_LIMIT: Final = 100_000

# International yard and pound agreement of 1959: both factors are exact by definition.
KILOGRAMS_PER_POUND: Final = Decimal("0.45359237")
METRES_PER: Final = {
    DistanceUnit.M: Decimal(1),
    DistanceUnit.KM: Decimal(1000),
    DistanceUnit.MI: Decimal("1609.344"),
    DistanceUnit.YD: Decimal("0.9144"),
    DistanceUnit.FT: Decimal("0.3048"),
}


def convert_load(load: Decimal, unit: LoadUnit, *, to: LoadUnit) -> Decimal:
    """`load` in another unit. To kilograms the answer is exact; to pounds it has 28 significant digits.

    Nothing is rounded to what a plate can weigh: that is the choice of whoever shows it.
    """
    if unit is to:
        return load
    return load * KILOGRAMS_PER_POUND if to is LoadUnit.KG else load / KILOGRAMS_PER_POUND


def convert_distance(distance: Decimal, unit: DistanceUnit, *, to: DistanceUnit) -> Decimal:
    """`distance` in another unit. To metres the answer is exact; otherwise it has 28 significant digits."""
    if unit is to:
        return distance
    return distance * METRES_PER[unit] / METRES_PER[to]
