"""An earlier version of the tracker, to be measured beside the present one: a git worktree of it for that time."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mygymtracker.postgres_address import PostgresAddress

ROOT: Final = Path(__file__).parents[1]
_REVISIONS: Final = Path("src/mygymtracker/database/migrations/versions")
_MIGRATE: Final = """
import os
from mygymtracker.database.migrations import runner
from mygymtracker.postgres_address import PostgresAddress
runner.run(PostgresAddress.parse(os.environ["DATABASE_URL"]))
"""


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """The tree of a commit or tag, below a directory that goes with the block. Exits where there is no such thing."""
    with tempfile.TemporaryDirectory(prefix="gym-base-") as place:
        tree = Path(place) / "tree"
        if _git("worktree", "add", "--quiet", "--detach", str(tree), commit):
            sys.exit(f"{commit} is no commit or tag of this clone")
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def has_our_schema(tree: Path) -> bool:
    """Whether it works on a database at our newest revision."""
    theirs, ours = ({path.name for path in (place / _REVISIONS).glob("*.py")} for place in (tree, ROOT))
    return theirs == ours


def migrate(tree: Path, owner: PostgresAddress) -> None:
    """Brings an empty database to that version's newest revision, by its own program."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "DATABASE_URL": owner.libpq_url()}
    subprocess.run([sys.executable, "-c", _MIGRATE], cwd=tree, env=environment, check=True)


def _git(*arguments: str) -> int:
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=False).returncode
