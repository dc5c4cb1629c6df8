"""Lock files name packages and hashes, never where they came from: fails on an address, an index or "resolved".

What runs is what was tested: each package of requirements.lock, which images install, is in requirements-dev.lock in
the same version. npm's lock file must also be one that `npm ci` can install from everywhere: none with rollup is, since
not all the packages that rollup names for other machines can be had.
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
    problems = [f"{name}:{number}: {line.strip()[:100]}" for name in _locks() for number, line in _forbidden(name)]
    if problems:
        sys.stderr.write("Lock files must not name an address, nor npm's rollup:\n" + "\n".join(problems) + "\n")
    if untested := _pins("requirements.lock") - _pins("requirements-dev.lock"):
        sys.stderr.write(f"Not in requirements-dev.lock in this version (`make lock`): {', '.join(sorted(untested))}\n")
    return 1 if problems or untested else 0


def _pins(name: str) -> set[str]:
    """Each package with its version."""
    return {line.split()[0] for line in Path(name).read_text().splitlines() if "==" in line}


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
