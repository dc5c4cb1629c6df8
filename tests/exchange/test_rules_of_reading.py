"""The small rules: numbers, lengths of time, dust, dates, encodings and damaged rows."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from babel import Locale

from mygymtracker.errors import Invalid, Unreadable
from mygymtracker.exchange.cells import read_number, read_span
from mygymtracker.exchange.loads import undust
from mygymtracker.exchange.moments import MONTH_LOCALES, DateOrder, settle
from mygymtracker.exchange.reading import parse
from mygymtracker.exchange.records import SetRecord
from mygymtracker.quantities import DistanceUnit, LoadUnit, convert_distance, convert_load
from tests.exchange.composing import KG, LB, at, exercise, lift

S1 = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
HEVY = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"
    "weight_kg,reps,distance_km,duration_seconds,rpe\n"
)


def strong_row(exercise_name: str, order: str, numbers: str) -> str:
    return f'2026-02-03 18:04:11,"Legs",1h,"{exercise_name}",{order},{numbers}\n'


def sets_of(text: str) -> list[list[SetRecord]]:
    """The sets of each block of the first workout."""
    return [list(block.sets) for block in parse(text.encode(), load_unit=KG).workouts[0].exercises]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", None),
        ("  ", None),
        ("60.0", "60"),
        ("100", "100"),
        ("5.", "5"),
        (".5", "0.5"),
        ("85,0", "85"),
        ("102,25", "102.25"),
        ("0,125", "0.125"),
        ("52,163122550000004", "52.163122550000004"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("\u00a0−2.5", "-2.5"),
        ("4.0E-4", "0.0004"),
    ],
)
def test_a_number_has_a_point_or_a_comma_where_it_cannot_be_anything_else(text: str, number: str | None) -> None:
    assert read_number(text) == (Decimal(number) if number else None)


@pytest.mark.parametrize("text", ["1,234", "five", "nan", "inf", "1_000", "0x10", "5 kg", "1e9", "--1", "9" * 50])
def test_what_is_not_surely_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number|is too large"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("1h 5m", 3_900),
        ("45m", 2_700),
        ("2h", 7_200),
        ("31min", 1_860),
        ("1h 5min", 3_900),
        ("38s", 38),
        ("1小时13分钟", 4_380),
        ("40分钟", 2_400),
        ("264h 1m", 950_460),
        ("1:05:30", 3_930),
        ("3120", 3_120),
    ],
)
def test_a_length_of_time_is_read_in_every_form_seen(text: str, seconds: int | None) -> None:
    assert read_span(text) == seconds


@pytest.mark.parametrize("text", ["soon", "1h 5", "h", "1x", "-5"])
def test_a_length_of_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        read_span(text)


@pytest.mark.parametrize(
    ("written", "unit", "typed", "typed_in"),
    [
        ("61.25", KG, "61.25", KG),
        ("149.99999999999997", KG, "150", KG),
        ("52.163122550000004", KG, "115", LB),
        ("102.05828325", KG, "225", LB),
        ("64.863656", KG, "143", LB),
        ("226.796", KG, "500", LB),
        ("44.09245243697551", LB, "20", KG),
        ("135", LB, "135", LB),
        ("124.73790175", LB, "275", LB),
        ("44.09245243697551", KG, "20", KG),
        ("22.536", KG, "22.536", KG),
        ("22.536000000000001", KG, "22.536", KG),
        ("12.345678", KG, "12.345678", KG),
        ("0", KG, "0", KG),
    ],
)
def test_the_load_that_was_typed_is_found_again_under_the_dust(
    written: str, unit: LoadUnit, typed: str, typed_in: LoadUnit
) -> None:
    assert undust(Decimal(written), unit) == (Decimal(typed), typed_in)


def test_every_half_pound_and_quarter_kilogram_survives_the_conversion_of_the_app() -> None:
    pounds = [Decimal(half) / 2 for half in range(1, 2_000)]
    kilograms = [Decimal(quarter) / 4 for quarter in range(1, 2_000)]

    as_kilograms = [undust(Decimal(repr(float(load) * 0.45359237)), KG) for load in pounds]
    as_pounds = [undust(Decimal(repr(float(load) / 0.45359237)), LB) for load in kilograms]

    assert as_kilograms == [(load, LB) for load in pounds]
    assert as_pounds == [(load, KG) for load in kilograms]


def test_a_pound_and_a_mile_are_exact() -> None:
    assert convert_load(Decimal(225), LB, to=KG) == Decimal("102.05828325")
    assert convert_load(Decimal("102.05828325"), KG, to=LB) == 225
    assert convert_distance(Decimal(1), DistanceUnit.MI, to=DistanceUnit.KM) == Decimal("1.609344")
    assert convert_distance(Decimal(440), DistanceUnit.YD, to=DistanceUnit.MI) == Decimal("0.25")
    assert convert_distance(Decimal(3), DistanceUnit.FT, to=DistanceUnit.YD) == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-03 18:04:11", "2026-02-03 18:04:11"),
        ("2026-02-03 6:04:11\u202fPM", "2026-02-03 18:04:11"),
        ("2026-02-03 12:04:11 AM", "2026-02-03 00:04:11"),
        ("2016/12/23 10:02", "2016-12-23 10:02"),
        ("13/11/2025 15:59", "2025-11-13 15:59"),
        ("11/13/2025 3:59 PM", "2025-11-13 15:59"),
        ("7 Mar 2026, 18:05", "2026-03-07 18:05"),
        ("07 Mar 2026, 18:05", "2026-03-07 18:05"),
        ("Jan 1, 2024, 10:00 AM", "2024-01-01 10:00"),
        ("05.06.2026, 07:30", "2026-06-05 07:30"),
        ("3 janv. 2026, 18:05", "2026-01-03 18:05"),
        ("3 sept. 2026, 18:05", "2026-09-03 18:05"),
        ("7 мар. 2026, 18:05", "2026-03-07 18:05"),
        ("7 paź 2026, 18:05", "2026-10-07 18:05"),
        ("9 Mrz 2026, 18:05", "2026-03-09 18:05"),
        ("9 Jän. 2026, 18:05", "2026-01-09 18:05"),
        ("9 kvě 2026, 18:05", "2026-05-09 18:05"),
        ("9 січ. 2026, 18:05", "2026-01-09 18:05"),
        ("9 12月 2026, 18:05", "2026-12-09 18:05"),
        ("9 3월 2026, 18:05", "2026-03-09 18:05"),
        ("2026年3月9日 18:05", "2026-03-09 18:05"),
        ("2026年3月9日18:05", "2026-03-09 18:05"),
        ("2026/3/9 下午6:05", "2026-03-09 18:05"),
        ("2026년 3월 9일, 18:05", "2026-03-09 18:05"),
        ("2026. 3. 9. 오전 6:05", "2026-03-09 06:05"),
        ("2026. febr. 9. 18:05", "2026-02-09 18:05"),
        ("9. 3. 2026 18:05", "2026-03-09 18:05"),
        ("٩/٣/٢٠٢٦ ١٨:٠٥".replace("/", "."), "2026-03-09 18:05"),
        ("2026-02-03T18:04:11", "2026-02-03 18:04:11"),
    ],
)
def test_a_time_is_read_in_every_form_seen(text: str, moment: str) -> None:
    assert settle([text]).by_text == {text: datetime.fromisoformat(moment)}


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30 10:00", "2026-01-01 25:00", "0001-01-01"])
def test_a_time_that_does_not_exist_has_no_meaning(text: str) -> None:
    assert settle([text]).get(text) is None


def test_one_date_that_can_only_be_read_one_way_settles_the_others() -> None:
    assert settle(["3/4/2025 10:00", "3/14/2025 10:00"]).get("3/4/2025 10:00") == at("2025-03-04 10:00")
    assert settle(["3/4/2025 10:00", "14/3/2025 10:00"]).get("3/4/2025 10:00") == at("2025-04-03 10:00")


def test_dates_that_contradict_each_other_are_asked_about() -> None:
    with pytest.raises(Invalid) as caught:
        settle(["3/14/2025 10:00", "14/3/2025 10:00", "3/4/2025 10:00"])

    assert caught.value.field == "date_order"
    assert settle(["3/4/2025"], date_order=DateOrder.DAY_FIRST).get("3/4/2025") == at("2025-04-03")


def test_a_month_that_two_languages_count_differently_is_settled_by_the_others_or_asked_about() -> None:
    alone = ["3 lis 2025, 10:00"]

    with pytest.raises(Invalid) as caught:
        settle(alone)

    assert (caught.value.field, caught.value.value) == ("month_language", "lis")
    assert settle([*alone, "3 gru 2025, 10:00"]).get(alone[0]) == at("2025-11-03 10:00")
    assert settle([*alone, "3 stu 2025, 10:00"]).get(alone[0]) == at("2025-10-03 10:00")
    assert settle(alone, month_language="pl").get(alone[0]) == at("2025-11-03 10:00")


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["4 srp 2025, 10:00", "4 lis 2025, 10:00", "4 ožx 2025, 10:00"], "ožx"),
        (["4 Jan 2025, 10:00", "4 Vendémiaire 2025, 10:00"], "vendémiaire"),
        (["4 Jan 2025, 10:00", "4 Ağu 2025, 10:00"], "ağu"),
    ],
)
def test_a_month_of_no_language_of_the_others_is_asked_about_and_never_another_languages(
    texts: list[str], name: str
) -> None:
    with pytest.raises(Invalid) as caught:
        settle(texts)

    assert (caught.value.field, caught.value.value) == ("month_language", name)


def test_with_the_language_said_a_month_that_it_does_not_have_is_none() -> None:
    read = settle(["4 srp 2025, 10:00", "4 ožx 2025, 10:00"], month_language="cs")

    assert read.by_text == {"4 srp 2025, 10:00": at("2025-08-04 10:00")}


def test_every_month_of_every_language_is_read_by_a_file_of_that_language() -> None:
    for language, locales in MONTH_LOCALES.items():
        for forms in (Locale.parse(each).months for each in locales):
            texts = [f"4 {name} 2026, 10:00" for name in forms["format"]["abbreviated"].values()]

            read = settle(texts, month_language=language)

            assert [read.by_text[text].month for text in texts] == list(range(1, 13))


def test_a_language_nobody_knows_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        settle([], month_language="tlh")

    assert (caught.value.field, caught.value.value) == ("month_language", "tlh")


@pytest.mark.parametrize("data", [b"", b"\n\r\n ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused_in_clear_words(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^The file is empty: .*\.$"):
        parse(data)


def test_an_unknown_file_is_refused_with_what_was_found_and_what_is_known() -> None:
    with pytest.raises(Unreadable) as caught:
        parse(b"Fruit;Price\nApple;1\n")

    assert re.search("Fruit, Price.*Strong.*Hevy", str(caught.value))
    assert (caught.value.field, caught.value.value) == ("file", "Fruit, Price")


@pytest.mark.parametrize("header", [S1, HEVY])
def test_a_file_with_only_a_header_has_no_rows(header: str) -> None:
    parsed = parse(header.encode())

    assert (tuple(parsed.rows), tuple(parsed.workouts), parsed.unit_guess, parsed.remarks) == ((), (), None, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encoding_and_line_endings_do_not_change_what_is_read(encoding: str, ending: str) -> None:
    text = (S1 + strong_row("Überzüge", "1", "20,5,0,0,,,")).replace("\n", ending)

    parsed = parse(text.encode(encoding), load_unit=KG)

    assert parsed.workouts[0].exercises == (exercise("Überzüge", lift(2, "20", KG, 5)),)


def test_one_damaged_byte_does_not_change_the_letters_of_other_lines() -> None:
    data = (S1 + strong_row("Şınav", "1", "0,5,0,0,,,")).encode() + strong_row(
        "A?", "1", "0,5,0,0,,,"
    ).encode().replace(b"?", b"\xe9")

    assert [block.name for block in parse(data, load_unit=KG).workouts[0].exercises] == ["Şınav", "Aé"]


def test_an_open_quote_costs_one_row_and_not_the_rest_of_the_file() -> None:
    text = S1 + strong_row("Squat", "1", '60,5,0,0,"open,,') + strong_row("Squat", "2", "62.5,5,0,0,,,") * 3

    parsed = parse(text.encode(), load_unit=KG)

    assert [row.reason for row in parsed.rows] == ["its quotation marks do not match", None, None, None]
    assert [each.load for each in parsed.workouts[0].exercises[0].sets] == [Decimal("62.5")] * 3


def test_a_comma_in_an_unquoted_name_is_set_aside_and_not_read_one_column_late() -> None:
    text = S1 + "2026-02-03 18:04:11,Legs,1h,Row, Narrow,1,50,10,0,0,,,\n"

    assert [row.reason for row in parse(text.encode()).rows] == ["it has 13 cells where the header has 12"]


def test_a_whole_file_quoted_twice_is_unpacked() -> None:
    lines = (S1 + strong_row("Row, Wide", "1", "50,10,0,0,,,")).splitlines()
    text = "\n".join('"' + line.replace('"', '""') + '"' for line in lines)

    assert parse(text.encode(), load_unit=KG).workouts[0].exercises == (exercise("Row, Wide", lift(2, "50", KG, 10)),)


def test_columns_may_stand_in_any_order_and_unknown_ones_are_remarked() -> None:
    text = "Reps,Mood,Weight (kg),Set Order,Exercise Name,Date\n5,fine,60,1,Squat,2026-02-03 18:04:11\n"

    parsed = parse(text.encode())

    assert parsed.workouts[0].exercises == (exercise("Squat", lift(2, "60", KG, 5)),)
    assert [remark.text for remark in parsed.remarks] == ["columns that were not used: Mood"]


def test_equal_rows_are_sets_of_their_own() -> None:
    text = S1 + strong_row("Squat", "1", "60,5,0,0,,,") * 3

    assert sets_of(text) == [[lift(2, "60", KG, 5), lift(3, "60", KG, 5), lift(4, "60", KG, 5)]]


def test_a_drop_set_continues_the_working_set_above_and_never_a_warm_up() -> None:
    text = S1 + "".join(strong_row("Squat", order, "60,5,0,0,,,") for order in ("W", "D", "1", "D", "D"))

    assert [each.continues_previous for each in sets_of(text)[0]] == [False, False, False, True, True]


def test_rests_add_up_on_the_set_above_them() -> None:
    rest = strong_row("Squat", "Rest Timer", "0,0,0,90.5,,,")
    text = S1 + strong_row("Squat", "1", "60,5,0,0,,,") + rest + rest + strong_row("Squat", "2", "60,5,0,0,,,")

    assert [each.rest_seconds for each in sets_of(text)[0]] == [182, None]


def test_rows_sorted_by_a_spreadsheet_are_put_together_to_their_workouts() -> None:
    other = strong_row("Squat", "1", "70,5,0,0,,,").replace("2026-02-03", "2026-02-05")
    text = S1 + strong_row("Squat", "1", "60,5,0,0,,,") + other + strong_row("Squat", "2", "65,5,0,0,,,")

    parsed = parse(text.encode(), load_unit=KG)

    assert [[s.line_number for s in each.exercises[0].sets] for each in parsed.workouts] == [[2, 4], [3]]
    assert [remark.text for remark in parsed.remarks] == [
        "rows of one workout are not together in the file; they were put together"
    ]


def test_what_is_too_long_is_cut_with_a_remark_and_the_row_keeps_it_whole() -> None:
    name, note = "N" * 120, "n" * 5_000
    text = S1 + strong_row(name, "1", f'60,5,0,0,"{note}",,')

    parsed = parse(text.encode(), load_unit=KG)

    block = parsed.workouts[0].exercises[0]
    assert (block.name, block.notes) == (name[:100], note[:4_000])
    assert [remark.text for remark in parsed.remarks] == [
        "the exercise name has 120 characters; the first 100 were taken",
        "the exercise note has 5000 characters; the first 4000 were taken",
    ]
    assert name in parsed.rows[0].text
    assert note in parsed.rows[0].text


def test_a_unit_that_the_file_states_is_believed_before_the_one_chosen() -> None:
    text = HEVY + "Push,2026-02-03 18:04,,,Squat,,,0,normal,60,5,,,\n"

    parsed = parse(text.encode(), load_unit=LB)

    assert parsed.workouts[0].exercises == (exercise("Squat", lift(2, "60", KG, 5)),)
    assert [remark.text for remark in parsed.remarks] == ["the file says its loads are in kg, so lb was not used"]


def test_a_growing_export_says_the_same_of_the_workouts_it_had_before() -> None:
    days = [strong_row("Squat", "1", f"{60 + day},5,0,0,,,").replace("02-03", f"02-{day + 10}") for day in range(5)]

    readings = [parse((S1 + "".join(days[:count])).encode(), load_unit=KG).workouts for count in range(1, 6)]

    assert all(longer[: len(shorter)] == shorter for shorter, longer in pairwise(readings))
    assert [len(each) for each in readings] == [1, 2, 3, 4, 5]
