"""The estimates of the counted sets, by the person's formula (`formulas.formula_label` has them in words).

Each is all that was moved times a numerator divided by a denominator, and the division comes last: 90 × 40 / 30 is
exactly 120. Nothing is rounded here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sqlalchemy import ARRAY, ColumnElement, Integer, Numeric, case, cast, func, literal, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by

from mygymtracker.database.entities import E1rmFormula
from mygymtracker.progress.counted import COUNTED_SETS, WANTED, exact
from mygymtracker.progress.formulas import MOST_REPS

_FORMULA: Final = WANTED.c.e1rm_formula
_ONE: Final = literal(Decimal(1), Numeric())
#: Effort has one decimal at most, so that repetitions to failure are a number of tenths.
_TENTHS: Final = 10
_DEPTHS: Final = select(
    (func.generate_series(_TENTHS, MOST_REPS * _TENTHS, type_=Integer()) / literal(Decimal("10.0"), Numeric())).label(
        "r"
    )
).subquery("depths")
_R: Final = _DEPTHS.c.r


def _e_to(factor: str) -> ColumnElement[Decimal]:
    return func.exp(exact(factor) * _R, type_=Numeric())


#: Numerator and denominator for r repetitions to failure; a single is its own load (raw Epley would say 103.3 %).
_NUMERATOR: Final = case(
    (_R == 1, _ONE),
    (_FORMULA == E1rmFormula.EPLEY, 30 + _R),
    (_FORMULA == E1rmFormula.BRZYCKI, exact(36)),
    (_FORMULA == E1rmFormula.LOMBARDI, func.power(_R, exact("0.1"), type_=Numeric())),
    (_FORMULA == E1rmFormula.OCONNER, 1 + exact("0.025") * _R),
    else_=exact(100),
)
_DENOMINATOR: Final = case(
    (_R == 1, _ONE),
    (_FORMULA == E1rmFormula.EPLEY, exact(30)),
    (_FORMULA == E1rmFormula.BRZYCKI, 37 - _R),
    (_FORMULA == E1rmFormula.WATHAN, exact("48.8") + exact("53.8") * _e_to("-0.075")),
    (_FORMULA == E1rmFormula.MAYHEW, exact("52.2") + exact("41.9") * _e_to("-0.055")),
    (_FORMULA == E1rmFormula.LANDER, exact("101.3") - exact("2.67123") * _R),
    else_=_ONE,
)
#: One row for all depths: powers cost far more than the rest, and a join is as slow as it is long, because PostgreSQL
#: expects one row where there are thousands and walks through all pairs.
_MULTIPLIERS: Final = (
    select(
        func.array_agg(aggregate_order_by(_NUMERATOR, _R), type_=ARRAY(Numeric)).label("numerators"),
        func.array_agg(aggregate_order_by(_DENOMINATOR + exact(0), _R), type_=ARRAY(Numeric)).label("denominators"),
    )
    .select_from(_DEPTHS)
    .join(WANTED, true())
    .cte("multipliers")
    .prefix_with("MATERIALIZED")
)
_PLACE: Final = cast(COUNTED_SETS.c.to_failure * _TENTHS, Integer) - (_TENTHS - 1)
_ESTIMATE: Final = (
    COUNTED_SETS.c.moved * _MULTIPLIERS.c.numerators[_PLACE] / cast(_MULTIPLIERS.c.denominators[_PLACE], Numeric)
)

#: The counted sets that an estimate can be made from, each with its `estimate`, not rounded.
ESTIMATED_SETS: Final = (
    select(*COUNTED_SETS.c, _ESTIMATE.label("estimate"))
    .select_from(COUNTED_SETS)
    .join(_MULTIPLIERS, true())
    .where(COUNTED_SETS.c.to_failure.is_not(None))
    .subquery("estimated")
)
#: Of an estimate with the body's weight, what of it is not the body: to hang on, or negative, the help that is left.
ESTIMATED_ADDED_LOAD: Final = func.round(ESTIMATED_SETS.c.estimate - ESTIMATED_SETS.c.body_weight, 2, type_=Numeric())
