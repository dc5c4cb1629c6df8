"""What a file leaves open that only a person can say: asked with what leaves it open, and with the choices. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from mygymtracker.errors import Invalid
from mygymtracker.exchange.answers import read_answers
from mygymtracker.exchange.load_units import LoadsByExercise
from mygymtracker.exchange.loads import read_dust
from mygymtracker.exchange.records import ExerciseUnit, ParsedFile, SetRecord, UnitGuess
from mygymtracker.exchange.workout_identity import folded
from mygymtracker.quantities import LoadUnit

#: The name of the field, of the form and of what is refused.
UNIT_FIELD: Final = "unit"
EXERCISE_UNITS_FIELD: Final = "exercise_units"
#: Of the exercises of a file whose unit is asked for.
_LOADS_SHOWN: Final = 3
_SHOWN: Final = 200


def read_units(text: str) -> Mapping[str, LoadUnit]:
    """What is said of single exercises, from a JSON object of names and units. Raises Invalid."""
    return read_answers(
        text, dict[str, LoadUnit], field=EXERCISE_UNITS_FIELD, what="from names in the file to kg or lb"
    )


def ask_for_units(parsed: ParsedFile, answers: Iterable[str]) -> None:
    """Raises Invalid for `unit` where the file does not say it and nobody did, and for `exercise_units`: for a name
    that the file does not have, and for every exercise that shows another unit than the rest and has loads that do not.
    """
    names = set(map(folded, parsed.names))
    for name in answers:
        if folded(name) not in names:
            raise Invalid(f"The file has no exercise {name[:_SHOWN]}.", field=EXERCISE_UNITS_FIELD, value=name[:_SHOWN])
    if (guess := parsed.unit_guess) is not None:
        raise Invalid(
            _which_unit(guess, _showing(parsed)),
            field=UNIT_FIELD,
            value=_some_loads(parsed),
            choices=sorted(LoadUnit, key=lambda unit: unit is not guess.likely),
        )
    questions = [_which_unit_of(each) for each in parsed.exercise_units if _disagrees(each, parsed.load_unit)]
    if questions:
        first, *further = questions
        raise Invalid(str(first), field=first.field, value=first.value, choices=first.choices, further=further)


def _showing(parsed: ParsedFile) -> Sequence[tuple[str, LoadUnit]]:
    loads = Counter(
        (block.name, each.load)
        for workout in parsed.workouts
        for block in workout.exercises
        for each in block.sets
        if each.load is not None and each.load_unit is None
    )
    return LoadsByExercise(loads.items()).showing


def _which_unit(guess: UnitGuess, showing: Sequence[tuple[str, LoadUnit]]) -> str:
    shares = (
        f" Of {guess.loads} loads {guess.share_of_2_5:.0%} are multiples of 2.5 and {guess.share_of_5:.0%} of 5; the "
        f"heaviest is {guess.maximum:f}."
    )
    looks = " It could be either."
    if guess.likely:
        looks = (
            f" It looks like {guess.likely}, {'surely' if guess.is_sure else 'but that is not sure'}: {guess.reason}."
        )
    names = [f"{name} ({unit})" for name, unit in showing]
    more = f" and {len(names) - _LOADS_SHOWN} more" if len(names) > _LOADS_SHOWN else ""
    apart = f" Of themselves these show their unit: {', '.join(names[:_LOADS_SHOWN])}{more}." if names else ""
    return (
        f"The file does not say whether its loads are in kg or lb.{shares if guess.loads else ''}{looks}{apart} "
        "Say which: kg or lb."
    )


def _some_loads(parsed: ParsedFile) -> str:
    """The heaviest sets of the exercises that the file has most of, for a person to recognise."""
    heaviest: dict[str, SetRecord] = {}
    sets: Counter[str] = Counter()
    for workout in parsed.workouts:
        for block in workout.exercises:
            for each in block.sets:
                if each.load and each.reps and read_dust(each.load) is None:
                    sets[block.name] += 1
                    heaviest[block.name] = max(heaviest.get(block.name, each), each, key=lambda one: one.load or 0)
    most = [(name, heaviest[name]) for name, _ in sets.most_common(_LOADS_SHOWN)]
    return "; ".join(f"{name} {each.load:f} × {each.reps}" for name, each in most)


def _disagrees(exercise: ExerciseUnit, of_file: LoadUnit | None) -> bool:
    return exercise.source == "dust" and exercise.written_in is not of_file and exercise.plain > 0


def _which_unit_of(exercise: ExerciseUnit) -> Invalid:
    shown = exercise.written_in
    typed = read_dust(exercise.example)
    example = f" ({exercise.example:f} is {typed[0]:f} {typed[1]})" if typed else ""
    loads = "1 other load does" if exercise.plain == 1 else f"{exercise.plain} other loads do"
    were = "was" if exercise.dusty == 1 else "were"
    return Invalid(
        f"{exercise.name} looks as if the file had it in {shown}, and not in the unit of the rest: {exercise.dusty} of "
        f"its loads {were} converted{example}. {loads} not show it. Say which unit they are in: kg or lb.",
        field=EXERCISE_UNITS_FIELD,
        value=exercise.name,
        choices=sorted(LoadUnit, key=lambda unit: unit is not shown),
    )
