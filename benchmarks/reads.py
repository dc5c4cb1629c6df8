"""Requests over HTTP against pgbench running the same transactions, on databases of several sizes in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from math import nan
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import people, pgbench
from benchmarks.app_process import App, running_app, token
from benchmarks.cluster import Cluster
from benchmarks.load import NEW_ID, Order, ask, generate
from benchmarks.processes import cpu_seconds, family_cpu_seconds
from benchmarks.transactions import Transaction, capture
from mygymtracker.postgres_address import PostgresAddress

CONNECTIONS: Final = 8
BURST_SECONDS: Final = 1
WARM_UP_SECONDS: Final = 0.7
#: An early and a late workout, by number; what is asked for is asked by each of the measured people.
_WORKOUTS: Final = (people.WORKOUTS // 2, people.WORKOUTS - 1)
_PLACES: Final = (0, 1)

TREE: Final = "one workout with its 20 sets"
HISTORY: Final = "history of an exercise, 20 sets"
SEARCH: Final = "search for `bech pres`"
LIST: Final = "list of 20 workouts"
PROGRESS: Final = "progress of an exercise"
LOG: Final = "log a set"
#: What is asked, and what is also written.
ENDPOINTS: Final = (TREE, HISTORY, SEARCH, LIST, PROGRESS)
REQUESTS: Final = (*ENDPOINTS, LOG)
#: Sets are logged into the first workout, long before all others, so that no page that is read grows by them.
_LONG_AGO: Final = "2001-01-01T12:00:00Z"
_LOGGED: Final = (
    '{{"workout_exercise_id":"{block}","set_type":"working","set_index":5,"reps":8,"load":"61.25","load_unit":"kg",'
    '"load_mode":"external","rpe":"8.5","rest_seconds":150,"performed_at":"{at}"}}'
)


def paths(endpoint: str, person: int) -> list[str]:
    """What one of the measured people asks for."""
    if endpoint == SEARCH:
        return ["/api/v1/exercises?search=bech+pres"]
    if endpoint == LIST:
        return ["/api/v1/workouts?limit=20"]
    if endpoint == TREE:
        return [f"/api/v1/workouts/{people.workout_id(person, number)}" for number in _WORKOUTS]
    exercises = [people.exercise_id(people.exercise_of(person, workout=0, place=place)) for place in _PLACES]
    kind = "history" if endpoint == HISTORY else "progress"
    return [f"/api/v1/exercises/{exercise}/{kind}" for exercise in exercises]


@dataclass(frozen=True, slots=True)
class Burst:
    """Requests or transactions per second, and microseconds of CPU for each (NaN where it cannot be known)."""

    per_second: float
    app_us: float
    postgres_us: float
    p50_ms: float = nan
    p99_ms: float = nan
    answers: int = 0


@dataclass(slots=True)
class Figures:
    """Bursts of one endpoint on one database."""

    http: list[Burst] = field(default_factory=list)
    pgbench: list[Burst] = field(default_factory=list)

    def middle(self, kind: str, figure: str) -> float:
        """The median over the bursts; NaN where there were none."""
        values = [getattr(burst, figure) for burst in getattr(self, kind)]
        return float(median(values)) if values else nan

    @property
    def share(self) -> float:
        """Of pgbench's rate: the median over the rounds of what was measured one right after the other."""
        pairs = zip(self.http, self.pgbench, strict=False)
        return median(shares) if (shares := [ours.per_second / limit.per_second for ours, limit in pairs]) else nan


@dataclass(slots=True)
class Place:
    """One database with the application on it, and what the application sends there for each endpoint."""

    name: str
    app: App
    transactions: dict[str, list[Transaction]] = field(default_factory=dict)


