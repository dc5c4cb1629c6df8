"""What the formulas for the load of one repetition are, in words, and up to where anything can be said.

`estimating` computes them, in PostgreSQL; the web client's own are held to that by tests/vectors/estimates.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mygymtracker.database.entities import E1rmFormula

_RULES: Final = "reps to failure = reps + RIR, at most 12; a single to failure is its own load"
#: In words; the web client has them from here, too.
LABELS: Final[Mapping[str, str]] = MappingProxyType(
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


def formula_label(formula: E1rmFormula) -> str:
    """The formula in words, for every answer that was computed with it."""
    return f"{LABELS[formula.value]}, {_RULES}"
