"""Devices that trust nothing but the authority, and what they take from it."""

from __future__ import annotations

import asyncio
import socket
import ssl
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from mygymtracker.api.front import limits
from mygymtracker.api.https.authority import Pair, make_authority, make_certificate
from mygymtracker.api.https.names import PRIVATE_DOMAINS, PRIVATE_NETWORKS
from tests.https.conftest import Tracker

ACCOUNT = {"email": "ann@example.org", "password": "correct horse battery staple"}


@pytest.mark.parametrize("name", ["localhost", "gym-server", "gym-server.local", "gym.lan", "127.0.0.1", "::1"])
async def test_every_name_of_the_machine_is_trusted(tracker: Tracker, name: str) -> None:
    assert await asyncio.to_thread(tracker.shown_to, name)


@pytest.mark.parametrize("name", ["gym.example.org", "other.lan", "127.0.0.2"])
async def test_another_name_is_not_trusted(tracker: Tracker, name: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match=r"doesn't match|not valid for|mismatch"):
        await asyncio.to_thread(tracker.shown_to, name)


async def test_a_device_that_was_told_nothing_does_not_trust_it(tracker: Tracker) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            await client.get(f"https://localhost:{tracker.port}/health/live")


async def test_older_tls_is_not_spoken(tracker: Tracker) -> None:
    with pytest.warns(DeprecationWarning):
        context = tracker.context()
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("DEFAULT@SECLEVEL=0")

    def connect() -> None:
        with (
            socket.create_connection(("127.0.0.1", tracker.port), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname="localhost"),
        ):
            pass

    with pytest.raises(ssl.SSLError, match=r"ALERT_PROTOCOL_VERSION|EOF occurred"):
        await asyncio.to_thread(connect)


async def test_a_renewed_certificate_is_shown_while_serving_and_nobody_is_cut_off(
    tracker: Tracker, device: httpx.AsyncClient
) -> None:
    first = await asyncio.to_thread(tracker.shown_to, "127.0.0.1")
    assert (await device.get("/health/live")).status_code == 200

    await asyncio.to_thread(tracker.door.renew, datetime.now(UTC))

    by_address = await asyncio.to_thread(tracker.shown_to, "127.0.0.1")
    by_name = await asyncio.to_thread(tracker.shown_to, "gym.lan")
    assert by_address == by_name != first
    assert (await device.get("/health/live")).status_code == 200


async def test_looking_again_changes_nothing_while_all_is_well(tracker: Tracker) -> None:
    before = tracker.door.kept

    tracker.door.renew(tracker.made_at + timedelta(days=59))

    assert tracker.door.kept == before


def _handshake(authority: Pair, certificate: Pair, name: str, place: str) -> None:
    """Both ends in memory. Raises ssl.SSLCertVerificationError when the client does not trust the certificate."""
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(place)
    client_side = ssl.create_default_context(cadata=authority.certificate_pem().decode())
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_side.wrap_bio(to_client, to_server, server_hostname=name)
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    for end in (client, server, client):
        try:
            end.do_handshake()
        except ssl.SSLWantReadError:
            continue


@pytest.mark.parametrize(
    ("name", "trusted"), [("gym.lan", True), ("bank.example.org", False), ("93.184.216.34", False)]
)
def test_a_stolen_authority_signs_nothing_that_is_trusted_outside_of_homes(
    name: str, trusted: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    now = datetime.now(UTC)
    stolen = make_authority("gym-server", PRIVATE_DOMAINS, PRIVATE_NETWORKS, now=now)
    forged = _forged(stolen, name, now=now)
    place = tmp_path_factory.mktemp("forged") / "certificate.pem"
    place.write_bytes(forged.to_pem())

    if trusted:
        _handshake(stolen, forged, name, str(place))
    else:
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
            _handshake(stolen, forged, name, str(place))


def _forged(stolen: Pair, name: str, *, now: datetime) -> Pair:
    """What a thief makes, who does not ask which names the authority was made for: another says what is permitted."""
    from mygymtracker.api.https.names import names_of, permitted_networks

    said = [name]
    lenient = make_authority("x", [*PRIVATE_DOMAINS, name], permitted_networks(said), now=now)
    unbound = Pair(lenient.certificate, stolen.key)
    made = make_certificate(unbound, names_of("gym-server", [], said), now=now)
    return _issued_as(made, stolen)


def _issued_as(made: Pair, stolen: Pair) -> Pair:
    """The same certificate under the stolen authority's own name."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    old = made.certificate
    builder = x509.CertificateBuilder(
        stolen.certificate.subject,
        old.subject,
        old.public_key(),
        old.serial_number,
        old.not_valid_before_utc,
        old.not_valid_after_utc,
        list(old.extensions),
    )
    return Pair(builder.sign(stolen.key, hashes.SHA256()), made.key)


async def test_cookies_are_for_https_only_and_every_https_name_may_send_them(
    tracker: Tracker, device: httpx.AsyncClient
) -> None:
    without_code = await device.post("/api/v1/accounts", json=ACCOUNT)
    assert without_code.status_code == 422, without_code.text
    signed_up = await device.post("/api/v1/accounts", json=ACCOUNT | {"code": tracker.set_up_code})
    assert signed_up.status_code == 201, signed_up.text
    answer = await device.post("/api/v1/login-sessions", json=ACCOUNT)
    assert answer.status_code == 201, answer.text
    cookie = answer.headers["set-cookie"]
    assert "secure" in cookie.lower()
    assert "httponly" in cookie.lower()

    sent = {"cookie": cookie.partition(";")[0]}
    answers = []
    for host, origin in [
        ("gym.lan", "https://gym.lan"),
        ("gym-server.local", "https://gym-server.local"),
        ("127.0.0.1", "https://127.0.0.1"),
        ("gym.lan", "http://gym.lan"),
        ("gym.lan", "https://evil.example.org"),
    ]:
        headers = {**sent, "host": f"{host}:{tracker.port}", "origin": f"{origin}:{tracker.port}"}
        answer = await device.patch("/api/v1/account", json={"first_weekday": 1}, headers=headers)
        answers.append((origin, answer.status_code))

    assert answers == [
        ("https://gym.lan", 200),
        ("https://gym-server.local", 200),
        ("https://127.0.0.1", 200),
        ("http://gym.lan", 403),
        ("https://evil.example.org", 403),
    ]


async def test_plain_http_at_the_https_port_gets_nothing(tracker: Tracker) -> None:
    def ask() -> bytes:
        with socket.create_connection(("127.0.0.1", tracker.port), timeout=10) as plain:
            plain.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try:
                return plain.recv(100)
            except ConnectionResetError:
                return b""

    assert not (await asyncio.to_thread(ask)).startswith(b"HTTP/")


async def test_half_open_handshakes_have_a_place_and_end(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HANDSHAKE_SECONDS", 0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", tracker.port)
    writer.write(b"\x16\x03\x01")

    left = await asyncio.wait_for(reader.read(), 10)

    writer.close()
    assert left == b""


@pytest.mark.parametrize("cipher", ["ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA"])
async def test_nothing_is_taken_that_is_not_authenticated_encryption(tracker: Tracker, cipher: str) -> None:
    context = tracker.context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(cipher)

    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        await asyncio.open_connection("127.0.0.1", tracker.port, ssl=context, server_hostname="localhost")
