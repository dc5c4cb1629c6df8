"""The references are what the program says now."""

from __future__ import annotations

import subprocess
import sys

from docs.generate import pages, stale

from tests.documentation.documents import ROOT


def test_the_references_are_current() -> None:
    assert stale() == []


def test_the_same_program_writes_the_same_pages() -> None:
    assert pages() == pages()


def test_the_check_says_so_with_its_exit_code() -> None:
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
