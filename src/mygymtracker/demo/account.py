"""By what the demo athlete's account is known: its id, which outlives a new address, a backup and a deleted plan."""

from __future__ import annotations

import secrets
from typing import Final
from uuid import UUID

#: Its address where none is given. Demo accounts that earlier versions made are known by it alone.
DEMO_EMAIL: Final = "demo@example.org"
_MARK: Final = b"demo"
_VERSION_8: Final = 0x80
_VARIANT: Final = 0x80


def new_demo_id() -> UUID:
    """A UUIDv8 (RFC 9562: its bits are up to the program) that begins with the letters "demo"; the rest is chance."""
    drawn = bytearray(_MARK + secrets.token_bytes(16 - len(_MARK)))
    drawn[6] = _VERSION_8 | drawn[6] & 0x0F
    drawn[8] = _VARIANT | drawn[8] & 0x3F
    return UUID(bytes=bytes(drawn))


def is_demo(user_id: UUID, email: str) -> bool:
    """Whether that account is a demo athlete's. No other account has an id of version 8."""
    return (user_id.version == 8 and user_id.bytes.startswith(_MARK)) or email == DEMO_EMAIL
