"""Nobody gets more than their share: of one process, who may work in the database at the same time.

Requests that have to wait do so here, before they take a connection, so that what one person sends at once keeps one
connection busy where it changes something, and some of them where it only asks. Ordinary work counts what this process
does: each worker has a pool of its own, of which a person gets no larger a part. What is large or long (bodies, heavy
work, imports) counts in all workers together, by locks that they have in common. The lock on the person's counter is in
the database, waited for as long as `engine.Timeouts` say.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from mygymtracker.database.engine import SignIn
from mygymtracker.database.process_locks import ProcessLocks, place_of
from mygymtracker.errors import Busy

#: How long a request waits for its turn, in seconds: less than clients wait for an answer.
PATIENCE: Final = 10.0
#: How many of one person wait so long for the same.
PATIENT: Final = 2
#: How many more stand behind these, and for how long while nothing moves, in seconds.
MORE_WAITING: Final = 30
STANDING_STILL: Final = 2.0
RETRY_AFTER: Final = 2
RETRY_IMPORT_AFTER: Final = 10
#: Large bodies of one person that are in memory at a time, of all workers: one that stalls leaves room for another
#: device's.
LARGE_BODIES: Final = 2
#: Heavy work of one person at a time, of all workers.
HEAVY_WORK: Final = 2
#: How often a lock is tried that another worker has, in seconds: the kernel tells nobody that one became free.
TRY_AGAIN: Final = 0.05
#: Sign-ins that are remembered as proven.
_MOST_PROVEN: Final = 100_000


class Line:
    """So many places, and who waits for one in the order in which they came."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._places = places
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._moved_at = 0.0

    @property
    def is_idle(self) -> bool:
        return self._free == self._places and not self._waiting

    async def enter(self) -> None:
        """Raises Busy where too many wait already, or the turn does not come within PATIENCE."""
        loop = asyncio.get_running_loop()
        if self._free:
            self._free -= 1
            self._moved_at = loop.time()
            return
        if len(self._waiting) >= PATIENT + MORE_WAITING:
            raise _too_many()
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        try:
            await self._wait_for(turn, until=loop.time() + PATIENCE)
        except BaseException:
            if turn.done():
                self.leave()  # it came at the very moment
            else:
                self._waiting.remove(turn)
            raise

    def leave(self) -> None:
        self._moved_at = asyncio.get_running_loop().time()
        if self._waiting:
            self._waiting.popleft().set_result(None)
        else:
            self._free += 1

    async def _wait_for(self, turn: asyncio.Future[None], *, until: float) -> None:
        now = asyncio.get_running_loop().time
        while not turn.done():
            is_patient = self._waiting.index(turn) < PATIENT
            end = until if is_patient else min(until, self._moved_at + STANDING_STILL)
            if end <= now():
                raise _too_many()
            await asyncio.wait([turn], timeout=end - now())


