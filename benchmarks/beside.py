"""The tracker beside what else could answer the same: an earlier version, the founding stack, and pgbench as the limit.

All work on one database (an earlier version with another schema on one of its own, filled alike), log in as the working
role, check the same token, and send what begins a transaction as the tracker sends it. The bursts of a round come one
right after the other, shuffled; a ratio is that of two bursts of one round.
"""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks import earlier_tree, nest, people, pgbench
from benchmarks.app_process import App, running_app
from benchmarks.cluster import Cluster, connect
from benchmarks.goals import PGBENCH
from benchmarks.load import Order, ask, generate
from benchmarks.reads import (
    CONNECTIONS,
    HISTORY,
    LIST,
    LOG,
    SEARCH,
    TREE,
    WARM_UP_SECONDS,
    Burst,
    burst,
    burst_of_pgbench,
    requests,
)  # fmt: skip
from benchmarks.tables import count, ratio, table
from benchmarks.transactions import Transaction, capture

TRACKER: Final = "tracker"
EARLIER: Final = "tracker, earlier version"
#: Of the lines of the table, as far as they were measured.
_ORDER: Final = (TRACKER, EARLIER, *nest.VARIANTS, PGBENCH)
ENDPOINTS: Final = (TREE, LIST, HISTORY, SEARCH, LOG)
#: Nobody's order, and the same in every run.
_SHUFFLE: Final = 20_260_101


class Nonsense(Exception):
    """What was measured means nothing: an answer is missing, or another one."""


