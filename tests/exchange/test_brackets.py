"""What the bracket behind a name says in the languages of the apps, and what it finds."""

from __future__ import annotations

import pytest

from mygymtracker.exchange.brackets import equipment_of, in_english, load_mode_of
from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.exercises.names import fold_name
from mygymtracker.quantities import LoadMode


@pytest.mark.parametrize(
    ("name", "mode", "equipment"),
    [
        ("Barfiks (Ağırlıklı)", LoadMode.BODYWEIGHT_PLUS, None),
        ("Barfiks (Destekli)", LoadMode.ASSISTED, None),
        ("Göğüs Destekli Row (Dambıl)", LoadMode.EXTERNAL, "dumbbell"),
        ("Seated Leg Curl (Makine)", LoadMode.EXTERNAL, "machine"),
        ("Barra Fixa Pronada Assistida", LoadMode.ASSISTED, None),
        ("Mergulho (Com peso)", LoadMode.BODYWEIGHT_PLUS, None),
        ("Abdominal com Peso", LoadMode.BODYWEIGHT_PLUS, None),
        ("Tríceps (Polia)", LoadMode.EXTERNAL, "cable"),
        ("Dominadas asistidas", LoadMode.ASSISTED, None),
        ("Tractions (Assistées)", LoadMode.ASSISTED, None),
        ("Dips (Lesté)", LoadMode.BODYWEIGHT_PLUS, None),
        ("Klimmzüge (Unterstützt)", LoadMode.ASSISTED, None),
        ("Bankdrücken (Langhantel)", LoadMode.EXTERNAL, "barbell"),
        ("Seitheben (Kabelzug)", LoadMode.EXTERNAL, "cable"),
        ("Rudern (Widerstandsband)", LoadMode.BAND, "band"),
        ("Подтягивания (С отягощением)", LoadMode.BODYWEIGHT_PLUS, None),
        ("アシスト懸垂", LoadMode.ASSISTED, None),
        ("懸垂（加重）", LoadMode.BODYWEIGHT_PLUS, None),
        ("辅助引体向上", LoadMode.ASSISTED, None),
        ("Curl (Halter)", LoadMode.EXTERNAL, None),  # a barbell in Turkish, dumbbells in Dutch and Portuguese
        ("Bench Press (Barbel)", LoadMode.EXTERNAL, "barbell"),
        ("Triceps Pushdown (Cable - Straight Bar)", LoadMode.EXTERNAL, "cable"),
        ("Leg Extension (Plate Loaded)", LoadMode.EXTERNAL, None),
        ("Back Extension (Weighted Hyperextension)", LoadMode.BODYWEIGHT_PLUS, None),
        ("Assisted Pistol Squats", LoadMode.EXTERNAL, None),
        ("Squat", LoadMode.EXTERNAL, None),
    ],
)
def test_a_bracket_says_what_a_load_means_and_what_it_hangs_on(
    name: str, mode: LoadMode, equipment: str | None
) -> None:
    assert (load_mode_of(name), equipment_of(name)) == (mode, equipment)


def test_a_bracket_is_put_in_english_unless_it_is_open_what_it_says() -> None:
    names = ["Bench Press (Bar)", "Squat (Langhantel)", "Curl (Halter)", "Curl (Rope)", "Squat"]

    assert list(map(in_english, names)) == [
        "Bench Press (Barbell)",
        "Squat (Barbell)",
        "Curl (Halter)",
        "Curl (Rope)",
        "Squat",
    ]


def test_no_name_of_the_catalogue_becomes_that_of_another_exercise() -> None:
    entries = read_catalogue()
    owners = {fold_name(spelling): entry.slug for entry in entries for spelling in (entry.name, *entry.aliases)}

    translated = {
        spelling: owners.get(fold_name(in_english(spelling)))
        for entry in entries
        for spelling in (entry.name, *entry.aliases)
    }

    assert all(owner in (None, owners[fold_name(spelling)]) for spelling, owner in translated.items())
