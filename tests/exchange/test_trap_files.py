"""The two files that carry every trap, read back whole."""

from __future__ import annotations

import pytest

from mygymtracker.exchange.reading import parse
from mygymtracker.exchange.records import ParsedFile, RowOutcome
from mygymtracker.quantities import LoadUnit
from tests.exchange import expected


@pytest.fixture(scope="module")
def strong() -> ParsedFile:
    return parse(expected.STRONG_FILE.read_bytes(), load_unit=LoadUnit.KG)


@pytest.fixture(scope="module")
def hevy() -> ParsedFile:
    return parse(expected.HEVY_FILE.read_bytes())


def test_every_workout_of_the_strong_file_is_read_as_it_was_typed(strong: ParsedFile) -> None:
    assert strong.workouts == expected.STRONG_WORKOUTS


def test_every_workout_of_the_hevy_file_is_read_as_it_was_typed(hevy: ParsedFile) -> None:
    assert hevy.workouts == expected.HEVY_WORKOUTS


def test_rows_of_the_strong_file_balance_and_those_set_aside_say_why(strong: ParsedFile) -> None:
    assert strong.balance == expected.STRONG_BALANCE
    assert _set_aside(strong) == expected.STRONG_SET_ASIDE


def test_rows_of_the_hevy_file_balance_and_those_set_aside_say_why(hevy: ParsedFile) -> None:
    assert hevy.balance == expected.HEVY_BALANCE
    assert _set_aside(hevy) == expected.HEVY_SET_ASIDE


def test_what_belongs_to_no_set_is_remarked(strong: ParsedFile, hevy: ParsedFile) -> None:
    assert strong.remarks == expected.STRONG_REMARKS
    assert hevy.remarks == expected.HEVY_REMARKS


def test_a_file_says_what_it_is(strong: ParsedFile, hevy: ParsedFile) -> None:
    assert (strong.source, strong.dialect, strong.load_unit, strong.unit_guess) == (
        "strong",
        "S1",
        LoadUnit.KG,
        None,
    )
    assert (hevy.source, hevy.dialect, hevy.load_unit, hevy.unit_guess) == (
        "hevy",
        "hevy",
        LoadUnit.KG,
        None,
    )


def test_every_row_keeps_its_verbatim_text(strong: ParsedFile, hevy: ParsedFile) -> None:
    for path, parsed in ((expected.STRONG_FILE, strong), (expected.HEVY_FILE, hevy)):
        text = path.read_bytes().decode("utf-8-sig").replace("\0", "␀")
        ending = "\r\n" if path is expected.STRONG_FILE else "\n"
        header, body = text.split(ending, 1)

        kept = ending.join(row.text for row in parsed.rows)

        assert kept == body.rstrip("\r\n").replace(ending * 2, ending)
        assert header not in (row.text for row in parsed.rows[:1])


def test_every_set_names_the_row_it_came_from(strong: ParsedFile, hevy: ParsedFile) -> None:
    for parsed in (strong, hevy):
        rows_of_sets = {row.line_number for row in parsed.rows if row.outcome is RowOutcome.SET}
        sets = [each for workout in parsed.workouts for block in workout.exercises for each in block.sets]

        assert {each.line_number for each in sets} == rows_of_sets
        assert len(sets) == len(rows_of_sets)


def _set_aside(parsed: ParsedFile) -> dict[int, str | None]:
    return {row.line_number: row.reason for row in parsed.rows if row.outcome is RowOutcome.SET_ASIDE}
