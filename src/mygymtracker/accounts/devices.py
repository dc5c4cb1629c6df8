"""Devices on which somebody signed in before: theirs is a brake of its own, so that nobody who guesses shuts them out.

A device shows a mark for each account that signed in on it: a keyed digest of the device's number and the account. It
opens nothing, says nothing of the account, and nothing of it is kept here (OWASP calls it a device cookie).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

#: Of bytes.
NUMBER: Final = 16
MARK: Final = 16
#: As many accounts are known on one device; the one that signed in longest ago is forgotten.
MOST_ACCOUNTS: Final = 8


@dataclass(frozen=True, slots=True)
class Device:
    """What a browser shows of itself. `marks` are newest first."""

    number: bytes
    marks: tuple[bytes, ...]
    signing_secret: bytes = field(repr=False)

    def knows(self, user_id: UUID) -> bool:
        """Whether that account signed in here before."""
        mark = self._mark(user_id)
        return any(hmac.compare_digest(mark, known) for known in self.marks)

    def signed_in(self, user_id: UUID) -> Device:
        mark = self._mark(user_id)
        others = [known for known in self.marks if known != mark]
        return replace(self, marks=(mark, *others)[:MOST_ACCOUNTS])

    def value(self) -> str:
        """For the cookie."""
        return base64.urlsafe_b64encode(self.number + b"".join(self.marks)).rstrip(b"=").decode()

    def _mark(self, user_id: UUID) -> bytes:
        message = b"mygymtracker known device\0" + self.number + user_id.bytes
        return hmac.new(self.signing_secret, message, hashlib.sha256).digest()[:MARK]


def read_device(value: str, signing_secret: bytes) -> Device:
    """What is no value of ours is a new device."""
    raw = b""
    if len(value) <= 4 * (NUMBER + MOST_ACCOUNTS * MARK):
        try:
            raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        except (ValueError, binascii.Error):
            raw = b""
    length = len(raw) - NUMBER
    if length < 0 or length % MARK or length > MOST_ACCOUNTS * MARK:
        return Device(secrets.token_bytes(NUMBER), (), signing_secret)
    marks = tuple(raw[at : at + MARK] for at in range(NUMBER, len(raw), MARK))
    return Device(raw[:NUMBER], marks, signing_secret)
