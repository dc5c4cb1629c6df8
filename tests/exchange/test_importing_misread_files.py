"""What is stored of files in other languages and of damaged ones."""

from __future__ import annotations

import pytest

from mygymtracker.database.transaction import Database
from mygymtracker.errors import Unreadable
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.report import IncompleteSet
from mygymtracker.exchange.set_words import SetMeaning
from mygymtracker.quantities import LoadUnit
from tests.exchange.bringing import bring, counts, rows
from tests.exchange.composing import FILES
from tests.exchange.files_of_apps import HEVY, S1
from tests.factories import Person

MODES = (
    "SELECT e.name, e.equipment::text, s.load_mode::text FROM exercise_sets s JOIN exercises e ON e.id = s.exercise_id "
    "ORDER BY s.load, e.name"
)


@pytest.mark.usefixtures("catalogue")
async def test_brackets_in_turkish_find_exercises_and_say_what_loads_mean(database: Database, ann: Person) -> None:
    report = await bring(database, ann, (FILES / "hevy_tr_modes.csv").read_bytes())

    assert await rows(database, ann, MODES) == [
        ("Barfiks (Ağırlıklı)", None, "bodyweight_plus"),
        ("Seated Shoulder Press (Dumbbell)", "dumbbell", "external"),
        ("Barfiks (Destekli)", None, "assisted"),
        ("Deadlift (Barbell)", "barbell", "external"),
    ]
    assert [each.how for each in report.exercises] == ["made", "made", "alias", "alias"]


async def test_help_is_help_in_portuguese_and_what_is_made_has_its_equipment(database: Database, ann: Person) -> None:
    data = (FILES / "hevy_pt_assisted.csv").read_bytes()

    await bring(database, ann, data + b'"T","12 Fev 2026, 12:30","",,"Remada (Polia)",,"",0,"normal",50,8,,,\n')

    assert await rows(database, ann, MODES) == [
        ("Mergulho (Com peso)", None, "bodyweight_plus"),
        ("Barra Fixa Supinada Assistida", None, "assisted"),
        ("Barra Fixa Supinada Assistida", None, "assisted"),
        ("Remada (Polia)", "cable", "external"),
    ]


async def test_a_set_without_its_number_says_so_in_its_note_and_in_the_report(database: Database, ann: Person) -> None:
    report = await bring(database, ann, (FILES / "strong_reps_slipped.csv").read_bytes())

    wrong = 'reps "99999" is not a whole number from 0 to 32767'
    row = '2026-05-19 06:40:00,"Early",45m,"Pull Up (Assisted)",1,31.25,99999,0,0,"slow",,'
    assert report.incomplete[0] == IncompleteSet(2, row, wrong)
    found = (
        "SELECT s.load, s.reps, s.note, r.text FROM exercise_sets s JOIN imported_rows r ON r.set_id = s.id "
        "WHERE r.line_number = 2"
    )
    ((load, reps, note, text),) = await rows(database, ann, found)
    assert (str(load), reps, note, text) == ("31.25", None, f"Not read from the file: {wrong}", row)


async def test_the_same_damaged_file_again_adds_nothing(database: Database, ann: Person) -> None:
    data = (FILES / "strong_reps_slipped.csv").read_bytes()
    await bring(database, ann, data)

    again = await bring(database, ann, data)

    assert (again.workouts_known, again.workouts_changed, again.sets_added, again.incomplete) == (1, 0, 0, [])


async def test_rests_and_notes_are_none_of_the_sets_once_somebody_said_so(database: Database, ann: Person) -> None:
    said = {"Merkintä": SetMeaning.NOTE, "Lepoaika": SetMeaning.REST, "Lämmittely": SetMeaning.WARMUP}
    data = (FILES / "strong_unknown_set_order.csv").read_bytes()

    report = await bring(database, ann, data, ImportOptions(LoadUnit.KG, set_types=said))

    assert (report.sets_added, report.rest_rows, report.note_rows) == (2, 1, 1)
    ((options,),) = await rows(database, ann, "SELECT options->'set_types' FROM imports")
    assert options == {"Merkintä": "note", "Lepoaika": "rest", "Lämmittely": "warmup"}


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (S1, "The file has a header and no sets below it. Nothing was imported."),
        (
            HEVY + 'T,"soon",,,Squat,,,0,normal,60,5,,,\nT,"later",,,Squat,,,0,normal,60,5,,,\n',
            "None of the 2 rows of the file can be read, and nothing was imported. "
            'line 2: the start "soon" cannot be read; line 3: the start "later" cannot be read.',
        ),
    ],
)
async def test_an_import_of_which_nothing_comes_is_refused_and_leaves_nothing(
    database: Database, ann: Person, *, data: str, sentence: str, dry_run: bool
) -> None:
    before = await counts(database, ann)

    with pytest.raises(Unreadable) as refused:
        await bring(database, ann, data.encode(), ImportOptions(LoadUnit.KG, dry_run=dry_run))

    assert (refused.value.field, str(refused.value)) == ("file", sentence)
    assert await counts(database, ann) == before


async def test_the_end_of_a_night_is_stored_in_the_hour_that_came_again(database: Database, ann: Person) -> None:
    data = (FILES / "hevy_end_in_repeated_hour.csv").read_bytes()

    report = await bring(database, ann, data, ImportOptions(time_zone="Europe/Berlin"))

    lasted = await rows(database, ann, "SELECT completed_at - started_at = interval '45 minutes' FROM workout_sessions")
    assert lasted == [(True,)]
    assert [remark.text for remark in report.remarks] == [
        "2026-10-25 02:35 came twice in Europe/Berlin, where clocks were put back; the first was taken"
    ]
