"""Numbers as people write them: in the digits of any script, with a decimal sign and a sign between thousands.

The web client has the same rule in `web/src/domain/numerals.ts`; `tests/rules/numerals.json` holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: What groups thousands and nothing else (spaces, apostrophes, the Arabic sign), as one sign.
_GROUPS: Final = re.compile(r"(?<=\d)[\s'’٬](?=\d)")
_SIGNS: Final = str.maketrans({"−": "-", "–": "-", "－": "-", "．": ".", "，": ",", "：": ":"})
_PARTS: Final = re.compile(r"(?P<minus>-?)(?P<whole>[\d.,']*?)(?:(?P<sign>[.,٫])(?P<fraction>\d*))?")
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?P<group>[.,'])\d{3}(?:(?P=group)\d{3})*")


def folded(text: str) -> str:
    """`text` with digits of any script as 0 to 9, and full-width signs and any minus as those of ASCII."""
    return "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text.strip().translate(_SIGNS)
    )


def readings(text: str, *, decimal: str, thousands: str) -> tuple[str, ...]:
    """All that `text` can mean, as decimal strings with a point: none where it is no number.

    Two where a point or comma before three digits can be decimal or stand between thousands (`1,000`), unless it is the
    language's own `decimal` or `thousands` sign; then the thousands come first.
    """
    plain = _GROUPS.sub("'", folded(text))
    grouped = _grouped(plain)
    parted = _parted(plain)
    if grouped is None or parted is None or grouped == parted:
        return tuple(each for each in (grouped or parted,) if each is not None)
    sign = next(each for each in plain if each in ".,")
    return {decimal: (parted,), thousands: (grouped,)}.get(sign, (grouped, parted))


def _grouped(plain: str) -> str | None:
    """As a whole number with signs between its thousands."""
    unsigned = plain.removeprefix("-")
    match = _GROUPED.fullmatch(unsigned)
    return None if match is None else _minus(plain) + unsigned.replace(match["group"], "")


def _parted(plain: str) -> str | None:
    """As a number whose last point or comma, if any, is decimal."""
    match = _PARTS.fullmatch(plain)
    if match is None or not (match["whole"] or match["fraction"]):
        return None
    whole, sign, fraction = match["whole"], match["sign"], match["fraction"]
    if not whole.isdecimal() and whole:
        groups = _GROUPED.fullmatch(whole)
        if groups is None or groups["group"] == sign:
            return None
        whole = whole.replace(groups["group"], "")
    return match["minus"] + (whole or "0") + (f".{fraction}" if fraction else "")


def _minus(plain: str) -> str:
    return "-" if plain.startswith("-") else ""
