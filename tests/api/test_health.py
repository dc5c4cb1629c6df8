"""What whoever keeps a server running can ask it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from mygymtracker.api.app import create_app
from mygymtracker.settings import Settings
from tests.api.conftest import SIGNING_SECRET, started
from tests.conftest import TestDatabase


@pytest.mark.parametrize("problems", [{}, {"backups": "The backup has failed since yesterday."}])
async def test_what_went_wrong_beside_the_requests_is_said_by_the_name_of_its_part(
    migrated_database: TestDatabase, tmp_path: Path, problems: dict[str, str]
) -> None:
    settings = Settings.load({"JWT_SECRET": SIGNING_SECRET, "MYGYMTRACKER_HOME": str(tmp_path)}, directory=tmp_path)
    app = create_app(settings, migrated_database.app, part_problems=lambda: problems)
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's own name for the same

    async with started(app), httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"ok": True, "problems": problems})
