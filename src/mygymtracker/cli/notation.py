"""Sets as lifters write them on paper: `100x5`, `w60x5`, `102.5kgx5@8.5`, `15x8/10x6`, `60s`, `5kmx25:00`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mygymtracker.cli.numbers import AMOUNT, read_number
from mygymtracker.errors import Invalid
from mygymtracker.numerals import folded
from mygymtracker.quantities import LoadUnit

#: For `--help`.
NOTATION: Final = (
    "A set reads LOADxREPS, with @RPE or rir2 after it: 100x5, 102.5x5@8.5, 225lbx5rir2. A w in front is a warm-up "
    "(w60x5), a ! at the end is failure. +10x8 adds to one's body, -20x8 is help, x12 is the body alone, bandx15 a "
    "band. 60s or 20x60s is held, 5kmx25:00 is a way and its time. / continues a set with less: 15x8/10x6/5x6. L: or "
    "R: in front is one side, each: both sides the same."
)

_SIDES: Final = {"l": "left", "r": "right", "each": "each"}
_SET: Final = re.compile(
    rf"""
    (?P<warmup>w)?
    (?:(?P<side>each|[lr]):)?
    (?:
      (?P<distance>{AMOUNT})(?P<distance_unit>km|mi|yd|ft|m)(?:x(?P<time>\d+(?::\d{{1,2}}){{1,2}}))?
      |
      (?:(?P<band>band)|(?P<sign>[+-])?(?P<load>{AMOUNT})(?P<unit>kg|lb)?)?x
      (?:(?P<hold>{AMOUNT})s|(?P<reps>\d+))
      |
      (?P<held>{AMOUNT})s
    )
    (?:@(?P<rpe>{AMOUNT})|rir(?P<rir>{AMOUNT}))?
    (?P<failure>!)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_sets(words: Sequence[str], *, unit: LoadUnit) -> Iterator[tuple[dict[str, object], bool]]:
    """What each set says, by the names of `workouts.sets.SetContent`, and whether it continues the one before it.

    `unit` is that of loads that name none. Raises Invalid naming the word.
    """
    for word in words:
        for place, piece in enumerate(word.split("/")):
            content = _read_set(piece.strip(), word, unit=unit)
            if place:
                content.setdefault("technique", "drop_set")
            yield content, place > 0


def _read_set(text: str, word: str, *, unit: LoadUnit) -> dict[str, object]:
    match = _SET.fullmatch(folded(text))
    if match is None:
        raise Invalid(f"{word} is no set. {NOTATION}", field="SET", value=word)
    content: dict[str, object] = {"set_type": "warmup" if match["warmup"] else "working"}
    if match["side"]:
        content["side"] = _SIDES[match["side"].lower()]
    if match["distance"]:
        content |= {"distance": read_number("SET", match["distance"]), "distance_unit": match["distance_unit"].lower()}
        if match["time"]:
            content["duration_seconds"] = str(_seconds(match["time"]))
    else:
        content |= _load(match, unit)
        if match["reps"]:
            content["reps"] = int(match["reps"])
        else:
            content["duration_seconds"] = read_number("SET", match["hold"] or match["held"])
    for effort in ("rpe", "rir"):
        if match[effort]:
            content[effort] = read_number("SET", match[effort])
    if match["failure"]:
        content["technique"] = "fail"
    return content


def _load(match: re.Match[str], unit: LoadUnit) -> dict[str, object]:
    if match["band"]:
        return {"load_mode": "band"}
    if not match["load"]:
        return {}
    mode = {"+": "bodyweight_plus", "-": "assisted", None: "external"}[match["sign"]]
    return {
        "load": read_number("SET", match["load"]),
        "load_unit": (match["unit"] or unit.value).lower(),
        "load_mode": mode,
    }


def _seconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
