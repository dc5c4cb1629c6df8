"""Settings that are names and addresses: where browsers come to, and through whom."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from mygymtracker.settings.reader import Reader

Network = IPv4Network | IPv6Network


def public_url(reader: Reader, *, default: str, production: bool) -> str:
    text = reader.text("PUBLIC_URL") or default
    match = re.fullmatch(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?/?", text.lower())
    if match is None or int(match[3] or 0) > 65535:
        reader.wrong("PUBLIC_URL", "a scheme, a host and perhaps a port, such as https://gym.example.org")
        return default
    scheme, host, port = match[1], match[2], match[3]
    if production and scheme == "http" and not is_this_machine(host):
        reader.wrong("PUBLIC_URL", "https in production: over plain http everybody on the way can read along")
    usual = port is None or (scheme, int(port)) in (("http", 80), ("https", 443))
    return f"{scheme}://{host}" if usual else f"{scheme}://{host}:{int(port)}"


def is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _parts(reader: Reader, name: str) -> list[str]:
    return [each for each in re.split(r"[\s,]+", reader.text(name)) if each]


def names(reader: Reader, setting: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(map(_name, _parts(reader, setting))))
    except ValueError:
        reader.wrong(setting, "names and addresses with commas between them, such as gym.lan, 192.168.178.20")
        return ()


def trusted_proxies(reader: Reader) -> tuple[Network, ...]:
    try:
        return tuple(each for text in _parts(reader, "TRUSTED_PROXIES") for each in _proxies(text))
    except ValueError:
        reader.wrong(
            "TRUSTED_PROXIES",
            "addresses and networks of proxies, never of everybody, such as 127.0.0.1, 172.30.57.0/24",
        )
        return ()


def _proxies(text: str) -> list[Network]:
    """Of an IPv4 network its form in IPv6, too: a socket for both tells peers in that one. Raises ValueError."""
    network = ip_network(text)
    if not network.prefixlen:
        raise ValueError(text)
    if isinstance(network, IPv6Network):
        return [network]
    return [network, IPv6Network(f"::ffff:{network.network_address}/{96 + network.prefixlen}")]


def _name(text: str) -> str:
    """As certificates hold it. Raises ValueError for what is neither a name nor an address."""
    name = text.lower().rstrip(".")
    if "%" not in name and (":" in name or re.fullmatch(r"[0-9.]+", name)):
        return str(ip_address(name))
    if len(name) > 253 or not all(re.fullmatch(r"(?!-)[a-z0-9-]{1,63}(?<!-)", label) for label in name.split(".")):
        raise ValueError(text)
    return name
