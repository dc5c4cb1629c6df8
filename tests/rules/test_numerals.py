"""Numbers as people write them; the web client is held to the same cases."""

from __future__ import annotations

import json
import sys
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mygymtracker.cli.acting import Habits
from mygymtracker.cli.finding import day_of
from mygymtracker.exchange.cells import DecimalSign, read_number, read_span
from mygymtracker.numerals import folded, readings
from mygymtracker.quantities import LoadUnit

CASES = json.loads((Path(__file__).parent / "numerals.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case['decimal']} {case['thousands']}")
def test_a_number_is_read_as_its_signs_and_the_language_decide_or_in_both_ways(case: dict[str, object]) -> None:
    text, decimal, thousands = (str(case[each]) for each in ("text", "decimal", "thousands"))

    read = readings(text, decimal=decimal, thousands=thousands)

    assert list(read) == case["readings"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case['decimal']} {case['thousands']}")
def test_a_cell_of_a_file_means_no_other_number_than_what_is_typed(case: dict[str, object]) -> None:
    text, thousands = str(case["text"]), str(case["thousands"])
    sign = {",": DecimalSign.POINT, ".": DecimalSign.COMMA}.get(thousands)
    typed = readings(text, decimal=sign or ".", thousands=thousands if sign else "")

    try:
        read = read_number(text, sign)
    except ValueError:
        read = None

    assert read == (Decimal(typed[0]) if len(typed) == 1 else Decimal(1000) if text == "1e3" else None)


def test_times_and_days_are_read_in_the_digits_of_any_script() -> None:
    own = Habits(unit=LoadUnit.KG, time_zone="UTC")

    assert [read_span(each) for each in ("٣١", "１:05:٠٠", "٣١min")] == [31, 3900, 1860]
    assert own.instant("--at", "٢٠٢٦-٠٣-٠٢T١٨:٠٠") == datetime(2026, 3, 2, 18, tzinfo=UTC)
    assert day_of("٢٠٢٦-٠٣-٠٢") == date(2026, 3, 2)


def test_the_digits_of_every_script_are_read() -> None:
    digits = [each for each in map(chr, range(sys.maxunicode)) if each.isdecimal()]

    read = [folded(each) for each in digits]

    assert read == [str(unicodedata.digit(each)) for each in digits]
