"""Formulas on what was lifted: numbers in, numbers out.

Seven formulas for the load of one repetition, of a load and the repetitions r to failure. Each is the load times a
numerator divided by a denominator (`multiplier`), and the division comes last: 90 × 40 / 30 is exactly 120.
Epley, O'Conner, Brzycki and Lander are exact up to that one division; Lombardi, Wathan and Mayhew hold a power of r
or of e, with 28 significant digits. Nothing here is rounded for showing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mygymtracker.quantities import LoadMode

if TYPE_CHECKING:
    from mygymtracker.database.entities import E1rmFormula

_RULES: Final = "reps to failure = reps + RIR, at most 12; a single to failure is its own load"
_SAID: Final[Mapping[str, str]] = MappingProxyType(
    {
        "epley": "Epley 1985: load × (1 + reps to failure / 30)",
        "brzycki": "Brzycki 1993: load × 36 / (37 − reps to failure)",
        "lombardi": "Lombardi 1989: load × reps to failure ^ 0.1",
        "oconner": "O'Conner 1989: load × (1 + 0.025 × reps to failure)",
        "wathan": "Wathan 1994: load × 100 / (48.8 + 53.8 × e ^ (−0.075 × reps to failure))",
        "mayhew": "Mayhew 1992: load × 100 / (52.2 + 41.9 × e ^ (−0.055 × reps to failure))",
        "lander": "Lander 1985: load × 100 / (101.3 − 2.67123 × reps to failure)",
    }
)
#: Beyond this many repetitions to failure no formula is better than a guess.
MOST_REPS: Final = 12
#: From so many repetitions in reserve on people misjudge by two and more (Hackett 2017).
UNKNOWABLE_RIR: Final = 5
#: RPE is 10 less the repetitions in reserve (Zourdos 2016).
RPE_AT_FAILURE: Final = 10

_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
#: Numerator and denominator for r repetitions to failure, r above 1; `estimating` says the same to PostgreSQL.
_MULTIPLIERS: Final[Mapping[str, Callable[[Decimal], tuple[Decimal, Decimal]]]] = MappingProxyType(
    {
        "epley": lambda r: (30 + r, Decimal(30)),
        "brzycki": lambda r: (Decimal(36), 37 - r),
        "lombardi": lambda r: (r ** Decimal("0.1"), _ONE),
        "oconner": lambda r: (_ONE + Decimal("0.025") * r, _ONE),
        "wathan": lambda r: (_HUNDRED, Decimal("48.8") + Decimal("53.8") * (Decimal("-0.075") * r).exp()),
        "mayhew": lambda r: (_HUNDRED, Decimal("52.2") + Decimal("41.9") * (Decimal("-0.055") * r).exp()),
        "lander": lambda r: (_HUNDRED, Decimal("101.3") - Decimal("2.67123") * r),
    }
)


def said(formula: E1rmFormula) -> str:
    """The formula in words, for every answer that was computed with it."""
    return f"{_SAID[formula.value]}, {_RULES}"


def estimated_one_rep_max(
    load: Decimal, reps: int, *, formula: E1rmFormula, rpe: Decimal | None = None, rir: Decimal | None = None
) -> Decimal | None:
    """The load of one repetition, in the unit of `load`, not rounded. None where nothing can be said.

    Repetitions to failure are those made and those in reserve, which are `rir`, or 10 − `rpe`, or none where effort
    was not entered. One repetition to failure is its own load (raw Epley would say 103.3 %). None for no load, no
    repetition, more than 12 to failure, and 5 or more in reserve. `load` is all that was moved (`moved_load`).
    """
    reserve = _reserve(rpe, rir)
    to_failure = reps + reserve
    if load <= 0 or reps < 1 or reserve >= UNKNOWABLE_RIR or to_failure > MOST_REPS:
        return None
    if to_failure == 1:
        return load
    numerator, denominator = multiplier(formula, to_failure)
    return load * numerator / denominator


def multiplier(formula: E1rmFormula, to_failure: Decimal) -> tuple[Decimal, Decimal]:
    """By how much a load of `to_failure` repetitions, 1 to 12, is multiplied and divided; 1 and 1 for a single."""
    return (_ONE, _ONE) if to_failure == 1 else _MULTIPLIERS[formula.value](to_failure)


def moved_load(load: Decimal | None, mode: LoadMode, *, body_weight: Decimal | None) -> Decimal | None:
    """All that a set moved, in the unit of both arguments; None where that is unknown, as with a band.

    A load added to the body comes on top of its weight, help is taken off it.
    """
    if mode is LoadMode.EXTERNAL:
        return load
    if mode is LoadMode.BAND or body_weight is None:
        return None
    added = load or Decimal(0)
    return body_weight + added if mode is LoadMode.BODYWEIGHT_PLUS else body_weight - added


def _reserve(rpe: Decimal | None, rir: Decimal | None) -> Decimal:
    if rir is not None:
        return rir
    return Decimal(0) if rpe is None else RPE_AT_FAILURE - rpe
