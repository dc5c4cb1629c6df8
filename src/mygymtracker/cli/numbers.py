"""Numbers as they are typed in the terminal: a point is decimal, a comma where it can be nothing else."""

from __future__ import annotations

from typing import Final

from mygymtracker.errors import Invalid
from mygymtracker.numerals import readings

#: A number as it is typed, once its digits are `folded`; for patterns.
AMOUNT: Final = r"\d+(?:[.,٫٬'’]\d+)*"


def read_number(field: str, text: str) -> str:
    """`text` as a decimal string with a point. Raises Invalid, with both readings of what could be either."""
    read = readings(text, decimal=".", thousands="")
    if len(read) == 1:
        return read[0]
    if read:
        thousands, decimal = read
        short = decimal.rstrip("0")
        either = f"say {thousands} or {short}0" if short.endswith(".") else f"say {thousands}, or {short} with a point"
        raise Invalid(f"{text} could be either of two numbers: {either}", field=field, value=text)
    raise Invalid(f"{field} must be a number like 82.4, not {text}", field=field, value=text)
