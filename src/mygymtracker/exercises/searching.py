"""How well names fit what was typed: one ranking for the server and, held to the same cases, for the client.

The client's is `web/src/domain/searching.ts`; letters, abbreviations and the usual exercises are generated for it from
here, and `tests/vectors/exercise_search.json` holds both to one order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from mygymtracker.exercises.letters import fold_letters, runs_of_letters

#: What people type for words of a name. A word that begins with them fits besides.
ABBREVIATIONS: Final[Mapping[str, str]] = {
    "bb": "barbell",
    "bp": "bench press",
    "bor": "bent over row",
    "bss": "bulgarian split squat",
    "bw": "bodyweight",
    "cgbp": "bench press close grip",
    "db": "dumbbell",
    "dl": "deadlift",
    "ghr": "glute ham raise",
    "hspu": "handstand push up",
    "kb": "kettlebell",
    "ohp": "overhead press",
    "rdl": "romanian deadlift",
    "rfess": "bulgarian split squat",
    "sa": "single arm",
    "sl": "single leg",
    "sldl": "stiff leg deadlift",
    "ttb": "toes to bar",
}
#: Shorter words fit too much inside of others.
SHORTEST_INSIDE: Final = 3
#: From so many letters on one slip is forgiven, and from so many two.
ONE_SLIP: Final = 4
TWO_SLIPS: Final = 8
_PLURALS: Final = ("s", "es")
#: Between the words of two names, which are not run together; no word has it.
_BORDER: Final = "\0"
_APOSTROPHES: Final = re.compile("['’‘`´]")


class Fit(IntEnum):
    """The better, the smaller. PARTLY is no answer to what was typed, only something near it."""

    NAME = 0
    ALIAS = 1
    NAME_BEGINS = 2
    WORDS_OF_NAME = 3
    WORDS_OF_ALIAS = 4
    WORDS_OF_ALL = 5
    INSIDE = 6
    ONE_SLIP = 7
    SLIPS = 8
    PARTLY = 9


@dataclass(frozen=True, slots=True)
class Typed:
    """What is looked for: its words, the same run together, and as it was typed, for what has no letter or digit."""

    words: tuple[str, ...]
    compact: str
    literal: str


@dataclass(frozen=True, slots=True)
class Names:
    """An exercise's name and then its aliases, ready to be looked through: the words of each, and run together.

    `starts` are, for each, what is read from the beginning of each word on, and `initials` the first letters of all
    words; `every` are the words of all of them, a border after each. `literal` is the name with its blanks and
    punctuation.
    """

    literal: str
    words: tuple[tuple[str, ...], ...]
    compacts: tuple[str, ...]
    starts: tuple[tuple[str, ...], ...]
    initials: frozenset[str]
    every: tuple[str, ...]
    haystack: str


def typed(search: str) -> Typed:
    words = words_of(search)
    return Typed(words, "".join(words), fold_letters(search).strip())


def words_of(text: str) -> tuple[str, ...]:
    """Folded, without punctuation; an apostrophe leaves no gap: `Captain's` is one word."""
    return tuple(runs_of_letters(_APOSTROPHES.sub("", fold_letters(text))))


@lru_cache(maxsize=1 << 14)
def names_of(*texts: str) -> Names:
    """Of a name and its aliases."""
    words = tuple(map(words_of, texts))
    compacts = tuple(map("".join, words))
    starts = tuple(tuple("".join(each[place:]) for place in range(len(each))) for each in words)
    initials = frozenset(word[0] for each in words for word in each)
    every = tuple(word for each in words for word in (*each, _BORDER))
    return Names(fold_letters(texts[0]), words, compacts, starts, initials, every, " ".join(compacts))


def fits(wanted: Typed, exercises: Sequence[Names]) -> dict[int, Fit]:
    """By place in `exercises`: how well it fits, where it does.

    Slips of the finger are forgiven only where nothing fits without, and what fits partly is there only where nothing
    fits with them, the most words first.
    """
    if not wanted.words:
        literal = wanted.literal
        return {place: Fit.INSIDE for place, names in enumerate(exercises) if literal in names.literal}
    for rate in (_fit, _slipped):
        fitting = {place: fit for place, names in enumerate(exercises) if (fit := rate(wanted, names)) is not None}
        if fitting:
            return fitting
    shares = {place: share for place, names in enumerate(exercises) if (share := _share(wanted, names))}
    most = max(shares.values(), default=0)
    return {place: Fit.PARTLY for place, share in shares.items() if share == most and share * 2 >= len(wanted.words)}


def _fit(wanted: Typed, names: Names) -> Fit | None:
    if not all(_can_be_in(names.haystack, word) for word in wanted.words):
        return None
    return next((fit for fit, holds in _WAYS if holds(wanted, names)), None)


def _is_inside(wanted: Typed, names: Names) -> bool:
    is_long = all(len(word) >= SHORTEST_INSIDE for word in wanted.words)
    return is_long and all(any(word in each for each in names.every) for word in wanted.words)


#: The best first.
_WAYS: Final[Sequence[tuple[Fit, Callable[[Typed, Names], bool]]]] = (
    (Fit.NAME, lambda wanted, names: names.compacts[0] == wanted.compact),
    (Fit.ALIAS, lambda wanted, names: wanted.compact in names.compacts),
    (Fit.NAME_BEGINS, lambda wanted, names: names.compacts[0].startswith(wanted.compact)),
    (Fit.WORDS_OF_NAME, lambda wanted, names: _covers(names.words[0], wanted.words)),
    (Fit.WORDS_OF_ALIAS, lambda wanted, names: any(_covers(words, wanted.words) for words in names.words[1:])),
    (Fit.WORDS_OF_ALL, lambda wanted, names: _covers(names.every, wanted.words)),
    (Fit.INSIDE, _is_inside),
)


def _can_be_in(haystack: str, word: str) -> bool:
    """Quick, and false for most names: nothing that follows finds a word whose letters are not there in a row."""
    if word in haystack:
        return True
    for stem in _stems(word):
        if stem in haystack:
            return True
    meaning = ABBREVIATIONS.get(word)
    return meaning is not None and all(_can_be_in(haystack, each) for each in meaning.split())


def _covers(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether each word that is wanted begins where a word begins, run together with the next ones or not."""
    if not wanted:
        return True
    first, rest = wanted[0], wanted[1:]
    if _begins(words, first) and _covers(words, rest):
        return True
    if rest and _begins(words, first + rest[0]) and _covers(words, rest[1:]):
        return True
    meaning = ABBREVIATIONS.get(first)
    return meaning is not None and all(_begins(words, each) for each in meaning.split()) and _covers(words, rest)


