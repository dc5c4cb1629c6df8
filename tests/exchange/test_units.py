"""Units of a file that names none: each exercise has its own there, and what shows it counts for that one alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.load_units import LoadsByExercise
from mygymtracker.exchange.reading import parse
from mygymtracker.exchange.records import UnitGuess
from mygymtracker.quantities import LoadUnit
from tests.exchange import histories
from tests.exchange.bringing import bring, counts, rows
from tests.exchange.composing import KG, LB
from tests.exchange.histories import FIRST, History, Lift, Session
from tests.factories import Person

SQUAT, DEADLIFT, PULLDOWN = "Squat (Barbell)", "Deadlift (Barbell)", "Lat Pulldown (Cable)"
#: 275 and 265 lb as kilograms.
DUST = ("124.73790175", "120.20197805000001")
STORED = """
SELECT exercises.name, sets.load::text, sets.load_unit::text
FROM exercise_sets AS sets JOIN exercises ON exercises.id = sets.exercise_id
ORDER BY sets.id
"""


def file_of(loads: Mapping[str, Sequence[str]]) -> bytes:
    """One workout with a set of five for each load of each exercise."""
    lifts = [Lift(name, "1", load, "5") for name, each in loads.items() for load in each]
    return histories.s1(History([Session(FIRST, lifts)]))


def guess(**loads: Sequence[str]) -> UnitGuess:
    return LoadsByExercise(
        ((name.replace("_", " "), Decimal(load)), 1) for name, each in loads.items() for load in each
    ).guess()


# ------------------------------------------------------------------------------------------------ what is stored


@pytest.mark.parametrize("of_file", [KG, LB])
async def test_dust_is_what_was_typed_whatever_unit_is_said_of_the_file(
    database: Database, ann: Person, of_file: LoadUnit
) -> None:
    data = file_of({DEADLIFT: ["135", "315"], SQUAT: DUST, "Curl": ["44.09245243697551"]})

    report = await bring(database, ann, data, ImportOptions(of_file))

    assert await rows(database, ann, STORED) == [
        (DEADLIFT, "135", of_file),
        (DEADLIFT, "315", of_file),
        (SQUAT, "275", LB),
        (SQUAT, "265", LB),
        ("Curl", "20", KG),
    ]
    assert [(each.name, each.written_in, each.source, each.dusty, each.plain) for each in report.exercise_units] == [
        (DEADLIFT, of_file, "file", 0, 2),
        (SQUAT, KG, "dust", 2, 0),
        ("Curl", LB, "dust", 1, 0),
    ]


async def test_exercises_that_disagree_with_the_rest_are_asked_about_all_at_once(
    database: Database, ann: Person
) -> None:
    data = file_of({DEADLIFT: ["135", "315"], SQUAT: [*DUST, "60", "100"], "Row": [DUST[0], "70"]})
    before = await counts(database, ann)

    with pytest.raises(Invalid) as refused:
        await bring(database, ann, data, ImportOptions(LB))

    asked = (refused.value, *refused.value.further)
    assert [(each.field, each.value, each.choices) for each in asked] == [
        ("exercise_units", SQUAT, ("kg", "lb")),
        ("exercise_units", "Row", ("kg", "lb")),
    ]
    assert str(asked[0]) == (
        "Squat (Barbell) looks as if the file had it in kg, and not in the unit of the rest: 2 of its loads were "
        "converted (124.73790175 is 275 lb). 2 other loads do not show it. Say which unit they are in: kg or lb."
    )
    assert await counts(database, ann) == before


@pytest.mark.parametrize("answer", [KG, LB])
async def test_an_answer_about_an_exercise_holds_for_it_alone_and_is_kept_with_the_import(
    database: Database, ann: Person, answer: LoadUnit
) -> None:
    data = file_of({DEADLIFT: ["135"], SQUAT: [DUST[0], "60"], PULLDOWN: ["90"]})

    report = await bring(database, ann, data, ImportOptions(LB, exercise_units={"squat  (barbell)": answer}))

    assert await rows(database, ann, STORED) == [
        (DEADLIFT, "135", "lb"),
        (SQUAT, "275", "lb"),
        (SQUAT, "60", answer),
        (PULLDOWN, "90", "lb"),
    ]
    assert [each.source for each in report.exercise_units] == ["file", "answer", "file"]
    assert await rows(database, ann, "SELECT options ->> 'unit', options -> 'exercise_units' FROM imports") == [
        ("lb", {"squat  (barbell)": answer})
    ]


async def test_an_exercise_without_dust_can_be_in_another_unit_too(database: Database, ann: Person) -> None:
    data = file_of({DEADLIFT: ["135"], SQUAT: ["60"]})

    await bring(database, ann, data, ImportOptions(LB, exercise_units={SQUAT: KG}))

    assert await rows(database, ann, STORED) == [(DEADLIFT, "135", "lb"), (SQUAT, "60", "kg")]


async def test_a_unit_for_an_exercise_that_the_file_does_not_have_is_refused(database: Database, ann: Person) -> None:
    with pytest.raises(Invalid) as refused:
        await bring(database, ann, file_of({SQUAT: ["60"]}), ImportOptions(KG, exercise_units={"Squad": LB}))

    assert (refused.value.field, refused.value.value) == ("exercise_units", "Squad")


@pytest.mark.parametrize("write", [histories.s2, histories.s3])
def test_a_file_that_says_its_units_is_believed_about_exercises_too(write: object) -> None:
    assert callable(write)

    parsed = parse(write(History()), exercise_units={"squat (barbell)": LB})

    assert {each.load_unit for block in parsed.workouts[0].exercises for each in block.sets if each.load} == {KG}
    assert "the file says its units itself, so those said of single exercises were not used" in [
        remark.text for remark in parsed.remarks
    ]


# ----------------------------------------------------------------------------------------------- what is guessed


def test_barbell_lifts_tell_the_unit_surely_and_45_is_a_load_in_kilograms_too() -> None:
    pounds = guess(Bench_Press__Barbell=["20"], **{DEADLIFT: ["135", "225", "275", "315"] * 6})
    kilograms = guess(**{SQUAT: ["20", "40", "60", "80", "100"] * 5, "Leg Press": ["95", "135"] * 9})
    dumbbells = guess(Curl=["45"] * 8, Press=["40", "50"] * 40)

    assert (pounds.likely, pounds.is_sure, pounds.reason) == (
        LB, True, "24 of 24 loads of barbell lifts are 95, 135, 185 … 405",
    )  # fmt: skip
    assert (kilograms.likely, kilograms.is_sure, kilograms.reason) == (
        KG, True, "10 of 25 loads of barbell lifts are below a bar of 45 lb",
    )  # fmt: skip
    assert (dumbbells.likely, dumbbells.is_sure) == (None, False)


def test_other_loads_tell_the_unit_but_not_surely() -> None:
    steps = guess(Curl=["60", "62.5", "67.5", "20", "22.5", "100"])
    plates = guess(Press=["45", "135", "155", "225", "185", "50"])
    fives = guess(Curl=["40", "50", "60", "70", "80", "90"])

    assert steps == UnitGuess(6, Decimal(1), Decimal("0.5"), Decimal(100), KG, False, "3 of 6 loads are steps of 2.5")
    assert plates == UnitGuess(
        6, Decimal(1), Decimal(1), Decimal(225), LB, False, "3 of 6 loads are 95, 135, 185 … 405"
    )
    assert (fives.likely, fives.is_sure) == (None, False)
    assert guess(Curl=["0"]) == UnitGuess(0, Decimal(0), Decimal(0), Decimal(0), None)


def test_the_dust_of_one_exercise_does_not_vote_for_the_others_unless_there_are_none() -> None:
    one = {SQUAT: [*DUST] * 20}

    with_others = guess(**one, **{DEADLIFT: ["135", "225", "275", "315"] * 6})
    alone = guess(**one)

    assert (with_others.likely, with_others.maximum) == (LB, Decimal(315))
    assert (alone.likely, alone.is_sure, alone.reason) == (KG, True, "every exercise with a load shows it itself")


async def test_the_question_says_how_sure_the_guess_is_and_which_exercises_show_their_unit(
    database: Database, ann: Person
) -> None:
    data = file_of({DEADLIFT: ["135", "225", "275", "315"] * 6, SQUAT: DUST})

    with pytest.raises(Invalid) as refused:
        await bring(database, ann, data, ImportOptions())

    assert str(refused.value) == (
        "The file does not say whether its loads are in kg or lb. Of 24 loads 100% are multiples of 2.5 and 100% of 5; "
        "the heaviest is 315. It looks like lb, surely: 24 of 24 loads of barbell lifts are 95, 135, 185 … 405. Of "
        "themselves these show their unit: Squat (Barbell) (kg). Say which: kg or lb."
    )
    assert (refused.value.value, refused.value.choices) == ("Deadlift (Barbell) 315 × 5", ("lb", "kg"))
