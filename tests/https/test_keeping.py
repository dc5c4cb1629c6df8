"""The authority and its certificates: what they hold, when they are made anew, and who may read them."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mygymtracker.api.https.authority import make_authority
from mygymtracker.api.https.keeping import Kept, keep
from mygymtracker.api.https.names import PRIVATE_DOMAINS, PRIVATE_NETWORKS, Names, names_of
from mygymtracker.errors import Refused

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
NAMES = names_of("gym-server", [ip_address("192.168.178.20")], [])


def common_name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def kept_at(directory: Path, now: datetime, *, names: Names = NAMES, extra: tuple[str, ...] = ()) -> Kept:
    return keep(directory / "https", "gym-server", names, extra, now=now)


def test_the_authority_signs_for_private_names_alone_and_makes_no_other_authority(tmp_path: Path) -> None:
    certificate = kept_at(tmp_path, NOW).authority.certificate

    constraints = certificate.extensions.get_extension_for_class(x509.NameConstraints)
    basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value) == (True, x509.BasicConstraints(ca=True, path_length=0))
    assert constraints.critical
    people = [x509.RFC822Name("invalid"), x509.DirectoryName(common_name("MyGymTracker"))]
    assert constraints.value == x509.NameConstraints(
        [*map(x509.DNSName, [*PRIVATE_DOMAINS, "gym-server"]), *map(x509.IPAddress, PRIVATE_NETWORKS), *people], None
    )


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")
@pytest.mark.parametrize(
    ("subject", "alternative", "purpose", "fault"),
    [
        ("MyGymTracker", x509.DNSName("gym-server.local"), "sslserver", ""),
        ("MyGymTracker", x509.DNSName("bank.example"), "sslserver", "permitted subtree violation"),
        ("MyGymTracker", x509.RFC822Name("ann@example.org"), "smimesign", "unsuitable certificate purpose"),
        ("MyGymTracker", x509.RFC822Name("ann@example.org"), "any", "permitted subtree violation"),
        ("Ann", x509.DNSName("gym-server.local"), "any", "permitted subtree violation"),
    ],
)
def test_whoever_steals_the_authority_poses_as_a_server_at_home_and_as_nobody_else(
    subject: str, alternative: x509.GeneralName, purpose: str, fault: str, tmp_path: Path
) -> None:
    authority = kept_at(tmp_path, datetime.now(UTC)).authority
    key = ec.generate_private_key(ec.SECP256R1())
    stolen = (
        x509.CertificateBuilder(authority.certificate.subject, common_name(subject), key.public_key(), 1)
        .not_valid_before(datetime.now(UTC) - timedelta(hours=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    (tmp_path / "authority.crt").write_bytes(authority.certificate_pem())
    (tmp_path / "stolen.crt").write_bytes(stolen.public_bytes(serialization.Encoding.PEM))

    command = ["openssl", "verify", "-purpose", purpose, "-CAfile", "authority.crt", "stolen.crt"]
    verified = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert fault in verified.stderr
    assert (verified.returncode == 0) == (fault == "")


def test_a_certificate_is_for_all_names_and_short_enough_for_every_device(tmp_path: Path) -> None:
    certificate = kept_at(tmp_path, NOW).certificate.certificate

    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert tuple(found.get_values_for_type(x509.DNSName)) == NAMES.domains
    assert tuple(found.get_values_for_type(x509.IPAddress)) == NAMES.addresses
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=398)
    assert certificate.not_valid_before_utc < NOW < certificate.not_valid_after_utc


def test_only_the_owner_may_read_the_keys(tmp_path: Path) -> None:
    kept_at(tmp_path, NOW)

    modes = {path.name: path.stat().st_mode & 0o777 for path in [tmp_path / "https", *(tmp_path / "https").iterdir()]}
    assert modes == {"https": 0o700, "authority.pem": 0o600, "certificate.pem": 0o600}


def test_no_key_is_in_what_is_printed_or_logged(tmp_path: Path) -> None:
    assert "key" not in repr(kept_at(tmp_path, NOW).authority).lower()


def test_a_second_start_uses_what_is_there(tmp_path: Path) -> None:
    first = kept_at(tmp_path, NOW)

    second = kept_at(tmp_path, NOW + timedelta(days=59))

    assert second == first


def test_a_certificate_near_its_end_is_made_anew_by_the_same_authority(tmp_path: Path) -> None:
    first = kept_at(tmp_path, NOW)

    second = kept_at(tmp_path, NOW + timedelta(days=61))

    assert second.authority == first.authority
    assert second.certificate.fingerprint != first.certificate.fingerprint
    assert second.certificate.certificate.not_valid_after_utc == NOW + timedelta(days=61 + 90)


def test_other_addresses_make_another_certificate(tmp_path: Path) -> None:
    first = kept_at(tmp_path, NOW)
    moved = names_of("gym-server", [ip_address("192.168.178.21")], [])

    second = kept_at(tmp_path, NOW, names=moved)

    assert second.authority == first.authority
    assert second.names == moved
    assert kept_at(tmp_path, NOW, names=moved) == second


def test_a_clock_that_was_ahead_does_not_leave_a_certificate_of_times_to_come(tmp_path: Path) -> None:
    kept_at(tmp_path, NOW + timedelta(days=30))

    kept = kept_at(tmp_path, NOW)

    assert kept.certificate.certificate.not_valid_before_utc < NOW


def test_a_name_the_authority_was_not_made_for_is_told(tmp_path: Path) -> None:
    kept_at(tmp_path, NOW)
    extra = ("gym.lan", "gym.example.org", "203.0.113.7")

    later = kept_at(tmp_path, NOW, names=names_of("gym-server", [], extra), extra=extra)

    assert later.left_out == ("gym.example.org", "203.0.113.7")
    assert "gym.lan" in later.names.domains


def test_a_name_asked_for_from_the_beginning_is_answered_to(tmp_path: Path) -> None:
    extra = ("gym.example.org", "203.0.113.7")

    kept = kept_at(tmp_path, NOW, names=names_of("gym-server", [], extra), extra=extra)

    assert kept.left_out == ()
    assert {"gym.example.org", "203.0.113.7"} <= set(kept.names.hosts)


def test_in_the_last_days_of_the_authority_a_certificate_lasts_as_long_and_is_not_made_again_and_again(
    tmp_path: Path,
) -> None:
    authority = kept_at(tmp_path, NOW).authority
    end = authority.certificate.not_valid_after_utc

    first = kept_at(tmp_path, end - timedelta(days=10))

    assert first.certificate.certificate.not_valid_after_utc == end
    assert kept_at(tmp_path, end - timedelta(days=1)) == first
    with pytest.raises(Refused, match=r"has come to its end: delete .*authority\.pem"):
        kept_at(tmp_path, end)


def test_an_authority_that_others_may_read_is_refused(tmp_path: Path) -> None:
    kept_at(tmp_path, NOW)
    (tmp_path / "https/authority.pem").chmod(0o644)

    with pytest.raises(Refused, match=r"^Others than its owner may read .*authority\.pem"):
        kept_at(tmp_path, NOW)


@pytest.mark.parametrize("content", [b"", b"no key", make_authority("a", ["lan"], [], now=NOW).certificate_pem()])
def test_a_damaged_authority_is_refused_and_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    kept_at(tmp_path, NOW)
    (tmp_path / "https/authority.pem").write_bytes(content)

    with pytest.raises(Refused, match="holds no authority that can be read"):
        kept_at(tmp_path, NOW)

    assert (tmp_path / "https/authority.pem").read_bytes() == content


def test_a_key_that_belongs_to_another_authority_is_refused(tmp_path: Path) -> None:
    one, other = kept_at(tmp_path, NOW).authority, make_authority("a", ["lan"], [], now=NOW)
    key = one.to_pem().removesuffix(one.certificate_pem())
    (tmp_path / "https/authority.pem").write_bytes(key + other.certificate_pem())

    with pytest.raises(Refused, match="holds no authority that can be read"):
        kept_at(tmp_path, NOW)


@pytest.mark.parametrize("content", [b"", b"no key"])
def test_a_damaged_certificate_is_made_anew(content: bytes, tmp_path: Path) -> None:
    first = kept_at(tmp_path, NOW)
    (tmp_path / "https/certificate.pem").write_bytes(content)

    second = kept_at(tmp_path, NOW)

    assert second.authority == first.authority
    assert kept_at(tmp_path, NOW) == second


def test_a_certificate_of_another_authority_is_made_anew(tmp_path: Path) -> None:
    kept_at(tmp_path, NOW)
    (tmp_path / "https/authority.pem").unlink()

    second = kept_at(tmp_path, NOW)

    second.certificate.certificate.verify_directly_issued_by(second.authority.certificate)
