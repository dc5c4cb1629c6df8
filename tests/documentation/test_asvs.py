"""The table of docs/reference/asvs.md: what it names exists, nothing is left out, and what fails has its reason."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pytest

from tests.documentation.documents import ROOT

#: Requirements of version 5.0.0, by level.
REQUIREMENTS = {"1": 70, "2": 183}
VERDICTS = {"holds", "in part", "fails", "does not apply"}
_LINE = re.compile(r"^\| ([\d.–]+) \| ([12]) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
_NAMED = re.compile(r"`((?:[\w/]+\.py|web/tests/[\w/.-]+\.ts)::[^`]+)`")
_LINK = re.compile(r"\[[^\]]+\]\([^)]+\)")


@dataclass(frozen=True, slots=True)
class Line:
    requirements: tuple[str, ...]
    level: str
    verdict: str
    evidence: str

    @property
    def tests(self) -> list[str]:
        return _NAMED.findall(self.evidence)

    @property
    def reason(self) -> str:
        """The evidence without what it names."""
        return re.sub(r"[^\w ]", "", _LINK.sub("", _NAMED.sub("", self.evidence))).strip()


def _read() -> list[Line]:
    text = (ROOT / "docs/reference/asvs.md").read_text("utf-8")
    return [Line(_each(ids), level, verdict, evidence) for ids, level, _, verdict, evidence in _LINE.findall(text)]


def _each(ids: str) -> tuple[str, ...]:
    """Of `1.2.6–1.2.8`, all three."""
    first, _, last = ids.partition("–")
    section, number = first.rsplit(".", 1)
    end = (last or first).rsplit(".", 1)[1]
    return tuple(f"{section}.{each}" for each in range(int(number), int(end) + 1))


LINES = _read()


def test_every_requirement_of_both_levels_has_one_line() -> None:
    numbers = [number for line in LINES for number in line.requirements]

    assert len(numbers) == len(set(numbers))
    assert dict(Counter(line.level for line in LINES for _ in line.requirements)) == REQUIREMENTS


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.requirements[0])
def test_what_a_line_names_exists(line: Line) -> None:
    missing = [each for each in line.tests if not _exists(*each.split("::", 1))]

    assert missing == []


def _exists(file: str, name: str) -> bool:
    path = ROOT / file if file.startswith("web/tests/") else ROOT / "tests" / file
    if not path.is_file():
        return False
    text = path.read_text("utf-8")
    if path.suffix == ".ts":
        return f"'{name}'" in text
    return re.search(rf"^ *(async )?def {name}\(", text, re.MULTILINE) is not None


def test_what_holds_has_evidence() -> None:
    holds = [line for line in LINES if line.verdict == "holds"]

    assert [line.requirements for line in holds if not line.tests and not _LINK.search(line.evidence)] == []


def test_nothing_of_level_1_fails_and_what_fails_or_holds_in_part_has_a_reason() -> None:
    assert {line.verdict for line in LINES} == VERDICTS
    assert [line.requirements for line in LINES if (line.level, line.verdict) == ("1", "fails")] == []
    lacking = [line for line in LINES if line.verdict in ("in part", "fails")]
    assert [line.requirements for line in lacking if len(line.reason.split()) < 5] == []
