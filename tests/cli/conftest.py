"""The real command, in a process of its own or in this one, on a database of the test's own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mygymtracker.cli import main
from mygymtracker.postgres_address import PostgresAddress
from mygymtracker.settings import Settings
from tests.conftest import TestDatabase

#: `run_command("account", "list", input=…, APP_ENV="production")`; the output is text, and no code is checked.
RunCommand = Callable[..., "CompletedProcess[str]"]

#: A command that takes longer is stuck.
PATIENCE_SECONDS = 120


@pytest.fixture
def run_command(migrated_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunCommand:
    """As `command`, in the test's own directory, where files are named as a person there names them."""
    monkeypatch.chdir(tmp_path)
    given = {"DATABASE_URL": migrated_database.owner.libpq_url(), "MYGYMTRACKER_HOME": str(tmp_path)}
    return command_in(given, tmp_path, monkeypatch)


def command_on(address: PostgresAddress, directory: Path) -> RunCommand:
    """Runs `mygymtracker …` in a process of its own in `directory`, on that database; no settings of ours count."""
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
                "TZ": "UTC",
                **environment,
            },
        )

    return run


@pytest.fixture
def command(migrated_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunCommand:
    """Runs `mygymtracker …` in this process, which takes a tenth of the time, on this test's database as its owner."""
    given = {"DATABASE_URL": migrated_database.owner.libpq_url(), "MYGYMTRACKER_HOME": str(tmp_path)}
    return command_in(given, tmp_path, monkeypatch)


def command_in(given: dict[str, str], directory: Path, monkeypatch: pytest.MonkeyPatch) -> RunCommand:
    """Runs `mygymtracker …` in this process, with these settings."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TZ", "UTC")

    def run(*arguments: str, input: str | None = None, **environment: str) -> CompletedProcess[str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        settings = Settings.load(given | environment, directory=directory)
        monkeypatch.setattr(sys, "stdin", io.StringIO(input or ""))
        # a thread has no event loop yet, and a command starts its own
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(_run_here, arguments, settings).result(PATIENCE_SECONDS)

    return run


def told(command: RunCommand, *arguments: str) -> str:
    """What a command that must succeed says."""
    done = command(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def _run_here(arguments: tuple[str, ...], settings: Settings) -> CompletedProcess[str]:
    out, err = _Terminal(), _Terminal()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main.run(arguments, settings)
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
    return CompletedProcess(["mygymtracker", *arguments], code, out.said(), err.said())


class _Terminal(io.TextIOWrapper):
    """Takes text and bytes."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8", write_through=True)

    def said(self) -> str:
        self.flush()
        return self.bytes.getvalue().decode()
