"""Which load a person typed, found again behind the number that an app wrote; and which unit a file is in.

Strong keeps kilograms inside and converts when it exports, so 115 lb comes out as 52.163122550000004. Of
82,955 Strong sets read, 14,172 carried such dust; the tolerances below come from them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache
from typing import Final

from mygymtracker.exchange.records import UnitGuess
from mygymtracker.quantities import KILOGRAMS_PER_POUND, LoadMode, LoadUnit

_OLD_KILOGRAMS_PER_POUND: Final = Decimal("0.453592")  # what older versions of the app multiplied by
_FLOAT_NOISE: Final = Decimal("0.000001")
_LEAST_NOISE: Final = Decimal("0.000000001")
_CONVERSION_NOISE: Final = Decimal("0.001")
_HUNDREDTH: Final = Decimal("0.01")
_THOUSANDTH: Final = Decimal("0.001")
_HALF: Final = Decimal("0.5")
LOAD_LIMIT: Final = 100_000
# A 45 lb bar with 25 and 45 lb plates: 14 % of the loads of a file in pounds that was read, 2 % of one in kilograms.
_LOADED_POUND_BARS: Final = frozenset(map(Decimal, (45, 95, 135, 185, 225, 275, 315, 365, 405)))
_FEWEST_LOADS_TO_JUDGE: Final = 5
_MODE_BRACKET: Final = re.compile(r"\((weighted|assisted|band|resistance band)\b", re.IGNORECASE)
_MODES: Final = {
    "weighted": LoadMode.BODYWEIGHT_PLUS,
    "assisted": LoadMode.ASSISTED,
    "band": LoadMode.BAND,
    "resistance band": LoadMode.BAND,
}


@lru_cache(maxsize=8192)
def undust(load: Decimal, unit: LoadUnit) -> tuple[Decimal, LoadUnit]:
    """The load that was typed, with the unit it was typed in, for a `load` >= 0 in a file that is in `unit`.

    In this order: a number within 0.000001 of one with two decimals is that one (149.99999999999997 is 150);
    a number that converts to the other unit, by the exact factor or the app's older one, within 0.001 of a
    multiple of 0.01 was typed there (52.163122550000004 kg is 115 lb; 64.863656 kg is 143 lb); else it stays.

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


def guess_unit(loads: Collection[Decimal]) -> UnitGuess:
    """What a file without a unit looks like, from the loads above 0 as written in it.

    Kilogram plates make loads in steps of two and a half: where many are no multiples of 5, it is kilograms. All in
    fives can be either; one in twenty must then be a 45 lb bar with its usual plates to be likely pounds. Loads with
    conversion dust say it more surely: they were typed in one unit and written in the other.
    """
    used = [load for load in loads if load > 0]
    by_2_5 = sum(1 for load in used if load % Decimal("2.5") == 0)
    by_5 = sum(1 for load in used if load % 5 == 0)
    return UnitGuess(
        loads=len(used),
        share_of_2_5=_share(by_2_5, len(used)),
        share_of_5=_share(by_5, len(used)),
        maximum=max(used, default=Decimal(0)),
        likely=_likely_unit(used, by_2_5=by_2_5, by_5=by_5),
    )


def _likely_unit(loads: list[Decimal], *, by_2_5: int, by_5: int) -> LoadUnit | None:
    dusty = [load for load in loads if scale(load) > 3 and snap(load) == load]
    as_kilograms = sum(1 for load in dusty if _is_near(load / KILOGRAMS_PER_POUND, _HALF))
    as_pounds = sum(1 for load in dusty if _is_near(load * KILOGRAMS_PER_POUND, _HALF))
    if as_kilograms != as_pounds and max(as_kilograms, as_pounds) * 20 >= len(loads):
        return LoadUnit.KG if as_kilograms > as_pounds else LoadUnit.LB
    if by_2_5 < _FEWEST_LOADS_TO_JUDGE:
        return None
    if by_5 * 100 < by_2_5 * 85:
        return LoadUnit.KG
    loaded_bars = sum(1 for load in loads if load in _LOADED_POUND_BARS)
    return LoadUnit.LB if loaded_bars * 20 >= len(loads) else None


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(_THOUSANDTH) if whole else Decimal(0)


@lru_cache(maxsize=4096)
def load_mode_of(exercise: str) -> LoadMode:
    """What a load means for an exercise, by the bracket that Strong and Hevy put behind its name.

    Only a bracket counts: in `Assisted Pistol Squats` the help is a hand on a rack, not a number.
    """
    bracket = _MODE_BRACKET.search(exercise)
    return _MODES[bracket[1].casefold()] if bracket else LoadMode.EXTERNAL
