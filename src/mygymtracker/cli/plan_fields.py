"""What a plan asks of an exercise, as options say it: ranges like 6-10, and targets of single sets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import typer

from mygymtracker.cli.numbers import AMOUNT, read_number
from mygymtracker.database.entities import IntensityTechnique
from mygymtracker.errors import Invalid
from mygymtracker.numerals import folded

#: For `--help`.
SET_TARGET_NOTATION: Final = (
    "What one set is meant to be where it differs: 1=3-5 @9 100kg 240s drop_set # heavy is the first working set, "
    "w1=10 20kg the first warm-up. Once for each; replaces all."
)
SETS: Final = typer.Option("--sets", help="Working sets, 0 to 4; for more add the exercise again.")
REPS: Final = typer.Option("--reps", help="Repetitions of a set: 5, or 6-10.")
RPE: Final = typer.Option("--rpe", help="Effort of all sets, 8; or of the earlier ones and of the last: 8-9.")
REST: Final = typer.Option("--rest", help="Rest after a set in seconds: 120, or 120-180.")
WARMUPS: Final = typer.Option("--warmups", help="Warm-up sets before.")
TECHNIQUE: Final = typer.Option("--technique", help="Of the last working set.")
SUPERSET: Final = typer.Option("--superset", help="A number: exercises with the same one are done in turns.")
PER_SIDE: Final = typer.Option("--per-side/--not-per-side", help="Repetitions are meant for each side.")
NOTE: Final = typer.Option("--note", help="What there is to say about it.")
RETURNING_NOTE: Final = typer.Option("--next-time", help="A note that is shown at the next time.")
SET_TARGET: Final = typer.Option("--set-target", help=SET_TARGET_NOTATION)
SUBSTITUTE: Final = typer.Option("--substitute", help="An exercise to do instead, two at most. Once for each.")
DAY: Final = typer.Option("--day", help='The day it is in; where several have its name, as shown: "Push (week 2)".')
UNSET: Final = typer.Option("--unset", help="Make it as if it had never been said. Once for each.")


class Optional(StrEnum):
    """What a plan need not say, as the options call it."""

    WARMUPS = "warmups"
    TECHNIQUE = "technique"
    SUPERSET = "superset"
    PER_SIDE = "per-side"
    NOTE = "note"
    NEXT_TIME = "next-time"
    SET_TARGET = "set-target"
    SUBSTITUTE = "substitute"


#: By the names of `PlanExerciseContent`.
_OPTIONAL: Final = {
    Optional.WARMUPS: "warmup_sets",
    Optional.TECHNIQUE: "intensity_technique",
    Optional.SUPERSET: "superset_group",
    Optional.PER_SIDE: "per_side",
    Optional.NOTE: "notes",
    Optional.NEXT_TIME: "returning_note",
    Optional.SET_TARGET: "set_targets",
    Optional.SUBSTITUTE: "substitutes",
}

_RANGE: Final = re.compile(r"\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?")
_TARGET: Final = re.compile(r"\s*(?P<warmup>w)?(?P<number>\d+)\s*=(?P<words>[^#]*)(?:#\s*(?P<note>.*?)\s*)?", re.DOTALL)
_PIECES: Final = (
    (re.compile(r"(?P<target_reps>\d+)(?:-(?P<target_reps_max>\d+))?"), ("target_reps", "target_reps_max")),
    (re.compile(rf"@(?P<target_rpe>{AMOUNT})"), ("target_rpe",)),
    (re.compile(rf"(?P<load>{AMOUNT})(?P<load_unit>kg|lb)"), ("load", "load_unit")),
    (re.compile(r"(?P<rest_time>\d+)s"), ("rest_time",)),
)
_WHOLE: Final = frozenset({"target_reps", "target_reps_max", "rest_time"})
_DECIMAL: Final = frozenset({"target_rpe", "load"})


def body_of(
    *,
    sets: int | None,
    reps: str | None,
    rpe: str | None,
    rest: str | None,
    warmups: int | None,
    technique: IntensityTechnique | None,
    superset: int | None,
    per_side: bool | None,
    note: str | None,
    next_time: str | None,
    set_target: list[str] | None,
) -> dict[str, object]:
    """What was given, by the names of `PlanExerciseContent`. Raises Invalid."""
    given: dict[str, object] = {
        "working_sets": sets,
        "warmup_sets": warmups,
        "intensity_technique": technique,
        "superset_group": superset,
        "per_side": per_side,
        "notes": note,
        "returning_note": next_time,
        "set_targets": [_set_target(each) for each in set_target] if set_target else None,
    }
    known = {field: value for field, value in given.items() if value is not None}
    if reps is not None:
        known["target_reps"], known["target_reps_max"] = _range("--reps", reps)
    if rest is not None:
        known["rest_time"], known["rest_time_max"] = _range("--rest", rest)
    if rpe is not None:
        early, last = _range("--rpe", rpe)
        known["rpe_early"], known["rpe_last"] = early, early if last is None else last
    return known


def unset(names: Iterable[Optional]) -> dict[str, object]:
    return dict.fromkeys(_OPTIONAL[name] for name in names)


def _range(option: str, text: str) -> tuple[int, int | None]:
    match = _RANGE.fullmatch(text)
    if match is None:
        raise Invalid(f"{option} must be a number like 8 or a range like 6-10, not {text}", field=option, value=text)
    low, high = match.groups()
    return int(low), None if high is None else int(high)


def _set_target(text: str) -> dict[str, object]:
    """By the names of `SetTarget`."""
    match = _TARGET.fullmatch(text)
    if match is None:
        raise _unreadable(text)
    target: dict[str, object] = {
        "set_type": "warmup" if match["warmup"] else "working",
        "set_number": int(match["number"]),
        "note": match["note"] or "",
    }
    for word in match["words"].split():
        target |= piece(word, text)
    return target


def piece(word: str, text: str) -> dict[str, object]:
    """One word of a target, by the names of `SetTarget`; `text` is the whole of it. Raises Invalid."""
    for pattern, fields in _PIECES:
        if match := pattern.fullmatch(folded(word)):
            given = {field: match[field] for field in fields if match[field] is not None}
            return {field: _value(field, value) for field, value in given.items()}
    if word in set(IntensityTechnique):
        return {"intensity_technique": word}
    raise _unreadable(text)


def _value(field: str, text: str) -> object:
    if field in _WHOLE:
        return int(text)
    return read_number("--set-target", text) if field in _DECIMAL else text


def _unreadable(text: str) -> Invalid:
    return Invalid(f'--set-target must be like "1=3-5 @9 100kg", not "{text}"', field="--set-target", value=text)