class Reading:
    """Bursts on several databases, in turn."""

    def __init__(self, cluster: Cluster, databases: Sequence[str], endpoints: Sequence[str]) -> None:
        self._cluster = cluster
        self._databases = databases
        self._endpoints = endpoints
        self._pgbench = pgbench.find_pgbench(cluster.server.bin)
        self.figures: dict[tuple[str, str], Figures] = defaultdict(Figures)
        self.transactions: dict[tuple[str, str], Transaction] = {}

    @property
    def compared(self) -> bool:
        """Whether there is a pgbench to compare with."""
        return self._pgbench is not None

    async def measure(self, rounds: int) -> None:
        with self._places() as places:
            for place in places:
                await self._prepare(place)
            for number in range(rounds):
                for endpoint in self._endpoints:
                    for place in places if number % 2 == 0 else reversed(places):
                        self._both(place, endpoint, pgbench_first=number % 2 == 1)
            for place in places:
                for endpoint in self._endpoints:
                    if endpoint in ENDPOINTS:  # what is written is not asked for how it reads
                        self.transactions[place.name, endpoint] = place.transactions[endpoint][0]

    @contextmanager
    def _places(self) -> Iterator[list[Place]]:
        server = self._cluster.server
        with ExitStack() as stack:
            yield [
                Place(name, stack.enter_context(running_app(server.as_app(name), Path(server.home) / "app")))
                for name in self._databases
            ]

    async def _prepare(self, place: Place) -> None:
        """Opens every connection and prepares every statement, then notes what is sent for each request."""
        for endpoint in self._endpoints:
            generate(Order(place.app.port, requests(endpoint), CONNECTIONS, WARM_UP_SECONDS))
        for endpoint in self._endpoints:
            place.transactions[endpoint] = await capture(
                self._cluster, partial(ask, place.app.port), requests(endpoint)
            )

    def _both(self, place: Place, endpoint: str, *, pgbench_first: bool) -> None:
        figures, postmaster = self.figures[place.name, endpoint], self._cluster.postmaster
        if pgbench_first:
            self._limit(place, endpoint, figures)
        figures.http.append(burst(place.app, requests(endpoint), postmaster))
        if not pgbench_first:
            self._limit(place, endpoint, figures)

    def _limit(self, place: Place, endpoint: str, figures: Figures) -> None:
        if self._pgbench:
            address, transactions = self._cluster.server.as_app(place.name), place.transactions[endpoint]
            figures.pgbench.append(burst_of_pgbench(self._pgbench, address, transactions, self._cluster.postmaster))


def burst(app: App, requests: list[str], postmaster: int) -> Burst:
    """Of so many seconds, from all connections."""
    own, postgres = cpu_seconds(app.pid), family_cpu_seconds(postmaster)
    outcome = generate(Order(app.port, requests, CONNECTIONS, BURST_SECONDS))
    own, postgres = cpu_seconds(app.pid) - own, family_cpu_seconds(postmaster) - postgres
    each = 1_000_000 / outcome.answers
    rate = outcome.answers / outcome.seconds
    return Burst(rate, own * each, postgres * each, outcome.p50_ms, outcome.p99_ms, outcome.answers)


def burst_of_pgbench(
    program: Path, address: PostgresAddress, transactions: Sequence[Transaction], postmaster: int
) -> Burst:
    """The same by pgbench, on as many connections."""
    before = family_cpu_seconds(postmaster)
    rate = pgbench.run(program, address, transactions, connections=CONNECTIONS, seconds=BURST_SECONDS)
    spent = family_cpu_seconds(postmaster) - before
    each = 1_000_000 / rate.transactions
    return Burst(rate.per_second, nan, spent * each, answers=rate.transactions)


def requests(endpoint: str, persons: Iterable[int] = people.MEASURED) -> list[str]:
    """Whole requests of all these people."""
    if endpoint == LOG:
        return [_log_request(person) for person in persons]
    return [
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token(person)}\r\n\r\n"
        for person in persons
        for path in paths(endpoint, person)
    ]


def _log_request(person: int) -> str:
    body = _LOGGED.format(block=people.block_id(person, 0, people.EXERCISES - 1), at=_LONG_AGO)
    return (
        f"PUT /api/v1/sets/{NEW_ID} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token(person)}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )
