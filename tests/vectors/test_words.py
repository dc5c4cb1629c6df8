"""Texts: folded and looked for as the server does it, numbers read and counted; and ids that are derived."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from mygymtracker.amounts import counted
from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.exercises.contents import exercise_id
from mygymtracker.exercises.letters import fold_letters
from mygymtracker.exercises.searching import fits, names_of, order_of, typed
from mygymtracker.numerals import readings
from mygymtracker.workouts.starting import copied_exercise_id
from tests.vectors.holding import JSON, hold

#: Letters with marks, of other scripts, and what has more than one form; with what stands around them.
LETTERS: Final = (
    "abzABZ09 -'’(),./", "àâãäåæçéèêëíîïñóôõöøœúûüýÿß", "ÀÂÃÄÅÆÇÉÈÊËÍÎÏÑÓÔÕÖØŒÚÛÜÝŸẞ", "ąćęłńóśźżđğışĳŋŧħðþ",
    "ĄĆĘŁŃÓŚŹŻĐĞİŞĲŊŦĦÐÞ", "αβγδΣσςΩώ", "жйёщЖЙЁЩ", "ợẫềửđ", "ＡｂＣ１２", "ﬁﬂ½²①", "カガかﾊﾞ", "한글",
    "\u0301\u0308\u200b\u00ad\u2060",
)  # fmt: skip
#: As many exercises of the catalogue are looked through; each with its other names.
EXERCISES: Final = 150
#: As many of what is found are compared.
FIRST: Final = 12
DIGITS: Final = "0123456789"
SIGNS: Final = ".,'’ \u202f\u00a0٬٫-−"
LOCALES: Final = ((".", ","), (",", "."), (",", "\u202f"), (".", "’"), ("٫", "٬"))


def test_texts_are_folded_and_exercises_found_as_on_the_server() -> None:
    chance = random.Random(20261130)  # noqa: S311 — the same texts every time
    pool = "".join(LETTERS)
    texts = [*LETTERS, *("".join(chance.choices(pool, k=chance.randint(1, 12))) for _ in range(120))]
    entries = read_catalogue()
    exercises = [(entry.name, *entry.aliases) for entry in entries[:: len(entries) // EXERCISES]]
    searches = dict.fromkeys(_searches(chance, exercises))

    hold(
        "search",
        {
            "letters": [{"text": text, "folded": fold_letters(text)} for text in texts],
            "exercises": exercises,
            "cases": [{"search": search, "first": _ranked(exercises, search)[:FIRST]} for search in searches],
        },
    )


def _searches(chance: random.Random, exercises: list[tuple[str, ...]]) -> Iterator[str]:
    """Names and words of names as people type them: begun, run together, in another order, with slips."""
    yield from ("bp", "ohp", "rdl", "db press", "curls", "pull up", "xyzzy", "-", "(", "  ", "2", "press bar", "Ｓquat")
    for _ in range(170):
        words = chance.choice(chance.choice(exercises)).replace("(", "").replace(")", "").split()
        chance.shuffle(words)
        search = chance.choice((" ", " ", "")).join(words[: chance.randint(1, 2)])
        if chance.random() < 0.5:
            search = search[: chance.randint(2, len(search) + 2)]
        yield _slipped(chance, search) if chance.random() < 0.5 else search


def _slipped(chance: random.Random, word: str) -> str:
    """With a letter left out, doubled, swapped with the next or put in the place of another."""
    at = chance.randrange(len(word))
    before, here, after = word[:at], word[at], word[at + 1 :]
    other = chance.choice("aeiourstln")
    return chance.choice((before + after, before + here * 2 + after, before + other + after,
                          before + after[:1] + here + after[1:]))  # fmt: skip


def _ranked(exercises: list[tuple[str, ...]], search: str) -> list[int]:
    """By place in `exercises`."""
    fitting = fits(typed(search), [names_of(*each) for each in exercises])
    return sorted(fitting, key=lambda at: (fitting[at], order_of(exercises[at][0]), at))


def test_numbers_are_read_and_counted_as_on_the_server() -> None:
    chance = random.Random(20261130)  # noqa: S311 — the same texts every time
    pool = DIGITS * 3 + SIGNS
    texts = ["".join(chance.choices(pool, k=chance.randint(1, 9))) for _ in range(250)]

    hold("numbers", {"readings": [_read(text, *chance.choice(LOCALES)) for text in texts], "counted": list(_counted())})


def _read(text: str, decimal: str, thousands: str) -> JSON:
    read = readings(text, decimal=decimal, thousands=thousands)
    return {"text": text, "decimal": decimal, "thousands": thousands, "readings": read}


def _counted() -> Iterator[JSON]:
    for value in (0, 0.5, 1, 1.5, 2, 10, 999, 999.5, 1000, 1300, 25_352, 1_234_567):
        yield {"value": value, "what": "set", "words": counted(value, "set")}


def test_ids_are_derived_as_on_the_server() -> None:
    chance = random.Random(20261130)  # noqa: S311 — the same ids every time
    variant, seven = 0b10 << 62, 7 << 76
    random_bits = ~((0b11 << 62) | (0xF << 76))
    ids = [UUID(int=chance.getrandbits(128) & random_bits | variant | seven) for _ in range(40)]
    pairs = list(zip(ids[::2], ids[1::2], strict=True))

    hold(
        "derived_ids",
        {
            "exercises": [{"of": of, "sent": sent, "id": exercise_id(of, sent)} for of, sent in pairs],
            "workout_exercises": [{"of": of, "sent": sent, "id": copied_exercise_id(of, sent)} for of, sent in pairs],
        },
    )
