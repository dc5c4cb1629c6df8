"""Who may have a connection: so many in all, and so many of each network address.

Where there is no room, the newcomer gets the place of a connection that asks for nothing, the oldest first, and then of
one whose request is still coming in. A stranger's half-open connections therefore shut nobody out, not even others
behind the same address. A request that is being answered keeps its place.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from mygymtracker.accounts.attempts import household
from mygymtracker.api.front.limits import OTHER_DESCRIPTORS, ConnectionLimit


class Stage(IntEnum):
    """What a connection does; who does less gives way first."""

    IDLE = 0
    RECEIVING = 1
    ANSWERING = 2


@dataclass(eq=False, slots=True)
class Place:
    """One connection's place. `end` cuts it off without a word."""

    household: str
    end: Callable[[], object] = lambda: None
    stage: Callable[[], Stage] = lambda: Stage.IDLE


class Connections:
    """All connections of one server. `is_exempt` says of which addresses there may be any number: trusted proxies."""

    def __init__(self, limit: ConnectionLimit, *, is_exempt: Callable[[str], bool] = lambda _: False) -> None:
        self._limit = limit
        self._is_exempt = is_exempt
        self._places: dict[str, dict[Place, None]] = {}
        self._total = 0

    def __len__(self) -> int:
        return self._total

    def enter(self, address: str) -> Place | None:
        """A place for a connection from `address`; None when all are taken by requests that are being answered."""
        home = household(address)
        here = self._places.get(home, {})
        if len(here) >= self._limit.each and not self._is_exempt(address) and not self._make_room(here):
            return None
        if self._total >= self._limit.total and not self._make_room_anywhere():
            return None
        place = Place(home)
        self._places.setdefault(home, {})[place] = None
        self._total += 1
        return place

    def leave(self, place: Place) -> None:
        """Does nothing for one that has left."""
        here = self._places.get(place.household, {})
        if place in here:
            del here[place]
            self._total -= 1
            if not here:
                del self._places[place.household]

    def _make_room_anywhere(self) -> bool:
        """Of the address with the most connections: not the few of everybody else pay for it."""
        return any(self._make_room(here) for here in sorted(self._places.values(), key=len, reverse=True))

    def _make_room(self, here: dict[Place, None]) -> bool:
        stages = [(place.stage(), place) for place in here]  # in the order in which they came
        least = min((stage for stage, _ in stages), default=Stage.ANSWERING)
        if least is Stage.ANSWERING:
            return False
        place = next(place for stage, place in stages if stage is least)
        self.leave(place)
        place.end()
        return True


def allow_descriptors(limit: ConnectionLimit) -> ConnectionLimit:
    """Raises this process's soft limit of open files as far as `limit` needs, and lowers `limit` to what there is."""
    needed = limit.total + OTHER_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        allowed = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
        soft = max(soft, allowed)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return limit
    total = max(soft - OTHER_DESCRIPTORS, soft // 2)
    return ConnectionLimit(total, min(limit.each, max(total // 2, 1)))
