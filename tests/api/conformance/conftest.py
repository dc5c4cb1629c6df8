"""The application behind a real port of this machine, on a database of the test's own."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar
from uvicorn import Config

from mygymtracker.api.front.accepting import LimitedServer
from mygymtracker.api.front.limits import ConnectionLimit


@pytest.fixture
async def served(app: Litestar) -> AsyncIterator[str]:
    """The address of the running application behind the front that `serve` has; it ends with the test.

    A server of uvicorn's own on a socket from here sends head and body apart and 40 ms after each other (Nagle's
    algorithm against delayed acknowledgements, as asyncio knows no TCP by such a socket): four fifths of the run.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = Config(app, lifespan="off", log_level="warning", access_log=False, ws="none")
        server = LimitedServer(config, ConnectionLimit(20, 20))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=address) as client:
            (await client.get("/health/live")).raise_for_status()
        yield address
        server.should_exit = True
        await running
