"""Numbers as people write them; the web client is held to the same cases."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import pytest

from mygymtracker.numerals import folded, readings

CASES = json.loads((Path(__file__).parent / "numerals.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case['decimal']} {case['thousands']}")
def test_a_number_is_read_as_its_signs_and_the_language_decide_or_in_both_ways(case: dict[str, object]) -> None:
    text, decimal, thousands = (str(case[each]) for each in ("text", "decimal", "thousands"))

    read = readings(text, decimal=decimal, thousands=thousands)

    assert list(read) == case["readings"]


def test_the_digits_of_every_script_are_read() -> None:
    digits = [each for each in map(chr, range(sys.maxunicode)) if each.isdecimal()]

    read = [folded(each) for each in digits]

    assert read == [str(unicodedata.digit(each)) for each in digits]
