"""Every format stands in one list, and says of itself what the rest of the program has to know."""

from __future__ import annotations

import pkgutil
from io import BytesIO

import pytest

from mygymtracker.exchange import formats
from mygymtracker.exchange.format import Format
from mygymtracker.exchange.known_formats import APPS, BY_NAME, DIALECTS, FORMATS, HEADERS
from mygymtracker.exchange.reading import ReadAs
from mygymtracker.exchange.tables import read_table

every_format = pytest.mark.parametrize("known", FORMATS, ids=lambda each: each.name)


def test_every_module_of_a_format_is_listed() -> None:
    assert {module.name for module in pkgutil.iter_modules(formats.__path__)} == set(BY_NAME)
    assert len(BY_NAME) == len(FORMATS)


@every_format
def test_a_format_knows_its_own_header_and_no_other_does(known: Format) -> None:
    header = tuple(known.header_example.split(", "))

    assert [each.name for each in FORMATS if each.reader_for(header) is not None] == [known.name]


def test_the_apps_that_a_file_can_be_read_as_are_those_whose_columns_stand_in_an_order() -> None:
    table = read_table(BytesIO(b"a,b\n1,2\n"))

    assert {each.value for each in ReadAs} == {each.name for each in FORMATS if each.columns}
    assert [each.name for each in FORMATS if each.reader_by_position(table) is not None] == []


def test_texts_name_every_app() -> None:
    assert (APPS, DIALECTS) == ("Strong or Hevy", "S0 … S3 of Strong, hevy")
    assert HEADERS == (
        "Strong (Date, Workout Name, Exercise Name, Set Order, Weight, Reps, …) and "
        "Hevy (title, start_time, exercise_title, set_index, set_type, weight_kg, reps, …)"
    )
