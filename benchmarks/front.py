"""`python -m benchmarks.front`: what the limits of the front cost, and what a stranger's connections do to a read.

The cost is a ratio: the same small application under uvicorn's own protocol and under ours, in turn, in one run.
"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import uvicorn
from tests.front.conftest import Echo

from benchmarks import machine
from benchmarks.processes import cpu_seconds
from mygymtracker.api.front.accepting import LimitedServer
from mygymtracker.api.front.entrance import Entrance
from mygymtracker.api.front.hosts import hosts_of
from mygymtracker.api.front.limits import SERVER

_KIND: Final = "BENCHMARK_FRONT"
_SOCKET: Final = "BENCHMARK_SOCKET"
_STRANGER: Final = "127.0.0.2"
_ROUNDS: Final = 9
_REQUESTS: Final = 3000
_READS: Final = 300
_HEAD: Final = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
_BODY: Final = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16777216\r\n\r\n" + bytes(4_000_000)


def main() -> None:
    print("\n".join(f"- {name}: {value}" for name, value in machine.description()))
    with _running("plain") as (plain_pid, plain), _running("limited") as (pid, limited):
        ratios = []
        for number in range(_ROUNDS):
            both = [(plain_pid, plain), (pid, limited)]
            pair = {port: _cpu_seconds(each, port) for each, port in (both if number % 2 else reversed(both))}
            ratios.append(pair[plain] / pair[limited])
        print(f"- requests a second of CPU, limited / plain, median of {_ROUNDS}: {statistics.median(ratios):.3f}")
        print(f"  (from {min(ratios):.3f} to {max(ratios):.3f})")
        idle, memory = _median_read(limited), _memory(pid)
        print(f"- a read, nobody else: {idle * 1000:.2f} ms; memory {memory:.0f} MB")
        for name, attack in (("endless headers", _endless), ("1,200 half-open", _half_open), ("20 bodies", _bodies)):
            sockets = attack(limited)
            read = _median_read(limited)
            grown = _memory(pid) - memory
            print(f"- a read, {name}: {read * 1000:.2f} ms, {read / idle:.2f} times; memory {grown:+.0f} MB")
            for each in sockets:
                each.close()


@contextmanager
def _running(kind: str) -> Iterator[tuple[int, int]]:
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
        environment = {**os.environ, _KIND: kind, _SOCKET: str(listening.fileno())}
        command = [sys.executable, "-m", "benchmarks.front"]
        process = subprocess.Popen(command, env=environment, pass_fds=[listening.fileno()])
        port = listening.getsockname()[1]
    try:
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _serve(kind: str) -> None:
    listening = socket.socket(fileno=int(os.environ[_SOCKET]))
    entrance = Entrance(hosts_of(hostname="gym", public_url="http://localhost", further=[]))
    app = Echo() if kind == "plain" else entrance.before(Echo())
    config = uvicorn.Config(
        app, lifespan="off", loop="uvloop", http="httptools", ws="none", log_level="warning", access_log=False,
        proxy_headers=False,
    )  # fmt: skip
    server = uvicorn.Server(config) if kind == "plain" else LimitedServer(config, SERVER)
    server.run(sockets=[listening])


def _cpu_seconds(pid: int, port: int) -> float:
    """What the server needs for _REQUESTS of them; steadier than requests a second where others use the machine."""
    before = cpu_seconds(pid)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(_REQUESTS):
            connection.sendall(_HEAD + b"Accept: */*\r\nUser-Agent: benchmark\r\nCookie: a=b\r\n\r\n")
            answer = b""
            while not answer.endswith(b"\r\n\r\n0"):
                answer += connection.recv(65536)
    return cpu_seconds(pid) - before


def _median_read(port: int) -> float:
    """Each on a connection of its own, which has to get a place first."""
    took = []
    for _ in range(_READS):
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/")
        connection.getresponse().read()
        connection.close()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def _memory(pid: int) -> float:
    """Resident, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS"))


def _from_stranger(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), source_address=(_STRANGER, 0), timeout=5)
    made.setblocking(False)
    return made


def _endless(port: int) -> list[socket.socket]:
    """For three seconds, or until it is cut off."""
    made, ends = _from_stranger(port), time.monotonic() + 3
    made.setblocking(True)
    try:
        made.sendall(_HEAD)
        while time.monotonic() < ends:
            made.sendall(b"a:\r\n" * 1000)
    except OSError:
        pass
    return [made]


def _half_open(port: int) -> list[socket.socket]:
    made = [_from_stranger(port) for _ in range(1200)]
    for each in made:
        _send(each, _HEAD)
    return made


def _bodies(port: int) -> list[socket.socket]:
    made = [_from_stranger(port) for _ in range(20)]
    for each in made:
        _send(each, _BODY)
    return made


def _send(made: socket.socket, text: bytes) -> None:
    with suppress(OSError):  # it was cut off
        made.send(text)


if __name__ == "__main__":
    if _KIND in os.environ:
        _serve(os.environ[_KIND])
    else:
        main()
