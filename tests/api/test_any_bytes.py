"""Whatever bytes arrive as a body from somebody signed in: the answer says what is wrong, and is never a 500."""

from __future__ import annotations

import json
import os
import random
from typing import Final

import httpx
import pytest

from mygymtracker.api import rates
from mygymtracker.api.rates import Rate
from mygymtracker.database.columns import new_id
from tests.api.routes import API

#: More of them outside the suite: BODIES=20000 .venv/bin/pytest tests/api/test_any_bytes.py
BODIES: Final = int(os.environ.get("BODIES", "300"))
WITHOUT_END: Final = Rate("changes", burst=10**9, per_second=10**9)
SEED: Final = int(os.environ.get("SEED", "12"))
CORPUS: Final = {
    "body-measurements": {"part": "body_weight", "amount": "82.4", "unit": "kg", "measured_at": "2026-03-02T06:30:00Z"},
    "exercises": {"name": "Squat", "aliases": ["s"], "load_step": "2.5", "load_step_unit": "kg", "notes": ""},
    "plans": {"plan_name": "Lower", "notes": "a"},
    "workouts": {"name": "Push", "started_at": "2026-03-02T18:00:00+01:00", "time_zone": "Europe/Berlin"},
}
ODD: Final = (
    b"\x00", b"\xff", b"\\ud800", b"1e400", b"-0", b"NaN", b"null", b"[", b"{", b'"', b"9" * 400, b"\\u0000",
    b"9999-12-31T23:59:59.999999-14:00", b"0001-01-01T00:00:00+14:00", b"\xe2\x80\xae", b"[" * 2000, b"1E-999999999",
)  # fmt: skip


def mutated(noise: random.Random, body: bytes) -> bytes:
    for _ in range(noise.randint(1, 4)):
        at, length = noise.randrange(len(body) + 1), noise.choice((0, 0, 1, 4, 20))
        put = noise.choice((*ODD, bytes([noise.randrange(256)]), b""))
        body = body[:at] + put + body[at + length :]
    return body


async def test_no_body_makes_a_500(ann_client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "CHANGES", WITHOUT_END)  # or 429 would be the answer to all but the first thousands
    noise, failed = random.Random(SEED), []  # noqa: S311 — the same in every run
    for _ in range(BODIES):
        route = noise.choice(list(CORPUS))
        body = mutated(noise, json.dumps(CORPUS[route]).encode())
        method, kind = noise.choice((("PUT", "application/json"), ("PATCH", "application/merge-patch+json")))
        answer = await ann_client.request(
            method, f"{API}/{route}/{new_id()}", content=body, headers={"Content-Type": kind}
        )
        if answer.status_code >= 500:
            failed.append((method, route, body[:200], answer.status_code))

    assert failed == []
