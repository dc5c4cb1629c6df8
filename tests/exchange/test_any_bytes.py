"""Whatever the bytes: no row is lost, and nothing is raised but what was meant for a person."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mygymtracker.errors import Invalid
from mygymtracker.exchange.reading import DateOrder, ReadAs, parse
from mygymtracker.exchange.records import ParsedFile, RowOutcome
from mygymtracker.exchange.set_words import SetMeaning
from mygymtracker.quantities import LoadUnit
from tests.exchange.composing import FILES

HEADERS = tuple(path.read_bytes().splitlines()[0] + b"\n" for path in sorted(FILES.glob("*.csv")))
ROWS = tuple(line for path in sorted(FILES.glob("*.csv")) for line in path.read_bytes().splitlines()[1:])
CELLS = st.sampled_from(
    [
        b"",
        b"0",
        b"5",
        b"-1",
        b"1e9",
        b"1E-40",
        b"99999.9999",
        b"nan",
        b"Rest Timer",
        b"Note",
        b"D",
        b"W",
        b'"',
        b'"a"',
        b"2026-02-03 18:04:11",
        b"7 Mar 2026, 18:05",
        b"1/2/2025 10:00",
        b"kg",
        b"264h 1m",
        b"99999999999999999999",
        b"\xff",
        b"\x00",
        b"\xc5\x9e",
        b"9999-12-31 23:59:59",
        b"\r",
        "²".encode(),
    ]
)
COMPOSED = st.builds(
    lambda delimiter, cells: delimiter.join(cells),
    st.sampled_from([b",", b";"]),
    st.lists(CELLS, min_size=8, max_size=15),
)
LINES = st.lists(st.one_of(st.binary(max_size=80), st.sampled_from(ROWS), COMPOSED), max_size=12)


def answered(data: bytes, unit: LoadUnit | None) -> ParsedFile:
    """The file as it is read once all that it leaves open was answered."""
    set_types: dict[str, SetMeaning] = {}
    month_language = None
    while True:
        try:
            return parse(
                data,
                load_unit=unit,
                date_order=DateOrder.DAY_FIRST,
                month_language=month_language,
                set_types=set_types,
                read_as=ReadAs.STRONG,
            )
        except Invalid as question:
            if question.field == "month_language" and month_language is None:
                month_language = question.choices[0]
            elif question.field == "set_types" and question.value and question.value not in set_types:
                set_types[question.value] = SetMeaning(question.choices[0])
            else:
                raise


@given(header=st.sampled_from(HEADERS), lines=LINES, unit=st.sampled_from([None, *LoadUnit]))
@example(header=HEADERS[0], lines=[b'"', b"", b'",,'], unit=None)
@settings(max_examples=400, deadline=None)
def test_behind_a_known_header_every_row_has_one_outcome_and_keeps_its_text(
    header: bytes, lines: list[bytes], unit: LoadUnit | None
) -> None:
    data = header + b"\n".join(lines)

    parsed = answered(data, unit)

    sets = [each for workout in parsed.workouts for block in workout.exercises for each in block.sets]
    numbers = [row.line_number for row in parsed.rows]
    assert sum(parsed.balance.values()) == len(parsed.rows)
    assert len(sets) == parsed.balance[RowOutcome.SET]
    assert numbers == sorted(set(numbers))
    assert all((row.outcome is RowOutcome.SET_ASIDE) == (row.reason is not None) for row in parsed.rows)
    assert _visible(parsed) == _visible_bytes(data, header)


@given(header=st.sampled_from(HEADERS), lines=LINES, unit=st.sampled_from([None, *LoadUnit]))
@settings(max_examples=200, deadline=None)
def test_every_set_fits_the_limits_of_the_schema(header: bytes, lines: list[bytes], unit: LoadUnit | None) -> None:
    parsed = answered(header + b"\n".join(lines), unit or LoadUnit.KG)

    for each in (s for workout in parsed.workouts for block in workout.exercises for s in block.sets):
        assert (each.load is None) == (each.load_unit is None)
        assert (each.distance is None) == (each.distance_unit is None)
        assert each.load is None or (0 <= each.load < 100_000 and each.load == round(each.load, 3))
        assert each.reps is None or 0 <= each.reps <= 32_767
        assert each.rpe is None or (1 <= each.rpe <= 10 and each.rpe == round(each.rpe, 1))
        assert each.duration_seconds is None or 0 < each.duration_seconds < 10**9
        assert each.rest_seconds is None or 0 < each.rest_seconds <= 86_400


ANY_FILES = st.one_of(st.binary(max_size=400), st.builds(bytes.__add__, st.sampled_from(HEADERS), st.binary()))


@given(data=ANY_FILES)
@settings(max_examples=300, deadline=None)
def test_parse_raises_nothing_but_invalid(data: bytes) -> None:
    with contextlib.suppress(Invalid):
        parse(data)


@pytest.mark.parametrize("path", sorted(FILES.glob("*.csv")), ids=lambda path: path.stem)
def test_a_file_cut_off_anywhere_is_read_up_to_there(path: object) -> None:
    data = next(each for each in FILES.glob("*.csv") if each == path).read_bytes()
    header_end = data.index(b"\n") + 1
    for end in range(header_end, len(data), max(1, len(data) // 40)):
        parsed = answered(data[:end], None)

        assert sum(parsed.balance.values()) == len(parsed.rows)


def _visible(parsed: ParsedFile) -> str:
    return "".join("".join(row.text.split()) for row in parsed.rows)


def _visible_bytes(data: bytes, header: bytes) -> str:
    """All text behind the header but white space: what a row may not lose."""
    body = data[len(header) :]
    text = ""
    for line in body.split(b"\n"):
        try:
            text += line.decode()
        except UnicodeDecodeError:
            text += "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in line)
    return "".join(text.replace("\0", "␀").split())
