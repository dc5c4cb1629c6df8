"""The names that this server answers to.

A page on the internet can let its own name point at a machine in the home network (DNS rebinding), and then reads what
that machine answers. It cannot make the browser send another name than its own: so what is asked for by a name that is
not ours gets no answer. Private addresses in numbers are nobody's name, and this machine's own below PRIVATE_DOMAINS is
nobody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from mygymtracker.api.https.names import PRIVATE_DOMAINS, PRIVATE_NETWORKS, names_of

_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::[0-9]{1,5})?")
_MOST_REMEMBERED: Final = 1000


class Hosts:
    """`names` are names and addresses, as ALLOWED_HOSTS holds them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._answered: set[bytes] = set()

    def is_ours(self, header: bytes, *, reached_at: str) -> bool:
        """`header` is a Host header, `reached_at` the address of this machine that the connection goes to."""
        if header in self._answered:
            return True
        host = host_of(header)
        if host is None or not (host in self._names or _is_local(host) or host == reached_at):
            return False
        if len(self._answered) < _MOST_REMEMBERED and host != reached_at:
            self._answered.add(header)
        return True


def host_of(header: bytes) -> str | None:
    """The name or address, without brackets and port; None where there is none."""
    match = _HOST.fullmatch(header.decode("latin-1").strip().lower())
    return match[1].strip("[]").rstrip(".") or None if match else None


def hosts_of(*, hostname: str, public_url: str, further: Iterable[str]) -> Hosts:
    """Of the machine `hostname` with its pages at `public_url`; `further` are names and addresses of the settings."""
    names = names_of(hostname, [], further)
    label = hostname.split(".", 1)[0]
    public = urlsplit(public_url).hostname or ""
    return Hosts(
        [
            *names.domains,
            *map(str, names.addresses),
            label,
            *(f"{label}.{domain}" for domain in PRIVATE_DOMAINS),
            public,
        ]
    )


def is_named(host: str) -> bool:
    """Whether it is a name in a network: no address, and not this machine's name for itself."""
    return not (_is_localhost(host) or _is_address(host))


def _is_local(host: str) -> bool:
    if _is_address(host):
        return any(ip_address(host) in network for network in PRIVATE_NETWORKS)
    return _is_localhost(host)


def _is_localhost(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def _is_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
