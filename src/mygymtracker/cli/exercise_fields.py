"""The options that say what an exercise is, for `exercise add` and `exercise set`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli.acting import habits
from mygymtracker.database.entities import Equipment, Laterality, Measurement, MovementPattern, Muscle
from mygymtracker.errors import Invalid
from mygymtracker.quantities import LoadMode

EQUIPMENT: Final = typer.Option("--equipment", help="What it is done with.")
PRIMARY: Final = typer.Option("--primary", help="A muscle that it is done for. Once for each.")
SECONDARY: Final = typer.Option("--secondary", help="A muscle that works along. Once for each.")
MEASUREMENT: Final = typer.Option("--measurement", help="What a set of it is measured by; weight_reps at first.")
LOAD_MODE: Final = typer.Option("--load-mode", help="What its load means for the body; external at first.")
LATERALITY: Final = typer.Option("--laterality", help="Both sides at once or one at a time; bilateral at first.")
PATTERN: Final = typer.Option("--pattern", help="The movement that it is.")
ALIAS: Final = typer.Option("--alias", help="Another name that it is found by. Once for each; replaces all.")
REST: Final = typer.Option("--rest", help="The usual rest after a set of it, in seconds.")
LOAD_STEP: Final = typer.Option("--load-step", help="The smallest change of load that makes sense, like 2.5 or 5lb.")
NOTE: Final = typer.Option("--note", help="Whatever else there is to say.")
UNSET: Final = typer.Option("--unset", help="Make it what it is at first. Once for each.")


class Field(StrEnum):
    """What can be made again what it is at first, as the options call it."""

    EQUIPMENT = "equipment"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    MEASUREMENT = "measurement"
    LOAD_MODE = "load-mode"
    LATERALITY = "laterality"
    PATTERN = "pattern"
    ALIAS = "alias"
    REST = "rest"
    LOAD_STEP = "load-step"
    NOTE = "note"


#: By the names of `ExerciseContent`.
_FIELDS: Final = {
    Field.EQUIPMENT: "equipment",
    Field.PRIMARY: "primary_muscles",
    Field.SECONDARY: "secondary_muscles",
    Field.MEASUREMENT: "measurement",
    Field.LOAD_MODE: "load_mode",
    Field.LATERALITY: "laterality",
    Field.PATTERN: "movement_pattern",
    Field.ALIAS: "aliases",
    Field.REST: "default_rest_seconds",
    Field.LOAD_STEP: "load_step",
    Field.NOTE: "notes",
}


def body_of(
    *,
    equipment: Equipment | None,
    primary: list[Muscle] | None,
    secondary: list[Muscle] | None,
    measurement: Measurement | None,
    load_mode: LoadMode | None,
    laterality: Laterality | None,
    pattern: MovementPattern | None,
    alias: list[str] | None,
    rest: int | None,
    load_step: str | None,
    note: str | None,
) -> dict[str, object]:
    """What was given, by the names of `ExerciseContent`."""
    given: dict[Field, object] = {
        Field.EQUIPMENT: equipment,
        Field.PRIMARY: primary,
        Field.SECONDARY: secondary,
        Field.MEASUREMENT: measurement,
        Field.LOAD_MODE: load_mode,
        Field.LATERALITY: laterality,
        Field.PATTERN: pattern,
        Field.ALIAS: alias,
        Field.REST: rest,
        Field.LOAD_STEP: load_step,
        Field.NOTE: note,
    }
    return {_FIELDS[name]: value for name, value in given.items() if value is not None and value != []}


def unset(names: Iterable[Field]) -> dict[str, object]:
    return dict.fromkeys(_FIELDS[name] for name in names)


def refuse_nothing(body: dict[str, object]) -> None:
    """Raises Invalid."""
    if not body:
        raise Invalid("Say what to change; the options are in --help.", field="--help")


async def with_units(session: AsyncSession, body: dict[str, object]) -> dict[str, object]:
    """A load step without a unit is in the person's. Raises Invalid."""
    if "load_step" not in body:
        return body
    step = body["load_step"]
    if step is None:
        return {**body, "load_step_unit": None}
    amount, unit = (await habits(session)).weight("--load-step", str(step))
    return {**body, "load_step": amount, "load_step_unit": unit}
