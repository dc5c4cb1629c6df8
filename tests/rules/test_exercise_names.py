"""Spellings of other apps find the exercise that is meant, and no other."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.exercises.letters import fold_letters
from mygymtracker.exercises.names import fold_name


class Spelling(NamedTuple):
    app: str
    name: str
    sets: int
    slug: str


def _read_spellings() -> list[Spelling]:
    lines = (Path(__file__).parent / "exercise_spellings.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Spelling(app, name, int(sets), slug) for app, name, _people, sets, slug in rows]


SPELLINGS = _read_spellings()
SLUG_OF = {fold_name(name): entry.slug for entry in read_catalogue() for name in (entry.name, *entry.aliases)}
NAMES = st.sampled_from([spelling.name for spelling in SPELLINGS])


def matched(name: str) -> str:
    return SLUG_OF.get(fold_name(name), "")


def test_every_spelling_of_other_apps_matches_what_was_written_down_by_hand() -> None:
    wrong = {
        f"{each.app}: {each.name}": (matched(each.name), each.slug)
        for each in SPELLINGS
        if matched(each.name) != each.slug
    }

    assert len(SPELLINGS) > 600
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Iso-lateral Incline Chest Press", "incline-chest-press-machine"),
        ("Seated Incline Hammer Curl (Dumbbell)", "incline-hammer-curl-dumbbell"),
    ],
)
def test_spellings_of_single_people_that_can_mean_nothing_else_match(name: str, slug: str) -> None:
    assert matched(name) == slug


def test_more_than_99_of_100_sets_in_real_exports_are_of_a_shared_exercise() -> None:
    known = sum(each.sets for each in SPELLINGS if matched(each.name))

    assert known / sum(each.sets for each in SPELLINGS) > 0.99


def test_the_heaviest_names_all_match() -> None:
    heaviest = sorted(SPELLINGS, key=lambda each: -each.sets)[:300]

    assert [each.name for each in heaviest if not matched(each.name)] == []


def test_no_two_exercises_claim_one_spelling() -> None:
    claims = defaultdict(set)
    for entry in read_catalogue():
        for name in (entry.name, *entry.aliases):
            claims[fold_name(name)].add(entry.slug)

    assert {key: slugs for key, slugs in claims.items() if len(slugs) > 1} == {}


def test_every_alias_adds_a_spelling_or_is_an_abbreviation() -> None:
    needless = []
    for entry in read_catalogue():
        spellings = Counter(fold_name(name) for name in (entry.name, *entry.aliases) if not name.isupper())
        needless += [f"{entry.name}: {key}" for key, times in spellings.items() if times > 1]

    assert needless == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bench Press (Barbell)", "barbell bench-press"),
        ("Bench Press (Barbell)", "BB Benchpress"),
        ("Biceps Curl", "bicep curls"),
        ("Triceps Pushdown", "Tricep Push-Downs"),
        ("Pull Up", "pullups"),
        ("Push-Up", "PUSH  UPS"),
        ("T-Bar Row", "tbar rows"),
        ("Lat Pulldown", "lat pull down"),
        ("Skullcrusher", "Skull Crushers"),
        ("Chest Flyes", "chest flies"),
        ("DB RDL", "Romanian Deadlift (Dumbbell)"),
        ("KB Swing", "Kettlebell Swings"),
        ("One-Arm Row", "single arm row"),
        ("1 legged squat", "Single Leg Squat"),
        ("Captain’s Chair", "captains chair"),
        ("Clean & Jerk", "clean and jerk"),
        ("Smith Bench Press", "Bench Press (Smith Machine)"),
        ("Lunges", "lunge"),
        ("Crunches", "crunch"),
        ("Calves", "calf"),
        ("Banded Hip Thrust", "Hip Thrust (Band)"),
        ("BSS", "bulgarian split squats"),
        ("Ｓｑｕａｔ", "squat"),
        ("STRASSE", "straße"),
        ("Développé couché", "DE\u0301VELOPPE\u0301 COUCHE\u0301"),
        ("Toes to Bar", "toe-to-bar"),
        ("Extensión de tríceps", "EXTENSION DE TRICEPS"),
        ("Łydki", "lydki"),
    ],
)
def test_two_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leg Press", "Leg Curl"),
        ("Cable Fly Low to High", "Cable Fly High to Low"),
        ("Incline Bench Press", "Decline Bench Press"),
        ("Bench Press", "Bench Presa"),
        ("Squat (Smith Machine)", "Squat (Machine)"),
        ("Front Squat", "Squat"),
        ("Wrist Curl", "Reverse Wrist Curl"),
        ("Hip Abduction", "Hip Adduction"),
        ("Clean + Squat", "Squat Clean"),
        ("21s", "12s"),
        ("वेट", "वाट"),
    ],
)
def test_names_of_different_movements_stay_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize("name", ["懸垂", "Жим лёжа", "ضغط الصدر", "데드리프트", "สควอท", "벤치 프레스"])
def test_names_in_other_scripts_keep_their_letters(name: str) -> None:
    letters = fold_letters(name).replace(" ", "")

    assert sorted(fold_name(name).replace(" ", "")) == sorted(letters)
    assert matched(name) == ""


@given(st.text())
@example("The")
@example("a")
@example("to")
@example("\u037a")
@example("\u02bc")
@example("\ufc5e")
def test_a_name_with_a_letter_has_a_key(name: str) -> None:
    if any(character.isalpha() for character in name):
        assert fold_name(name) != ""


@given(st.text() | st.lists(NAMES).map(" to ".join))
@example("a\u200d\u0301")
@example("İ")
@example("\u0149")
@example("up push")
@example("to zebra apple")
def test_a_key_is_its_own_key(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.data())
def test_case_blanks_and_the_order_of_words_do_not_matter(data: st.DataObject) -> None:
    name = data.draw(NAMES.filter(lambda name: " to " not in name.casefold()))
    words = data.draw(st.permutations(name.split()))
    blank = data.draw(st.sampled_from([" ", "  ", "\t", "\u00a0", " - ", "/"]))
    changed = data.draw(st.sampled_from([str.upper, str.lower, str.title]))

    assert fold_name(changed(blank.join(words))) == fold_name(name)
