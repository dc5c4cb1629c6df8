"""What a release brings: `.ci/release_notes.py 1.2.0` prints what CHANGELOG.md has under `## 1.2.0`.

A version on the way to the next one (1.3.0.dev5) brings what is under `## Unreleased`. Ends with 1 without any.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def notes_of(version: str, changelog: str) -> str:
    """Empty where there are none."""
    heading = "Unreleased" if "dev" in version else version
    section = re.search(rf"^## {re.escape(heading)}(?: [^\n]*)?$(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    return section[1].strip() if section else ""


def main(version: str) -> int:
    notes = notes_of(version, Path("CHANGELOG.md").read_text("utf-8"))
    if not notes:
        sys.stderr.write(f"CHANGELOG.md has nothing under the heading of {version}.\n")
        return 1
    sys.stdout.write(f"{notes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
