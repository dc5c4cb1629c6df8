"""The shared exercises, as they are shipped: the one file they are kept in, read and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, TypeVar

from mygymtracker.database.entities.exercises import Equipment, Laterality, Measurement, MovementPattern, Muscle
from mygymtracker.quantities import LoadMode

_COLUMNS: Final = (
    "slug",
    "name",
    "aliases",
    "primary",
    "secondary",
    "equipment",
    "pattern",
    "measurement",
    "load_mode",
    "laterality",
    "rest_seconds",
    "load_step_kg",
)
LONGEST_NAME: Final = 100

Parsed = TypeVar("Parsed")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A shared exercise. `slug` never changes once it was released; `load_step` is in kilograms, None without load.

    A muscle in `primary_muscles` is what the movement is done for, one in `secondary_muscles` clearly assists.
    Stretches and pure cardio have neither: they are no sets of a muscle's training.
    """

    slug: str
    name: str
    aliases: tuple[str, ...]
    primary_muscles: tuple[Muscle, ...]
    secondary_muscles: tuple[Muscle, ...]
    equipment: Equipment
    movement_pattern: MovementPattern
    measurement: Measurement
    load_mode: LoadMode
    laterality: Laterality
    default_rest_seconds: int | None
    load_step: Decimal | None


@cache
def read_catalogue() -> tuple[CatalogueEntry, ...]:
    """All shared exercises, by name."""
    return parse_catalogue(files("mygymtracker.exercises").joinpath("catalogue.tsv").read_text("utf-8"))


def parse_catalogue(text: str) -> tuple[CatalogueEntry, ...]:
    """Raises ValueError naming line and column of what is not as the columns want it."""
    header, *lines = text.removesuffix("\n").split("\n")
    if tuple(header.split("\t")) != _COLUMNS:
        raise ValueError(f"line 1: the columns must be {', '.join(_COLUMNS)}")
    return tuple(_parse_line(number, line) for number, line in enumerate(lines, start=2))


def _parse_line(number: int, line: str) -> CatalogueEntry:
    cells = line.split("\t")
    if len(cells) != len(_COLUMNS):
        raise ValueError(f"line {number}: {len(cells)} columns instead of {len(_COLUMNS)}")
    row = dict(zip(_COLUMNS, cells, strict=True))

    def cell(column: str, parse: Callable[[str], Parsed]) -> Parsed:
        try:
            return parse(row[column])
        except (ValueError, ArithmeticError) as error:
            raise ValueError(f"line {number}, column {column}: {row[column]!r} is not right: {error}") from error

    return CatalogueEntry(
        slug=cell("slug", _slug),
        name=cell("name", _name),
        aliases=cell("aliases", _aliases),
        primary_muscles=cell("primary", _muscles),
        secondary_muscles=cell("secondary", _muscles),
        equipment=cell("equipment", _word(Equipment)),
        movement_pattern=cell("pattern", _word(MovementPattern)),
        measurement=cell("measurement", _word(Measurement)),
        load_mode=cell("load_mode", _word(LoadMode)),
        laterality=cell("laterality", _word(Laterality)),
        default_rest_seconds=cell("rest_seconds", _rest),
        load_step=cell("load_step_kg", _load_step),
    )


def _slug(text: str) -> str:
    if not text.isascii() or text != text.lower() or not all(part.isalnum() for part in text.split("-")):
        raise ValueError("small ASCII letters and digits, joined by single hyphens")
    return text


def _name(text: str) -> str:
    if not 0 < len(text) <= LONGEST_NAME or text != " ".join(text.split()):
        raise ValueError(f"1 to {LONGEST_NAME} characters, without needless blanks")
    return text


def _aliases(text: str) -> tuple[str, ...]:
    return tuple(map(_name, text.split(" | "))) if text else ()


def _muscles(text: str) -> tuple[Muscle, ...]:
    muscles = tuple(map(_word(Muscle), text.split(","))) if text else ()
    if len(set(muscles)) != len(muscles):
        raise ValueError("a muscle is told twice")
    return muscles


def _word(vocabulary: type[Word]) -> Callable[[str], Word]:
    def parse(text: str) -> Word:
        try:
            return vocabulary(text)
        except ValueError:
            raise ValueError(f"one of {', '.join(vocabulary)}") from None

    return parse


def _rest(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise ValueError("whole seconds")
    return int(text) if text else None


def _load_step(text: str) -> Decimal | None:
    step = Decimal(text) if text else None
    if step is not None and not (step.is_finite() and 0 < step < 1000 and step == round(step, 3)):
        raise ValueError("kilograms above 0 and below 1000, at most three decimals")
    return step
