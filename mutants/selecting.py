"""Which files are mutated, and which tests are asked about a module. The rule is in `select_tests`."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import Final

from mutants.candidates import Mutant

SOURCES: Final = ("src/", "web/src/")
#: What no test of one module stands for: written by a program, or run but once.
LEFT_OUT: Final = ("/migrations/", "/demo/", ".d.ts", "_examples.py", "__init__.py")
#: Tests that start browsers, servers or other programs cost minutes where others cost seconds.
DEAR: Final = ("tests/browser/", "tests/embedded/", "tests/documentation/", "tests/https/", "tests/api/conformance/")
MOST_TESTS: Final = 5


def changed_files(root: Path, base: str) -> list[str]:
    """Paths that differ from where the work left `base`, committed or not. Raises CalledProcessError."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout

    return git("diff", "--name-only", "--diff-filter=d", git("merge-base", base, "HEAD").strip()).splitlines()


def mutable(paths: Sequence[str]) -> list[str]:
    """Those of the paths that are code of the program, in Python or TypeScript."""
    return [
        path
        for path in paths
        if path.startswith(SOURCES) and path.endswith((".py", ".ts")) and not any(each in path for each in LEFT_OUT)
    ]


def sample(mutants: Mapping[str, Sequence[Mutant]], most: int, seed: int) -> list[Mutant]:
    """At most `most` mutants, as many of each file as of the next; the same ones for the same seed."""
    chosen = random.Random(seed)  # noqa: S311 — a sample, and no secret
    shuffled = [chosen.sample(list(each), len(each)) for _, each in sorted(mutants.items())]
    turns = [each for each in chain.from_iterable(zip_longest(*shuffled)) if each is not None]
    return sorted(turns[:most], key=lambda each: (each.path, each.start))


def select_tests(path: str, tests: Mapping[str, str]) -> list[str]:
    """The tests that are asked about a Python module: `tests` are all test files with their text.

    First those that are named after it (test_targets.py of plans/targets.py), then those that import it, then those
    that are named after its package (test_plans.py); the shortest first, five at most, and none that is dear.
    """
    module = path.removeprefix("src/").removesuffix(".py").replace("/", ".")
    package, _, name = module.rpartition(".")
    package_name = package.rpartition(".")[2]

    def order(test: str) -> tuple[int, int]:
        stem = Path(test).stem
        if stem.removeprefix("test_") == name:
            return 0, len(tests[test])
        if f"from {module} import" in tests[test] or f"from {package} import {name}\n" in tests[test]:
            return 1, len(tests[test])
        return (2 if stem.startswith(f"test_{package_name}") else 3), len(tests[test])

    ordered = sorted((order(test), test) for test in tests if not test.startswith(DEAR))
    return [test for (rank, _), test in ordered if rank < 3][:MOST_TESTS]
