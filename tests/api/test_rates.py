"""What floods is told when to come again, and takes nothing from others."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import httpx
import pytest
from litestar import Litestar

from mygymtracker.api import rates
from mygymtracker.api.rates import CHANGES, IMPORTS, READS, Rate, Rates
from mygymtracker.database.columns import new_id
from mygymtracker.errors import Throttled
from tests.api.importing import send
from tests.api.routes import API

FEW: Final = Rate("changes", burst=2, per_second=0.5)


def test_a_burst_is_taken_and_then_one_after_the_other_as_time_goes_by() -> None:
    now = 0.0
    counting = Rates(clock=lambda: now)

    counting.take("ann", FEW)
    counting.take("ann", FEW)
    with pytest.raises(Throttled, match="Too many changes") as refused:
        counting.take("ann", FEW)
    counting.take("bob", FEW)
    now = float(refused.value.retry_after_seconds)
    counting.take("ann", FEW)

    assert now == 2


@pytest.mark.parametrize("method", ["PUT", "GET", "import"])
async def test_a_flood_is_429_with_when_to_come_again_and_others_go_on(
    app: Litestar,
    ann_client: httpx.AsyncClient,
    bob_client: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
) -> None:
    rate = {"PUT": "CHANGES", "GET": "READS", "import": "IMPORTS"}[method]
    monkeypatch.setattr(rates, rate, replace(getattr(rates, rate), burst=2, per_second=0.1))

    async def ask(client: httpx.AsyncClient) -> httpx.Response:
        if method == "import":
            return await send(client, b"nothing that anybody knows")
        if method == "GET":
            return await client.get(f"{API}/account")
        return await client.put(f"{API}/workouts/{new_id()}", json={"status": "completed"})

    first, second, third = [await ask(ann_client) for _ in range(3)]
    other = await ask(bob_client)

    assert 429 not in (first.status_code, second.status_code, other.status_code)
    assert (third.status_code, int(third.headers["Retry-After"]) > 0) == (429, True)


def test_ordinary_use_is_far_below() -> None:
    """Fifty sets a workout, each edited twice, on five phones at once; and a first sync of twenty years."""
    workouts, pages = 5 * 50 * 3, 20 * 300 // 10

    assert CHANGES.burst > 2 * workouts
    assert READS.burst > 2 * pages
    assert IMPORTS.burst > 20
