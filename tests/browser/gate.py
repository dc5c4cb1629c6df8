"""What stands between a browser and the server: it can be shut, lose answers after the commit, and answer itself."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from contextlib import suppress

PUSH = b"POST /api/v1/sync"
SYNC = (PUSH, b"GET /api/v1/sync")


class Gate:
    """A relay on a port of its own, which stays the same: to a browser it is the server.

    `is_lost` is asked at each push; where it says so, the answer is lost once it begins to arrive, which is after the
    commit, by a connection that breaks. While `instead` is there, it is the answer to every sync.
    """

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.is_open = True
        self.is_lost: Callable[[], bool] = lambda: False
        self.instead: bytes | None = None
        self.pushes = 0
        self.lost = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        # Those it takes have it, too. asyncio sees to that only for sockets of its own: every piece would wait 40 ms.
        self._listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        port: int = self._listening.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def begin(self) -> None:
        self._server = await asyncio.start_server(self._take, sock=self._listening)

    def shut(self) -> None:
        """Nobody gets through any more, and what was under way breaks."""
        self.is_open = False
        for connection in self._connections:
            connection.cancel()

    def open(self) -> None:
        self.is_open = True

    def answer_instead(self, status: int, title: str, detail: str) -> None:
        """To every sync from now on, in the server's form for what is wrong."""
        body = json.dumps({"title": title, "status": status, "detail": detail}).encode()
        head = f"HTTP/1.1 {status} {title}\r\nContent-Type: application/problem+json\r\nConnection: close\r\n"
        self.instead = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    async def end(self) -> None:
        self.shut()
        if self._server is not None:
            self._server.close()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)
        with suppress(OSError, asyncio.CancelledError):
            if self.is_open:
                await self._relay(reader, writer)
        writer.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inside, outside = await asyncio.open_connection("127.0.0.1", self.upstream)
        lose = asyncio.Event()

        async def ask() -> None:
            while asked := await reader.read(65536):
                if self.instead and asked.startswith(SYNC):
                    writer.write(self.instead)
                    writer.close()
                    await writer.wait_closed()
                    return
                if asked.startswith(PUSH):
                    self.pushes += 1
                    if self.is_lost():
                        lose.set()
                outside.write(asked)
                await outside.drain()

        async def answer() -> None:
            while said := await inside.read(65536):
                if lose.is_set():
                    self.lost += 1
                    return
                writer.write(said)
                await writer.drain()

        both = {asyncio.create_task(ask()), asyncio.create_task(answer())}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in both:
                each.cancel()
            # Before anything that waits: whoever shuts the gate twice cancels this, too.
            outside.transport.abort()
            await asyncio.gather(*both, return_exceptions=True)
