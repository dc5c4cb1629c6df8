"""One person who sends writes from several connections without a pause, and a large import where one is asked for.

`python -m benchmarks.flood` reads a JSON `Order` from standard input, says `begun`, then what came of the import, and
when standard input is closed how often which answer came to the writes.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx
import msgspec

from benchmarks.large_import import compose_file
from mygymtracker.database.columns import new_id

CONNECTIONS: Final = 8


class Order(msgspec.Struct):
    """Sets with these fields are sent; `megabytes` of a file are imported, where it is not 0."""

    address: str
    token: str
    fields: dict[str, Any]
    megabytes: int


class Flood:
    """One that runs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.answers = ""
        self.imported = "not sent"

    def begin(self, order: Order) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()
        self._line()
        self._waiting = threading.Thread(target=self._take_import, daemon=True)
        if order.megabytes:
            self.imported = "was not done when the measurement ended"
            self._waiting.start()

    def is_importing(self) -> bool:
        return self._waiting.is_alive()

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        if self._waiting.ident is not None:
            self._waiting.join()
        self.answers = self._line()

    def _take_import(self) -> None:
        if came := self._line():
            self.imported = came

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().strip()


@contextmanager
def flooding(order: Order) -> Iterator[Flood]:
    """In a process of its own, until the end of the block."""
    command = [sys.executable, "-m", "benchmarks.flood"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        flood = Flood(process)
        flood.begin(order)
        try:
            yield flood
        finally:
            flood.end()


async def _run(order: Order) -> None:
    data = compose_file(order.megabytes) if order.megabytes else b""
    answers: Counter[str] = Counter()
    headers = {"Authorization": f"Bearer {order.token}"}
    async with httpx.AsyncClient(base_url=order.address, headers=headers, timeout=600, trust_env=False) as client:
        print("begun", flush=True)
        writing = [asyncio.create_task(_write(client, order.fields, answers)) for _ in range(CONNECTIONS)]
        importing = asyncio.create_task(_import(client, data)) if data else None
        await asyncio.to_thread(sys.stdin.buffer.read)
        for task in [*writing, *([importing] if importing else [])]:
            task.cancel()
        if importing is not None and importing in (await asyncio.wait([importing]))[0] and importing.cancelled():
            print(flush=True)
        await asyncio.gather(*writing, return_exceptions=True)
    print(", ".join(f"{what} × {count:,}" for what, count in sorted(answers.items())), flush=True)


async def _write(client: httpx.AsyncClient, fields: dict[str, Any], answers: Counter[str]) -> None:
    while True:
        try:
            answer = await client.put(f"/api/v1/sets/{new_id()}", json=fields)
        except httpx.HTTPError as error:
            answers[type(error).__name__] += 1
        else:
            answers[str(answer.status_code)] += 1


async def _import(client: httpx.AsyncClient, data: bytes) -> None:
    begun = time.perf_counter()
    form = {"unit": "kg", "time_zone": "Europe/Berlin", "overlapping": "add"}
    answer = await client.post("/api/v1/imports", data=form, files={"file": ("strong.csv", data, "text/csv")})
    print(f"{answer.status_code} after {time.perf_counter() - begun:.1f} s", flush=True)


if __name__ == "__main__":
    asyncio.run(_run(msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)))
