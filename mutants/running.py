"""Runs the tests of a module against a mutant of it, in a copy of the work tree."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mutants.candidates import Mutant


@contextmanager
def copied(root: Path) -> Iterator[Path]:
    """A copy of what git knows of and of what is new, with the same environments; it goes when it is no longer used."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root, check=True, capture_output=True, text=True,
    )  # fmt: skip
    with TemporaryDirectory(prefix="mutants-") as directory:
        copy = Path(directory).resolve()
        for name in listed.stdout.splitlines():
            if (root / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, copy / name)
        for name in (".venv", "web/node_modules", "src/mygymtracker/web"):
            if (root / name).exists():
                (copy / name).symlink_to(root / name)
        yield copy


def survives(copy: Path, mutant: Mutant | None, tests: list[str], *, seconds: float) -> bool:
    """Whether all tests pass with the mutant, or without any. What takes too long was noticed, as people would."""
    path = copy / mutant.path if mutant else None
    source = path.read_text(encoding="utf-8") if path else ""
    try:
        if mutant and path:
            path.write_text(mutant.applied_to(source), encoding="utf-8")
        return _passes(copy, tests, seconds=seconds)
    finally:
        if path:
            path.write_text(source, encoding="utf-8")


def _passes(copy: Path, tests: list[str], *, seconds: float) -> bool:
    if tests[0].endswith(".ts"):  # vitest itself knows which tests import a file
        arguments = ["npx", "vitest", "related", "--run", "--bail", "1", *(str(copy / test) for test in tests)]
        directory = copy / "web"
    else:
        arguments = [sys.executable, "-m", "pytest", "-x", "-q", *tests]
        directory = copy
    own = {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": ""}
    environment = os.environ | own
    with subprocess.Popen(
        arguments, cwd=directory, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as run:  # fmt: skip
        try:
            return run.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGINT)  # so that pytest ends what it started
            return False
