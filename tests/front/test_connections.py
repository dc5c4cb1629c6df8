"""How many connections there are, and whose give way."""

from __future__ import annotations

import asyncio
import resource
from functools import partial

import pytest

from mygymtracker.api.front import limits
from mygymtracker.api.front.connections import Connections, Place, Stage, allow_descriptors
from mygymtracker.api.front.limits import OTHER_DESCRIPTORS, ConnectionLimit
from tests.front.conftest import Front, running_front, until

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def test_half_open_connections_of_one_address_shut_nobody_out(front: Front) -> None:
    for _ in range(60):
        wire = await front.connect("127.0.0.2")
        await wire.send(GET[:20])

    other, same = await front.connect(), await front.connect("127.0.0.2")
    await other.send(GET)
    await same.send(GET)

    assert [(await wire.answer())[0] for wire in (other, same)] == [200, 200]
    assert len(front.server.open_connections) <= 11


async def test_half_open_connections_of_many_addresses_shut_nobody_out(front: Front) -> None:
    for each in range(5):
        for _ in range(10):
            await (await front.connect(f"127.0.0.{each + 2}")).send(GET[:20])

    wire = await front.connect()
    await wire.send(GET)

    assert (await wire.answer())[0] == 200
    assert len(front.server.open_connections) <= 20


async def test_unfinished_bodies_give_way_and_what_is_being_answered_does_not() -> None:
    async with running_front(ConnectionLimit(total=4, each=4)) as front:
        working, unfinished = await front.connect(), await front.connect()
        await working.send(GET.replace(b"/ ", b"/slow "))
        await unfinished.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\n\r\nabc")
        await until(lambda: len(front.echo.asked) == 2)
        for _ in range(3):
            await (await front.connect()).send(GET.replace(b"/ ", b"/slow "))
        await until(lambda: front.echo.asked.count("/slow") == 4)

        refused = await front.connect()
        gone = await refused.rest(), await unfinished.rest()
        front.echo.let.set()

        assert gone == (b"", b"")
        assert (await working.answer())[0] == 200


async def test_a_trusted_proxy_may_have_any_number_and_the_server_only_its_own() -> None:
    async with running_front(
        ConnectionLimit(total=8, each=2), is_exempt=lambda address: address == "127.0.0.2"
    ) as front:
        many = [await front.connect("127.0.0.2") for _ in range(6)]
        for wire in many:
            await wire.send(GET)

        assert [(await wire.answer())[0] for wire in many] == [200] * 6


async def test_a_connection_that_ends_gives_its_place_back(front: Front) -> None:
    wire = await front.connect()
    await until(lambda: len(front.server.open_connections) == 1)

    wire.writer.close()

    await until(lambda: len(front.server.open_connections) == 0)


def test_of_ipv6_a_whole_household_is_one_address() -> None:
    connections = Connections(ConnectionLimit(total=10, each=2))
    ended: list[str] = []

    for address in ("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"):
        place = connections.enter(address)
        assert place is not None
        place.end = partial(ended.append, address)

    assert (ended, len(connections)) == (["2001:db8::1"], 3)


def test_who_is_being_answered_keeps_the_place() -> None:
    connections = Connections(ConnectionLimit(total=10, each=1))
    place = connections.enter("192.0.2.1")
    assert place is not None
    place.stage = lambda: Stage.ANSWERING

    newcomer = connections.enter("192.0.2.1")
    connections.leave(place)
    connections.leave(place)

    assert (newcomer, len(connections)) == (None, 0)
    assert isinstance(connections.enter("192.0.2.1"), Place)


def test_the_limit_of_descriptors_is_raised_as_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, both: given.append(both))
    wanted = ConnectionLimit(total=512, each=100)

    outcomes = []
    for soft, hard in ((256, 1_000_000), (256, 384), (1_000_000, 1_000_000)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, both=(soft, hard): both)
        outcomes.append(allow_descriptors(wanted))

    assert given == [(512 + OTHER_DESCRIPTORS, 1_000_000), (384, 384)]
    assert outcomes == [wanted, ConnectionLimit(384 - OTHER_DESCRIPTORS, 100), wanted]


async def test_a_server_that_ends_closes_what_is_half_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEADER_SECONDS", 100.0)
    async with asyncio.timeout(10):
        async with running_front(ConnectionLimit(total=8, each=8)) as front:
            wire = await front.connect()
            await wire.send(GET[:20])
            front.server.should_exit = True
            assert await wire.rest() == b""
