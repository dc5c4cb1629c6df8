"""What can be said of an exercise of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID, uuid5

from msgspec import Meta, field
from msgspec.structs import asdict

from mygymtracker.contents import Content, Name, Text, from_row, kept, refuse_fine, refuse_nul, refuse_unpaired
from mygymtracker.database.entities import Equipment, Exercise, Laterality, Measurement, MovementPattern, Muscle
from mygymtracker.errors import Invalid
from mygymtracker.quantities import LoadMode, LoadUnit

MOST_ALIASES: Final = 20
LOAD_STEP_LIMIT: Final = 1000

Aliases = Annotated[list[Name], Meta(max_length=MOST_ALIASES, description="Other names that it is found by.")]
PrimaryMuscles = Annotated[list[Muscle], Meta(max_length=len(Muscle), description="What it is done for.")]
SecondaryMuscles = Annotated[
    list[Muscle], Meta(max_length=len(Muscle), description="What works along; none of the primary ones.")
]
RestSeconds = Annotated[int, Meta(ge=0, le=86_400, description="The usual rest after a set of it.")]
LoadStep = Annotated[
    Decimal | None,
    Meta(description=f"The smallest change of load that makes sense: above 0, below {LOAD_STEP_LIMIT}."),
]


class ExerciseContent(Content, frozen=True, kw_only=True):
    """One exercise. Its name differs from those of one's own others, not only in upper and lower case."""

    name: Name
    aliases: Aliases = field(default_factory=list)
    primary_muscles: PrimaryMuscles = field(default_factory=list)
    secondary_muscles: SecondaryMuscles = field(default_factory=list)
    equipment: Equipment | None = None
    movement_pattern: MovementPattern | None = None
    measurement: Measurement = Measurement.WEIGHT_REPS
    load_mode: LoadMode = LoadMode.EXTERNAL
    laterality: Laterality = Laterality.BILATERAL
    default_rest_seconds: RestSeconds | None = None
    load_step: LoadStep = None
    load_step_unit: LoadUnit | None = None
    notes: Text = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        for alias in self.aliases:
            refuse_nul("aliases", alias)
        _refuse_twice("aliases", [alias.casefold() for alias in self.aliases])
        _refuse_twice("primary_muscles", self.primary_muscles)
        _refuse_twice("secondary_muscles", self.secondary_muscles)
        if both := sorted(set(self.primary_muscles) & set(self.secondary_muscles)):
            raise Invalid(
                "secondary_muscles must hold none of the primary_muscles", field="secondary_muscles", value=both[0]
            )
        refuse_fine("load_step", self.load_step)
        if self.load_step is not None and not 0 < self.load_step < LOAD_STEP_LIMIT:
            raise Invalid(
                f"load_step must be above 0 and below {LOAD_STEP_LIMIT}", field="load_step", value=str(self.load_step)
            )
        refuse_unpaired("load_step", self.load_step, "load_step_unit", self.load_step_unit)


def _refuse_twice(name: str, values: Sequence[str]) -> None:
    """Raises Invalid for what is said twice."""
    twice = next((value for place, value in enumerate(values) if value in values[:place]), None)
    if twice is not None:
        raise Invalid(f"{name} must not hold the same twice", field=name, value=str(twice))


def content_of(row: Exercise) -> ExerciseContent:
    return from_row(ExerciseContent, row)


def columns_of(content: ExerciseContent) -> dict[str, Any]:
    """A row that says the same. Zeros beyond the decimals that are kept are dropped."""
    return asdict(content) | {"load_step": kept(content.load_step)}


def exercise_id(user_id: UUID, sent_id: UUID) -> UUID:
    """The id of the exercise that a person makes under an id of their device's.

    An exercise's key is the same for everybody (docs/decisions/0007), so it is derived, as UUIDv5, and never chosen.
    """
    return uuid5(user_id, str(sent_id))
