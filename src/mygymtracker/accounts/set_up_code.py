"""The code that the first account of a server needs which others can reach: who sees its terminal may have it."""

from __future__ import annotations

import secrets
from typing import Final

#: Without what is taken for another one: 0 and O, 1, I and L; and without vowels, which make words.
_LETTERS: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
_PARTS: Final = 3
_OF_A_PART: Final = 4


def make_code() -> str:
    """Like `7KQD-M2XR-93TB`: 57 bits, of which a network may try one every five seconds."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_OF_A_PART)) for _ in range(_PARTS))


def read_code(typed: str) -> bytes:
    """As it is compared: without case, spaces and hyphens. What is longer than any code is cut."""
    return "".join(filter(str.isalnum, typed[:100])).upper().encode()
