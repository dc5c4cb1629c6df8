"""Signed tokens for programs: who, and by which login session. They hold no rights and no secrets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import jwt

from mygymtracker.errors import NotSignedIn, SignInRefusal

ALGORITHM: Final = "HS256"
CLAIMS: Final = ("sub", "sid", "iat", "exp")
#: Ours have about 250. Longer ones are not looked at: the header is JSON that is read before the signature.
LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says whose signature is ours. Whether its login session still lives is for the database to say."""

    user_id: UUID
    session_id: UUID


def make_token(
    user_id: UUID, session_id: UUID, *, issued_at: datetime, expires_at: datetime, signing_secret: bytes
) -> str:
    """Instants are cut to whole seconds."""
    claims = {
        "sub": str(user_id),
        "sid": str(session_id),
        "iat": int(issued_at.timestamp()),
        "exp": int(expires_at.timestamp()),
    }
    return jwt.encode(claims, signing_secret, algorithm=ALGORITHM)


def read_token(token: str, signing_secret: bytes) -> Claims:
    """Raises NotSignedIn for anything that `make_token` did not make with this secret, and when it has run out.

    The algorithm is ours to say, not the token's: `none` and all others are refused.
    """
    if len(token) > LONGEST:
        raise _not_ours()
    try:
        # Of iat only that it is there: a clock a second ahead on another machine must not refuse a fresh token.
        claims = jwt.decode(
            token, signing_secret, algorithms=[ALGORITHM], options={"require": list(CLAIMS), "verify_iat": False}
        )
        return Claims(UUID(claims["sub"]), UUID(claims["sid"]))
    except jwt.ExpiredSignatureError:
        raise NotSignedIn("This token has run out. Sign in again.", reason=SignInRefusal.EXPIRED) from None
    except (jwt.PyJWTError, ValueError, AttributeError, TypeError):
        raise _not_ours() from None


def _not_ours() -> NotSignedIn:
    return NotSignedIn("This token is not one of ours. Sign in again.", reason=SignInRefusal.UNKNOWN)
