"""What this machine is called in its own network, and which names a private authority may speak for at all."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

import psutil  # type: ignore[import-untyped]  # it has no types

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Nobody can own these on the internet: RFC 6761, 6762, 8375, what ICANN reserved in 2024, and the routers' own.
PRIVATE_DOMAINS: Final = ("localhost", "local", "home.arpa", "internal", "lan")
#: RFC 1918, 3927, 4193, 4291, and 6598, which networks laid over others use (Tailscale).
PRIVATE_NETWORKS: Final[tuple[Network, ...]] = tuple(
    ip_network(each)
    for each in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
_LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


@dataclass(frozen=True, slots=True)
class Names:
    """What a server is reached by. In the order in which people are told of them."""

    domains: tuple[str, ...]
    addresses: tuple[Address, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """As they stand in an address bar."""
        return (*self.domains, *map(_in_url, self.addresses))

    @property
    def domains_elsewhere(self) -> tuple[str, ...]:
        """What other devices in the network may know it by."""
        return tuple(each for each in self.domains if each != "localhost" and not _is_below(each, "localhost"))

    @property
    def addresses_elsewhere(self) -> tuple[str, ...]:
        """Those that somebody can type; the likeliest first."""
        return tuple(str(each) for each in self.addresses if each.version == 4 and not each.is_loopback)


def names_of(hostname: str, addresses: Iterable[Address], extra: Iterable[str]) -> Names:
    """`extra` are names and addresses in one list, as the setting TLS_NAMES holds them."""
    configured = list(extra)
    own = [f"{hostname.split('.', 1)[0]}.local", hostname] if _is_domain(hostname) else []
    domains = dict.fromkeys([*(name for name in configured if not _is_address(name)), *own, "localhost"])
    given = [ip_address(name) for name in configured if _is_address(name)]
    loopback = [ip_address("127.0.0.1"), ip_address("::1")]
    private = [each for each in addresses if _is_reachable(each)]
    return Names(tuple(domains), tuple(dict.fromkeys([*given, *private, *loopback])))


def names_of_this_machine(extra: Iterable[str]) -> Names:
    return names_of(socket.gethostname().lower().rstrip("."), addresses_of_this_machine(), extra)


def addresses_of_this_machine() -> list[Address]:
    """Of all its interfaces, the one on the way to other networks first: containers and tunnels bring more."""
    addresses = [each.address for interface in psutil.net_if_addrs().values() for each in interface]
    return [ip_address(text) for text in dict.fromkeys([*_main_address(), *addresses]) if _is_address(text)]


def _main_address() -> list[str]:
    """Nothing is sent: a datagram socket only looks up the way to an address, which here is nobody's (RFC 5737)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram:
        try:
            datagram.connect(("198.51.100.1", 9))
        except OSError:
            return []
        return [datagram.getsockname()[0]]


def permitted_domains(names: Names, extra: Iterable[str]) -> list[str]:
    """What an authority made now may speak for: the private domains, what was asked for, this machine's name.

    A name permits all names below it, so a bare machine name is left out where it could be a top-level domain of the
    internet (`dev`, `app`): those have no digit, and a hyphen in those of other scripts only.
    """
    configured = [name for name in extra if not _is_address(name)]
    own = [name for name in names.domains if "." in name or _is_no_top_level_domain(name)]
    wanted = dict.fromkeys([*PRIVATE_DOMAINS, *configured, *own])
    return [name for name in wanted if not any(_is_below(name, other) for other in wanted if other != name)]


def permitted_networks(extra: Iterable[str]) -> list[Network]:
    configured = [ip_address(name) for name in extra if _is_address(name)]
    return [*PRIVATE_NETWORKS, *(ip_network(each) for each in configured if not _is_private(each))]


def only_permitted(names: Names, domains: Iterable[str], networks: Iterable[Network]) -> Names:
    """What of `names` an authority may speak for that was made for these."""
    roots, nets = list(domains), list(networks)
    return Names(
        tuple(name for name in names.domains if any(name == root or _is_below(name, root) for root in roots)),
        tuple(each for each in names.addresses if any(each in net for net in nets)),
    )


def _is_domain(text: str) -> bool:
    labels = text.split(".")
    return len(text) <= 253 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()


def _in_url(address: Address) -> str:
    return f"[{address}]" if address.version == 6 else str(address)


def _is_below(name: str, other: str) -> bool:
    return name.endswith(f".{other}")


def _is_no_top_level_domain(name: str) -> bool:
    return re.search(r"[0-9-]", name) is not None and not name.startswith("xn--")


def _is_private(address: Address) -> bool:
    return any(address in network for network in PRIVATE_NETWORKS)


def _is_reachable(address: Address) -> bool:
    """By devices in the network: loopback is for this machine, link-local addresses need an interface beside them."""
    return _is_private(address) and not address.is_loopback and not address.is_link_local


def _is_address(text: str) -> bool:
    try:
        return "%" not in text and bool(ip_address(text))
    except ValueError:
        return False
