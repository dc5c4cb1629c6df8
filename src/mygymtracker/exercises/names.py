"""When two spellings are the same name of an exercise: the rule by which exports of other apps find the catalogue."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from mygymtracker.exercises.letters import fold_letters, runs_of_letters

_COMPOUNDS: Final = (
    "bar bell", "bench press", "body weight", "chin up", "cross over", "dead bug", "dead hang",
    "dead lift", "dumb bell", "ez bar", "face pull", "get up", "good morning", "hex bar", "hyper extension",
    "iso lateral", "jack knife", "kettle bell", "kick back", "muscle up", "pec deck", "press down", "press up",
    "pull apart", "pull down", "pull over", "pull up", "push down", "push up", "roll out", "sit up",
    "skull crusher", "smith machine", "step up", "t bar", "tread mill", "v bar", "v up", "wood chop",
)  # fmt: skip
#: What one word stands for. Only what can mean nothing else in a gym: a wrong match is worse than none.
_MEANINGS: Final = {
    **{compound.replace(" ", ""): tuple(compound.split()) for compound in _COMPOUNDS},
    "1": ("single",),
    "armed": ("arm",),
    "banded": ("band",),
    "bb": ("bar", "bell"),
    "bss": ("bulgarian", "split", "squat"),
    "calves": ("calf",),
    "db": ("dumb", "bell"),
    "dumbell": ("dumb", "bell"),
    "flies": ("fly",),
    "flye": ("fly",),
    "flyes": ("fly",),
    "kb": ("kettle", "bell"),
    "legged": ("leg",),
    "ohp": ("overhead", "press"),
    "one": ("single",),
    "paused": ("pause",),
    "peck": ("pec",),
    "rdl": ("romanian", "dead", "lift"),
    "ups": ("up",),
}
_SILENT: Final = frozenset({"a", "and", "on", "the", "to", "using", "with"})
_APOSTROPHES: Final = "'’‘`´＇"


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """A key that is equal for two spellings of one name: `Bench Press (Barbell)` and `BB Bench-Press`.

    Case, accents, punctuation, blanks, the order of words, an English plural and compounds written apart do not
    matter; there is no guessing beyond that. The order of `low to high` is kept, as its reverse is another movement.
    Empty only for a name without any letter or digit. A key is its own key.
    """
    parts = [part for word in _join_directions(_words(name)) for part in _meaning(word)]
    if "smith" in parts:  # there is nothing else of that name
        parts = [part for part in parts if part != "machine"]
    spoken = [part for part in parts if part not in _SILENT]
    return " ".join(sorted(spoken or parts))


def _words(name: str) -> list[str]:
    """Runs of letters and digits, folded. Apostrophes and what is invisible leave no gap: `Captain's`.

    A plus stays, because `clean + squat` is two exercises and `squat clean` is one.
    """
    seen = "".join(each for each in name if each not in _APOSTROPHES)
    marks_alone = unicodedata.normalize("NFKC", seen).casefold()  # there are letters that are nothing but a mark
    return runs_of_letters(fold_letters(seen), keep="+") or runs_of_letters(marks_alone, keep="+")


def _join_directions(words: list[str]) -> list[str]:
    """`high to low` as one word, so that sorting leaves it as it is."""
    joined: list[str] = []
    rest = iter(words)
    for word in rest:
        following = next(rest, None) if word == "to" and joined else None
        if following is None:
            joined.append(word)
        else:
            joined[-1] = f"{_singular(joined[-1])}to{_singular(following)}"
    return joined


def _meaning(word: str) -> tuple[str, ...]:
    one = _singular(word)
    return _MEANINGS.get(word) or _MEANINGS.get(one) or (one,)


def _singular(word: str) -> str:
    """Without an English plural's ending; `press`, `abs` and words of other scripts stay."""
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word.removesuffix("s")
