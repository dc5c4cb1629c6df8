"""How much one person may ask for, and send, in the long run: what no phone and no script of theirs comes near.

A first sync, a history that is logged by hand at a stretch, and what waited on five devices all stay below. What floods
is told when to come again. The counts are in memory that all workers of a server share.
"""

from __future__ import annotations

import hashlib
import math
import mmap
import secrets
import time
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from struct import Struct
from typing import Final

from mygymtracker.database.process_locks import ProcessLocks
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

#: A bucket: whose it is, by a number that nobody can choose; how much is in it, and since when. 0 is nobody's.
_BUCKET: Final = Struct("=Qdd")
_BUCKETS: Final = 1 << 16
#: A bucket is among so many neighbours. Where they are all taken, that of whoever asked longest ago is given away.
_NEIGHBOURS: Final = 8
#: The lock of all buckets.
_PLACE: Final = 1


class Rates:
    """Leaky buckets: `whose` is what `Shares.whose` says. Those of forks are the same, which takes `locks`."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, locks: ProcessLocks | None = None) -> None:
        self._clock = clock
        self._locks = locks
        self._memory = mmap.mmap(-1, _BUCKETS * _BUCKET.size)  # touched where it is used
        self._key = secrets.token_bytes(16)

    def take(self, whose: Hashable, rate: Rate) -> None:
        """Raises Throttled where the burst is used up; what is refused does not count."""
        now = self._clock()
        named = hashlib.blake2b(repr((whose, rate.what)).encode(), digest_size=8, key=self._key)
        number = int.from_bytes(named.digest()) or 1
        with self._locked():
            at_byte, taken, at = self._bucket(number)
            taken = max(0.0, taken - (now - at) * rate.per_second)
            if taken + 1 > rate.burst:
                wait = math.ceil((taken + 1 - rate.burst) / rate.per_second)
                raise Throttled(f"Too many {rate.what}. Come again in {wait} seconds.", retry_after_seconds=wait)
            _BUCKET.pack_into(self._memory, at_byte, number, taken + 1, now)

    def _locked(self) -> AbstractContextManager[None]:
        return nullcontext() if self._locks is None else self._locks.locked(_PLACE)

    def _bucket(self, number: int) -> tuple[int, float, float]:
        """Where it is, what is in it and since when; an empty one where it is new."""
        first = number % (_BUCKETS - _NEIGHBOURS + 1) * _BUCKET.size
        oldest, oldest_at = first, math.inf
        for at_byte in range(first, first + _NEIGHBOURS * _BUCKET.size, _BUCKET.size):
            whose, taken, at = _BUCKET.unpack_from(self._memory, at_byte)
            if whose == number:
                return at_byte, taken, at
            if not whose:  # what comes after it is empty, too, or another one's
                at = -math.inf
            if at < oldest_at:
                oldest, oldest_at = at_byte, at
        return oldest, 0.0, 0.0
