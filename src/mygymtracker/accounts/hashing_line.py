"""The line in front of argon2: known devices first, then one of each place in turn, so that no place queues out others.

Nobody is ever turned away for those behind them: what is full is one place's part, or that of all strangers together.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from mygymtracker.errors import Busy

#: More than this many in line would wait for seconds, and then give up and try again.
LONGEST_LINE: Final = 32
LONGEST_OF_ONE_PLACE: Final = 8
RETRY_AFTER_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """Who waits: `place` is a network, `known` says that it is a device on which the account signed in before."""

    place: str = ""
    known: bool = False


class HashingLine:
    """Lets `at_once` work at a time. Known devices have a line of their own, as long as that of strangers."""

    def __init__(self, at_once: int, *, workers: int = 1) -> None:
        """Of so many `workers`, each of which has its part of the line."""
        self._free = at_once
        self._longest, self._longest_of_one_place = -(-LONGEST_LINE // workers), -(-LONGEST_OF_ONE_PLACE // workers)
        self._known: deque[asyncio.Future[None]] = deque()
        self._strangers: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def turn(self, turn: Turn) -> AsyncGenerator[None]:
        """Raises Busy where the line is full."""
        if self._free > 0:
            self._free -= 1
        else:
            await self._wait(turn)
        try:
            yield
        finally:
            self._give_on()

    async def _wait(self, turn: Turn) -> None:
        line = self._known if turn.known else self._of(turn.place)
        waiting = asyncio.get_running_loop().create_future()
        line.append(waiting)
        try:
            await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():
                self._give_on()  # it was given the turn, and is not there any more
            raise

    def _of(self, place: str) -> deque[asyncio.Future[None]]:
        line = self._strangers.get(place, deque())
        everybody = sum(len(each) for each in self._strangers.values())
        if len(line) >= self._longest_of_one_place or everybody >= self._longest:
            raise Busy(
                "Too many people are signing in right now. Try again in a moment.",
                retry_after_seconds=RETRY_AFTER_SECONDS,
            )
        return self._strangers.setdefault(place, line)

    def _give_on(self) -> None:
        """To the next who still waits; a place that had its turn is the last one then."""
        while self._known:
            if _take(self._known):
                return
        while self._strangers:
            place, line = self._strangers.popitem(last=False)
            taken = _take(line)
            if line:
                self._strangers[place] = line
            if taken:
                return
        self._free += 1


def _take(line: deque[asyncio.Future[None]]) -> bool:
    """Whether somebody was still there."""
    waiting = line.popleft()
    if waiting.done():
        return False
    waiting.set_result(None)
    return True
