"""Formulas on what was lifted: numbers in, numbers out."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

#: Named in every answer that was computed with it.
EPLEY: Final = (
    "Epley 1985: load × (1 + reps to failure / 30), reps to failure = reps + RIR, at most 12; "
    "a single to failure is its own load"
)
#: Epley's divisor.
REPS_THAT_DOUBLE: Final = 30
#: Beyond this many repetitions to failure no formula is better than a guess.
MOST_REPS: Final = 12
#: From so many repetitions in reserve on people misjudge by two and more (Hackett 2017).
UNKNOWABLE_RIR: Final = 5
#: RPE is 10 less the repetitions in reserve (Zourdos 2016).
RPE_AT_FAILURE: Final = 10


def estimated_one_rep_max(
    load: Decimal, reps: int, *, rpe: Decimal | None = None, rir: Decimal | None = None
) -> Decimal | None:
    """The load of one repetition, in the unit of `load`, not rounded. None where nothing can be said.

    Epley (1985): load × (1 + r / 30). r is repetitions to failure: those made and those in reserve, which are `rir`,
    or 10 − `rpe`, or none where effort was not entered. One repetition to failure is its own load (raw Epley would say
    103.3 %). None for no load, no repetition, more than 12 to failure, and 5 or more in reserve.
    """
    reserve = _reserve(rpe, rir)
    to_failure = reps + reserve
    if load <= 0 or reps < 1 or reserve >= UNKNOWABLE_RIR or to_failure > MOST_REPS:
        return None
    if to_failure == 1:
        return load
    # one division, and that last: 90 × 40 / 30 is exactly 120
    return load * (REPS_THAT_DOUBLE + to_failure) / REPS_THAT_DOUBLE


def _reserve(rpe: Decimal | None, rir: Decimal | None) -> Decimal:
    if rir is not None:
        return rir
    return Decimal(0) if rpe is None else RPE_AT_FAILURE - rpe
