"""What the web client's own tests say."""

from __future__ import annotations

import subprocess

from mygymtracker import webbuild


def test_the_clients_own_tests_pass() -> None:
    node = webbuild.node_with_modules()

    done = subprocess.run(
        [*node.npm, "test"], cwd=webbuild.SOURCE, env=node.environment(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
