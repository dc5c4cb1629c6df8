"""Around an application: who is asked for, by whom, and what every answer says to browsers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from mygymtracker.api.errors import PROBLEM
from mygymtracker.api.front.answers import problem_body
from mygymtracker.api.front.hosts import Hosts, host_of, is_named
from mygymtracker.api.front.protocol import LimitedProtocol
from mygymtracker.api.front.secured import with_security
from mygymtracker.waiting import waiting_unless

Network = IPv4Network | IPv6Network

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entrance:
    """What an installation decides of its front: its names, its proxies, and whether browsers come by https alone."""

    hosts: Hosts
    trusted_proxies: Sequence[Network] = ()
    strict: bool = False

    def is_trusted(self, address: str) -> bool:
        """Whether it is a proxy's, which speaks for many."""
        try:
            return any(ip_address(address) in network for network in self.trusted_proxies)
        except ValueError:
            return False

    def before(self, app: ASGIApp) -> ASGIApp:
        """The application behind this entrance."""
        guarded = _Guarded(app, self)
        if not self.trusted_proxies:
            return guarded
        # uvicorn's takes the right-most address that is no trusted proxy's
        return cast(ASGIApp, ProxyHeadersMiddleware(guarded, [str(each) for each in self.trusted_proxies]))  # type: ignore[arg-type]  # two libraries' words for one thing


class _Guarded:
    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self._app = app
        self._entrance = entrance
        self._has_warned = bool(entrance.trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        strict = self._entrance.strict and len(hosts) == 1 and is_named(host_of(hosts[0]) or "localhost")

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = with_security(message["headers"], strict=strict)
            await send(message)

        if len(hosts) != 1:
            await _refuse(send_secured, 400, "A request names the host that it is for in one Host header.")
        elif not self._entrance.hosts.is_ours(hosts[0], reached_at=_reached_at(scope)):
            await _refuse(send_secured, 421, _not_ours(hosts[0]))
        else:
            connection = scope.get("state", {}).get("connection")
            if isinstance(connection, LimitedProtocol):
                waiting_unless(connection.is_gone)
            if not self._has_warned:
                self._warn_of_proxy(scope)
            await self._app(scope, receive, send_secured)

    def _warn_of_proxy(self, scope: HTTPScope) -> None:
        """Once: people behind a proxy that is not trusted share what one network address is allowed."""
        if scope["client"] and any(name == b"x-forwarded-for" for name, _ in scope["headers"]):
            self._has_warned = True
            LOG.warning(
                "X-Forwarded-For came from %s and is not believed. If that is your proxy, name it in TRUSTED_PROXIES.",
                scope["client"][0],
            )


def _reached_at(scope: HTTPScope) -> str:
    return scope["server"][0] if scope["server"] else ""


def _not_ours(header: bytes) -> str:
    """The name comes back only where it can be one: it goes into a terminal."""
    host = host_of(header)
    name = f"the name {host!r}" if host else "such a name"
    return (
        f"This server does not answer to {name}. Whoever runs it can add a name in ALLOWED_HOSTS, or say in "
        "PUBLIC_URL where its pages are."
    )


async def _refuse(send: Send, status: int, detail: str) -> None:
    body = problem_body(status, detail)
    headers = [
        (b"content-type", PROBLEM.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
