"""One folding of letters, for search and for equality of names. The client's is generated from here."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Marks that are put on or into a letter: accents, Hebrew points, Arabic vowels. The vowel signs of Devanagari or Thai
#: are no such marks: without them it is another word.
MARKS: Final = (
    "\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670"
)
#: Letters that are written otherwise on a keyboard without them, and that Unicode does not take apart.
LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i",
    "ς": "σ",
}  # fmt: skip

_MARKS: Final = re.compile(f"[{MARKS}]")
_TABLE: Final = str.maketrans(LETTERS)


def fold_letters(text: str) -> str:
    """Without case, marks and what is invisible, full width as half width: `Élan` is `elan`, `Łydki` is `lydki`.

    What is folded stays as it is when it is folded again. Blanks and punctuation are kept.
    """
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    seen = "".join(each for each in _MARKS.sub("", small) if unicodedata.category(each) != "Cf")
    return unicodedata.normalize("NFC", seen.translate(_TABLE))


def runs_of_letters(text: str, *, keep: str = "") -> list[str]:
    """Letters with their marks, and digits, without what stands between them; what is in `keep` is a letter, too."""
    return "".join(each if each in keep or unicodedata.category(each)[0] in "LMN" else " " for each in text).split()
