"""Characters that show nothing and do something: to the direction of a line, or to the terminal that prints it.

The web client has the rule for names in `web/src/domain/names.ts`; `tests/vectors/names.json` holds both to it.
"""

from __future__ import annotations

import re
from typing import Final

#: The C0 and C1 controls that are no white space, and DEL.
_CONTROLS: Final = "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f"
#: Unicode's Bidi_Control: marks, embeddings, overrides and isolates.
_BIDIRECTIONAL: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
#: What no name has. White space is not in it: a tab or a line's end between words is a blank.
HIDDEN_IN_NAMES: Final = re.compile(f"[{_CONTROLS}{_BIDIRECTIONAL}]")
#: What no text has. Lines and tabs are, and whoever writes from right to left may turn the direction.
HIDDEN_IN_TEXTS: Final = re.compile(f"[{_CONTROLS}\\x0b\\x0c]")
#: What is not printed as it is: all of it but the ends of lines and tabs, and the separators of lines, too.
_UNPRINTED: Final = re.compile(f"[{_CONTROLS}\\x0b-\\x0d{_BIDIRECTIONAL}\u2028\u2029]")
_DELETE: Final = "\x7f"
_PICTURES: Final = 0x2400


def pictured(text: str) -> str:
    """The text with a picture for every character that would do something: ␛ for ESC, <U+202E> for an override."""
    return _UNPRINTED.sub(lambda match: _picture(match[0]), text)


def in_one_line(text: str) -> str:
    """The same for a line of a log, which nothing in it may end."""
    return pictured(text).replace("\n", "␊")


def named(character: str) -> str:
    """The number by which Unicode knows it: U+001B."""
    return f"U+{ord(character):04X}"


def _picture(character: str) -> str:
    if character < " ":
        return chr(_PICTURES + ord(character))
    return "␡" if character == _DELETE else f"<{named(character)}>"
