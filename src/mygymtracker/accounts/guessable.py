"""Passwords that are guessed first: the common ones, and what anybody knows of the account. Offline, from a list.

The list is that of Django, whose 20,000 most common passwords contain the 10,000 most common ones of any length
(OWASP ASVS 5.0, 6.2.4 and 6.2.12); here are those that are long enough to be taken. `common_passwords.LICENSE` says
where it is from.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib.resources import files
from typing import Final

from mygymtracker.errors import Invalid

PRODUCT: Final = "mygymtracker"
#: Fewer different characters than this are one key held down, or two in turn.
FEWEST_DIFFERENT: Final = 3
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")


@cache
def common_passwords() -> frozenset[str]:
    """Case folded, each of 8 characters or more."""
    packed = files("mygymtracker.accounts").joinpath("common_passwords.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().splitlines())


def refuse_guessable(password: str, *, email: str, name: str = "") -> None:
    """For new passwords: those that were chosen before go on working. `name` is how the person is called.

    Case does not matter, nor do digits and punctuation around a name: `Ann-2026` is ann's name. Raises Invalid, which
    repeats no password.
    """
    folded = password.strip().casefold()
    if len(set(folded)) < FEWEST_DIFFERENT:
        raise _unfit("The password repeats one or two characters. Take one that nobody would try.")
    if folded in common_passwords():
        raise _unfit("The password is one of the most common ones, which are tried first. Take another one.")
    letters = _NO_LETTERS.sub("", folded)
    address = email.casefold()
    if letters and letters in {_NO_LETTERS.sub("", known) for known in (address, address.partition("@")[0])}:
        raise _unfit("The password is made of the e-mail address. Take one that nobody would try.")
    if letters and letters == _NO_LETTERS.sub("", name.casefold()):
        raise _unfit("The password is made of your name. Take one that nobody would try.")
    if letters == PRODUCT:
        raise _unfit("The password is made of this program's name. Take one that nobody would try.")


def _unfit(sentence: str) -> Invalid:
    return Invalid(sentence, field="password")
