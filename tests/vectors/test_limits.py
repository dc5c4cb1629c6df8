"""What a set and a plan may be: of a value or a text, whether the server takes it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from mygymtracker.contents import Content, read
from mygymtracker.errors import Invalid
from mygymtracker.exercises.contents import ExerciseContent
from mygymtracker.numerals import readings
from mygymtracker.plans.contents import DayContent, PlanContent, PlanExerciseContent, refuse_sets_beyond
from mygymtracker.workouts.sets import SetContent, refuse_unusable
from tests.vectors.holding import JSON, hold

#: One number of a set, and what has to stand beside it.
NUMBERS: Final[Mapping[str, JSON]] = {
    "reps": {},
    "load": {"load_unit": "kg"},
    "duration_seconds": {},
    "distance": {"distance_unit": "m"},
    "rpe": {"reps": 5},
    "rir": {"reps": 5},
}
TYPED: Final = (
    "0", "-0", "1", "-1", "-0.5", "0.0", "00", "5", "5.0", "5.5", "8.25", "8.50", "9.75", "10", "10.0", "10.5", "11",
    "29.5", "30", "30.5", "31", "0.5", "0.25", "0.1", "0.001", "0.0001", "0.0010", "61.25", "82.5000", "1.0625",
    "0.000001", "0.0000001", "99999.999", "99999.9990", "100000", "100000.5", "32767", "32768", "99999",
    "999999999", "999999999.999999", "1000000000", "12345678901234567890", "0.123456", "0.1234567",
    "8,5", "62,125", "1,000", "\u0665", "\uff18.\uff15", "−2", "1e3", "1E-7", "0x10", "Infinity", "NaN", "1_000",
    "heavy", "1.2.3", ".5", "5.", "+5", "- 5",
)  # fmt: skip
WORK: Final = ("reps", "load", "duration_seconds", "distance")


def typed_numbers() -> Iterator[str]:
    """The edges, and random decimals about every limit."""
    yield from TYPED
    chance = random.Random(20261130)  # noqa: S311 — the same cases every time
    for _ in range(60):
        places = chance.randrange(8)
        size = chance.choice((10, 30, 1_000, 32_767, 100_000, 1_000_000_000))
        yield f"{Decimal(str(chance.uniform(0, size * 1.2))):.{places}f}"


def taken(sent: JSON, into: type[Content]) -> bool:
    try:
        content = read(sent, into)
        if isinstance(content, SetContent):
            refuse_unusable(content)
        if isinstance(content, PlanExerciseContent):
            refuse_sets_beyond(content)
    except Invalid:
        return False
    return True


def is_taken_number(field: str, text: str) -> bool:
    """As it is typed in English: one that could be two numbers is asked about."""
    numbers = readings(text, decimal=".", thousands=",")
    if len(numbers) != 1:
        return False
    whole = Decimal(numbers[0])
    value = int(whole) if field == "reps" and whole == int(whole) else numbers[0]
    return taken(NUMBERS[field] | {field: value}, SetContent)


def test_the_numbers_of_a_set_have_the_limits_of_the_server() -> None:
    texts = dict.fromkeys(typed_numbers())
    numbers = [{"field": field, "text": text, "taken": is_taken_number(field, text)} for field in NUMBERS
               for text in texts if field in ("load", "reps") or len(text) < 18]  # fmt: skip
    wholes = [
        {"fields": fields, "taken": taken(_with_units(fields), SetContent)}
        for count in range(1 << len(WORK))
        for fields in ({field: "5" if count >> place & 1 else None for place, field in enumerate(WORK)},)
    ]

    hold("set_limits", {"numbers": numbers, "sets": wholes})


def _with_units(fields: Mapping[str, str | None]) -> JSON:
    said = {field: value for field, value in fields.items() if value is not None}
    units = {unit: value for field in said for unit, value in NUMBERS[field].items()}
    return said | units | ({"reps": 5} if "reps" in said else {})


# -------------------------------------------------------------------------------------------------------------- plans

EXERCISES: Final = [f"00000000-0000-7000-8000-00000000000{number}" for number in range(4)]
PLANNED: Final[JSON] = {
    "exercise_id": EXERCISES[0], "warmup_sets": 2, "working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9,
    "rest_time": 120,
}  # fmt: skip
WHOLE: Final[Mapping[str, tuple[int, ...]]] = {
    "warmup_sets": (-1, 0, 1, 99, 100, 101),
    "working_sets": (-1, 0, 1, 4, 5, 100),
    "target_reps": (-1, 0, 1, 2, 999, 1000, 1001),
    "target_reps_max": (0, 1, 999, 1000, 1001),
    "rpe_early": (0, 1, 9, 10, 11),
    "rpe_last": (0, 1, 9, 10, 11),
    "rest_time": (-1, 0, 1, 59, 60, 3600, 86_399, 86_400, 86_401),
    "rest_time_max": (-1, 0, 1, 86_400, 86_401),
}


def refused_field(sent: JSON, into: type[Content] = PlanExerciseContent) -> str | None:
    """Null where it is taken."""
    try:
        content = read(sent, into)
        if isinstance(content, PlanExerciseContent):
            refuse_sets_beyond(content)
    except Invalid as refused:
        return refused.field
    return None


def planned_exercises() -> Iterator[JSON]:
    for low, high in (("target_reps", "target_reps_max"), ("rest_time", "rest_time_max")):
        for values in ((8, None), (8, 7), (8, 8), (8, 9), (1, 1), (1000, 999), (1000, 1000)):
            yield dict(zip((low, high), values, strict=True))
    yield from (
        {"substitutes": [EXERCISES[each] for each in those]} for those in ((), (1,), (0,), (1, 2), (1, 1), (2, 0))
    )
    yield from ({"notes": text * count} for text in ("x", "💪") for count in (0, 1, 499, 500, 501))
    yield from ({"returning_note": "é" * count} for count in (3999, 4000, 4001))
    yield from ({field: text} for field in ("notes", "returning_note") for text in HIDDEN)


HIDDEN: Final = ("a\nb", "a\tb", "a\x00b", "\x1b[2J", "\u202eabc", "\u200b", "שלום", "a\x7f", "\x85", "a\x0cb")
NAMES: Final = (
    "", " ", "Push", "  Push   day ", "x" * 100, "x" * 101, "💪" * 100, "💪" * 101, f"{'x' * 99}  y", f" {'x' * 100} ",
    f"{'x' * 50}   {'y' * 49}", f"{'x' * 50}   {'y' * 50}", "\u3000", "\u200b", "\u2800", *HIDDEN,
)  # fmt: skip
SINGLE: Final[JSON] = {"set_type": "working", "set_number": 1}
SINGLES: Final[Mapping[str, tuple[str, ...]]] = {
    "target_rpe": ("0", "0.5", "1", "1.0", "1.5", "1.25", "7.50", "8.3", "9.5", "9.50", "10", "10.0", "10.00", "10.5",
                   "11", "-1", "08", "8.000"),
    "load": ("0", "0.0", "0.5", "-1", "61.25", "1.0625", "1.0000", "99999.999", "99999.9999", "100000", "0.001",
             "0.0010", "0.0001", "00", "0100.5"),
    "target_reps": ("0", "1", "1000", "1001"),
    "target_reps_max": ("0", "1", "1000", "1001"),
    "rest_time": ("0", "86400", "86401"),
    "set_number": ("0", "1", "3", "4", "100", "101"),
}  # fmt: skip


def single_sets() -> Iterator[JSON]:
    for field, texts in SINGLES.items():
        for text in texts:
            unit = {"load_unit": "kg"} if field == "load" else {}
            yield {field: text if field in ("load", "target_rpe") else int(text)} | unit
    for low, high in ((None, 1), (1, 1), (2, 1), (8, 7), (8, 8), (8, 12)):
        yield {"target_reps": low, "target_reps_max": high}
    yield from ({"note": text} for text in ("x" * 4000, "x" * 4001, *HIDDEN))
    yield from ({"set_type": "warmup", "set_number": number} for number in (1, 2, 3))


def single_lists() -> Iterator[list[JSON]]:
    working, warmup = ({"set_type": kind} for kind in ("working", "warmup"))
    for places in ((), (1,), (1, 2), (1, 1), (3, 3), (2, 4)):
        yield [working | {"set_number": place} for place in places]
        yield [warmup | {"set_number": place} for place in places]
    yield [working | {"set_number": 1}, warmup | {"set_number": 1}]


def test_plans_have_the_limits_of_the_server() -> None:
    hold(
        "plan_limits",
        {
            "wholes": [
                {"field": field, "value": value, "taken": taken(_roomy(field, value), PlanExerciseContent)}
                for field, values in WHOLE.items()
                for value in values
            ],
            "exercises": [{"fields": each, "refused": refused_field(PLANNED | each)} for each in planned_exercises()],
            "names": [{"name": name, "taken": taken({"plan_name": name}, PlanContent)} for name in NAMES],
            "days": [
                {"fields": fields, "refused": refused_field(fields, DayContent)}
                for fields in (*({"day_name": name, "notes": ""} for name in NAMES),
                               *({"day_name": "Push", "notes": text} for text in ("x" * 4000, "x" * 4001, *HIDDEN)))
            ],
            "singles": [{"fields": SINGLE | each, "refused": _refused_single(SINGLE | each)} for each in single_sets()],
            "lists": [{"targets": each, "taken": taken(PLANNED | {"set_targets": each}, PlanExerciseContent)}
                      for each in single_lists()],
        },
    )  # fmt: skip


def _roomy(field: str, value: int) -> JSON:
    """An exercise in which only this number can be wrong."""
    low = {"target_reps_max": {"target_reps": 1}, "rest_time_max": {"rest_time": 0}}.get(field, {})
    return PLANNED | low | {field: value}


def _refused_single(single: JSON) -> str | None:
    field = refused_field(PLANNED | {"set_targets": [single]})
    return None if field is None else field.rpartition(".")[2]


# ---------------------------------------------------------------------------------------------------------- exercises

TWENTY: Final = [f"Alias {number}" for number in range(20)]


def exercises() -> Iterator[JSON]:
    yield from ({"name": name} for name in NAMES)
    yield from (
        {"aliases": aliases}
        for aliases in ([], TWENTY, [*TWENTY, "One more"], ["Press", "press"], ["Press", " Press "],
                        ["Straße", "STRASSE"], ["x" * 100], ["x" * 101], ["\u202ea"], ["Ş", "ş"])
    )  # fmt: skip
    yield from (
        {"load_step": step, "load_step_unit": "kg"}
        for step in ("0", "0.001", "0.0001", "0.0010", "1.25", "999.999", "1000", "-1")
    )
    yield from ({"notes": text} for text in ("x" * 4000, "x" * 4001, *HIDDEN))


def test_an_exercise_has_the_limits_of_the_server() -> None:
    hold(
        "exercise_limits",
        {"exercises": [{"fields": each, "refused": _refused_exercise(each)} for each in exercises()]},
    )


def _refused_exercise(fields: dict[str, Any]) -> str | None:
    field = refused_field({"name": "Bench"} | fields, ExerciseContent)
    return None if field is None else field.partition("[")[0]