class SideBySide:
    """Rounds over all endpoints and stacks on one database."""

    def __init__(self, cluster: Cluster, database: str, *, with_peers: bool, base: Path | None) -> None:
        """`base` is the tree of an earlier version."""
        self._cluster = cluster
        self._database = database
        self._with_peers = with_peers
        self._base = base
        self._pgbench = pgbench.find_pgbench(cluster.server.bin)
        self._transactions: dict[str, list[Transaction]] = {}
        self.figures: dict[tuple[str, str], list[Burst]] = defaultdict(list)

    async def measure(self, rounds: int, *, until: float = float("inf")) -> int:
        """At most so many, the first in any case, no further one after `until` (monotonic); returns how many it were.

        Raises Nonsense.
        """
        with self._trackers() as trackers:
            tracker = trackers[TRACKER]
            for endpoint in ENDPOINTS:
                self._warm_up(tracker, endpoint)
                asked = partial(ask, tracker.port)
                self._transactions[endpoint] = await capture(self._cluster, asked, _requests(endpoint))
            with self._peers() as peers:
                stacks = trackers | peers
                for name, app in stacks.items():
                    refuse_nonsense(name, app, tracker)
                    if app is not tracker:
                        for endpoint in ENDPOINTS:
                            self._warm_up(app, endpoint)
                before = await self._rows()
                done = self._rounds(stacks, rounds, until)
                await self._count(before)
        return done

    def _rounds(self, stacks: dict[str, App], rounds: int, until: float) -> int:
        shuffled = random.Random(_SHUFFLE)
        postmaster = self._cluster.postmaster
        for number in range(rounds):
            if number and time.monotonic() > until:
                return number
            for endpoint in ENDPOINTS:
                work: dict[str, Callable[[], Burst]] = {
                    name: partial(burst, app, _requests(endpoint), postmaster) for name, app in stacks.items()
                }
                if self._pgbench:
                    address, transactions = self._cluster.server.as_app(self._database), self._transactions[endpoint]
                    work[PGBENCH] = partial(burst_of_pgbench, self._pgbench, address, transactions, postmaster)
                for name in shuffled.sample(sorted(work), len(work)):
                    self.figures[name, endpoint].append(work[name]())
        return rounds

    @contextmanager
    def _trackers(self) -> Iterator[dict[str, App]]:
        server = self._cluster.server
        with ExitStack() as stack:
            home = Path(server.home)
            trackers = {TRACKER: stack.enter_context(running_app(server.as_app(self._database), home / "app"))}
            if self._base:
                own = self._database if earlier_tree.has_our_schema(self._base) else base_database(self._database)
                app = running_app(server.as_app(own), home / "earlier", tree=self._base)
                trackers[EARLIER] = stack.enter_context(app)
            yield trackers

    @contextmanager
    def _peers(self) -> Iterator[dict[str, App]]:
        with ExitStack() as stack:
            if not self._with_peers:
                yield {}
                return
            person = people.SIGNED_IN[0]
            begin = {
                kind: nest.identity_of(self._transactions[endpoint], person)
                for kind, endpoint in (("read", TREE), ("write", LOG))
            }
            address = self._cluster.server.as_app(self._database)
            yield {
                variant: stack.enter_context(nest.running_nest(variant, address, begin)) for variant in nest.VARIANTS
            }

    def _warm_up(self, app: App, endpoint: str) -> None:
        """Opens every connection and prepares every statement."""
        generate(Order(app.port, _requests(endpoint), CONNECTIONS, WARM_UP_SECONDS))

    async def _rows(self) -> int:
        connection = await connect(self._cluster.server.as_superuser(self._database))
        try:
            return int(await connection.fetchval("SELECT count(*) FROM exercise_sets"))
        finally:
            await connection.close()

    async def _count(self, before: int) -> None:
        """Raises Nonsense unless every set whose logging was answered is a row, and no other."""
        elsewhere = {EARLIER} if self._base and not earlier_tree.has_our_schema(self._base) else set()
        answers = sum(
            each.answers
            for (stack, endpoint), bursts in self.figures.items()
            if endpoint == LOG and stack not in elsewhere
            for each in bursts
        )
        rows = await self._rows() - before
        if rows != answers:
            raise Nonsense(f"{answers} sets were logged, and {rows} are there")

    def ratios(self, endpoint: str, stack: str) -> list[float]:
        """How fast the tracker is as a multiple of another one, in each round."""
        pairs = zip(self.figures[TRACKER, endpoint], self.figures[stack, endpoint], strict=False)
        return [ours.per_second / theirs.per_second for ours, theirs in pairs]

    def measured(self) -> dict[tuple[str, str], list[float]]:
        """Those of every endpoint against every stack."""
        return {(endpoint, stack): self.ratios(endpoint, stack) for stack, endpoint in [*self.figures]}

    def table(self) -> str:
        lines = []
        for endpoint in ENDPOINTS:
            for stack in (each for each in _ORDER if (each, endpoint) in self.figures):
                bursts = self.figures[stack, endpoint]
                values = [median(getattr(each, name) for each in bursts) for name in ("app_us", "postgres_us")]
                times = [median(getattr(each, name) for each in bursts) for name in ("p50_ms", "p99_ms")]
                lines.append(
                    [
                        endpoint,
                        stack,
                        count(median(each.per_second for each in bursts)),
                        ratio(median(self.ratios(endpoint, stack))),
                        *map(count, values),
                        *("–" if time != time else f"{time:.1f}" for time in times),  # noqa: PLR0124 — NaN
                    ]
                )
        head = [
            "request",
            "by",
            "a second",
            "tracker is … times",
            "app CPU µs",
            "PostgreSQL CPU µs",
            "p50 ms",
            "p99 ms",
        ]
        return table(head, lines)


def base_database(database: str) -> str:
    """The name of the one that an earlier version with another schema has."""
    return f"{database}_earlier"


def refuse_nonsense(name: str, app: App, tracker: App) -> None:
    """Raises Nonsense where a stack answers a read with other rows than the tracker, or not at all."""
    for endpoint in ENDPOINTS:
        for request in _requests(endpoint)[:2]:
            try:
                theirs = json.loads(ask(app.port, request))
            except (OSError, RuntimeError, ValueError) as error:
                raise Nonsense(f"{name}: {endpoint}: {error}") from error
            if endpoint == SEARCH and not theirs["items"]:  # which names are near enough is each one's own rule
                raise Nonsense(f"{name} finds nothing by {endpoint}")
            if endpoint in (TREE, LIST, HISTORY):
                ours = json.loads(ask(tracker.port, request))
                if ids(theirs) != ids(ours):
                    raise Nonsense(
                        f"{name}: {endpoint}: {len(ids(theirs))} rows instead of {len(ids(ours))}, or others"
                    )


def ids(answer: Any) -> list[str]:
    """Of everything in it, in order."""
    if isinstance(answer, dict):
        own = [str(answer["id"])] if "id" in answer else []
        return own + [each for value in answer.values() for each in ids(value)]
    return [each for value in answer for each in ids(value)] if isinstance(answer, list) else []


def _requests(endpoint: str) -> list[str]:
    return requests(endpoint, people.SIGNED_IN)
