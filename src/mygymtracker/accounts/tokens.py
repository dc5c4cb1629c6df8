"""Signed tokens for programs: who, and by which login session. They hold no rights and no secrets.

A JSON Web Token (RFC 7519) signed with HMAC-SHA256 (RFC 7518, 3.2), by the standard library.
"""

from __future__ import annotations

import base64
import hmac
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from mygymtracker.errors import NotSignedIn, SignInRefusal

#: Ours have about 250. Longer ones are not looked at.
LONGEST: Final = 1000


class _Content(msgspec.Struct, frozen=True):
    """What is signed; instants are seconds since 1970. Every one of these must be there."""

    exp: int
    iat: int
    sid: UUID
    sub: UUID


_CONTENT: Final = msgspec.json.Decoder(_Content)


def _encoded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


#: Of every token of ours, and so of every token that is looked at: no other algorithm can be named, `none` included.
_HEADER: Final = _encoded(b'{"alg":"HS256","typ":"JWT"}')


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says whose signature is ours. Whether its login session still lives is for the database to say."""

    user_id: UUID
    session_id: UUID


def make_token(
    user_id: UUID, session_id: UUID, *, issued_at: datetime, expires_at: datetime, signing_secret: bytes
) -> str:
    """Instants are cut to whole seconds."""
    content = _Content(exp=int(expires_at.timestamp()), iat=int(issued_at.timestamp()), sid=session_id, sub=user_id)
    signed = _HEADER + b"." + _encoded(msgspec.json.encode(content))
    return (signed + b"." + _signature(signed, signing_secret)).decode()


def read_token(token: str, signing_secret: bytes) -> Claims:
    """Raises NotSignedIn for anything that `make_token` did not make with this secret, and when it has run out.

    Nothing of a token is read before its signature was compared, in a time that says nothing of it.
    """
    signed, _, signature = token.encode("ascii", "replace").rpartition(b".")
    header, _, content = signed.partition(b".")
    if len(token) > LONGEST or header != _HEADER:
        raise _not_ours()
    if not hmac.compare_digest(signature, _signature(signed, signing_secret)):
        raise _not_ours()
    try:
        claims = _CONTENT.decode(base64.urlsafe_b64decode(content + b"=" * (-len(content) % 4)))
    except (msgspec.MsgspecError, ValueError):
        raise _not_ours() from None
    # Of iat only that it is there: a clock a second ahead on another machine must not refuse a fresh token.
    if claims.exp <= time.time():
        raise NotSignedIn("This token has run out. Sign in again.", reason=SignInRefusal.EXPIRED)
    return Claims(claims.sub, claims.sid)


def _signature(signed: bytes, signing_secret: bytes) -> bytes:
    return _encoded(hmac.digest(signing_secret, signed, "sha256"))


def _not_ours() -> NotSignedIn:
    return NotSignedIn("This token is not one of ours. Sign in again.", reason=SignInRefusal.UNKNOWN)
