"""What `strong_all_traps.csv` and `hevy_all_traps.csv` say.

Both files are composed: between them they carry every trap met in real exports of the two apps. Whoever sends them
through another door (the API, the terminal) compares with the same values. The Strong file does not say its unit:
these are its values when it is read in kilograms.
"""

from __future__ import annotations

from tests.exchange.expected_hevy import HEVY_BALANCE, HEVY_FILE, HEVY_REMARKS, HEVY_SET_ASIDE, HEVY_WORKOUTS
from tests.exchange.expected_strong import (
    STRONG_BALANCE,
    STRONG_FILE,
    STRONG_REMARKS,
    STRONG_SET_ASIDE,
    STRONG_WORKOUTS,
)

__all__ = [
    "HEVY_BALANCE",
    "HEVY_FILE",
    "HEVY_REMARKS",
    "HEVY_SET_ASIDE",
    "HEVY_WORKOUTS",
    "STRONG_BALANCE",
    "STRONG_FILE",
    "STRONG_REMARKS",
    "STRONG_SET_ASIDE",
    "STRONG_WORKOUTS",
]
