"""Backups that only the holder of a key can read: files of age (age-encryption.org/v1), which its own tools read too.

The server knows the public half, so that it cannot read what it wrote. It still tests what it wrote: each file is also
for a key that lives in this process and nowhere else, only until the file was opened with it once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from mygymtracker.database.kept_backups import draft_of
from mygymtracker.errors import Invalid, Refused, Unavailable, Unreadable

if TYPE_CHECKING:
    from pyrage import ssh, x25519

_MAGIC: Final = b"age-encryption.org/v1\n"
_NO_KEY: Final = "is neither an age recipient (age1…) nor a public key of ssh (ssh-ed25519 …, ssh-rsa …)"


@dataclass(frozen=True, slots=True)
class Encryption:
    """To whom backups are encrypted, and the directory for what is not encrypted yet: best that of the data."""

    recipients: tuple[str, ...]
    drafts: Path

    def encrypt(self, plain: Path, encrypted: Path) -> None:
        """Writes `encrypted`, which is there already, and opens it again. Raises Unavailable where that fails."""
        from pyrage import EncryptError, encrypt_io, x25519

        test_key = x25519.Identity.generate()
        keys = [*map(read_recipient, self.recipients), test_key.to_public()]
        try:
            with plain.open("rb") as source, encrypted.open("r+b") as sink:
                encrypt_io(source, sink, keys)
        except EncryptError as error:
            raise Unavailable(f"No backup was made: it could not be encrypted: {error}") from error
        _refuse_other_content(plain, encrypted, test_key)


def _refuse_other_content(plain: Path, encrypted: Path, key: x25519.Identity) -> None:
    from pyrage import DecryptError, decrypt_io

    digest = _Digest()
    try:
        with encrypted.open("rb") as source:
            decrypt_io(source, digest, [key])
    except DecryptError as error:
        raise Unavailable(f"No backup was made: what was encrypted cannot be read again: {error}") from error
    with plain.open("rb") as source:
        if hashlib.file_digest(source, "sha256").digest() != digest.sha256.digest():
            raise Unavailable("No backup was made: what was encrypted is not what was written.")


class _Digest:
    """A file that keeps only the digest of what is written to it."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.sha256.update(piece)
        return len(piece)

    def flush(self) -> None:
        """Everything is in the digest already."""


def read_recipient(text: str) -> x25519.Recipient | ssh.Recipient:
    """Raises Invalid for what is no public key."""
    from pyrage import RecipientError, ssh, x25519

    try:
        return x25519.Recipient.from_str(text) if text.startswith("age1") else ssh.Recipient.from_str(text)
    except RecipientError as error:
        raise Invalid(f"{text!r} {_NO_KEY}.", field="BACKUP_RECIPIENT", value=text) from error


def is_encrypted(path: Path) -> bool:
    """By how it begins. Raises Refused where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error


@contextmanager
def opened_backup(path: Path, *, identity: Path | None, drafts: Path) -> Generator[Path]:
    """A file that pg_restore can read: `path` itself, or what is in it, in a draft that is gone afterwards.

    `identity` is a file of age or ssh with the private key. Raises Refused where one is needed or cannot be used,
    Unreadable where `path` is not for it, or broken.
    """
    if not is_encrypted(path):
        yield path
        return
    if identity is None:
        raise Refused(f"{path} is encrypted; name the file with the private key: --identity FILE.")
    keys = read_identities(identity)
    with draft_of(drafts / path.name) as draft:
        with path.open("rb") as source, draft.open("r+b") as sink:
            _decrypt(source, sink, keys, path)
        yield draft


def _decrypt(source: BinaryIO, sink: BinaryIO, keys: Sequence[x25519.Identity | ssh.Identity], path: Path) -> None:
    from pyrage import DecryptError, decrypt_io

    try:
        decrypt_io(source, sink, keys)
    except (DecryptError, OSError) as error:
        raise Unreadable(
            f"{path} cannot be opened with that key: {error}. Nothing was changed.", field="FILE", value=str(path)
        ) from error


def read_identities(path: Path) -> list[x25519.Identity | ssh.Identity]:
    """Private keys: of age one a line, or one of ssh. Raises Refused where there is none that can be used."""
    from pyrage import IdentityError, ssh, x25519

    try:
        text = path.read_bytes()
        if text.startswith(b"-----BEGIN"):
            return [ssh.Identity.from_buffer(text)]
        lines = [line.strip() for line in text.decode().splitlines()]
        keys: list[x25519.Identity | ssh.Identity] = [
            x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")
        ]
    except (OSError, IdentityError, UnicodeDecodeError) as error:
        raise Refused(
            f"{path} cannot be used as a private key: {error}. It must be what age-keygen wrote, or a key of ssh "
            "without a passphrase."
        ) from error
    if not keys:
        raise Refused(f"{path} holds no private key.")
    return keys
