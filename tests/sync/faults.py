"""What goes wrong between a device and the server, and in a device: requests and answers that get lost, kills."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import httpx

from tests.sync.store import Store


class Fault(StrEnum):
    """What happens to one request of a sync, or to the device while it syncs."""

    NONE = "all goes well"
    LOST = "a request is lost"
    CUT = "half of a request arrives"
    ANSWER_LOST = "an answer is lost"
    TWICE = "a request arrives twice"
    OLD = "an old push arrives once more"
    KILLED = "the device is killed as it stores an answer"


class Killed(Exception):
    """The device's process is no more."""


class FaultyTransport(httpx.AsyncBaseTransport):
    """A network. `fault` strikes the request after the next `after`; `pushed` is shared with the other devices'."""

    def __init__(self, inner: httpx.AsyncBaseTransport, pushed: list[httpx.Request]) -> None:
        self.inner = inner
        self.pushed = pushed
        self.fault, self.after = Fault.NONE, 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        content = await request.aread()
        match self._strike():
            case Fault.LOST:
                raise httpx.ConnectError("lost")
            case Fault.CUT:
                await self._send(request, content[: len(content) // 2])
                raise httpx.WriteError("cut")
            case Fault.ANSWER_LOST:
                await self._send(request, content)
                raise httpx.ReadError("no answer")
            case Fault.TWICE:
                await self._send(request, content)
            case Fault.OLD if self.pushed:
                old = self.pushed[self.after % len(self.pushed)]
                await self._send(old, old.content)
        if request.method == "POST":
            self.pushed.append(request)
        return await self._send(request, content)

    def _strike(self) -> Fault:
        self.after -= 1
        return self.fault if self.after == -1 else Fault.NONE

    async def _send(self, request: httpx.Request, content: bytes) -> httpx.Response:
        headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"content-length"]
        answer = await self.inner.handle_async_request(
            httpx.Request(request.method, request.url, headers=headers, content=content, extensions=request.extensions)
        )
        await answer.aread()
        return answer

    async def aclose(self) -> None:
        await self.inner.aclose()


class MortalStore(Store):
    """A store whose device is killed in the transaction after the next `lives`."""

    lives: int | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with super().transaction():
            yield
            if self.lives is not None:
                self.lives -= 1
                if self.lives < 0:
                    raise Killed
