"""What the tag of a set's row means: words that the apps write, and what a person says of others. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Final

from mygymtracker.errors import Invalid
from mygymtracker.exchange.answers import read_answers
from mygymtracker.exchange.cells import shown

#: The name of the field, of the form and of what is asked for.
FIELD: Final = "set_types"
_SHOWN: Final = 200
_LONGEST_WORD: Final = 40


class SetMeaning(StrEnum):
    """What a row with a tag is."""

    WORKING = "working"
    WARMUP = "warmup"
    DROP_SET = "drop_set"
    FAILURE = "failure"
    REST = "rest"
    NOTE = "note"


#: From a word as the file writes it to what it means.
SetTypes = Mapping[str, SetMeaning]


def folded_word(word: str) -> str:
    """A word without what its writer does not mean by it: case, outer blanks, and `_` for a blank."""
    return " ".join(word.casefold().replace("_", " ").split())


def is_word(text: str) -> bool:
    """Whether a tag is a word that a person can be asked about; not so blank and damaged ones."""
    word = text.strip()
    return 0 < len(word) <= _LONGEST_WORD and word.isprintable()


def read_set_types(text: str) -> SetTypes:
    """From a JSON object of words and meanings. Raises Invalid."""
    what = f"from words in the file to {', '.join(SetMeaning)}"
    return read_answers(text, dict[str, SetMeaning], field=FIELD, what=what)


def settle(
    words: Collection[str], known: Mapping[str, SetMeaning], given: SetTypes, meanings: Sequence[SetMeaning]
) -> Mapping[str, SetMeaning]:
    """What each of the words of a file means, by its folded form: what was said of it, else what the app means.

    What is no word is left out. Raises Invalid for words that nobody knows, for something said of a word that the file
    does not have, and for a meaning that its rows cannot have.
    """
    words_by_key = {folded_word(word): word.strip() for word in sorted(words) if is_word(word)}
    chosen = {folded_word(word): meaning for word, meaning in given.items()}
    for word, meaning in given.items():
        if folded_word(word) not in words_by_key:
            raise Invalid(f'The file has no set type "{shown(word)}".', field=FIELD, value=word[:_SHOWN])
        if meaning not in meanings:
            raise Invalid(f"Rows of this file are no {meaning}.", field=FIELD, value=word[:_SHOWN], choices=meanings)
    settled = {**known, **chosen}
    if unknown := [word for key, word in words_by_key.items() if key not in settled]:
        first, *further = [_which(word, meanings) for word in unknown]
        raise Invalid(str(first), field=FIELD, value=first.value, choices=meanings, further=further)
    return settled


def _which(word: str, meanings: Sequence[SetMeaning]) -> Invalid:
    return Invalid(
        f'The file has rows whose set type is "{shown(word)}", which is not known; say what such rows are: '
        f"{', '.join(meanings)}",
        field=FIELD,
        value=word,
        choices=meanings,
    )
