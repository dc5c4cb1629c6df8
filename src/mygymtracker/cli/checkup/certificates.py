"""What https at home is made of, before a browser finds out that it has come to its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from mygymtracker.cli.checkup.findings import Finding, Patient

#: Long enough to go round all the phones.
AUTHORITY_ENDS_SOON: Final = timedelta(days=60)


def look_at_certificates(patient: Patient) -> Iterator[Finding]:
    directory = patient.settings.home / "https"
    if not patient.settings.tls and not directory.exists():
        return
    # only this needs the libraries of certificates, which take a while to load
    from mygymtracker.api.https.keeping import AUTHORITY, CERTIFICATE

    anew = (
        f"Delete {directory} and start `serve --tls`: another authority is made, which every device has to trust anew."
    )
    yield from _problems(directory / AUTHORITY, "authority", anew, patient, ends_soon=AUTHORITY_ENDS_SOON)
    again = "Start `serve --tls`, which makes it anew."
    yield from _problems(directory / CERTIFICATE, "certificate", again, patient, ends_soon=timedelta(0))


def _problems(path: Path, kind: str, mend: str, patient: Patient, *, ends_soon: timedelta) -> Iterator[Finding]:
    from mygymtracker.api.https.authority import Pair

    if not path.exists():
        return  # it is made when it is needed
    try:
        certificate = Pair.from_pem(path.read_bytes()).certificate
    except (OSError, ValueError, TypeError) as error:
        yield Finding(f"{path} holds no {kind} that can be read: {error}", mend)
        return
    if certificate.not_valid_before_utc > patient.now:
        yield Finding(
            f"The {kind} in {path} is good from {certificate.not_valid_before_utc:%Y-%m-%d} on only, which is to come.",
            f"Look whether the clock is right. If it is: {mend}",
        )
    elif certificate.not_valid_after_utc <= patient.now + ends_soon:
        yield Finding(f"The {kind} in {path} is good until {certificate.not_valid_after_utc:%Y-%m-%d} only.", mend)
