"""Who is asked for, through whom, and what every answer tells a browser."""

from __future__ import annotations

import logging
from ipaddress import ip_network

import httpx
import pytest
from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send

from mygymtracker.api.front.entrance import Entrance
from mygymtracker.api.front.hosts import hosts_of
from mygymtracker.api.front.secured import HEADERS
from mygymtracker.api.web import HEADERS as CLIENT
from tests.api.conftest import AppFactory, Connect, app, app_with, connect

__all__ = ["app", "app_with", "connect"]  # fixtures

SIGN_IN = {"email": "ann@example.org", "password": "correct horse battery staple"}


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST:3000", "ann.localhost", "127.0.0.1:80", "[::1]:3000", "192.168.178.20:3000", "10.1.2.3",
        "[fd00::7]", "gym-server", "gym-server.local:3000", "gym-server.lan", "gym-server.home.arpa", "gym.example.org",
        "gym.example.org.", "gym.fritz.box:3000", "203.0.113.7",
    ],
)  # fmt: skip
def test_a_server_answers_to_its_own_names_and_to_private_addresses(host: str) -> None:
    hosts = hosts_of(
        hostname="gym-server", public_url="https://gym.example.org", further=["gym.fritz.box", "203.0.113.7"]
    )

    assert hosts.is_ours(host.encode(), reached_at="192.168.178.20")
    assert hosts.is_ours(host.encode(), reached_at="192.168.178.20")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:3000", "gym-server.example", "gym-server.local.evil.example", "198.51.100.9",
        "localhost.evil.example", "192.168.178.20.evil.example", "", ":3000", "a b", "gym-server/", "user@localhost",
        "[::1", "\xff", "printer.local", "127.1", "0x7f000001",
    ],
)  # fmt: skip
def test_a_server_answers_to_no_other_name(host: str) -> None:
    hosts = hosts_of(hostname="gym-server", public_url="http://localhost:3000", further=[])

    assert not hosts.is_ours(host.encode("latin-1"), reached_at="192.168.178.20")


def test_a_server_answers_to_the_public_address_that_it_was_reached_at_there_alone() -> None:
    hosts = hosts_of(hostname="gym-server", public_url="http://localhost:3000", further=[])

    assert hosts.is_ours(b"198.51.100.9:3000", reached_at="198.51.100.9")
    assert not hosts.is_ours(b"198.51.100.9:3000", reached_at="203.0.113.7")


@pytest.mark.parametrize("path", ["/", "/health/live", "/api/v1/sign-up", "/api/docs", "/nowhere"])
async def test_a_page_whose_name_was_turned_to_this_machine_reaches_nothing(connect: Connect, path: str) -> None:
    client = await connect(headers={"Host": "evil.example:3000", "Origin": "http://evil.example:3000"})

    answers = [await client.get(path), await client.post(path, json=SIGN_IN)]

    assert [answer.status_code for answer in answers] == [421, 421]
    assert answers[0].json()["detail"] == (
        "This server does not answer to the name 'evil.example'. Whoever runs it can add a name in ALLOWED_HOSTS, or "
        "say in PUBLIC_URL where its pages are."
    )


async def test_a_request_names_one_host(connect: Connect) -> None:
    client = await connect()

    without = client.build_request("GET", "/health/live")
    del without.headers["Host"]
    two = client.build_request("GET", "/health/live", headers=[("Host", "localhost"), ("Host", "localhost")])

    assert [(await client.send(each)).status_code for each in (without, two)] == [400, 400]


async def test_a_change_from_another_page_is_refused_naming_public_url(app_with: AppFactory, connect: Connect) -> None:
    served = await app_with(PUBLIC_URL="https://gym.example.org", ALLOWED_HOSTS="gym.lan")
    client = await connect(to=served, headers={"Host": "gym.lan", "Origin": "https://evil.example"})

    answer = await client.post("/api/v1/login-sessions", json=SIGN_IN)

    assert answer.status_code == 403
    assert answer.json()["detail"] == (
        "Changes are taken from our own pages only, not from https://evil.example. They are at https://gym.example.org "
        "(PUBLIC_URL) and at https://gym.lan."
    )


