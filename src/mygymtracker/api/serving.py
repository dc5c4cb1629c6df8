"""The web server around the application, in this process, until a signal ends it."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn
import uvloop
from litestar import Litestar

from mygymtracker.errors import Unavailable

#: How long running requests may take after the first signal; a second Ctrl-C does not wait.
GRACE_SECONDS = 10


class _Server(uvicorn.Server):
    """uvicorn raises a caught signal again when it is done, which would end us before the database is stopped."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


def serve_until_signal(app: Litestar, listening: socket.socket) -> None:
    """Serves on a socket that listens already. Returns after SIGTERM or Ctrl-C, when running requests are done.

    Raises Unavailable when the application refuses to start.
    """
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config)

    async def run() -> None:
        await server.serve(sockets=[listening])

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
    if not server.started:
        raise Unavailable("The web server did not start; its reason stands above.")
