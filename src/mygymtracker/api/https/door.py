"""The TLS side of the web server: what it shows to whoever connects, now and after a renewal."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import datetime
from typing import Final

from mygymtracker.api.https.keeping import Kept

#: Of TLS 1.2; those of 1.3 are all of this kind. Authenticated encryption, and keys that a stolen one does not open.
CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"


class Door:
    """A context for the web server whose certificate changes while it serves; who is connected notices nothing.

    `look` makes what is needed at a time, as `keeping.keep` does. Renewing from another thread is safe: each
    connection takes one whole context or the other.
    """

    def __init__(self, look: Callable[[datetime], Kept], *, now: datetime) -> None:
        self._look = look
        self.kept = look(now)
        self._current = _context(self.kept)
        self.context = _context(self.kept)
        self.context.sni_callback = self._choose

    def renew(self, now: datetime) -> None:
        """Does nothing while the certificate is good and the machine has the same names."""
        kept = self._look(now)
        if kept.certificate.fingerprint != self.kept.certificate.fingerprint:
            self._current = _context(kept)
        self.kept = kept

    def _choose(self, connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        """Called for every connection, also for those to an address, which send no name."""
        connection.context = self._current


def _context(kept: Kept) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(kept.path)
    return context
