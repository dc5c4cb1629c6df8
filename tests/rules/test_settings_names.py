"""Settings that are names and addresses: where browsers come to, and through whom."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from mygymtracker.settings import InvalidSettings, Settings

PRODUCTION = {"APP_ENV": "production", "JWT_SECRET": "b7c1" * 4 + "90fe" * 4 + "a5d2" * 4}


def problems(environment: dict[str, str], directory: Path) -> tuple[str, ...]:
    with pytest.raises(InvalidSettings) as caught:
        Settings.load(environment, directory=directory)
    return caught.value.problems


@pytest.mark.parametrize("setting", ["TLS_NAMES", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("names", ["https://gym.lan", "gym.lan:80", "*.lan", "-gym.lan", "10.0.0.300", "fe80::1%eth0"])
def test_what_is_neither_a_name_nor_an_address_is_no_name_of_ours(setting: str, names: str, tmp_path: Path) -> None:
    assert problems({setting: names}, tmp_path) == (
        f"{setting} is {names!r}; it must be names and addresses with commas between them, "
        "such as gym.lan, 192.168.178.20",
    )


def test_allowed_hosts_are_names_and_addresses_in_their_plain_form(tmp_path: Path) -> None:
    settings = Settings.load({"ALLOWED_HOSTS": "Gym.Lan., 192.0.2.7 gym.lan ::0001"}, directory=tmp_path)

    assert settings.allowed_hosts == ("gym.lan", "192.0.2.7", "::1")


def test_trusted_proxies_are_addresses_and_networks_and_by_default_none(tmp_path: Path) -> None:
    default = Settings.load({}, directory=tmp_path)
    some = Settings.load({"TRUSTED_PROXIES": "127.0.0.1, 172.30.57.0/24, fd00::/8"}, directory=tmp_path)

    assert default.trusted_proxies == ()
    assert some.trusted_proxies == tuple(
        map(
            ip_network,
            ["127.0.0.1/32", "::ffff:127.0.0.1/128", "172.30.57.0/24", "::ffff:172.30.57.0/120", "fd00::/8"],
        )
    )


@pytest.mark.parametrize("text", ["*", "0.0.0.0/0", "::/0", "caddy", "10.0.0.1/8", "10.0.0.0/33"])
def test_nobody_trusts_everybody(text: str, tmp_path: Path) -> None:
    assert problems({"TRUSTED_PROXIES": text}, tmp_path) == (
        f"TRUSTED_PROXIES is {text!r}; it must be addresses and networks of proxies, never of everybody, such as "
        "127.0.0.1, 172.30.57.0/24",
    )


@pytest.mark.parametrize(
    "url", ["http://gym.example.org", "http://192.168.178.20:3000", "http://localhost.example.org"]
)
def test_production_refuses_plain_http_from_another_machine(url: str, tmp_path: Path) -> None:
    assert problems({**PRODUCTION, "PUBLIC_URL": url}, tmp_path) == (
        f"PUBLIC_URL is {url!r}; it must be https in production: over plain http everybody on the way can read along",
    )


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:3000", "http://[::1]", "https://gym.example.org"])
def test_production_takes_https_and_this_machine(url: str, tmp_path: Path) -> None:
    assert Settings.load({**PRODUCTION, "PUBLIC_URL": url}, directory=tmp_path).is_production
