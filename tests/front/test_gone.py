"""Whoever has gone keeps nobody's connection to the database."""

from __future__ import annotations

import asyncio
import socket

import pytest
from litestar.types import Receive, Scope, Send
from uvicorn import Config

from mygymtracker.api.front.accepting import LimitedServer
from mygymtracker.api.front.entrance import Entrance
from mygymtracker.api.front.hosts import hosts_of
from mygymtracker.api.front.limits import ConnectionLimit
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Abandoned
from mygymtracker.waiting import waiting_unless
from tests.factories import Person
from tests.front.conftest import until


@pytest.mark.parametrize("stays", [True, False])
async def test_a_request_that_waited_is_not_begun_for_somebody_who_has_gone(
    database: Database, ann: Person, stays: bool
) -> None:
    turn, outcome = asyncio.Event(), list[str]()

    async def wait_and_work(_scope: Scope, _receive: Receive, send: Send) -> None:
        outcome.append("waits")
        await turn.wait()
        try:
            async with database.acting_as(ann.id, read_only=True):
                outcome.append("worked")
        except Abandoned:
            outcome.append("given up")
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    app = Entrance(hosts_of(hostname="gym", public_url="http://localhost", further=[])).before(wait_and_work)
    server = LimitedServer(Config(app, lifespan="off", log_level="warning", ws="none"), ConnectionLimit(8, 8))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        _, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await until(lambda: outcome == ["waits"])
        if not stays:
            writer.close()
            await until(lambda: len(server.open_connections) == 0)
        turn.set()
        await until(lambda: len(outcome) == 2)
        writer.close()
        server.should_exit = True
        await serving

    assert outcome == ["waits", "worked" if stays else "given up"]


async def test_nothing_is_taken_from_the_pool_for_somebody_who_has_gone(database: Database, ann: Person) -> None:
    waiting_unless(lambda: True)
    before = database.engine.pool.status()

    with pytest.raises(Abandoned):
        async with database.acting_as(ann.id, read_only=True):
            pass

    waiting_unless(lambda: False)
    assert database.engine.pool.status() == before
