"""The few forms of Markdown that the references are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew. -->"


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", NOTICE, *(part for part in parts if part)]) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Empty where there are no rows."""
    lines = [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *lines])


def cell(text: str) -> str:
    """On one line, since a line is a row; a bar would end the cell."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    return f"`{text}`" if text else ""


def block(text: str, language: str = "") -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def paragraphs(text: str) -> str:
    """A docstring without its indentation."""
    lines = (text or "").strip().splitlines()
    return "\n".join(line.strip() for line in lines)


def anchor(heading: str) -> str:
    """What a heading is linked by: lower case, blanks as hyphens, no other signs."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
