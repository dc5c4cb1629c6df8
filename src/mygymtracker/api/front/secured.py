"""The headers that every answer has, whoever made it. An answer that has one of its own keeps that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

#: For whatever is no page: nothing of it runs, loads or is shown in a frame, whatever a browser takes it for.
HEADERS: Final = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: A browser that was here by https comes by nothing else for a year. Of this name alone: what lies below it is others'.
STRICT: Final = (b"strict-transport-security", b"max-age=31536000")

RawHeaders = list[tuple[bytes, bytes]]
_RAW: Final = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


def with_security(headers: Iterable[tuple[bytes, bytes]], *, strict: bool) -> RawHeaders:
    """Those of an answer, and all of HEADERS that it lacks; `strict` adds STRICT."""
    made = list(headers)
    present = {name.lower() for name, _ in made}
    made += [each for each in _RAW if each[0] not in present]
    if strict:
        made.append(STRICT)
    return made
