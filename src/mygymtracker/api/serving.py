"""The web server around the application, in this process or in workers, until a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import uvloop
from litestar import Litestar
from litestar.types import ASGIApp
from uvicorn import Config

from mygymtracker.api.front import limits
from mygymtracker.api.front.accepting import LimitedServer
from mygymtracker.api.front.connections import allow_descriptors
from mygymtracker.api.front.entrance import Entrance
from mygymtracker.api.workers import Workers
from mygymtracker.errors import Unavailable

LOG: Final = logging.getLogger(__name__)

#: How long running requests may take after the first signal; a second Ctrl-C does not wait. With what comes after it,
#: the end of the database, it has to fit into the ten seconds that `docker stop` waits.
GRACE_SECONDS = 5
#: How often a worker looks whether there is another certificate.
RENEW_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Https:
    """What turns http into https, and what is served over plain http beside it for whoever does not trust it yet."""

    context: ssl.SSLContext
    renew: Callable[[], object]
    help_app: ASGIApp
    help_listening: socket.socket


def web_server(
    app: Litestar, *, context: ssl.SSLContext | None = None, on_started: Callable[[], object] = lambda: None
) -> LimitedServer:
    """The server of the application, which starts and ends with it. `context` makes it https."""
    entrance: Entrance = app.state.entrance
    limit = allow_descriptors(limits.SERVER.divided(app.state.workers))
    return LimitedServer(_config(app, "on", context), limit, is_exempt=entrance.is_trusted, on_started=on_started)


def help_server(help_app: ASGIApp, entrance: Entrance, workers: int = 1) -> LimitedServer:
    """Of the page beside it that is there over plain http: for the same names, and never https alone."""
    return LimitedServer(
        _config(Entrance(entrance.hosts).before(help_app), "off", None), limits.HELP_PAGE.divided(workers)
    )


def workers_of(app: Litestar, listening: socket.socket, *, https: Https | None = None) -> Workers:
    """As many as the application was made for, each of which serves on that socket."""

    def work(above: socket.socket, on_started: Callable[[], object]) -> None:
        serve_until_signal(app, listening, https=https, above=above, on_started=on_started)

    sockets = [listening, https.help_listening] if https else [listening]
    return Workers(work, app.state.workers, listening=sockets, grace_seconds=GRACE_SECONDS)


def serve_until_signal(
    app: Litestar,
    listening: socket.socket,
    *,
    https: Https | None = None,
    above: socket.socket | None = None,
    on_started: Callable[[], object] = lambda: None,
) -> None:
    """Serves on a socket that listens already. Returns after SIGTERM or Ctrl-C, when running requests are done.

    `above` is a socket whose end is as good as a signal: that of the process that this one works for. Raises
    Unavailable when the application refuses to start.
    """
    server = web_server(app, context=https.context if https else None, on_started=on_started)

    async def run() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, server.handle_exit, number, None)
        if above is not None:
            loop.add_reader(above.fileno(), _end, loop, above, server)
        if https is None:
            await server.serve(sockets=[listening])
            return
        helper = help_server(https.help_app, app.state.entrance, app.state.workers)
        helping = asyncio.create_task(helper.serve(sockets=[https.help_listening]))
        renewing = asyncio.create_task(_renew_again_and_again(https)) if above is not None else None
        try:
            await server.serve(sockets=[listening])
        finally:
            if renewing is not None:
                renewing.cancel()
            helper.should_exit = True
            await helping

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
    if not server.started:
        raise Unavailable("The web server did not start; its reason stands above.")


def _end(loop: asyncio.AbstractEventLoop, above: socket.socket, server: LimitedServer) -> None:
    loop.remove_reader(above.fileno())
    server.handle_exit(signal.SIGTERM, None)


async def _renew_again_and_again(https: Https) -> None:
    """Each worker shows the certificate that is kept; whichever looks first makes another one when it is time."""
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        try:
            await asyncio.to_thread(https.renew)
        except Exception as error:  # the job of the process above tells it to people
            LOG.warning("The certificate could not be looked at: %s", error)


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
