"""What can be said of a file that is imported, as options of the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mygymtracker.exchange.doubles import Overlapping
from mygymtracker.exchange.known_formats import APPS
from mygymtracker.exchange.reading import DateOrder, ReadAs
from mygymtracker.quantities import LoadUnit

File = Annotated[Path, typer.Argument(help=f"An export of {APPS}.", metavar="FILE")]
Unit = Annotated[LoadUnit | None, typer.Option(help="Of its loads, where the file does not say.")]
UnitsOfExercises = Annotated[
    list[str] | None,
    typer.Option(
        "--unit-of",
        help="The unit that one exercise is written in where that is not --unit, like 'Squat (Barbell)=kg'. Can be "
        "said several times.",
        metavar="NAME=UNIT",
    ),
]
Zone = Annotated[
    str | None, typer.Option(help="Where its clock times were, like Europe/Berlin; else the account's own.")
]
Dates = Annotated[DateOrder | None, typer.Option(help="For dates like 3/4/2025 that nothing in the file settles.")]
Months = Annotated[str | None, typer.Option(help="For month names that two languages share: a code like pl.")]
KindsOfRows = Annotated[
    list[str] | None,
    typer.Option(
        "--set-type",
        help="What rows are whose set type is a word that is not known, like Pausa=rest: working, warmup, "
        "drop_set, failure, rest or note. Can be said several times.",
        metavar="WORD=KIND",
    ),
]
ColumnsOf = Annotated[
    ReadAs | None,
    typer.Option(help="Whose columns they are, by where they stand, under a header in an unknown language."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
RestoreDeleted = Annotated[bool, typer.Option("--restore-deleted", help="Bring back workouts that were deleted here.")]
TakeFile = Annotated[
    bool,
    typer.Option(
        "--take-file",
        help="Where workouts came in before and read otherwise now, take what the file says, set by set, but for "
        "what was changed here since.",
    ),
]
OverlappingWorkouts = Annotated[
    Overlapping | None,
    typer.Option(
        help="What to do with workouts that start in the minute of one that is here from another app or was logged "
        "here: leave them out, or take them all the same."
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--as",
        help="What a name in the file is, like 'BB Squats=Squat (Barbell)'; with nothing behind = it becomes an "
        "exercise of one's own. Can be said several times, and is remembered.",
        metavar="NAME=EXERCISE",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, in the shape of the web API's report.")]
