"""The front of the web server on 127.0.0.1, before a small application that needs no database."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from litestar.enums import ScopeType
from litestar.types import HTTPScope, Receive, Scope, Send
from uvicorn import Config

from mygymtracker.api.front.accepting import LimitedServer
from mygymtracker.api.front.entrance import Entrance
from mygymtracker.api.front.limits import ConnectionLimit


@dataclass
class Echo:
    """Answers how long the body was; at /slow only when it is let, at /large with what nobody can take at once."""

    let: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)
    scopes: list[HTTPScope] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == ScopeType.HTTP
        self.asked.append(scope["path"])
        self.scopes.append(scope)
        length, more = 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                self.asked.append("gone")
                return
            length, more = length + len(message["body"]), message["more_body"]
        if scope["path"] == "/slow":
            await self.let.wait()
        body = bytes(50_000_000) if scope["path"] == "/large" else str(length).encode()
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})


@dataclass
class Wire:
    """One connection, byte by byte."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, text: bytes) -> None:
        self.writer.write(text)
        await self.writer.drain()

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        """The next one: status, headers, body."""
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 10)).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        body = await asyncio.wait_for(self.reader.readexactly(int(headers["content-length"])), 10)
        return int(first.split()[1]), headers, body

    async def rest(self) -> bytes:
        """All until the server closes the connection."""
        try:
            return await asyncio.wait_for(self.reader.read(), 10)
        except ConnectionResetError:
            return b""


@dataclass
class Front:
    """A running server."""

    server: LimitedServer
    echo: Echo
    port: int
    opened: list[asyncio.StreamWriter] = field(default_factory=list)

    async def connect(self, address: str = "127.0.0.1") -> Wire:
        """From another address of this machine, where one is given."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(address, 0))
        self.opened.append(writer)
        return Wire(reader, writer)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 — the event is in the server
            await asyncio.sleep(0)


@asynccontextmanager
async def running_front(
    limit: ConnectionLimit, *, is_exempt: Callable[[str], bool] = lambda _: False, entrance: Entrance | None = None
) -> AsyncIterator[Front]:
    echo = Echo()
    app = entrance.before(echo) if entrance else echo
    config = Config(app, lifespan="off", log_level="warning", server_header=False, proxy_headers=False, ws="none")
    server = LimitedServer(config, limit, is_exempt=is_exempt)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        front = Front(server, echo, listening.getsockname()[1])
        await until(lambda: server.started)
        yield front
        echo.let.set()
        for writer in front.opened:
            writer.transport.abort()
        server.should_exit = True
        await serving


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    async with running_front(ConnectionLimit(total=20, each=10)) as running:
        yield running
