"""How much one person may ask for, and send, in the long run: what no phone and no script of theirs comes near.

A first sync, a history that is logged by hand at a stretch, and what waited on five devices all stay below. What floods
is told when to come again. Counted in this process alone, as connections are (`database.shares`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

from mygymtracker.errors import Throttled


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` requests at once, then `per_second` of them. `what` is what there are too many of."""

    what: str
    burst: int
    per_second: float


READS: Final = Rate("requests", burst=6000, per_second=50)
CHANGES: Final = Rate("changes", burst=3000, per_second=20)
IMPORTS: Final = Rate("imports", burst=60, per_second=1 / 30)

#: Of so many people at once, those who have asked for nothing lately are forgotten.
_MOST: Final = 10_000


class Rates:
    """Leaky buckets: `whose` is what `Shares.whose` says."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._taken: dict[tuple[Hashable, Rate], tuple[float, float]] = {}

    def take(self, whose: Hashable, rate: Rate) -> None:
        """Raises Throttled where the burst is used up; what is refused does not count."""
        now = self._clock()
        taken, at = self._taken.get((whose, rate), (0.0, now))
        taken = max(0.0, taken - (now - at) * rate.per_second)
        if taken + 1 > rate.burst:
            wait = math.ceil((taken + 1 - rate.burst) / rate.per_second)
            raise Throttled(f"Too many {rate.what}. Come again in {wait} seconds.", retry_after_seconds=wait)
        if len(self._taken) >= _MOST:
            self._forget(now)
        self._taken[whose, rate] = (taken + 1, now)

    def _forget(self, now: float) -> None:
        for (whose, rate), (taken, at) in list(self._taken.items()):
            if taken <= (now - at) * rate.per_second:
                del self._taken[whose, rate]
