"""An authority that may speak for private names only, and the certificates that it signs. Nothing here is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mygymtracker.api.https.names import Names, Network, only_permitted

AUTHORITY_LASTS: Final = timedelta(days=3650)
#: Apple's devices take no server certificate for longer than 398 days; nobody has to notice a new one.
CERTIFICATE_LASTS: Final = timedelta(days=90)
RENEWED_BEFORE_END: Final = timedelta(days=30)
#: Clocks of phones and of small computers without a battery are wrong now and then.
CLOCKS_DIFFER: Final = timedelta(days=1)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64])])


#: What the certificates of servers are called.
_SERVER: Final = _name("MyGymTracker")
#: A kind of name without a permitted one is free (RFC 5280, 4.2.1.10): of mail addresses and of directory names
#: these are all that the authority may speak for, and nobody has such an address.
_NO_PEOPLE: Final = (x509.RFC822Name("invalid"), x509.DirectoryName(_SERVER))


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its private key, which no text form of this object shows."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(repr=False, compare=False)

    @classmethod
    def from_pem(cls, pem: bytes) -> Pair:
        """Raises ValueError where these are not a certificate and the key that belongs to it."""
        key = serialization.load_pem_private_key(pem, None)
        certificate = x509.load_pem_x509_certificate(pem)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
            raise ValueError("the key does not belong to the certificate")
        return cls(certificate, key)

    def to_pem(self) -> bytes:
        """The key, then the certificate."""
        key = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return key + self.certificate_pem()

    def certificate_pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def fingerprint(self) -> str:
        """SHA-256, as devices show it: pairs of digits with colons between them."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def make_authority(hostname: str, domains: Iterable[str], networks: Iterable[Network], *, now: datetime) -> Pair:
    """For names below `domains` and addresses in `networks`; it signs servers' certificates and no authorities.

    Whoever steals its key can pose as a server of these names, and as nothing else: no mail, no program, no person.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"MyGymTracker on {hostname}, {now:%Y-%m-%d}")
    permitted = [*map(x509.DNSName, domains), *map(x509.IPAddress, networks), *_NO_PEOPLE]
    builder = (
        _begin(name, name, key, now=now, lasts=AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    return Pair(builder.sign(key, hashes.SHA256()), key)


def make_certificate(authority: Pair, names: Names, *, now: datetime) -> Pair:
    """For those of the names that the authority may speak for, with a key of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    covered = covered_by(authority, names)
    alternatives = [*map(x509.DNSName, covered.domains), *map(x509.IPAddress, covered.addresses)]
    lasts = min(CERTIFICATE_LASTS, authority.certificate.not_valid_after_utc - now)
    builder = (
        _begin(_SERVER, authority.certificate.subject, key, now=now, lasts=lasts)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
    )
    return Pair(builder.sign(authority.key, hashes.SHA256()), key)


def covered_by(authority: Pair, names: Names) -> Names:
    """The names that devices take from this authority; it was made when the machine had the names of that time."""
    constraints = authority.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = constraints.permitted_subtrees or []
    return only_permitted(
        names,
        [each.value for each in permitted if isinstance(each, x509.DNSName)],
        [each.value for each in permitted if isinstance(each, x509.IPAddress)],  # type: ignore[misc]  # networks, here
    )


def is_good(pair: Pair, authority: Pair, names: Names, *, now: datetime) -> bool:
    """Whether a certificate is this authority's, for exactly these names, and not near its end."""
    certificate = pair.certificate
    try:
        certificate.verify_directly_issued_by(authority.certificate)
        alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    covered = covered_by(authority, names)
    end, last = certificate.not_valid_after_utc, authority.certificate.not_valid_after_utc
    return (
        set(alternative.get_values_for_type(x509.DNSName)) == set(covered.domains)
        and set(alternative.get_values_for_type(x509.IPAddress)) == set(covered.addresses)
        and certificate.not_valid_before_utc <= now < (end - RENEWED_BEFORE_END if end < last else end)
    )


def _begin(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
