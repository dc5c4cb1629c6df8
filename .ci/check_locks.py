"""Lock files name packages and hashes, never where they came from: fails on an address, an index or "resolved"."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

LOCKS = re.compile(r"(^|/)(requirements[^/]*\.lock|package-lock\.json|\.npmrc|[^/]*\.lock)$")
FORBIDDEN = re.compile(
    r'https?://|"resolved"|^\s*(--index-url|--extra-index-url|--find-links|registry\s*=)', re.MULTILINE
)


def main() -> int:
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True
    )
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in tracked.stdout.splitlines()
        if LOCKS.search(name) and Path(name).is_file()
        for number, line in enumerate(Path(name).read_text().splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    if not found:
        return 0
    sys.stderr.write("Lock files must not name an address:\n" + "\n".join(found) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
