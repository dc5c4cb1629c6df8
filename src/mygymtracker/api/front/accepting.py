"""uvicorn's server with an accept loop of its own, so that a connection is counted before anything is done for it.

A TLS handshake costs memory and time before a protocol hears of the connection; asyncio's servers count neither.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable, Generator

from uvicorn import Config, Server

from mygymtracker.api.front import limits
from mygymtracker.api.front.connections import Connections, Place
from mygymtracker.api.front.limits import ConnectionLimit
from mygymtracker.api.front.protocol import LimitedProtocol
from mygymtracker.api.front.secured import HEADERS

#: After an error of the system's, such as no free descriptors, before it is tried again.
_PAUSE_SECONDS = 0.05


class LimitedServer(Server):
    """Serves an application on a listening socket within `limit`; whoever starts it listens for signals."""

    def __init__(
        self,
        config: Config,
        limit: ConnectionLimit,
        *,
        is_exempt: Callable[[str], bool] = lambda _: False,
        on_started: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(config)
        self._on_started = on_started
        self.open_connections = Connections(limit, is_exempt=is_exempt)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            self.should_exit = True
            return
        acceptors = [Acceptor(each, self.open_connections, self._protocol, self.config.ssl) for each in sockets or []]
        self.servers = acceptors  # type: ignore[assignment]  # all that is asked of them is to close
        self.started = True
        self._on_started()

    def _protocol(self, place: Place) -> LimitedProtocol:
        return LimitedProtocol(
            self.config,
            self.server_state,
            self.lifespan.state,
            connections=self.open_connections,
            place=place,
            headers=HEADERS,
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


class Acceptor:
    """Takes connections of one socket until it is closed."""

    def __init__(
        self,
        listening: socket.socket,
        connections: Connections,
        make_protocol: Callable[[Place], asyncio.Protocol],
        context: ssl.SSLContext | None,
    ) -> None:
        self._listening = listening
        self._connections = connections
        self._make_protocol = make_protocol
        self._context = context
        self._opening: set[asyncio.Task[None]] = set()
        listening.setblocking(False)
        self._accepting = asyncio.get_running_loop().create_task(self._accept())

    def close(self) -> None:
        for task in (self._accepting, *self._opening):
            task.cancel()

    async def wait_closed(self) -> None:
        await asyncio.gather(self._accepting, *self._opening, return_exceptions=True)

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, peer = await loop.sock_accept(self._listening)
            except OSError:
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            place = self._connections.enter(peer[0] if isinstance(peer, tuple) else "")
            if place is None:
                accepted.close()
                continue
            opening = loop.create_task(self._open(accepted, place))
            place.end = opening.cancel
            self._opening.add(opening)
            opening.add_done_callback(self._opening.discard)

    async def _open(self, accepted: socket.socket, place: Place) -> None:
        if accepted.family != socket.AF_UNIX:
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: self._make_protocol(place),
                accepted,
                ssl=self._context,
                ssl_handshake_timeout=limits.HANDSHAKE_SECONDS if self._context else None,
            )
        except OSError:  # no TLS, or too late; an SSLError is one, too
            self._give_up(accepted, place)
        except asyncio.CancelledError:
            self._give_up(accepted, place)
            raise

    def _give_up(self, accepted: socket.socket, place: Place) -> None:
        self._connections.leave(place)
        accepted.close()