EVERY_KIND = [
    ("GET", "/", 307),
    ("GET", "/health/live", 200),
    ("GET", "/api/openapi/openapi.json", 200),
    ("GET", "/api/docs", 200),
    ("GET", "/api/v1/sign-up", 200),
    ("GET", "/api/v1/account", 401),
    ("GET", "/api/v1/account/export", 401),
    ("GET", "/nowhere", 404),
    ("TRACE", "/health/live", 405),
    ("OPTIONS", "/api/v1/plans", 204),
    ("POST", "/api/v1/login-sessions", 400),
]


@pytest.mark.parametrize(("method", "path", "status"), EVERY_KIND)
async def test_every_answer_has_the_security_headers(connect: Connect, method: str, path: str, status: int) -> None:
    client = await connect()

    answer = await client.request(method, path)

    assert answer.status_code == status
    own = {"content-security-policy"} if path == "/api/docs" else set()
    assert {name: answer.headers[name] for name in HEADERS if name not in own} == {
        name: value for name, value in HEADERS.items() if name not in own
    }
    assert all(len(answer.headers.get_list(name)) == 1 for name in HEADERS)
    assert "strict-transport-security" not in answer.headers and "server" not in answer.headers
    assert [name for name in answer.headers if name.startswith("access-control-")] == []


def test_the_client_has_headers_of_its_own_instead_of_each() -> None:
    own = {name.lower() for name in CLIENT}

    assert set(HEADERS) - own == {"cross-origin-resource-policy"}


@pytest.mark.parametrize(
    ("environment", "host", "strict"),
    [
        ({"PUBLIC_URL": "https://gym.example.org"}, "gym.example.org", True),
        ({"TLS": "1", "TLS_NAMES": "gym.lan"}, "gym.lan:3000", True),
        ({"TLS": "1"}, "localhost:3000", False),
        ({"TLS": "1"}, "192.168.178.20:3000", False),
        ({"PUBLIC_URL": "http://gym.lan"}, "gym.lan", False),
    ],
)
async def test_who_came_to_a_name_by_https_comes_by_nothing_else(
    app_with: AppFactory, connect: Connect, environment: dict[str, str], host: str, strict: bool
) -> None:
    client = await connect(to=await app_with(**environment), headers={"Host": host})

    for path in ("/health/live", "/nowhere"):
        told = (await client.get(path)).headers.get("strict-transport-security")
        assert told == ("max-age=31536000" if strict else None)


FORWARDED = [
    ("10.0.0.2", "203.0.113.9", "203.0.113.9"),
    ("10.0.0.2", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
    ("10.0.0.2", "6.6.6.6, 203.0.113.9, 10.0.0.3", "203.0.113.9"),
    ("::ffff:10.0.0.2", "203.0.113.9", "203.0.113.9"),
    ("127.0.0.1", "203.0.113.9", "127.0.0.1"),
    ("198.51.100.4", "203.0.113.9", "198.51.100.4"),
]


@pytest.mark.parametrize(("peer", "forwarded", "believed"), FORWARDED)
async def test_a_trusted_proxy_is_believed_and_nobody_else(peer: str, forwarded: str, believed: str) -> None:
    asked: list[str] = []

    async def note(scope: Scope, _receive: Receive, send: Send) -> None:
        assert scope["type"] == ScopeType.HTTP and scope["client"]
        asked.append(scope["client"][0])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    networks = [ip_network("10.0.0.0/24"), ip_network("::ffff:10.0.0.0/120")]
    app = Entrance(hosts_of(hostname="gym", public_url="http://localhost", further=[]), networks).before(note)

    transport = httpx.ASGITransport(app, client=(peer, 50_000))  # type: ignore[arg-type]  # two words for one thing
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        await client.get("/", headers={"X-Forwarded-For": forwarded})

    assert asked == [believed]


async def test_without_trusted_proxies_a_header_changes_no_bucket_and_is_told_of_once(
    connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    client = await connect()

    with caplog.at_level(logging.WARNING, logger="mygymtracker.api.front.entrance"):
        for number in range(3):
            await client.get("/health/live", headers={"X-Forwarded-For": f"203.0.113.{number}"})

    assert caplog.messages == [
        "X-Forwarded-For came from 127.0.0.1 and is not believed. If that is your proxy, name it in TRUSTED_PROXIES."
    ]
