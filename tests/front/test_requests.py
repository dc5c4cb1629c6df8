"""What is refused of one connection before any work is done for it."""

from __future__ import annotations

import logging

import msgspec
import pytest

from mygymtracker.api.front import limits
from mygymtracker.api.front.secured import HEADERS
from tests.front.conftest import Front, until

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def test_a_request_in_one_piece_is_answered_and_the_connection_goes_on(front: Front) -> None:
    wire = await front.connect()

    await wire.send(GET)
    first = await wire.answer()
    await wire.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc")
    second = await wire.answer()

    assert (first[0], first[2], second[0], second[2]) == (200, b"0", 200, b"3")
    assert "server" not in first[1]


@pytest.mark.parametrize("piece", [b"a:\r\n", b"X-Long: " + b"a" * 4000 + b"\r\n", b"a" * 4000])
async def test_headers_without_an_end_are_cut_off_at_the_limit(front: Front, piece: bytes) -> None:
    wire = await front.connect()

    await wire.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
    for _ in range(limits.MOST_HEADER_BYTES // len(piece) + 1):
        wire.writer.write(piece)
    status, headers, body = await wire.answer()

    assert (status, headers["connection"], await wire.rest()) == (431, "close", b"")
    assert str(limits.MOST_HEADER_BYTES) in msgspec.json.decode(body)["detail"]
    assert front.echo.asked == []


async def test_headers_that_are_complete_and_too_many_or_too_large_are_refused(front: Front) -> None:
    many, large, just_enough = [await front.connect() for _ in range(3)]

    await many.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"a: b\r\n" * limits.MOST_HEADERS + b"\r\n")
    await large.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * limits.MOST_HEADER_BYTES + b"\r\n\r\n")
    await just_enough.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * 30_000 + b"\r\n\r\n")

    assert [(await wire.answer())[0] for wire in (many, large, just_enough)] == [431, 431, 200]


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        # where it ends can be read in two ways
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: +1\r\n\r\na",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ],
)
async def test_what_is_no_request_is_a_problem_with_all_headers_and_no_line_in_the_log(
    front: Front, caplog: pytest.LogCaptureFixture, request_bytes: bytes
) -> None:
    wire = await front.connect()

    with caplog.at_level(logging.WARNING):
        await wire.send(request_bytes)
        status, headers, _ = await wire.answer()

    assert (status, headers["content-type"], await wire.rest()) == (400, "application/problem+json", b"")
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert caplog.messages == []


async def test_an_upgrade_is_answered_as_any_request_without_a_line_in_the_log(
    front: Front, caplog: pytest.LogCaptureFixture
) -> None:
    wire = await front.connect()

    with caplog.at_level(logging.WARNING):
        await wire.send(GET[:-2] + b"Connection: upgrade\r\nUpgrade: websocket\r\n\r\n")

    assert ((await wire.answer())[0], caplog.messages) == (200, [])


async def test_a_whole_address_in_the_first_line_is_taken_for_the_host_that_it_names(front: Front) -> None:
    wire = await front.connect()

    await wire.send(b"GET http://localhost:3000/plans HTTP/1.1\r\nHost: localhost:3000\r\n\r\n")

    assert ((await wire.answer())[0], front.echo.asked) == (200, ["/plans"])


async def test_requests_that_wait_on_one_connection_are_few(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    wire, patient = await front.connect(), await front.connect()

    await wire.send(GET.replace(b"/ ", b"/slow ") + GET * 1000)
    await patient.send(GET * 5)

    assert await wire.rest() == b""
    front.echo.let.set()
    assert [(await patient.answer())[0] for _ in range(5)] == [200] * 5
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_headers_that_do_not_end_in_time_are_refused(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEADER_SECONDS", 0.05)
    silent, half, second = [await front.connect() for _ in range(3)]

    await half.send(GET[:20])
    await second.send(GET)
    answered = await second.answer()
    await second.send(GET[:20])
    refused = [(await wire.answer())[0] for wire in (silent, half, second)]

    assert (answered[0], refused) == (200, [408, 408, 408])
    assert [await wire.rest() for wire in (silent, half, second)] == [b"", b"", b""]


async def test_a_body_that_does_not_come_is_given_up_and_the_application_hears_of_it(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.05)
    wire = await front.connect()

    await wire.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\n\r\nabc")

    assert (await wire.answer())[0] == 408
    await until(lambda: front.echo.asked == ["/", "gone"])


async def test_a_body_may_take_as_long_as_it_is_large(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.0)
    monkeypatch.setattr(limits, "SLOWEST_BYTES_A_SECOND", 100)
    wire = await front.connect()

    await wire.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2001\r\n\r\n" + b"a" * 2000)
    await until(lambda: front.echo.asked == ["/"])
    await wire.send(b"a")

    assert (await wire.answer())[2] == b"2001"


async def test_an_answer_that_nobody_takes_is_given_up(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ANSWER_SECONDS", 0.1)
    wire = await front.connect()
    wire.writer.transport.pause_reading()  # type: ignore[attr-defined]  # StreamReader's transport reads

    await wire.send(GET.replace(b"/ ", b"/large "))

    await until(lambda: front.echo.asked == ["/large"])
    await until(lambda: len(front.server.open_connections) == 0)