class CommonLine(Line):
    """A line of this worker for `places` that all workers have together: a lock of `subject` for each of them."""

    def __init__(self, most: int, places: int, subject: Hashable, locks: ProcessLocks | None) -> None:
        """This worker takes at most so many of them."""
        super().__init__(min(most, places))
        self._subject, self._locks = subject, locks
        self._free_here, self._taken = list(range(places)), list[int]()

    async def enter(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        await super().enter()
        try:
            while not self._take():
                if loop.time() >= until:
                    raise _too_many()
                await asyncio.sleep(TRY_AGAIN)
        except BaseException:
            super().leave()
            raise

    def leave(self) -> None:
        number = self._taken.pop()
        self._free_here.append(number)
        if self._locks is not None:
            self._locks.free(self._lock_of(number))
        super().leave()

    def _take(self) -> bool:
        """Only those that this process has not: the kernel would give it the same one again."""
        for number in self._free_here:
            if self._locks is None or self._locks.take(self._lock_of(number)):
                self._free_here.remove(number)
                self._taken.append(number)
                return True
        return False

    def _lock_of(self, number: int) -> int:
        return place_of(repr((self._subject, number)).encode())


def _too_many() -> Busy:
    return Busy(
        "Too much is being done for you at this moment. Nothing was saved; send it again.",
        retry_after_seconds=RETRY_AFTER,
    )


class _Person:
    """What is done for one person: `changes` one after the other, `asking` and `heavy` some at a time."""

    def __init__(self, whose: Hashable, places: int, heavy_places: int, locks: ProcessLocks | None) -> None:
        self.changes, self.asking = Line(1), Line(places)
        self.heavy = CommonLine(heavy_places, HEAVY_WORK, ("heavy", whose), locks)
        self.bodies = CommonLine(LARGE_BODIES, LARGE_BODIES, ("body", whose), locks)
        self.imports = False

    @property
    def is_idle(self) -> bool:
        lines = (self.changes, self.asking, self.heavy, self.bodies)
        return not self.imports and all(line.is_idle for line in lines)


class Shares:
    """Of `places` connections for ordinary requests and `heavy_places` for heavy ones, a person gets about half."""

    def __init__(self, *, places: int, heavy_places: int, locks: ProcessLocks | None = None) -> None:
        """The places are this worker's; all workers have `locks` in common."""
        self._places = max(1, places // 2)
        self._heavy_places = max(1, (heavy_places + 1) // 2)
        self._locks = locks
        self._people: dict[Hashable, _Person] = {}
        self._proven: OrderedDict[SignIn, None] = OrderedDict()

    def whose(self, user_id: UUID, sign_in: SignIn | None) -> Hashable:
        """Under whom a request counts: the person, but for a cookie that was not proven yet.

        Anybody can name anybody in a cookie. What is forged counts for itself, and takes nothing from that person.
        """
        is_proven = sign_in is None or sign_in.secret_digest is None or sign_in in self._proven
        return user_id if is_proven else sign_in

    def prove(self, sign_in: SignIn | None) -> None:
        """The database took it."""
        if sign_in is None or sign_in.secret_digest is None:
            return
        self._proven[sign_in] = None
        self._proven.move_to_end(sign_in)
        if len(self._proven) > _MOST_PROVEN:
            self._proven.popitem(last=False)

    @asynccontextmanager
    async def working(self, whose: Hashable, *, changes: bool, heavy: bool) -> AsyncGenerator[None]:
        """A turn to take a connection. Raises Busy."""
        person = self._person(whose)
        lines = [person.changes] if changes else []
        lines.append(person.heavy if heavy else person.asking)
        taken: list[Line] = []
        try:
            for line in lines:
                await line.enter()
                taken.append(line)
            yield
        finally:
            for line in reversed(taken):
                line.leave()
            self._forget(whose)

    @asynccontextmanager
    async def large_body(self, user_id: UUID) -> AsyncGenerator[None]:
        """A turn to send one, until its request is answered. Raises Busy."""
        person = self._person(user_id)
        try:
            await person.bodies.enter()
            try:
                yield
            finally:
                person.bodies.leave()
        finally:
            self._forget(user_id)

    @asynccontextmanager
    async def importing(self, user_id: UUID) -> AsyncGenerator[None]:
        """One import at a time. Raises Busy at once while another one of the same person runs."""
        person = self._person(user_id)
        place = place_of(user_id.bytes)
        if person.imports or (self._locks is not None and not self._locks.take(place)):
            raise Busy(
                "Another import of yours is running. Nothing of this one was done; send it again when that is done.",
                retry_after_seconds=RETRY_IMPORT_AFTER,
            )
        person.imports = True
        try:
            yield
        finally:
            person.imports = False
            if self._locks is not None:
                self._locks.free(place)
            self._forget(user_id)

    def _person(self, whose: Hashable) -> _Person:
        person = self._people.get(whose)
        if person is None:
            person = self._people[whose] = _Person(whose, self._places, self._heavy_places, self._locks)
        return person

    def _forget(self, whose: Hashable) -> None:
        """Whoever has nothing going on is kept nowhere."""
        if self._people[whose].is_idle:
            del self._people[whose]
