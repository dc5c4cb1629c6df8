"""What goes to a terminal goes through here: whatever people and files hold, it shows, and does nothing.

A check of the style refuses any other way out of `cli/` (`banned-api` in `pyproject.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import typer

from mygymtracker.characters import pictured

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

#: What JSON may hold as it is, and a terminal would obey.
_LIVE: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@cache
def _picturing_console() -> type[Console]:
    """Made on first use: a line of plain text does not wait for rich."""
    from rich.console import Console
    from rich.segment import Segment

    class PicturingConsole(Console):
        """Styles and moves the cursor as rich does; the text in between is pictured."""

        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
            for segment in super().render(renderable, options):
                yield segment if segment.control else Segment(pictured(segment.text), segment.style)

    return PicturingConsole


def terminal(*, stderr: bool = False, soft_wrap: bool = False, markup: bool = True) -> Console:
    """Of the standard output, or of that for errors. Numbers and paths get no colours of their own."""
    return _picturing_console()(stderr=stderr, soft_wrap=soft_wrap, markup=markup, highlight=False)


def show_line(text: str, *, err: bool = False) -> None:
    """A line of plain text, or several."""
    typer.echo(pictured(text), err=err)


def show_json(value: object) -> None:
    """The same value to whoever reads JSON: what a terminal would obey is written as `\\u` and its number."""
    import msgspec

    written = msgspec.json.encode(value).decode()
    typer.echo(_LIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", written).encode())


def ask_yes(question: str) -> bool:
    """Whether the person says yes."""
    return typer.confirm(pictured(question))


def ask_for(question: str, **given: Any) -> str:
    """What the person types."""
    return str(typer.prompt(pictured(question), **given))
