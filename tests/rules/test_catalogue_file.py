"""The shared exercises as they are shipped are complete, consistent, and read strictly."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from sqlalchemy import String

from mygymtracker.database.entities.exercises import (
    Equipment,
    Exercise,
    Laterality,
    Measurement,
    MovementPattern,
    Muscle,
)
from mygymtracker.exercises.catalogue_file import LONGEST_NAME, CatalogueEntry, parse_catalogue, read_catalogue
from mygymtracker.exercises.muscles import GROUP_OF, MuscleGroup
from mygymtracker.quantities import LoadMode

HEADER = (
    "slug\tname\taliases\tprimary\tsecondary\tequipment\tpattern\tmeasurement\tload_mode\tlaterality\trest_seconds"
    "\tload_step_kg"
)
LINE = (
    "pull-up\tPull Up\tPullup | Chin\tlats\tbiceps,brachialis\tbodyweight\tvertical_pull\tweight_reps"
    "\tbodyweight_plus\tbilateral\t180\t2.5"
)
WITH_LOAD = {Measurement.WEIGHT_REPS, Measurement.WEIGHT_DURATION, Measurement.WEIGHT_DISTANCE}
WITHOUT_MUSCLES = {MovementPattern.LOCOMOTION, MovementPattern.MOBILITY}


def test_the_catalogue_covers_the_gym() -> None:
    assert len(read_catalogue()) >= 700


def test_slugs_and_names_are_unique() -> None:
    slugs = Counter(entry.slug for entry in read_catalogue())
    names = Counter(entry.name.casefold() for entry in read_catalogue())

    assert [slug for slug, times in slugs.items() if times > 1] == []
    assert [name for name, times in names.items() if times > 1] == []


def test_the_file_is_sorted_by_name() -> None:
    names = [entry.name.casefold() for entry in read_catalogue()]

    assert names == sorted(names)


def test_what_is_written_fits_into_the_columns_of_exercises() -> None:
    column = Exercise.name.type

    assert isinstance(column, String)
    assert column.length == LONGEST_NAME
    for entry in read_catalogue():
        assert max(map(len, (entry.slug, entry.name, *entry.aliases))) <= LONGEST_NAME


def test_every_exercise_that_is_no_cardio_and_no_mobility_says_what_it_is_for() -> None:
    silent = [
        entry.name
        for entry in read_catalogue()
        if not entry.primary_muscles and entry.movement_pattern not in WITHOUT_MUSCLES
    ]

    assert silent == []


def test_stretches_and_cardio_count_for_no_muscle() -> None:
    counted = [
        entry.name
        for entry in read_catalogue()
        if (entry.primary_muscles or entry.secondary_muscles)
        and (entry.movement_pattern is MovementPattern.MOBILITY or entry.equipment is Equipment.CARDIO_MACHINE)
    ]

    assert counted == []


def test_nobody_assists_alone() -> None:
    assert [entry.name for entry in read_catalogue() if entry.secondary_muscles and not entry.primary_muscles] == []


def test_a_muscle_is_either_trained_or_assisting() -> None:
    both = [entry.name for entry in read_catalogue() if set(entry.primary_muscles) & set(entry.secondary_muscles)]

    assert both == []


def test_a_movement_is_for_three_muscles_at_most() -> None:
    assert [entry.name for entry in read_catalogue() if len(entry.primary_muscles) > 3] == []


def test_a_load_step_is_told_exactly_where_a_load_is_entered_in_kilograms() -> None:
    wrong = [
        entry.name
        for entry in read_catalogue()
        if (entry.load_step is not None) != (entry.measurement in WITH_LOAD and entry.load_mode is not LoadMode.BAND)
    ]

    assert wrong == []


def test_how_a_load_counts_follows_from_what_it_hangs_on() -> None:
    for entry in read_catalogue():
        if entry.equipment in (Equipment.BODYWEIGHT, Equipment.SUSPENSION):
            assert entry.load_mode is LoadMode.BODYWEIGHT_PLUS, entry.name
        assert (entry.equipment is Equipment.BAND) == (entry.load_mode is LoadMode.BAND), entry.name


def test_a_rest_is_a_minute_or_more_but_for_mobility() -> None:
    for entry in read_catalogue():
        if entry.default_rest_seconds is not None:
            least = 30 if entry.movement_pattern is MovementPattern.MOBILITY else 60
            assert least <= entry.default_rest_seconds <= 180, entry.name


def test_every_word_of_the_vocabulary_is_used() -> None:
    entries = read_catalogue()

    assert {entry.equipment for entry in entries} == set(Equipment)
    assert {entry.movement_pattern for entry in entries} == set(MovementPattern)
    assert {entry.measurement for entry in entries} == set(Measurement)
    assert {entry.load_mode for entry in entries} == set(LoadMode)
    assert {entry.laterality for entry in entries} == set(Laterality)


def test_every_muscle_is_what_some_exercise_is_for_and_is_in_a_group() -> None:
    trained = {muscle for entry in read_catalogue() for muscle in entry.primary_muscles}

    assert trained == set(Muscle)
    assert set(GROUP_OF) == set(Muscle)
    assert set(GROUP_OF.values()) == set(MuscleGroup)


def test_a_line_becomes_an_entry() -> None:
    assert parse_catalogue(f"{HEADER}\n{LINE}\n") == (
        CatalogueEntry(
            slug="pull-up",
            name="Pull Up",
            aliases=("Pullup", "Chin"),
            primary_muscles=(Muscle.LATS,),
            secondary_muscles=(Muscle.BICEPS, Muscle.BRACHIALIS),
            equipment=Equipment.BODYWEIGHT,
            movement_pattern=MovementPattern.VERTICAL_PULL,
            measurement=Measurement.WEIGHT_REPS,
            load_mode=LoadMode.BODYWEIGHT_PLUS,
            laterality=Laterality.BILATERAL,
            default_rest_seconds=180,
            load_step=Decimal("2.5"),
        ),
    )


def test_empty_cells_are_nothing() -> None:
    line = "walking\tWalking\t\t\t\tother\tlocomotion\tdistance_duration\texternal\tbilateral\t\t"

    (entry,) = parse_catalogue(f"{HEADER}\n{line}\n")

    assert (entry.aliases, entry.primary_muscles, entry.secondary_muscles) == ((), (), ())
    assert (entry.default_rest_seconds, entry.load_step) == (None, None)


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [
        ("pull-up\t", "Pull-Up\t", "slug"),
        ("pull-up\t", "pull--up\t", "slug"),
        ("pull-up\t", "\t", "slug"),
        ("Pull Up\t", "\t", "name"),
        ("Pull Up\t", f"{'x' * 101}\t", "name"),
        ("Pullup | Chin", "Pullup |  | Chin", "aliases"),
        ("lats", "lat", "primary"),
        ("biceps,brachialis", "biceps,biceps", "secondary"),
        ("biceps,brachialis", "biceps, brachialis", "secondary"),
        ("bodyweight\t", "body\t", "equipment"),
        ("vertical_pull", "pull", "pattern"),
        ("weight_reps", "weight", "measurement"),
        ("bodyweight_plus", "plus", "load_mode"),
        ("bilateral", "both", "laterality"),
        ("180", "-180", "rest_seconds"),
        ("180", "3:00", "rest_seconds"),
        ("2.5", "0", "load_step_kg"),
        ("2.5", "2.5001", "load_step_kg"),
        ("2.5", "NaN", "load_step_kg"),
        ("2.5", "some", "load_step_kg"),
    ],
)
def test_bad_content_is_named_by_line_and_column(right: str, wrong: str, column: str) -> None:
    with pytest.raises(ValueError, match=f"^line 3, column {column}: "):
        parse_catalogue(f"{HEADER}\n{LINE}\n{LINE.replace(right, wrong, 1)}\n")


@pytest.mark.parametrize("text", ["", "slug\tname\n", HEADER.replace("slug", "id")])
def test_another_header_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^line 1: "):
        parse_catalogue(text)


def test_a_line_with_too_few_columns_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^line 2: 2 columns instead of 12"):
        parse_catalogue(f"{HEADER}\npull-up\tPull Up\n")
