"""The small mutation run: what it changes, which tests it asks, and that it leaves the work tree alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from mutants.__main__ import main
from mutants.candidates import mutants_of
from mutants.selecting import mutable, sample, select_tests

PYTHON = """def heavier(load, most):
    log(load)
    if load is not None and load < 100:
        return most(load)
"""
TYPESCRIPT = """// 1 && 2
export const next = (day: number, days: string[]) => days.length === 0 || day + 1 < days.length ? '3 && 4' : day
"""


def changes(path: str, source: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.before, each.after) for each in mutants_of(path, source)]


def test_python_is_changed_in_one_small_way_at_a_time() -> None:
    assert changes("src/loads.py", PYTHON) == [
        (2, "log(load)", "pass"),
        (3, "load is not None", "(load is None)"),
        (3, "load is not None and load < 100", "(load is not None or load < 100)"),
        (3, "load < 100", "(load <= 100)"),
        (3, "100", "(101)"),
        (4, "return most(load)", "return None"),
    ]


def test_typescript_is_changed_outside_comments_and_texts() -> None:
    assert changes("web/src/next.ts", TYPESCRIPT) == [
        (2, "===", "!=="),
        (2, "0", "1"),
        (2, "||", "&&"),
        (2, " + ", " - "),
        (2, "1", "2"),
        (2, " < ", " <= "),
    ]


def test_a_sample_has_as_many_of_each_file_and_is_the_same_for_the_same_seed() -> None:
    mutants = {path: mutants_of(path, PYTHON) for path in ("src/a.py", "src/b.py")}

    chosen = sample(mutants, 4, seed=1)

    assert [each.path for each in chosen] == ["src/a.py", "src/a.py", "src/b.py", "src/b.py"]
    assert chosen == sample(mutants, 4, seed=1)


def test_a_module_is_tried_by_tests_of_its_name_then_by_those_that_import_it_then_by_those_of_its_package() -> None:
    tests = {
        "tests/api/test_plans.py": "",
        "tests/rules/test_contents.py": "from mygymtracker.plans.targets import Target",
        "tests/rules/test_targets.py": "",
        "tests/api/test_body.py": "",
        "tests/browser/test_plans.py": "",
    }

    asked = select_tests("src/mygymtracker/plans/targets.py", tests)

    assert asked == ["tests/rules/test_targets.py", "tests/rules/test_contents.py", "tests/api/test_plans.py"]


def test_only_code_of_the_program_is_changed() -> None:
    paths = [
        "src/mygymtracker/clocks.py",
        "web/src/core/sync.ts",
        "web/src/api/schema.d.ts",
        "tests/mortal.py",
        "README.md",
    ]

    assert mutable(paths) == ["src/mygymtracker/clocks.py", "web/src/core/sync.ts"]


def test_what_no_test_notices_is_printed_and_the_work_tree_is_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "src/loads.py": "def light(load: int) -> bool:\n    return load < 20\n",
        "tests/test_loads.py": "from loads import light\n\n\ndef test_light() -> None:\n    assert light(5)\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)

    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # they take longer to start than the tests
    code = main(["src/loads.py"], root=tmp_path)

    assert capsys.readouterr().out.splitlines() == [
        "3 of 3 mutants of 1 files, seed 1",
        "survives  src/loads.py:2  load < 20  →  (load <= 20)",
        "survives  src/loads.py:2  20  →  (21)",
        "1 killed, 2 survive, 0 not tried",
    ]
    assert code == 0
    assert {name: (tmp_path / name).read_text() for name in files} == files
