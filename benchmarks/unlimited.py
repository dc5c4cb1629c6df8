"""The application as it would be without its limits: what they cost is the difference.

Gone are the front's limits of a connection, the entrance (hosts, headers of security), the shares of the pool and the
rates. Everything else is the same code.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection, Hashable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final
from unittest.mock import patch
from uuid import UUID

from litestar.types import ASGIApp
from uvicorn import Config, Server

from mygymtracker.api import app, serving
from mygymtracker.api.front.accepting import LimitedServer
from mygymtracker.api.front.entrance import Entrance
from mygymtracker.api.front.limits import ConnectionLimit
from mygymtracker.api.rates import Rate, Rates
from mygymtracker.database.engine import SignIn
from mygymtracker.database.shares import Shares
from mygymtracker.errors import Throttled

FRONT: Final = "front"
SHARES: Final = "shares"


class Unrefusing(Rates):
    """Counts as ever, and refuses nothing: a load generator asks for more than a person may."""

    def take(self, whose: Hashable, rate: Rate) -> None:
        with suppress(Throttled):
            super().take(whose, rate)


class _Uncounted(Rates):
    def take(self, whose: Hashable, rate: Rate) -> None:
        pass


class _Open(Entrance):
    def before(self, app: ASGIApp) -> ASGIApp:
        return app


class _Unshared(Shares):
    def whose(self, user_id: UUID, sign_in: SignIn | None) -> Hashable:
        return user_id

    def prove(self, sign_in: SignIn | None) -> None:
        pass

    @asynccontextmanager
    async def working(self, whose: Hashable, *, changes: bool, heavy: bool) -> AsyncGenerator[None]:
        yield


class _PlainServer(Server):
    """uvicorn's own, but for signals, which whoever starts it listens for."""

    def __init__(
        self, config: Config, limit: ConnectionLimit, *, is_exempt: Callable[[str], bool] = lambda _: False
    ) -> None:
        super().__init__(config)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def without(parts: Collection[str]) -> Iterator[None]:
    """Applications and servers made in the block have none of what `parts` names."""
    front, shares = FRONT in parts, SHARES in parts
    with (
        patch.object(app, "Rates", _Uncounted if shares else Unrefusing),
        patch.object(app, "Shares", _Unshared if shares else Shares),
        patch.object(app, "Entrance", _Open if front else Entrance),
        patch.object(serving, "LimitedServer", _PlainServer if front else LimitedServer),
    ):
        yield
