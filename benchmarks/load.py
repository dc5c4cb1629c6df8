"""The load generator: a process of its own that asks 127.0.0.1 over kept-alive connections for a given time.

`python -m benchmarks.load` reads a JSON `Order` from standard input and writes a JSON `Outcome`. It does as little as
it can for an answer (status and Content-Length), because it shares the machine's cores with what it measures.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from http.client import HTTPResponse
from itertools import cycle, islice
from typing import Final, cast

import msgspec
import uvloop

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_OK: Final = (b"HTTP/1.1 200", b"HTTP/1.1 201")
_END: Final = b"\r\n\r\n"
#: Stands in a request for an id that nothing has yet; every time another one, which begins like this and so is known
#: for one in what the program sends to the database.
NEW_ID: Final = "{new}"
NEW_ID_BEGINS: Final = "0badc0de-0000-7000-8000-"


class Order(msgspec.Struct):
    """Whole HTTP requests, which every connection sends in turn, the next when the answer is there."""

    port: int
    requests: list[str]
    connections: int
    seconds: float


class Outcome(msgspec.Struct):
    """Anything but a complete answer of status 200 or 201 makes `problem`, and ends that connection's work."""

    answers: int
    seconds: float
    p50_ms: float
    p99_ms: float
    problem: str | None


class _Client(asyncio.Protocol):
    """One connection."""

    def __init__(self, requests: list[bytes], until: float) -> None:
        self.took: list[float] = []
        self.problem: str | None = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = cycle(requests)
        self._until = until
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are not derived from it
        self._ask()

    def _ask(self) -> None:
        self._received = b""
        self._sent = time.perf_counter()
        self._transport.write(_with_new_id(next(self._requests)))

    def data_received(self, data: bytes) -> None:
        self._received += data
        head = self._received.find(_END)
        length = _LENGTH.search(self._received, 0, head) if head >= 0 else None
        if head < 0 or (length and len(self._received) < head + len(_END) + int(length[1])):
            return
        now = time.perf_counter()
        if length is None or not self._received.startswith(_OK):
            self.problem = self._received[:300].decode(errors="replace")
        else:
            self.took.append(now - self._sent)
        if self.problem or now >= self._until:
            self._transport.close()
        else:
            self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None or not self.took:
            self.problem = self.problem or f"connection lost: {error}"
        self.done.set_result(None)


async def _run(order: Order) -> Outcome:
    loop = asyncio.get_running_loop()
    requests = [request.encode() for request in order.requests]
    begun = time.perf_counter()
    clients = []
    for number in range(order.connections):
        turned = list(islice(cycle(requests), number, number + len(requests)))
        client = _Client(turned, begun + order.seconds)
        await loop.create_connection(lambda client=client: client, "127.0.0.1", order.port)  # type: ignore[misc]
        clients.append(client)
    await asyncio.wait_for(asyncio.gather(*(client.done for client in clients)), order.seconds + 20)
    seconds = time.perf_counter() - begun
    took = sorted(each for client in clients for each in client.took) or [0.0]
    return Outcome(
        answers=sum(len(client.took) for client in clients),
        seconds=seconds,
        p50_ms=took[len(took) // 2] * 1000,
        p99_ms=took[len(took) * 99 // 100] * 1000,
        problem=next((client.problem for client in clients if client.problem), None),
    )


def ask(port: int, request: str) -> bytes:
    """What one request is answered, sent from this process. Raises RuntimeError unless it is 200 or 201."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(_with_new_id(request.encode()))
        answer = HTTPResponse(line)
        answer.begin()
        body = answer.read()
    if answer.status not in (200, 201):
        raise RuntimeError(f"neither 200 nor 201: {answer.status} {body[:300].decode(errors='replace')}")
    return body


def _with_new_id(request: bytes) -> bytes:
    return request.replace(NEW_ID.encode(), (NEW_ID_BEGINS + os.urandom(6).hex()).encode())


def generate(order: Order) -> Outcome:
    """Runs the generator in a process of its own. Raises RuntimeError for an answer that is neither 200 nor 201."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"], input=msgspec.json.encode(order), stdout=subprocess.PIPE, check=True
    )
    outcome = msgspec.json.decode(done.stdout, type=Outcome)
    if outcome.problem:
        raise RuntimeError(f"neither 200 nor 201: {outcome.problem}")
    return outcome


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(_run(msgspec.json.decode(sys.stdin.buffer.read(), type=Order)))
    sys.stdout.buffer.write(msgspec.json.encode(result))
