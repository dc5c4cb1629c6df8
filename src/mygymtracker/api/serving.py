"""The web server around the application, in this process, until a signal ends it."""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
import uvloop
from litestar import Litestar
from litestar.types import ASGIApp

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


class _Helper(uvicorn.Server):
    """Ends when the server beside it does, and leaves signals to that."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@dataclass(frozen=True, slots=True)
class Https:
    """What turns http into https, and what is served over plain http beside it for whoever does not trust it yet."""

    context: ssl.SSLContext
    help_app: ASGIApp
    help_listening: socket.socket


def serve_until_signal(app: Litestar, listening: socket.socket, *, https: Https | None = None) -> None:
    """Serves on a socket that listens already. Returns after SIGTERM or Ctrl-C, when running requests are done.

    Raises Unavailable when the application refuses to start.
    """
    secured: dict[str, Any] = {"ssl_context_factory": lambda _config, _default: https.context} if https else {}
    server = _Server(_config(app, lifespan="on", **secured))

    async def run() -> None:
        if https is None:
            await server.serve(sockets=[listening])
            return
        helper = _Helper(_config(https.help_app, lifespan="off", server_header=False, limit_concurrency=32))
        helping = asyncio.create_task(helper.serve(sockets=[https.help_listening]))
        try:
            await server.serve(sockets=[listening])
        finally:
            helper.should_exit = True
            await helping

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
    if not server.started:
        raise Unavailable("The web server did not start; its reason stands above.")


def _config(app: Litestar | ASGIApp, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        **more,
    )
