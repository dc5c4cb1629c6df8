"""The references are what the program says now."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.documentation.documents import ROOT


def test_the_references_are_current_whatever_order_sets_have_in_a_process() -> None:
    another_order = {**os.environ, "PYTHONHASHSEED": "13"}

    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, env=another_order, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
