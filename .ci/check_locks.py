"""Lock files name packages and hashes, never where they came from: fails on an address, an index or "resolved".

npm's lock file must also be one that `npm ci` can install from everywhere: none with rollup is, since not all the
packages that rollup names for other machines can be had.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LOCKS = re.compile(r"(^|/)(requirements[^/]*\.lock|package-lock\.json|\.npmrc|[^/]*\.lock)$")
FORBIDDEN = re.compile(r"https?://|^\s*(--index-url|--extra-index-url|--find-links|registry\s*=)")
#: npm repeats there where a package asks for money, which is an address that nothing is loaded from.
FORBIDDEN_TO_NPM = re.compile(r'"resolved"|"node_modules/(rollup|@rollup/)')


def main() -> int:
    found = [f"{name}:{number}: {line.strip()[:100]}" for name in _locks() for number, line in _forbidden(name)]
    if not found:
        return 0
    sys.stderr.write("Lock files must not name an address, nor npm's rollup:\n" + "\n".join(found) + "\n")
    return 1


def _locks() -> list[str]:
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True
    )
    return [name for name in tracked.stdout.splitlines() if LOCKS.search(name) and Path(name).is_file()]


def _forbidden(name: str) -> Iterator[tuple[int, str]]:
    forbidden = FORBIDDEN_TO_NPM if name.endswith("package-lock.json") else FORBIDDEN
    for number, line in enumerate(Path(name).read_text().splitlines(), 1):
        if forbidden.search(line):
            yield number, line


if __name__ == "__main__":
    sys.exit(main())
