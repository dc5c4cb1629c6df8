"""The real command in a process of its own, on a database of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mygymtracker.postgres_address import PostgresAddress
from tests.conftest import TestDatabase

#: `run_command("account", "list", input=…, APP_ENV="production")`; the output is text, and no code is checked.
RunCommand = Callable[..., "CompletedProcess[str]"]

#: A command that takes longer is stuck.
PATIENCE_SECONDS = 120


@pytest.fixture
def run_command(migrated_database: TestDatabase, tmp_path: Path) -> RunCommand:
    """Runs `mygymtracker …` on this test's database, migrated to head, as its owner."""
    return command_on(migrated_database.owner, tmp_path)


def command_on(address: PostgresAddress, directory: Path) -> RunCommand:
    """Runs `mygymtracker …` in `directory` on the database at that address; nothing of our own settings counts."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}

    def run(*arguments: str, input: str | None = None, **environment: str) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mygymtracker", *arguments],
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
            cwd=directory,
            env={
                **inherited,
                "DATABASE_URL": address.libpq_url(),
                "MYGYMTRACKER_HOME": str(directory),
                "PYTHONUTF8": "1",
                "COLUMNS": "200",
                "NO_COLOR": "1",
                **environment,
            },
        )

    return run
