"""One word, one meaning, where it can be told exactly: the names that people type."""

from __future__ import annotations

import re
from pathlib import Path

from docs.generators import api, cli

from mygymtracker.api.documentation import describe

#: ARCHITECTURE.md says what each of them is called instead.
FORBIDDEN = {"routine", "template", "program", "stats", "analytics", "log", "entry", "lift", "movement"}

#: What one does, not what a thing is called: one logs a set, and a log is a workout.
VERBS = {"log"}


def _words(text: str) -> set[str]:
    """In lower case; a plural counts as its singular."""
    found = set(re.findall(r"[a-z]+", text.lower()))
    return (
        found
        | {word.removesuffix("ies") + "y" for word in found if word.endswith("ies")}
        | {word.removesuffix("s") for word in found}
    )


def test_no_path_has_a_second_word_for_something() -> None:
    paths = describe(api.application())["paths"]

    assert {path for path in paths if _words(path) & FORBIDDEN} == set()


def test_no_command_has_a_second_word_for_something() -> None:
    assert {name for name, _ in cli.commands() if _words(name) & (FORBIDDEN - VERBS)} == set()


def test_the_map_names_files_that_there_are() -> None:
    text = Path("ARCHITECTURE.md").read_text()
    named = set(re.findall(r"[├└]── ([\w.-]+\.(?:py|ts|tsv))", text))
    named |= set(re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|ts|svelte))`", text))

    files = [f"/{path}" for top in ("src", "web", "tests") for path in _files(Path(top))]
    assert {name for name in named if not any(path.endswith(f"/{name}") for path in files)} == set()


def _files(top: Path) -> list[str]:
    return [str(path) for path in top.rglob("*.*") if "node_modules" not in path.parts]
