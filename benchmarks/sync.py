"""Devices: sets sent in batches against one by one and against pgbench, and a long absence caught up with."""

from __future__ import annotations

import gzip
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from math import nan
from pathlib import Path
from statistics import median
from typing import Any, Final

import msgspec

from benchmarks import people, pgbench
from benchmarks.app_process import running_app, token
from benchmarks.cluster import Cluster
from benchmarks.load import NEW_ID_BEGINS
from benchmarks.transactions import Transaction, capture
from mygymtracker.database.columns import new_id
from mygymtracker.sync.answers import SCHEMA

BATCH: Final = 200
#: Of one round: so many sets are sent in batches, and so many one by one.
BATCHES: Final = 10
SINGLES: Final = 400
#: Rows that a device catches up with, and how many of them it asks for at a time.
PULLED: Final = 20_000
PAGE: Final = 1_000
_PERSON: Final = people.MEASURED[0]
_SET: Final = {
    "workout_exercise_id": people.block_id(_PERSON, 0, people.EXERCISES - 1),
    "set_type": "working",
    "set_index": 5,
    "reps": 8,
    "load": "61.25",
    "load_unit": "kg",
    "load_mode": "external",
    "rpe": "8.5",
    "rest_seconds": 150,
    "performed_at": "2001-01-01T12:00:00Z",
}


@dataclass(slots=True)
class Figures:
    """Of one database, an entry a round: sets, transactions or rows per second; bytes of a row on the wire."""

    singles: list[float] = field(default_factory=list)
    batches: list[float] = field(default_factory=list)
    pgbench: list[float] = field(default_factory=list)
    pulls: list[float] = field(default_factory=list)
    bytes_a_row: list[float] = field(default_factory=list)

    def middle(self, kind: str) -> float:
        values = getattr(self, kind)
        return float(median(values)) if values else nan

    def ratios(self, of: str, to: str) -> list[float]:
        """Of what was measured in the same round."""
        return [one / other for one, other in zip(getattr(self, of), getattr(self, to), strict=False)]

    def ratio(self, of: str, to: str) -> float:
        """The median over the rounds."""
        ratios = self.ratios(of, to)
        return float(median(ratios)) if ratios else nan


class _Page(msgspec.Struct):
    """What a device must understand of a page to ask for the next one."""

    cursor: str
    more: bool
    rows: list[msgspec.Raw]


class Syncing:
    """Rounds on several databases, in turn."""

    def __init__(self, cluster: Cluster, databases: Sequence[str]) -> None:
        self._cluster = cluster
        self._databases = databases
        self._pgbench = pgbench.find_pgbench(cluster.server.bin)
        self.figures: dict[str, Figures] = defaultdict(Figures)

    async def measure(self, rounds: int) -> None:
        for name in self._databases:
            with self._device(name) as device:
                begun = device.bootstrap()
                single = await self._warm_up(device)
                for _ in range(rounds):
                    self._round(name, device, single)
                while device.pushed < PULLED:
                    device.push()
                for _ in range(rounds):
                    rows, sent, seconds = device.pull(begun)
                    self.figures[name].pulls.append(rows / seconds)
                    self.figures[name].bytes_a_row.append(sent / rows)

    def _round(self, name: str, device: _Device, single: Sequence[Transaction]) -> None:
        figures = self.figures[name]
        figures.singles.append(_rate(device.put, SINGLES))
        figures.batches.append(BATCH * _rate(device.push, BATCHES))
        if self._pgbench:
            address = self._cluster.server.as_app(name)
            rate = pgbench.run(self._pgbench, address, single, connections=1, seconds=1)
            figures.pgbench.append(rate.per_second)

    async def _warm_up(self, device: _Device) -> list[Transaction]:
        """Prepares every statement, then notes what is sent for one set."""
        for _ in range(10):
            device.put()
            device.push()
        return await capture(self._cluster, lambda _: device.put(), [""])

    @contextmanager
    def _device(self, name: str) -> Iterator[_Device]:
        server = self._cluster.server
        with running_app(server.as_app(name), Path(server.home) / "app") as app:
            connection = HTTPConnection("127.0.0.1", app.port)
            yield _Device(connection)
            connection.close()


class _Device:
    """One phone on one kept-alive connection, which waits for each answer."""

    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self._headers = {"Authorization": f"Bearer {token(_PERSON)}", "Accept-Encoding": "gzip"}
        self._numbers = 0
        self.pushed = 0
        self.epoch = ""

    def bootstrap(self) -> str:
        """The cursor to catch up from."""
        answer = json.loads(self._ask("GET", f"/api/v1/sync/bootstrap?schema={SCHEMA}")[0])
        self.epoch = answer["epoch"]
        return str(answer["cursor"])

    def put(self) -> None:
        self._numbers += 1
        self._ask("PUT", f"/api/v1/sets/{NEW_ID_BEGINS}{self._numbers:012x}", _SET)

    def push(self) -> None:
        operations = [
            {"id": str(new_id()), "action": "create", "kind": "set", "row": str(new_id()), "base": 0}
            | {"fields": _SET | {"reps": number % 12 + 1, "load": str(20 + number * 1.25)}}
            for number in range(BATCH)
        ]
        body = {"schema": SCHEMA, "epoch": self.epoch, "device": "benchmark", "operations": operations}
        answer, _ = self._ask("POST", "/api/v1/sync", body)
        assert answer.count(b'"applied"') == BATCH, answer[:500]
        self.pushed += BATCH

    def pull(self, cursor: str) -> tuple[int, int, float]:
        """Everything since the cursor: rows, bytes on the wire, seconds."""
        begun, rows, sent, more = time.perf_counter(), 0, 0, True
        while more:
            body, size = self._ask("GET", f"/api/v1/sync?schema={SCHEMA}&limit={PAGE}&cursor={cursor}")
            page = msgspec.json.decode(body, type=_Page)
            cursor, more = page.cursor, page.more
            rows, sent = rows + len(page.rows), sent + size
        return rows, sent, time.perf_counter() - begun

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[bytes, int]:
        """The answer, and its size on the wire."""
        sent = None if body is None else msgspec.json.encode(body)
        self._connection.request(method, path, sent, self._headers | {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        received = response.read()
        answer = gzip.decompress(received) if response.headers.get("Content-Encoding") == "gzip" else received
        if response.status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {response.status} {answer[:500].decode(errors='replace')}")
        return answer, len(received)


def _rate(work: Callable[[], None], times: int) -> float:
    """How often a second."""
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - begun)