def _begins(words: tuple[str, ...], wanted: str) -> bool:
    """`pulld` begins Pulldown, `lunges` is a Lunge, and `pullup` begins at the first word of Pull Up."""
    stems = _stems(wanted)
    for place, word in enumerate(words):
        if word.startswith(wanted) or word in stems:
            return True
        if wanted.startswith(word) and any(_runs_on(words[place:], each) for each in (wanted, *stems)):
            return True
    return False


@lru_cache(maxsize=1 << 12)
def _stems(word: str) -> tuple[str, ...]:
    """What it could be the plural of."""
    return tuple(word.removesuffix(ending) for ending in _PLURALS if word.endswith(ending) and word != ending)


def _runs_on(words: tuple[str, ...], wanted: str) -> bool:
    """Whether it is the first words run together; of the last one at least two letters, one might be a plural's."""
    rest = wanted
    for word in words:
        if not rest.startswith(word):
            return len(rest) > 1 and word.startswith(rest)
        rest = rest.removeprefix(word)
        if not rest:
            return True
    return False


# ------------------------------------------------------------------------------------------------------------- slips


def _slipped(wanted: Typed, names: Names) -> Fit | None:
    """By the words of one name or alias."""
    for word in wanted.words:
        if not _can_begin(names.initials, word):
            return None
    counts = (_slips(wanted.words, *each) for each in zip(names.words, names.starts, strict=True))
    least = min((count for count in counts if count is not None), default=None)
    return None if least is None else Fit.ONE_SLIP if least == 1 else Fit.SLIPS


def _can_begin(initials: frozenset[str], word: str) -> bool:
    """Quick, and false for many names: with whatever slips, no word begins like that."""
    return word[0] in initials or word[1:2] in initials or word in ABBREVIATIONS


def _slips(wanted: tuple[str, ...], words: tuple[str, ...], starts: tuple[str, ...]) -> int | None:
    """How many are to be forgiven so that each wanted word begins a word; None where that are too many."""
    total = 0
    for word in wanted:
        least = _slips_of_word(word, words, starts)
        if least is None:
            return None
        total += least
    return total


def _slips_of_word(word: str, words: tuple[str, ...], starts: tuple[str, ...]) -> int | None:
    """The first letter is right, or has changed places with the second one; few slip there, and most words differ."""
    longest = len(word) + _allowed(word)  # what is read after that makes no difference
    first, swapped = word[0], word[1::-1]
    near = (start for start in starts if start[0] == first or start[:2] == swapped)
    counts = [count for start in near if (count := _slips_of(word, start[:longest])) is not None]
    return min(counts) if counts else 0 if _covers(words, (word,)) else None


def _allowed(word: str) -> int:
    return (len(word) >= ONE_SLIP) + (len(word) >= TWO_SLIPS)


@lru_cache(maxsize=1 << 16)
def _slips_of(word: str, start: str) -> int | None:
    """The fewest with which `word` is how `start` begins, if its length allows so many."""
    return next((count for count in range(_allowed(word) + 1) if _is_within(word, start, count)), None)


def _is_within(word: str, start: str, slips: int) -> bool:
    """Whether `word` is how `start` begins, but for letters too many, missing, wrong or in each other's place."""
    same = next((place for place, (one, other) in enumerate(zip(word, start, strict=False)) if one != other), None)
    if same is None:
        return len(word) - len(start) <= slips
    if slips == 0:
        return False
    one, other = word[same:], start[same:]
    return (
        (one[:2] == other[1::-1] and len(one) > 1 and _is_within(one[2:], other[2:], slips - 1))
        or _is_within(one[1:], other[1:], slips - 1)
        or _is_within(one, other[1:], slips - 1)
        or _is_within(one[1:], other, slips - 1)
    )


def _share(wanted: Typed, names: Names) -> int:
    """How many of at least two words fit one name, slips forgiven."""
    if len(wanted.words) < 2:
        return 0
    if not any(_can_begin(names.initials, word) for word in wanted.words):
        return 0
    each = zip(names.words, names.starts, strict=True)
    return max(sum(_slips_of_word(word, *one) is not None for word in wanted.words) for one in each)


# --------------------------------------------------------------------------------------------------------- usual ones


@cache
def usual() -> Mapping[str, int]:
    """The place of the exercises that most people log, by name; 0 is the most usual one."""
    text = resources.files(__package__).joinpath("usual.txt").read_text("utf-8")
    names = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: place for place, name in enumerate(names)}


@lru_cache(maxsize=1 << 14)
def order_of(name: str) -> tuple[int, int, str]:
    """Of names that fit equally well: the usual ones, then the shorter, plainer ones, then by the letters."""
    return usual().get(name, len(usual())), len(words_of(name)), fold_letters(name)
