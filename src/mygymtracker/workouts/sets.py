"""What can be said of a set, and what is answered."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta

from mygymtracker.clocks import refuse_instant
from mygymtracker.contents import Content, Text, from_row, kept, refuse_fine, refuse_uneven, refuse_unpaired
from mygymtracker.database.entities import ExerciseSet, IntensityTechnique, SetType, Side
from mygymtracker.errors import Invalid
from mygymtracker.quantities import LOAD_LIMIT, DistanceUnit, LoadMode, LoadUnit
from mygymtracker.workouts.contents import Instant
from mygymtracker.workouts.set_shapes import WorkoutSet

#: Durations and distances are below it.
LIMIT: Final = 1_000_000_000
HIGHEST: Final = {"rpe": 10, "rir": 30}
#: Decimals that are kept of what was typed.
PLACES: Final = {"load": 3, "duration_seconds": 6, "distance": 6, "rpe": 1, "rir": 1}
_WORK: Final = ("reps", "load", "duration_seconds", "distance")

SMALLEST_INTEGER_MAX: Final = 32_767
Place = Annotated[
    int, Meta(ge=1, le=SMALLEST_INTEGER_MAX, description="Its place, from 1; where two share one, the id decides.")
]
Reps = Annotated[
    int, Meta(ge=0, le=SMALLEST_INTEGER_MAX, description="Repetitions; 0 is an attempt of which none was made.")
]
Load = Annotated[
    Decimal,
    Meta(description="As typed, in `load_unit`, at most three decimals; with `load_mode` assisted, the help."),
]
RestSeconds = Annotated[int, Meta(ge=0, le=2_147_483_647, description="How long one rested after it.")]


class SetContent(Content, frozen=True, kw_only=True):
    """One set as it was done. It has repetitions, a load, a duration or a distance; effort is told as RPE or as RIR.

    Left out: `set_index` is the place after the last, `load_mode` that of the exercise, `performed_at` is now in a
    workout that runs, and the workout's start otherwise.
    """

    set_type: SetType = SetType.WORKING
    set_index: Place | None = None
    reps: Reps | None = None
    load: Load | None = None
    load_unit: LoadUnit | None = None
    load_mode: LoadMode | None = None
    duration_seconds: Annotated[Decimal | None, Meta(description="At most six decimals.")] = None
    distance: Annotated[Decimal | None, Meta(description="As typed, in `distance_unit`, at most six decimals.")] = None
    distance_unit: DistanceUnit | None = None
    rpe: Annotated[Decimal | None, Meta(description="Effort from 0 to 10, in half steps.")] = None
    rir: Annotated[Decimal | None, Meta(description="Repetitions in reserve from 0 to 30, in half steps.")] = None
    rest_seconds: RestSeconds | None = None
    note: Text = ""
    technique: IntensityTechnique | None = None
    continues_set_id: Annotated[
        UUID | None,
        Meta(description="The set of the same exercise that this one is a piece of, the first piece: drop sets, …"),
    ] = None
    performed_at: Instant | None = None
    side: Annotated[Side | None, Meta(description="With `each`, repetitions and load are those of one side.")] = None

    def __post_init__(self) -> None:
        """Only what is true of every set that is kept, imported ones included: theirs are read as contents, too."""
        super().__post_init__()
        _refuse_outside("load", self.load, below=LOAD_LIMIT)
        _refuse_outside("duration_seconds", self.duration_seconds, below=LIMIT)
        _refuse_outside("distance", self.distance, below=LIMIT)
        _refuse_effort("rpe", self.rpe)
        _refuse_effort("rir", self.rir)
        refuse_unpaired("load", self.load, "load_unit", self.load_unit)
        refuse_unpaired("distance", self.distance, "distance_unit", self.distance_unit)
        if self.rpe is not None and self.rir is not None:
            raise Invalid("effort must be told as rpe or as rir, not as both", field="rir", value=str(self.rir))


class SetCreation(SetContent, frozen=True, kw_only=True):
    """One set, and the exercise of a workout that it was done of."""

    workout_exercise_id: UUID


class LoggedSet(WorkoutSet, frozen=True, gc=False):
    """One set as it was typed, and the exercise of a workout that it was done of."""

    workout_exercise_id: UUID


#: The fields of a set that a person can say.
CONTENT_FIELDS: Final = SetContent.__struct_fields__


def content_of(row: ExerciseSet | LoggedSet) -> SetContent:
    return from_row(SetContent, row)


def creation_of(row: LoggedSet) -> SetCreation:
    return from_row(SetCreation, row)


def refuse_unusable(content: SetContent, *, known: SetContent | None = None) -> None:
    """Raises Invalid for what a person cannot mean. Of `known`, what does not change may be as an import left it."""
    changed = {field for field in CONTENT_FIELDS if known is None or getattr(content, field) != getattr(known, field)}
    for field, places in PLACES.items():
        if field in changed:
            if field in HIGHEST:
                refuse_uneven(field, getattr(content, field))
            refuse_fine(field, getattr(content, field), places=places)
    if changed & set(_WORK) and all(getattr(content, field) is None for field in _WORK):
        raise Invalid("a set must have reps, a load, a duration_seconds or a distance", field="reps")
    if "performed_at" in changed:
        refuse_instant("performed_at", content.performed_at)


def trimmed(content: SetContent) -> dict[str, object]:
    """The fields that a person can say, as typed, but without zeros that are finer than what is kept."""
    values: dict[str, object] = {field: getattr(content, field) for field in CONTENT_FIELDS}
    return values | {field: kept(getattr(content, field), places=places) for field, places in PLACES.items()}


def _refuse_outside(field: str, value: Decimal | None, *, below: int) -> None:
    if value is not None and not (value.is_finite() and 0 <= value < below):
        raise Invalid(f"{field} must be a number from 0 to below {below}", field=field, value=str(value))


def _refuse_effort(field: str, value: Decimal | None) -> None:
    highest = HIGHEST[field]
    if value is not None and not (value.is_finite() and 0 <= value <= highest):
        raise Invalid(f"{field} must be a number from 0 to {highest}", field=field, value=str(value))
