"""One connection: HTTP/1.1 by uvicorn's httptools protocol, within limits of bytes and of time.

An ordinary request, whose headers arrive in one piece, costs two comparisons more than uvicorn's own: no timer is
started for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from enum import Enum
from typing import Any

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from mygymtracker.api.front import limits
from mygymtracker.api.front.answers import refusal
from mygymtracker.api.front.connections import Connections, Place, Stage


class _Awaited(Enum):
    """What is still to come of a request."""

    NOTHING = 0
    HEADERS = 1
    BODY = 2


class _RefusedError(Exception):
    """Raised where the parser calls, to stop it."""

    def __init__(self, status: int, detail: str) -> None:
        self.status = status
        self.detail = detail


class LimitedProtocol(HttpToolsProtocol):
    """Refuses what is too much, too slow or not HTTP, writes no log line for it, and closes the connection."""

    def __init__(
        self,
        config: Config,
        state: ServerState,
        app_state: dict[str, Any],
        *,
        connections: Connections,
        place: Place,
        headers: Mapping[str, str],
    ) -> None:
        super().__init__(config, state, app_state)
        self.headers = []
        self._connections = connections
        self._place = place
        self._headers = headers
        self._in_headers = True
        self._header_bytes = 0
        self._messages = 0
        self._body_bytes = 0
        self._body_since = 0.0
        self._awaited = _Awaited.NOTHING
        self._deadline: asyncio.TimerHandle | None = None
        self._answer_deadline: asyncio.TimerHandle | None = None
        self._is_refused = False
        self._bytes_since_refusal = 0

    def is_gone(self) -> bool:
        """Whether nobody is left to answer."""
        return self.transport.is_closing()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        super().connection_made(transport)
        self._place.end = transport.abort
        self._place.stage = self._stage
        self._await(_Awaited.HEADERS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.leave(self._place)
        self._unset_keepalive_if_required()
        for timer in (self._deadline, self._answer_deadline):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            self._linger(len(data))
            return
        self._unset_keepalive_if_required()
        try:
            self._feed(data)
        except _RefusedError as error:
            self._refuse(error.status, error.detail)
        except httptools.HttpParserCallbackError as error:
            cause = error.__context__
            if isinstance(cause, _RefusedError):
                self._refuse(cause.status, cause.detail)
            else:
                self._refuse(400, "This is no address.")
        except httptools.HttpParserUpgrade:
            pass  # there is nothing to change to: the request was taken as any other
        except httptools.HttpParserError:
            self._refuse(400, "This is not HTTP/1.1.")
        else:
            self._await_the_rest()

    def _feed(self, data: bytes) -> None:
        """In parts, while headers come in, so that never more of them is parsed than may be."""
        while data:
            room = limits.MOST_HEADER_BYTES - self._header_bytes if self._in_headers else len(data)
            part, data = data[:room], data[room:]
            before = self._messages
            self.parser.feed_data(part)
            if not self._in_headers:
                self._body_bytes += len(part)
            else:
                self._header_bytes = self._header_bytes + len(part) if self._messages == before else 0
                if len(self.headers) > limits.MOST_HEADERS or self._header_bytes >= limits.MOST_HEADER_BYTES:
                    raise _too_many_headers()

    def on_headers_complete(self) -> None:
        self._in_headers, self._header_bytes = False, 0
        if len(self.headers) > limits.MOST_HEADERS:
            raise _too_many_headers()
        if len(self.pipeline) >= limits.MOST_PIPELINED:
            raise _RefusedError(400, f"At most {limits.MOST_PIPELINED} requests may wait on a connection.")
        if not self.url.startswith((b"/", b"*")):
            self._refuse_another_host()
        self._body_bytes, self._body_since = 0, self.loop.time()
        super().on_headers_complete()
        self.scope["state"]["connection"] = self

    def _refuse_another_host(self) -> None:
        """A whole URL in the first line is taken where it names the host that the Host header names."""
        parsed = httptools.parse_url(self.url)
        port = b":%d" % parsed.port if parsed.port else b""
        hosts = [value.strip().lower() for name, value in self.headers if name == b"host"]
        if [parsed.host.lower() + port] != hosts:
            raise _RefusedError(400, "The first line and the Host header name different hosts.")

    def on_message_complete(self) -> None:
        self._in_headers, self._header_bytes = True, 0
        self._messages += 1
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._abort_after(limits.ANSWER_SECONDS)

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._abort_after(limits.ANSWER_SECONDS)

    def _unsupported_upgrade_warning(self) -> None:
        """No log line: anybody could write as many as he likes."""

    def _stage(self) -> Stage:
        """Of a request that was answered before it was whole, the rest is no reason to stay."""
        cycle = self._latest()
        if cycle is None or cycle.response_complete:
            return Stage.IDLE
        return Stage.RECEIVING if cycle.more_body else Stage.ANSWERING

    def _latest(self) -> RequestResponseCycle | None:
        """Of the newest request; uvicorn's own type leaves out that there is none at first."""
        return self.cycle

    # deadlines

    def _await_the_rest(self) -> None:
        if not self._in_headers:
            self._await(_Awaited.BODY)
        else:
            self._await(_Awaited.HEADERS if self._header_bytes else _Awaited.NOTHING)

    def _await(self, awaited: _Awaited) -> None:
        if awaited is self._awaited:
            return
        self._awaited = awaited
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if awaited is _Awaited.HEADERS:
            self._deadline = self.loop.call_later(limits.HEADER_SECONDS, self._headers_are_late)
        elif awaited is _Awaited.BODY:
            self._deadline = self.loop.call_later(limits.BODY_SECONDS, self._body_may_be_late)

    def _headers_are_late(self) -> None:
        self._refuse(408, f"The headers of a request must be here within {limits.HEADER_SECONDS:.0f} seconds.")

    def _body_may_be_late(self) -> None:
        now = self.loop.time()
        if self.flow.read_paused:  # it is we who do not read
            self._body_bytes, self._body_since = 0, now
        ends = self._body_since + limits.BODY_SECONDS + self._body_bytes / limits.SLOWEST_BYTES_A_SECOND
        if ends > now:
            self._deadline = self.loop.call_later(ends - now, self._body_may_be_late)
        else:
            self._refuse(408, f"A body must come with {limits.SLOWEST_BYTES_A_SECOND} bytes a second or more.")

    def pause_writing(self) -> None:
        super().pause_writing()
        self._await_taking(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        if self._answer_deadline is not None:
            self._answer_deadline.cancel()
            self._answer_deadline = None
        super().resume_writing()

    def _await_taking(self, untaken: int) -> None:
        self._answer_deadline = self.loop.call_later(limits.ANSWER_SECONDS, self._look_at_taking, untaken)

    def _look_at_taking(self, before: int) -> None:
        untaken = self.transport.get_write_buffer_size()
        if untaken < before:
            self._await_taking(untaken)
        else:
            self.transport.abort()

    # refusing

    def _refuse(self, status: int, detail: str) -> None:
        """In words where no answer is on its way already; the application hears that nobody is there any more."""
        if self._is_refused or self.transport.is_closing():
            return
        self._is_refused = True
        cycle = self._latest()
        if self.pipeline:  # an answer to an earlier request is under way, and may be written yet
            self.transport.abort()
            return
        if cycle is None or cycle.response_complete:
            self.transport.write(refusal(status, detail, self._headers))
        else:
            if cycle.more_body and not cycle.response_started:
                self.transport.write(refusal(status, detail, self._headers))
            cycle.disconnected = True
            cycle.message_event.set()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        else:
            self.transport.close()
        self._abort_after(limits.LINGERING_SECONDS)

    def _linger(self, length: int) -> None:
        """Reads on so that the refusal arrives, but not all that can be sent in that time."""
        self._bytes_since_refusal += length
        if self._bytes_since_refusal > limits.LINGERING_BYTES and not self.transport.is_closing():
            self.transport.pause_reading()

    def _abort_after(self, seconds: float) -> None:
        """What was written may never be taken, and a connection that is closed waits for that."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)


def _too_many_headers() -> _RefusedError:
    return _RefusedError(
        431,
        f"A request may have at most {limits.MOST_HEADERS} headers, and {limits.MOST_HEADER_BYTES} bytes of them "
        "together with its first line.",
    )
