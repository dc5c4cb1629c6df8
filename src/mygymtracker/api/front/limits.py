"""Every limit of a connection, in one place. Seconds, bytes, and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Of one request, its first line and all headers together. Browsers send one or two KB, cookies of neighbours included.
MOST_HEADER_BYTES: Final = 32 * 1024
MOST_HEADERS: Final = 100
#: Requests that may wait on one connection for the answer to the one before them.
MOST_PIPELINED: Final = 8
#: What may pass until a TLS handshake is done, and until a request's headers are complete.
HANDSHAKE_SECONDS: Final = 10.0
HEADER_SECONDS: Final = 10.0
#: A body has this long, and a second more for every so many bytes of it that came: a phone in a cellar is faster.
BODY_SECONDS: Final = 20.0
SLOWEST_BYTES_A_SECOND: Final = 1000
#: How long nothing of an answer may be taken by whoever asked for it.
ANSWER_SECONDS: Final = 60.0
#: How long a connection without a request is kept.
IDLE_SECONDS: Final = 5
#: What is still read of a connection after it was refused, so that the refusal arrives.
LINGERING_SECONDS: Final = 1.0
LINGERING_BYTES: Final = 1024 * 1024
#: Descriptors of the process that are for files, the database and the listening sockets.
OTHER_DESCRIPTORS: Final = 128


@dataclass(frozen=True, slots=True)
class ConnectionLimit:
    """How many connections there may be at once, and how many of one network address (of IPv6, one /64)."""

    total: int
    each: int

    def divided(self, workers: int) -> ConnectionLimit:
        """The part of one of so many, each of which counts its own."""
        return ConnectionLimit(-(-self.total // workers), -(-self.each // workers))


SERVER: Final = ConnectionLimit(total=512, each=100)
#: The page that tells devices how to trust the authority.
HELP_PAGE: Final = ConnectionLimit(total=64, each=16)
