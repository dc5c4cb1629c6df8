"""What strangers do to the front, from 127.0.0.2: `python -m benchmarks.strangers PORT [TOKEN] < kinds`.

Reads a line of kinds of attack from standard input, and goes on until that is closed. What is cut off comes again.
"""

from __future__ import annotations

import asyncio
import random
import resource
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Final

ADDRESS: Final = "127.0.0.2"
ENDLESS: Final = "endless headers on one connection"
HALF_OPEN: Final = "1,200 half-open connections"
BODIES: Final = "20 unfinished bodies"
SIGNED_BODIES: Final = "20 unfinished bodies of one who is signed in"
#: After a connection was cut off, in seconds: so long at least, and at most.
_AGAIN: Final = (1.0, 5.0)
_HALF_OPEN: Final = 1200
_BODIES: Final = 20
_BODY_LENGTH: Final = 16 * 1024 * 1024
_HEAD: Final = b"GET /api/v1/workouts HTTP/1.1\r\nHost: localhost\r\n"
_PUSH: Final = b"POST /api/v1/sync HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
_PIECE: Final = bytes(256 * 1024)

Attack = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextmanager
def attacking(port: int, kinds: Sequence[str], token: str) -> Iterator[None]:
    """In a process of its own, until the end of the block; it has begun when the block does."""
    command = [sys.executable, "-m", "benchmarks.strangers", str(port), token]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write((";".join(kinds) + "\n").encode())
        process.stdin.flush()
        process.stdout.readline()
        try:
            yield
        finally:
            process.stdin.close()
            process.wait(timeout=30)


async def _attack(port: int, kinds: Sequence[str], token: str) -> None:
    signed = b"Authorization: Bearer " + token.encode() + b"\r\n"
    attacks: dict[str, tuple[int, Attack]] = {
        ENDLESS: (1, _send_headers),
        HALF_OPEN: (_HALF_OPEN, _send_half),
        BODIES: (_BODIES, partial(_send_body, head=_PUSH)),
        SIGNED_BODIES: (_BODIES, partial(_send_body, head=_PUSH + signed)),
    }
    begun: list[asyncio.Event] = []
    tasks = []
    for kind in kinds:
        count, attack = attacks[kind]
        for _ in range(count):
            begun.append(asyncio.Event())
            tasks.append(asyncio.create_task(_again_and_again(port, attack, begun[-1])))
    for each in begun:
        await each.wait()
    print("begun", flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _again_and_again(port: int, attack: Attack, begun: asyncio.Event) -> None:
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(ADDRESS, 0))
            begun.set()
            try:
                await attack(reader, writer)
            finally:
                writer.transport.abort()
        begun.set()
        await asyncio.sleep(random.uniform(*_AGAIN))


async def _send_headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Without an end, as fast as they are taken."""
    writer.write(_HEAD)
    while True:
        writer.write(b"a:\r\n" * 1000)
        await writer.drain()
        await asyncio.sleep(0)


async def _send_half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD)
    await reader.read()


async def _send_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, head: bytes) -> None:
    """All but its last piece; nobody reads what the server says of it, until it is cut off."""
    writer.write(head + b"Content-Length: %d\r\n\r\n" % _BODY_LENGTH)
    for _ in range(_BODY_LENGTH // len(_PIECE) - 1):
        writer.write(_PIECE)
        await writer.drain()
    while await reader.read(65536):
        pass


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    kinds = sys.stdin.buffer.readline().decode().strip().split(";")
    asyncio.run(_attack(int(sys.argv[1]), kinds, sys.argv[2]))
