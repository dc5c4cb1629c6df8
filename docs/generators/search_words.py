"""web/src/domain/search-words.ts: the letters, abbreviations and usual exercises that the server searches by."""

from __future__ import annotations

import json
from typing import Final

from docs.generators.client_types import NOTICE
from mygymtracker.exercises.letters import LETTERS, MARKS
from mygymtracker.exercises.searching import ABBREVIATIONS, usual

_EMPTY_LINE: Final = ""


def render() -> str:
    lines = [
        "/** Marks on letters, as the inside of a character class. */",
        f"export const MARKS =\n  {_text(MARKS)}",
        _EMPTY_LINE,
        "/** Letters that are typed otherwise, and that Unicode does not take apart. */",
        "export const LETTERS = {",
        *(f"  {letter}: {_text(typed)}," for letter, typed in LETTERS.items()),
        "}",
        _EMPTY_LINE,
        "/** What people type for words of a name. */",
        "export const ABBREVIATIONS = {",
        *(f"  {short}: {_text(words)}," for short, words in ABBREVIATIONS.items()),
        "}",
        _EMPTY_LINE,
        "/** The exercises that most people log, the most usual first. */",
        "export const USUAL = [",
        *(f"  {_text(name)}," for name in usual()),
        "]",
    ]
    return NOTICE + "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """In single quotes as the formatter wants them, unless it has one itself."""
    return json.dumps(value, ensure_ascii=False) if "'" in value else f"'{value}'"
