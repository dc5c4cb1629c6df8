"""`python -m mutants`: changes the code of a change in small ways, and prints what no test notices.

At most `--most` mutants and `--minutes`, the same ones for the same `--seed`; nothing is changed in the work tree. Ends
with 1 where the tests of a file fail without any mutant.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from mutants.candidates import Mutant, mutants_of
from mutants.running import copied, survives
from mutants.selecting import changed_files, mutable, sample, select_tests

#: How long the tests of one file may take with a mutant, as a multiple of what they take without; for endless loops.
PATIENCE = 4


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    options = _options(arguments)
    root = root or Path.cwd()
    paths = mutable(options.files or changed_files(root, options.base))
    mutants = {path: mutants_of(path, (root / path).read_text(encoding="utf-8")) for path in paths}
    chosen = sample(mutants, options.most, options.seed)
    print(f"{len(chosen)} of {sum(map(len, mutants.values()))} mutants of {len(paths)} files, seed {options.seed}")
    with copied(root) as copy:
        return _run(copy, chosen, until=monotonic() + 60 * options.minutes)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("files", nargs="*", help="what to mutate, instead of what a change touched")
    parser.add_argument("--base", default="main", help="the branch that the change left (main)")
    parser.add_argument("--most", type=int, default=40, help="how many mutants at most (40)")
    parser.add_argument("--minutes", type=float, default=10, help="when to end, whatever is left (10)")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def _run(copy: Path, chosen: Sequence[Mutant], *, until: float) -> int:
    texts = {
        str(test.relative_to(copy)): test.read_text(encoding="utf-8") for test in (copy / "tests").rglob("test_*.py")
    }
    killed, survivors, failures = 0, 0, 0
    for path in dict.fromkeys(each.path for each in chosen):
        tests = [path] if path.endswith(".ts") else select_tests(path, texts)
        if not tests:
            print(f"{path}  no test is named after it or imports it", flush=True)
            continue
        begun = monotonic()
        if not survives(copy, None, tests, seconds=until - begun):
            print(
                f"{path}  its tests fail without a mutant, or there was no time for them: {' '.join(tests)}", flush=True
            )
            failures += 1
            continue
        patience = PATIENCE * (monotonic() - begun) + 10
        for mutant in (each for each in chosen if each.path == path):
            if monotonic() > until:
                break
            if survives(copy, mutant, tests, seconds=patience):
                survivors += 1
                print(f"survives  {mutant}", flush=True)
            else:
                killed += 1
    left = len(chosen) - killed - survivors
    print(f"{killed} killed, {survivors} survive, {left} not tried")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
