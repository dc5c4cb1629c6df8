"""Every app whose files are read. A new one is a module of `formats`, and stands here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from mygymtracker.exchange.format import Format
from mygymtracker.exchange.formats import hevy, strong


def _listed(names: Sequence[str], word: str) -> str:
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last


#: In the order in which a header is tried.
FORMATS: Final = (
    strong.FORMAT,
    hevy.FORMAT,
)
BY_NAME: Final[Mapping[str, Format]] = {each.name: each for each in FORMATS}
#: The apps as a sentence has them: Strong or Hevy.
APPS: Final = _listed([each.title for each in FORMATS], "or")
#: Each with the beginning of a header: Strong (Date, …) and Hevy (title, …).
HEADERS: Final = _listed([f"{each.title} ({each.header_example}, …)" for each in FORMATS], "and")
#: The forms that files have: S0 … S3 of Strong, hevy.
DIALECTS: Final = ", ".join(each.dialects for each in FORMATS)

if TYPE_CHECKING:
    SourceName = str
else:
    SourceName = Literal[tuple(BY_NAME)]
