"""The documents, and what stands in them: commands, links, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    ROOT / "src/mygymtracker/database/README.md",
    *sorted(ROOT.glob("benchmarks/*.md")),
    *sorted(ROOT.glob("docs/**/*.md")),
]
_BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a document; `fails` where the document says that it does, `shown` what it says is answered."""

    line: str
    fails: bool
    shown: tuple[str, ...] = ()


def name_of(document: Path) -> str:
    return str(document.relative_to(ROOT))


def commands_of(document: Path) -> list[Command]:
    """In the order of the document: lines after `$ ` in console blocks, every line in sh blocks."""
    return [step for step in steps_of(document) if isinstance(step, Command)]


def steps_of(document: Path, *deeds: str) -> list[Command | str]:
    """The commands, and among them at their places those of `deeds` that the text tells the reader to do."""
    text = document.read_text("utf-8")
    steps: list[Command | str] = []
    end = 0
    for block in _BLOCK.finditer(text):
        steps += _deeds(text[end : block.start()], deeds)
        steps += _commands(*block.groups())
        end = block.end()
    return [*steps, *_deeds(text[end:], deeds)]


def _deeds(prose: str, deeds: tuple[str, ...]) -> list[str]:
    words = " ".join(prose.split())
    return sorted((deed for deed in deeds if deed in words), key=words.index)


def _commands(language: str, text: str) -> list[Command]:
    lines = [line for line in re.sub(r"\s*\\\n\s*", " ", text).splitlines() if line.strip()]
    if language == "console":
        # what stands before the first prompt is no one's answer
        _, *each = re.split(r"^\$ ", "\n" + "\n".join(lines), flags=re.MULTILINE)
        return [_command(*one.splitlines()) for one in each]
    return [_command(line) for line in lines if not line.startswith("#")] if language == "sh" else []


def code_of(document: Path) -> list[str]:
    """The blocks of Python, in the order of the document."""
    return [text for language, text in _BLOCK.findall(document.read_text("utf-8")) if language == "python"]


def _command(line: str, *shown: str) -> Command:
    bare, comment, _ = line.partition("# fails")
    return Command(bare.strip(), fails=bool(comment), shown=shown)


def is_answered(line: str, answer: str) -> bool:
    """Whether a line that a document shows is in an answer; `…` stands for anything, blanks are all alike."""
    pieces = [r"\s+".join(map(re.escape, piece.split())) for piece in line.split("…")]
    return re.search(r"[^\n]*".join(pieces), answer) is not None


def prose_of(document: Path) -> str:
    return _BLOCK.sub("", document.read_text("utf-8"))


def links_of(document: Path) -> Iterator[str]:
    """Targets of links that stay in this repository."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(document)):
        if not re.match(r"[a-z]+:", target):
            yield target


def anchors_of(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose_of(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
