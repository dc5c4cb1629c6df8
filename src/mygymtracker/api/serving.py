"""The web server around the application, in this process, until a signal ends it."""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
from dataclasses import dataclass
from typing import Literal

import uvloop
from litestar import Litestar
from litestar.types import ASGIApp
from uvicorn import Config

from mygymtracker.api.front import limits
from mygymtracker.api.front.accepting import LimitedServer
from mygymtracker.api.front.connections import allow_descriptors
from mygymtracker.api.front.entrance import Entrance
from mygymtracker.errors import Unavailable

#: How long running requests may take after the first signal; a second Ctrl-C does not wait. With what comes after it,
#: the end of the database, it has to fit into the ten seconds that `docker stop` waits.
GRACE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Https:
    """What turns http into https, and what is served over plain http beside it for whoever does not trust it yet."""

    context: ssl.SSLContext
    help_app: ASGIApp
    help_listening: socket.socket


def web_server(app: Litestar, *, context: ssl.SSLContext | None = None) -> LimitedServer:
    """The server of the application, which starts and ends with it. `context` makes it https."""
    entrance: Entrance = app.state.entrance
    limit = allow_descriptors(limits.SERVER)
    return LimitedServer(_config(app, "on", context), limit, is_exempt=entrance.is_trusted)


def help_server(help_app: ASGIApp, entrance: Entrance) -> LimitedServer:
    """Of the page beside it that is there over plain http: for the same names, and never https alone."""
    return LimitedServer(_config(Entrance(entrance.hosts).before(help_app), "off", None), limits.HELP_PAGE)


def serve_until_signal(app: Litestar, listening: socket.socket, *, https: Https | None = None) -> None:
    """Serves on a socket that listens already. Returns after SIGTERM or Ctrl-C, when running requests are done.

    Raises Unavailable when the application refuses to start.
    """
    server = web_server(app, context=https.context if https else None)

    async def run() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, server.handle_exit, number, None)
        if https is None:
            await server.serve(sockets=[listening])
            return
        helper = help_server(https.help_app, app.state.entrance)
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


def _config(app: ASGIApp, lifespan: Literal["on", "off"], context: ssl.SSLContext | None) -> Config:
    return Config(
        app,
        lifespan=lifespan,
        loop="uvloop",
        http="httptools",
        ws="none",
        log_config=None,  # its lines go where all others go
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the entrance believes them, where that is a setting
        timeout_keep_alive=limits.IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_context_factory=(lambda _config, _default: context) if context else None,
    )
