"""What a name is: something that can be seen, and the same however its blanks, case and width are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args, get_type_hints

import msgspec
import pytest

from mygymtracker.accounts.profile import ProfileContent
from mygymtracker.api.app import create_app
from mygymtracker.api.login_sessions import SignInAttempt
from mygymtracker.characters import HIDDEN_IN_NAMES, HIDDEN_IN_TEXTS, named
from mygymtracker.contents import Content, SecretContent, merge, name_key, read, tidy_name, with_tidy_names
from mygymtracker.errors import Invalid
from mygymtracker.exercises.contents import ExerciseContent
from mygymtracker.plans.contents import DayContent, PlanContent
from mygymtracker.workouts.contents import WorkoutContent, WorkoutExerciseContent
from mygymtracker.workouts.sets import SetContent

UNSEEN = ["", "   ", "\t\n", "\u200b", "\u00ad \u2060", "\u3000", "\u3164", "\u2800", "\u0301"]


@pytest.mark.parametrize("name", UNSEEN, ids=ascii)
def test_a_name_in_which_nothing_can_be_seen_is_refused(name: str) -> None:
    for into, field in ((ExerciseContent, "name"), (PlanContent, "plan_name"), (DayContent, "day_name")):
        with pytest.raises(Invalid) as refused:
            read({field: name}, into)

        assert refused.value.field == field


@pytest.mark.parametrize("name", UNSEEN[1:], ids=ascii)
def test_an_alias_in_which_nothing_can_be_seen_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        read({"name": "Bench", "aliases": ["Press", name]}, ExerciseContent)

    assert refused.value.field.startswith("aliases")


def test_blanks_around_and_between_words_are_no_part_of_a_name() -> None:
    exercise = read({"name": "  Bench \u00a0 Press\t", "aliases": [" bp  x "]}, ExerciseContent)

    assert (exercise.name, exercise.aliases) == ("Bench Press", ["bp x"])
    assert merge(exercise, {"name": " Dip "}).name == "Dip"


def test_what_an_earlier_version_kept_stays_readable_and_can_be_changed() -> None:
    kept = ExerciseContent(name="   ", aliases=[" "])

    assert merge(kept, {"notes": "x"}).name == "   "
    assert merge(kept, {"name": "Bench", "aliases": None}).aliases == []


def test_a_workout_needs_no_name_and_has_none_of_blanks() -> None:
    began = {"started_at": "2026-03-02T18:00:00+01:00", "time_zone": "Europe/Berlin"}

    assert read(began | {"name": "  "}, WorkoutContent).name == ""
    with pytest.raises(Invalid, match="can be seen"):
        read(began | {"name": "\u200b"}, WorkoutContent)


@pytest.mark.parametrize("name", ["bench  PRESS", " Bench Press ", "ＢＥＮＣＨ　ＰＲＥＳＳ", "Bench\u00a0Press"])
def test_names_that_differ_by_blanks_case_or_width_are_the_same_name(name: str) -> None:
    assert name_key(name) == name_key("Bench Press")


@pytest.mark.parametrize("case", json.loads((Path(__file__).parents[1] / "vectors/names.json").read_text("utf-8")))
def test_the_client_has_the_same_names(case: dict[str, str | None]) -> None:
    name = str(case["name"])

    try:
        tidied = tidy_name("name", name) or None
    except Invalid:
        tidied = None

    hidden = {
        "hidden": _first(HIDDEN_IN_NAMES, name),
        "hidden_in_text": _first(HIDDEN_IN_TEXTS, name),
    }
    shown = {"name": name, "tidy": tidied, "key": name_key(name)}
    assert shown | {which: character for which, character in hidden.items() if character} == case


def _first(hidden: re.Pattern[str], text: str) -> str | None:
    found = hidden.search(text)
    return None if found is None else named(found[0])


SHAPES: Final[dict[str, tuple[type[Content], dict[str, object]]]] = {
    "name": (ExerciseContent, {"name": "Squat\x1b]0;x\x07"}),
    "aliases": (ExerciseContent, {"name": "Squat", "aliases": ["Squat", "\u202etauqS"]}),
    "notes": (ExerciseContent, {"name": "Squat", "notes": "\x9b2J"}),
    "plan_name": (PlanContent, {"plan_name": "Lower\u2066"}),
    "day_name": (DayContent, {"day_name": "Push\x7f"}),
    "display_name": (ProfileContent, {"display_name": "Ann\x85"}),
    "bars[0].name": (ProfileContent, {"bars": [{"load": "20", "unit": "kg", "name": "Bar\x1b[8m"}]}),
    "note": (SetContent, {"reps": 5, "note": "easy\x1b[31m"}),
    "returning_note": (WorkoutExerciseContent, {"returning_note": "Grip wider.\x07"}),
}


@pytest.mark.parametrize("field", SHAPES)
def test_what_would_do_something_to_a_terminal_is_in_no_name_and_no_note(field: str) -> None:
    into, sent = SHAPES[field]

    with pytest.raises(Invalid) as refused:
        read(sent, into)

    assert refused.value.field == field
    assert re.search(r"must not contain the invisible character U\+[0-9A-F]{4}$", str(refused.value))
    assert refused.value.value is not None
    assert not HIDDEN_IN_NAMES.search(refused.value.value)


def test_no_field_of_anything_that_is_sent_takes_what_would_do_something_to_a_terminal() -> None:
    taken = {
        f"{content.__name__}: {path}"
        for content in CONTENTS
        for path, sent in texts_of(content)
        if _is_taken(content, sent)
    }

    # A file of a device is read whatever the device was called.
    assert taken == {"DeviceFile: email", "DeviceFile: device"}


def _is_taken(content: type[Content], sent: dict[str, object]) -> bool:
    try:
        with_tidy_names(sent, content)
    except Invalid:
        return False
    return True


def _every(of: type[Content]) -> Iterator[type[Content]]:
    for each in of.__subclasses__():
        if each.__module__.startswith(create_app.__module__.partition(".")[0]) and each is not SecretContent:
            yield each
            yield from _every(each)


#: All of the program's, which `create_app` has been imported with. Those with a password take that as it is.
CONTENTS: Final = sorted(set(_every(Content)), key=lambda each: each.__name__)


def texts_of(struct: type[msgspec.Struct]) -> Iterator[tuple[str, dict[str, object]]]:
    """The way to each text in it, and a beginning of what is sent that has an ESC there and in nothing else."""
    for field, hint in get_type_hints(struct, include_extras=True).items():
        if field not in struct.__struct_fields__:
            continue
        for part, is_list in _flat(hint):
            if part is str:
                yield field, {field: ["Squat\x1b[2J"] if is_list else "Squat\x1b[2J"}
            elif isinstance(part, type) and issubclass(part, msgspec.Struct):
                for path, inner in texts_of(part):
                    yield f"{field}.{path}", {field: [inner] if is_list else inner}


def _flat(hint: object, is_list: bool = False) -> Iterator[tuple[object, bool]]:
    """What a value may be, or the values of a list; of an object with any fields nothing."""
    origin = getattr(hint, "__origin__", hint)
    if origin is dict:
        return
    if not get_args(hint):
        yield hint, is_list
    for inner in get_args(hint):
        yield from _flat(inner, is_list or origin is list)


def test_a_password_may_hold_anything() -> None:
    assert read({"email": "ann@example.org", "password": "\x1b\x00\u202e"}, SignInAttempt).password == "\x1b\x00\u202e"


def test_notes_have_lines_and_tabs_and_turn_their_direction() -> None:
    note = "first\tset\r\nשלום \u2067Squat\u2069\n"

    assert read({"reps": 5, "note": note}, SetContent).note == note


def test_what_was_kept_before_there_was_the_rule_can_be_changed_field_by_field() -> None:
    known = ExerciseContent(name="Squat\x1b[2J", notes="\x07")

    assert merge(known, {"default_rest_seconds": 90}) == ExerciseContent(
        name="Squat\x1b[2J", notes="\x07", default_rest_seconds=90
    )
