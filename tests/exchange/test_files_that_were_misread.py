"""Files in other languages, with damaged numbers and words that nobody knows: what each of them says."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from mygymtracker.errors import Invalid
from mygymtracker.exchange.reading import ReadAs, parse
from mygymtracker.exchange.records import ParsedFile, RowOutcome, SetRecord
from mygymtracker.exchange.set_words import SetMeaning
from mygymtracker.quantities import DistanceUnit, LoadUnit
from tests.exchange.composing import FILES, KG, LB, at, exercise, lift, without

SAMI = """\
Beaivi,Hárjehallan,Guhkkodat,Lihkadus,Ortnet,Deaddu,Geardit,Gaska,Sekunddat,Fuomášumit,Hárjehallama fuomášumit,RPE
2026-04-07 12:10:30,"Gaskabeaivi",50min,"Squat (Barbell)",1,70.0,6,0,0,"belt",,8
2026-04-07 12:10:30,"Gaskabeaivi",50min,"Squat (Barbell)",2,72.5,6,0,0,,,
2026-04-07 12:10:30,"Gaskabeaivi",50min,"Squat (Barbell)",W,40,8,0,0,,,
"""
WHAT_THEY_ARE = {"Merkintä": SetMeaning.NOTE, "Lepoaika": SetMeaning.REST, "Lämmittely": SetMeaning.WARMUP}


def data(name: str) -> bytes:
    return (FILES / name).read_bytes()


def starts(parsed: ParsedFile) -> list[datetime]:
    return [workout.started_at for workout in parsed.workouts]


def sets(parsed: ParsedFile) -> list[SetRecord]:
    return [each for workout in parsed.workouts for block in workout.exercises for each in block.sets]


# --------------------------------------------------------------------------------------------------------------- dates


def test_czech_months_are_czech_and_never_croatian() -> None:
    parsed = parse(data("hevy_cs.csv"))

    assert [(each.month, each.day) for each in starts(parsed)] == [(month, month + 9) for month in range(12, 0, -1)]
    assert parsed.balance[RowOutcome.SET_ASIDE] == 0


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("hevy_uk.csv", "2026-11-04 07:10", "2026-01-09 07:10"),
        ("hevy_ja.csv", "2026-11-04 19:20", "2026-01-09 19:20"),
        ("hevy_ko.csv", "2026-11-04 19:20", "2026-01-09 19:20"),
        ("hevy_de_mrz.csv", "2026-03-21 17:45", "2026-01-20 17:45"),
    ],
)
def test_dates_of_other_languages_are_read(name: str, first: str, last: str) -> None:
    assert starts(parse(data(name))) == [at(first), at(last)]


def test_a_month_that_no_language_has_is_asked_about() -> None:
    with pytest.raises(Invalid) as question:
        parse(data("hevy_months_of_no_language.csv"))

    assert (question.value.field, question.value.value) == ("month_language", "guov")
    parsed = parse(data("hevy_months_of_no_language.csv"), month_language="en")
    assert starts(parsed) == [at("2026-03-05 18:00")]
    assert [row.reason for row in parsed.rows if row.reason] == ['the start "5 guov 2026, 18:00" cannot be read']


# ------------------------------------------------------------------------------------------------------------- numbers


def test_one_decimal_comma_that_is_sure_settles_all_numbers_of_a_file() -> None:
    loads = [each.load for each in sets(parse(data("strong_s2_comma.csv")))]

    assert loads == [Decimal(135), Decimal("62.5"), Decimal(1200), Decimal("1070.5"), Decimal(60)]  # 61.235 kg: 135 lb


def test_where_nothing_settles_it_a_doubtful_number_is_left_out_and_its_set_comes_in() -> None:
    parsed = parse(data("strong_s2_doubtful_numbers.csv"))

    read = sets(parsed)
    assert [each.load for each in read[:4]] == list(map(Decimal, ("11345.5", "1045.5", "72.5", "102.5")))
    assert read[4:] == [
        without(6, 'load "1,125" is not a number', reps=6),
        without(7, 'load "57,500" is not a number', reps=6),
        without(8, 'load "80kg" is not a number', reps=6),
    ]
    assert parsed.balance[RowOutcome.SET_ASIDE] == 0


def test_a_slip_of_the_finger_costs_the_repetitions_and_not_the_load() -> None:
    parsed = parse(data("strong_reps_slipped.csv"), load_unit=KG)

    first, second, plank = sets(parsed)
    assert (first.load, first.reps, first.kept_note) == (
        Decimal("31.25"),
        None,
        'Not read from the file: reps "99999" is not a whole number from 0 to 32767',
    )
    assert (second.load, second.reps, second.unread, second.kept_note) == (Decimal("31.25"), 9, "", "")
    assert plank.unread == 'time "1:30" is not a number'
    assert plank.remark == 'time "1:30" is not a number; left out, and noted at the set'


def test_a_load_stands_in_the_column_that_is_filled() -> None:
    parsed = parse(data("hevy_two_columns.csv"))

    lifts, rowing = parsed.workouts[0].exercises
    assert lifts == exercise(
        "Deadlift (Barbell)",
        lift(2, "315", LB, 3),
        lift(3, "140", KG, 3),
        lift(4, "225", LB, 5),
        SetRecord(5, load=Decimal(60), load_unit=KG, reps=5, remark="60 kg and 95 lb disagree; 60 kg was taken"),
    )
    assert rowing.sets == (
        SetRecord(6, duration_seconds=Decimal(600), distance=Decimal("1.5"), distance_unit=DistanceUnit.MI),
    )
    assert (parsed.load_unit, parsed.remarks) == (None, ())


def test_strong_with_both_units_in_its_header_is_read_from_the_one_that_is_filled() -> None:
    text = "Date,Exercise Name,Set Order,Weight (kg),Weight (lbs),Reps\n2026-02-03 18:04,Squat,1,,225,5\n"

    parsed = parse(text.encode())

    assert parsed.workouts[0].exercises == (exercise("Squat", lift(2, "225", LB, 5)),)


# --------------------------------------------------------------------------------------------------------------- words


def test_a_french_header_is_strongs() -> None:
    parsed = parse(data("strong_s1_fr.csv"), load_unit=KG)

    assert (parsed.dialect, parsed.remarks) == ("S1-fr", ())
    (workout,) = parsed.workouts
    assert (workout.name, workout.notes, workout.ended_at) == ("Midi", "court", at("2026-04-07 13:00:30"))
    assert [each.load for each in workout.exercises[0].sets] == [Decimal(70), Decimal("72.5")]


def test_a_header_in_an_unknown_language_is_read_by_position_once_asked() -> None:
    with pytest.raises(Invalid) as question:
        parse(SAMI.encode(), load_unit=LoadUnit.LB)

    assert (question.value.field, question.value.choices) == ("read_as", ("strong",))
    parsed = parse(SAMI.encode(), load_unit=LB, read_as=ReadAs.STRONG)
    assert (parsed.dialect, parsed.remarks) == ("S1, by position", ())
    assert parsed.workouts[0].exercises == (
        exercise(
            "Squat (Barbell)",
            SetRecord(2, load=Decimal(70), load_unit=LB, reps=6, rpe=Decimal(8)),
            lift(3, "72.5", LB, 6),
            SetRecord(4, "warmup", load=Decimal(40), load_unit=LB, reps=8),
            notes="belt",
        ),
    )


def test_units_in_brackets_are_read_under_any_header() -> None:
    header = "Nr;A;B;C;D;E;F (lbs);G;H;I (meters);J;K;L\n"
    row = "7;2026-09-01 06:30:00;Pull;3120;Squat;1;225;5;;;;;\n"

    parsed = parse((header + row).encode(), read_as=ReadAs.STRONG)

    assert (parsed.dialect, parsed.load_unit) == ("S3, by position", LB)
    assert parsed.workouts[0].exercises == (exercise("Squat", lift(2, "225", LB, 5)),)


def test_set_types_that_nobody_knows_are_asked_about_and_never_counted_as_sets() -> None:
    with pytest.raises(Invalid) as question:
        parse(data("strong_unknown_set_order.csv"), load_unit=KG)

    assert (question.value.field, question.value.value) == ("set_types", "Lepoaika")
    assert [each.value for each in question.value.further] == ["Lämmittely", "Merkintä"]
    parsed = parse(data("strong_unknown_set_order.csv"), load_unit=KG, set_types=WHAT_THEY_ARE)
    assert parsed.workouts[0].exercises == (
        exercise(
            "Front Squat (Barbell)",
            SetRecord(2, load=Decimal(80), load_unit=KG, reps=5, rest_seconds=75),
            SetRecord(5, "warmup", load=Decimal(50), load_unit=KG, reps=8),
            notes="vyö",
        ),
    )


def test_set_types_of_hevy_are_asked_about_as_well() -> None:
    text = data("hevy_end_in_repeated_hour.csv").replace(b'"normal"', b'"myoreps"')

    with pytest.raises(Invalid) as question:
        parse(text)

    assert (question.value.value, "rest" in question.value.choices) == ("myoreps", False)
    assert sets(parse(text, set_types={"MyoReps": SetMeaning.DROP_SET}))[0].technique == "drop_set"


def test_what_is_said_of_a_set_type_that_the_file_does_not_have_is_refused() -> None:
    with pytest.raises(Invalid, match='The file has no set type "Pausa"'):
        parse(data("hevy_cs.csv"), set_types={"Pausa": SetMeaning.WORKING})
