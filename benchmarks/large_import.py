"""One person imports a file as large as one may be: memory of the program, and what another person's read waits.

`python -m benchmarks.large_import [--write] [--megabytes 64]` serves an application of its own, sends the file as a dry
run, then in earnest, then once more, and exports what came of it. Beside each runs a read of somebody else, one after
the other. Memory is that of the application's process and of those it started (PSS: what several share counts once).
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Final

from benchmarks import people, strong_file
from benchmarks.app_process import App, running_app, token
from benchmarks.cluster import temporary_cluster
from benchmarks.processes import children, memory_megabytes
from benchmarks.served import beside, report

DATABASE: Final = "large_import"
_BOUNDARY: Final = "boundary-of-the-benchmark"
_EVERY_SECONDS: Final = 0.05
_ANN, _BOB = people.MEASURED
_ROW_BYTES: Final = 80


@dataclass(slots=True)
class Watched:
    """One request: how long it took, and what was seen meanwhile."""

    name: str
    status: int = 0
    seconds: float = 0.0
    peak_megabytes: float = 0.0
    reads: list[float] = field(default_factory=list)
    answer: bytes = b""

    def row(self) -> str:
        reads = sorted(self.reads) or [0.0]
        return (
            f"| {self.name} | {self.status} | {self.seconds:.1f} | {self.peak_megabytes:.0f} | {len(self.reads)} "
            f"| {median(reads) * 1000:.0f} | {reads[int(len(reads) * 0.95)] * 1000:.0f} | {reads[-1] * 1000:.0f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_import", description=__doc__)
    parser.add_argument("--megabytes", type=int, default=64)
    parser.add_argument("--write", action="store_true", help="keep the report in benchmarks/results")
    given = parser.parse_args()
    data = compose_file(given.megabytes)
    rows = data.count(b"\n") - 1
    title = f"An import of {len(data) / 2**20:.1f} MB, {rows:,} rows"
    report(title, _measure(data), "large-import", write=given.write)


def _measure(data: bytes) -> Iterator[str]:
    with temporary_cluster() as cluster:
        cluster.create(DATABASE)
        asyncio.run(cluster.fill(DATABASE, sets=2 * people.SETS_OF_A_PERSON))
        with running_app(cluster.server.as_app(DATABASE), cluster.server.home) as app:
            yield "| request | status | seconds | peak MB | reads beside | median ms | p95 ms | slowest ms |"
            yield "|---|---|---|---|---|---|---|---|"
            yield _watch(app, "nothing", _idle).row()
            runs: dict[str, dict[str, str]] = {"dry run": {"dry_run": "true"}, "import": {}, "the same again": {}}
            for name, fields in runs.items():
                watched = _watch(app, name, partial(_send, app, data, fields))
                yield watched.row()
                if watched.status >= 300:
                    yield watched.answer.decode()[:2000]
            yield _watch(app, "export", lambda: _get(app, "/api/v1/account/export", _ANN)).row()


def compose_file(megabytes: int) -> bytes:
    limit = megabytes * 2**20 - 4096  # the rest of the form
    data = strong_file.compose(limit // _ROW_BYTES)
    return data[: data.rfind(b"\n", 0, limit) + 1]


def _idle() -> tuple[int, bytes]:
    time.sleep(3)
    return 0, b""


def _send(app: App, data: bytes, fields: dict[str, str]) -> tuple[int, bytes]:
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in {"unit": "kg", "time_zone": "Europe/Berlin", "overlapping": "add", **fields}.items()
    ]
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="strong.csv"\r\n\r\n'.encode()
    body = b"".join([*parts, head, data, f"\r\n--{_BOUNDARY}--\r\n".encode()])
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=1800)
    headers = {
        "Authorization": f"Bearer {token(_ANN)}",
        "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
    }
    connection.request("POST", "/api/v1/imports", body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def _get(app: App, path: str, person: int) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=600)
    connection.request("GET", path, headers={"Authorization": f"Bearer {token(person)}"})
    answer = connection.getresponse()
    size = 0
    while piece := answer.read(1 << 20):
        size += len(piece)
    return answer.status, json.dumps({"bytes": size}).encode()


def _watch(app: App, name: str, request: Callable[[], tuple[int, bytes]]) -> Watched:
    watched = Watched(name)
    with (
        beside(lambda: _look(app, watched), every=_EVERY_SECONDS),
        beside(lambda: _read(app, watched), every=_EVERY_SECONDS),
    ):
        begun = time.perf_counter()
        watched.status, watched.answer = request()
        watched.seconds = time.perf_counter() - begun
    return watched


def _look(app: App, watched: Watched) -> None:
    watched.peak_megabytes = max(watched.peak_megabytes, memory_megabytes([app.pid, *children(app.pid)]))


def _read(app: App, watched: Watched) -> None:
    begun = time.perf_counter()
    status, _ = _get(app, "/api/v1/workouts?limit=20", _BOB)
    assert status == 200, status
    watched.reads.append(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
