"""The authority and the certificate in the tracker's home: made once, made anew when it is time."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from mygymtracker.api.https.authority import Pair, covered_by, is_good, make_authority, make_certificate
from mygymtracker.api.https.names import Names, permitted_domains, permitted_networks
from mygymtracker.errors import Refused

#: Both hold a key and its certificate, so that no crash can leave one without the other.
AUTHORITY: Final = "authority.pem"
CERTIFICATE: Final = "certificate.pem"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in use now. `left_out` is what was asked for and the authority may not speak for."""

    authority: Pair
    certificate: Pair
    names: Names
    left_out: tuple[str, ...]
    path: Path


def keep(directory: Path, hostname: str, names: Names, extra: tuple[str, ...], *, now: datetime) -> Kept:
    """Makes what is missing, near its end or for other names; leaves everything else as it is.

    `names` are all that the server has now, `extra` those of them that the settings ask for. Raises Refused where the
    files cannot be used: an authority is never replaced by itself, as every device would have to trust another one.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = directory / AUTHORITY
        if not path.exists():
            made = make_authority(hostname, permitted_domains(names, extra), permitted_networks(extra), now=now)
            _write(path, made.to_pem(), put=_link_if_absent)
        authority = _read_authority(path, now=now)
        covered = covered_by(authority, names)
        certificate = _kept_certificate(directory / CERTIFICATE, authority, covered, now=now)
    except OSError as error:
        raise Refused(f"What https needs cannot be kept in {directory}: {error.strerror}") from error
    answered = {*covered.domains, *map(str, covered.addresses)}
    left_out = tuple(name for name in extra if name not in answered)
    return Kept(authority, certificate, covered, left_out, directory / CERTIFICATE)


def _read_authority(path: Path, *, now: datetime) -> Pair:
    anew = f"delete {path}, and another authority is made, which every device has to trust anew"
    if path.stat().st_mode & 0o077:
        raise Refused(f"Others than its owner may read {path}. Whoever did can pose as your tracker: {anew}.")
    try:
        pair = Pair.from_pem(path.read_bytes())
    except (ValueError, TypeError) as error:
        raise Refused(f"{path} holds no authority that can be read: {anew}.") from error
    if pair.certificate.not_valid_after_utc <= now:
        raise Refused(f"The authority in {path} has come to its end: {anew}.")
    return pair


def _kept_certificate(path: Path, authority: Pair, names: Names, *, now: datetime) -> Pair:
    try:
        kept = Pair.from_pem(path.read_bytes())
        if is_good(kept, authority, names, now=now) and not path.stat().st_mode & 0o077:
            return kept
    except (FileNotFoundError, ValueError, TypeError):
        pass  # nobody depends on this one in particular
    made = make_certificate(authority, names, now=now)
    _write(path, made.to_pem(), put=os.replace)
    return made


def _write(path: Path, content: bytes, *, put: Callable[[Path, Path], None]) -> None:
    """Readable by its owner alone from the first byte on, and never seen half written."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        put(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _link_if_absent(draft: Path, path: Path) -> None:
    """A link fails where the name exists: of two processes at once one wins, and both use its authority."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
