"""Names say what a thing is: the list in ARCHITECTURE.md of words that are no names, held for src."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.test_source import REPOSITORY, SOURCES

#: Names with such a word, and why they stay.
MAY_BE_NAMED = {
    "NotFound": "what HTTP calls it",
    "asked_for": "revisions that people generated import it",
}


def words_that_are_no_names() -> set[str]:
    """From the lines of the table whose second column names src, or "all"."""
    text = (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8")
    section = text.partition("\n## Words that are no names\n")[2]
    rows = re.findall(r"^\| (`[^|]+) \| (?:all|src) \|", section, re.MULTILINE)
    return {word for cell in rows for word in re.findall(r"`(\w+)`", cell)}


def parts_of(name: str) -> set[str]:
    """Of "FoundExercise" and "found_exercise" alike: found, exercise."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def declared(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of each variable, parameter, field, function, class and alias that a module declares."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Store(), id=name) | ast.arg(arg=name) | ast.alias(asname=str(name)):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.Attribute(ctx=ast.Store(), attr=name):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, name


def test_a_word_that_is_no_name_is_the_name_of_nothing_nor_a_part_of_one() -> None:
    words = words_that_are_no_names()
    assert "said" in words

    named = [
        f"{file}:{line} {name}"
        for file, tree in SOURCES.items()
        for line, name in [*declared(tree), (0, file.rpartition("/")[2].removesuffix(".py"))]
        if parts_of(name) & words and name not in MAY_BE_NAMED
    ]

    assert named == []


def test_a_word_is_noticed_wherever_a_name_is_declared() -> None:
    text = """
import x as said
class FoundRow: told: str
def f(meant, *, asked_of=1):
    for found, (told_by, _) in y: self.found_at = (said_again := [meant_so for meant_so in z])
"""

    assert {name for _, name in declared(ast.parse(text))} == {
        "said", "FoundRow", "told", "f", "meant", "asked_of", "found", "told_by", "_", "found_at", "said_again",
        "meant_so",
    }  # fmt: skip
