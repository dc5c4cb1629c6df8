"""Which load a person typed, found again behind the number that an app wrote.

Strong keeps kilograms inside and converts when it exports, so 115 lb comes out as 52.163122550000004. Of
82,955 Strong sets read, 14,172 carried such dust; the tolerances below come from them.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

from mygymtracker.quantities import KILOGRAMS_PER_POUND, LoadUnit

_OLD_KILOGRAMS_PER_POUND: Final = Decimal("0.453592")  # what older versions of the app multiplied by
_FLOAT_NOISE: Final = Decimal("0.000001")
_LEAST_NOISE: Final = Decimal("0.000000001")
_CONVERSION_NOISE: Final = Decimal("0.001")
_HUNDREDTH: Final = Decimal("0.01")
_THOUSANDTH: Final = Decimal("0.001")
_HALF: Final = Decimal("0.5")
#: A factor with eight decimals times a half has at least so many, but for a thousand pounds.
_DUSTY_SCALE: Final = 6
#: What is left of a half that was converted and written by binary fractions. By chance one number in 10,000 is as near.
_DUST_NOISE: Final = Decimal("0.00001")


@lru_cache(maxsize=8192)
def undust(load: Decimal, unit: LoadUnit) -> tuple[Decimal, LoadUnit]:
    """The load that was typed, with the unit it was typed in, for a `load` >= 0 in a file that is in `unit`.

    In this order: a number within 0.000001 of one with two decimals is that one (149.99999999999997 is 150);
    dust says by itself what was typed, whatever the file is in (`read_dust`); a number that converts to the other unit,
    by the exact factor or the app's older one, within 0.001 of a multiple of 0.01 was typed there
    (52.163122550000004 kg is 115 lb; 64.863656 kg is 143 lb); else it stays.

    A number with three decimals can have been typed (22.536, stack and add-on plate), and one in five of such
    numbers is that near a hundredth by chance. They are only taken for converted near a multiple of 0.5,
    which one in 250 is: 226.796 kg is 500 lb by the older factor.
    """
    if scale(load) <= 2:
        return load, unit
    if _is_near(load, _HUNDREDTH, within=_FLOAT_NOISE):
        return tidy(_nearest(load, _HUNDREDTH)), unit
    if _is_near(load, _THOUSANDTH, within=_LEAST_NOISE):
        load = tidy(_nearest(load, _THOUSANDTH))
    if (typed := read_dust(load)) is not None:
        return typed
    grain = _HUNDREDTH if scale(load) > 3 else _HALF
    if unit is LoadUnit.KG:
        candidates = [load / KILOGRAMS_PER_POUND, load / _OLD_KILOGRAMS_PER_POUND]
        other = LoadUnit.LB
    else:
        candidates = [load * KILOGRAMS_PER_POUND]
        other = LoadUnit.KG
    for candidate in candidates:
        if _is_near(candidate, grain):
            return tidy(_nearest(candidate, grain)), other
    return snap(load), unit


@lru_cache(maxsize=8192)
def read_dust(load: Decimal) -> tuple[Decimal, LoadUnit] | None:
    """What was typed where a load of at least six decimals is a multiple of 0.5 in the other unit; None for any other.

    124.73790175 is 275 lb: no unit has to be known for that, and whatever wrote it writes kilograms.
    """
    if scale(load) < _DUSTY_SCALE or snap(load) != load:
        return None
    pounds, older, kilograms = (
        load / KILOGRAMS_PER_POUND,
        load / _OLD_KILOGRAMS_PER_POUND,
        load * KILOGRAMS_PER_POUND,
    )
    converted = ((pounds, LoadUnit.LB), (older, LoadUnit.LB), (kilograms, LoadUnit.KG))
    nearest, unit = min(converted, key=lambda each: abs(each[0] - _nearest(each[0], _HALF)))
    return (tidy(_nearest(nearest, _HALF)), unit) if _is_near(nearest, _HALF, within=_DUST_NOISE) else None


def _nearest(number: Decimal, grain: Decimal) -> Decimal:
    return (number / grain).to_integral_value() * grain


def _is_near(number: Decimal, grain: Decimal, *, within: Decimal = _CONVERSION_NOISE) -> bool:
    return abs(number - _nearest(number, grain)) < within


@lru_cache(maxsize=8192)
def snap(load: Decimal) -> Decimal:
    """`load` without the noise of binary fractions: 149.99999999999997 is 150. Otherwise unchanged."""
    if scale(load) <= 3:
        return load
    for step in (_HUNDREDTH, _THOUSANDTH):
        if _is_near(load, step, within=_FLOAT_NOISE):
            return tidy(_nearest(load, step))
    return load


def scale(number: Decimal) -> int:
    """How many decimals a finite number has; 0 for a whole number."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def tidy(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent: 60.0 and 6E+1 are both 60."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
