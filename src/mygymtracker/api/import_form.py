"""The form that a file is sent with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from litestar.datastructures import UploadFile

from mygymtracker.exchange.doubles import Overlapping
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.mapping import read_mapping
from mygymtracker.exchange.questions import read_units
from mygymtracker.exchange.reading import DateOrder, ReadAs
from mygymtracker.exchange.records import doc
from mygymtracker.exchange.set_words import read_set_types
from mygymtracker.quantities import LoadUnit


@dataclass
class ImportForm:
    """A file and what it does not say itself. Only the file is always needed."""

    file: UploadFile = field(metadata={"description": "The export, at most 64 MB."})
    unit: Annotated[LoadUnit | None, doc("The unit of its loads; needed where the file does not say.")] = None
    exercise_units: Annotated[
        str | None,
        doc(
            "The unit that single exercises of such a file are written in where that is not the unit of the rest, as a "
            'JSON object by their names in it, like {"Squat (Barbell)": "kg"}.'
        ),
    ] = None
    time_zone: Annotated[str | None, doc("Where its clock times were; without it, your own.")] = None
    date_order: Annotated[DateOrder | None, doc("For dates like 3/4/2025 that nothing settles.")] = None
    month_language: Annotated[str | None, doc("For month names that two languages share, a code like pl.")] = None
    dry_run: Annotated[bool, doc("Report what would be done, and do nothing.")] = False
    restore_deleted: Annotated[bool, doc("Bring back workouts that you deleted here.")] = False
    set_types: Annotated[
        str | None,
        doc(
            "What rows are whose set type is a word that is not known, as a JSON object: from the word to working, "
            'warmup, drop_set, failure, rest or note, like {"Pausa": "rest"}.'
        ),
    ] = None
    read_as: Annotated[
        ReadAs | None,
        doc("Whose columns they are, by where they stand, when the header is in a language that is not known."),
    ] = None
    take_file: Annotated[
        bool,
        doc(
            "Where workouts came in before and read otherwise now, make them say what the file says, set by set, but "
            "for what you have changed since."
        ),
    ] = False
    overlapping: Annotated[
        Overlapping | None,
        doc(
            "What to do with new workouts that start in the same minute as one that is here from another app or was "
            "logged here: leave them out (skip) or take them all the same (add); needed where there are any."
        ),
    ] = None
    exercises: Annotated[
        str | None,
        doc(
            "What names in the file mean, as a JSON object: from the name to the id of an exercise, or to null for one "
            'of your own of that name, like {"Squats": "019caf70-6140-7000-8000-00000000000a", "Zercher Lunge": null}. '
            "A name that is left out is found as ever."
        ),
    ] = None

    def options(self) -> ImportOptions:
        """What it says of the file. Raises Invalid."""
        return ImportOptions(
            load_unit=self.unit,
            exercise_units=read_units(self.exercise_units) if self.exercise_units else {},
            time_zone=self.time_zone,
            date_order=self.date_order,
            month_language=self.month_language,
            restore_deleted=self.restore_deleted,
            take_file=self.take_file,
            overlapping=self.overlapping,
            dry_run=self.dry_run,
            exercises=read_mapping(self.exercises) if self.exercises else {},
            set_types=read_set_types(self.set_types) if self.set_types else {},
            read_as=self.read_as,
        )
