"""The API does what its OpenAPI document says, asked by a program that knows nothing else: schemathesis, all checks."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Final

import httpx

from mygymtracker.api.documentation import DOCUMENT

HERE: Final = Path(__file__).parent
#: Signs out whoever asks, and so ends the run; it has tests of its own.
LEFT_OUT: Final = ("signOut",)


async def test_the_api_does_what_its_document_says(served: str, ann_client: httpx.AsyncClient, tmp_path: Path) -> None:
    left_out = [word for name in LEFT_OUT for word in ("--exclude-operation-id", name)]
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"), "run"),
        *(served + DOCUMENT, "--checks", "all", "--header", f"Authorization: {ann_client.headers['Authorization']}"),
        *("--seed", "1", "--continue-on-failure", "--no-color", *left_out),
    ]

    run = await asyncio.create_subprocess_exec(
        *command, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    told, _ = await run.communicate()

    assert run.returncode == 0, told.decode()
