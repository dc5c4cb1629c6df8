"""What a machine is called, and for which names an authority may be made."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from mygymtracker.api.https.names import (
    PRIVATE_DOMAINS,
    PRIVATE_NETWORKS,
    Names,
    names_of,
    names_of_this_machine,
    only_permitted,
    permitted_domains,
    permitted_networks,
)

HOME = ip_address("192.168.178.20")


def test_a_machine_is_called_by_its_names_and_its_private_addresses() -> None:
    addresses = [ip_address(each) for each in ("192.168.178.20", "203.0.113.7", "fd00::7", "fe80::7", "127.0.0.1")]

    names = names_of("gym-server", addresses, ["gym.lan", "10.0.0.5"])

    assert names.hosts == (
        "gym.lan",
        "gym-server.local",
        "gym-server",
        "localhost",
        "10.0.0.5",
        "192.168.178.20",
        "[fd00::7]",
        "127.0.0.1",
        "[::1]",
    )
    assert names.domains_elsewhere == ("gym.lan", "gym-server.local", "gym-server")
    assert names.addresses_elsewhere == ("10.0.0.5", "192.168.178.20")


def test_a_long_host_name_is_announced_by_its_first_part() -> None:
    assert names_of("gym.fritz.box", [], []).domains == ("gym.local", "gym.fritz.box", "localhost")


def test_a_host_name_that_no_certificate_can_hold_is_passed_over() -> None:
    assert names_of("my_gym", [], []).domains == ("localhost",)


def test_this_machine_has_a_name_for_itself() -> None:
    names = names_of_this_machine([])

    assert "localhost" in names.domains
    assert {ip_address("127.0.0.1"), ip_address("::1")} <= set(names.addresses)


@pytest.mark.parametrize(
    ("hostname", "extra", "more"),
    [
        ("gym-server", [], ["gym-server"]),
        ("pi4", [], ["pi4"]),
        ("gym.fritz.box", [], ["gym.fritz.box"]),
        ("gym.lan", [], []),
        ("dev", [], []),
        ("xn--p1ai", [], []),
        ("dev", ["dev", "gym.example.org", "10.0.0.5"], ["dev", "gym.example.org"]),
    ],
)
def test_an_authority_is_made_for_private_names_and_never_for_what_may_be_a_top_level_domain(
    hostname: str, extra: list[str], more: list[str]
) -> None:
    assert permitted_domains(names_of(hostname, [], extra), extra) == [*PRIVATE_DOMAINS, *more]


def test_a_public_address_is_permitted_when_it_is_asked_for_and_alone() -> None:
    assert permitted_networks(["gym.lan", "10.0.0.5", "203.0.113.7"]) == [
        *PRIVATE_NETWORKS,
        ip_network("203.0.113.7/32"),
    ]


def test_of_names_those_stay_that_are_permitted_or_below_what_is() -> None:
    names = Names(("lan", "gym.lan", "gymlan", "lan.example.org"), (HOME, ip_address("203.0.113.7")))

    assert only_permitted(names, ["lan"], PRIVATE_NETWORKS) == Names(("lan", "gym.lan"), (HOME,))
