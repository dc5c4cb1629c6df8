"""The application behind a real port of this machine, on a database of the test's own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
import uvicorn
from litestar import Litestar


@pytest.fixture
async def served(app: Litestar) -> AsyncIterator[str]:
    """The address of the running application; it ends with the test."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, lifespan="off", log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]  # pytest has its own
        running = asyncio.create_task(server.serve(sockets=[listening]))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=address) as client:
            (await client.get("/health/live")).raise_for_status()
        yield address
        server.should_exit = True
        await running
