"""What one import did, for whoever ran it: nothing is skipped or corrected in silence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct

from mygymtracker.database.row_shapes import WallClock
from mygymtracker.exchange.known_formats import DIALECTS, SourceName
from mygymtracker.exchange.records import MOST_LISTED, ExerciseUnit, SetAsStored, doc
from mygymtracker.quantities import LoadUnit


class SetAsideRow(Struct, frozen=True):
    """A row that could not be read as anything, as it stands in the file, and why."""

    line_number: Annotated[int, doc("The line of the file where the row starts, from 1.")]
    text: Annotated[str, doc("The row, verbatim.")]
    reason: Annotated[str, doc("Why it was set aside.")]


class IncompleteSet(Struct, frozen=True):
    """A set that was added without a number of its row that could not be read. Its note names it."""

    line_number: Annotated[int, doc("The line of the file where the row starts, from 1.")]
    text: Annotated[str, doc("The row, verbatim.")]
    missing: Annotated[str, doc("What is wrong with the number.")]


class ReportRemark(Struct, frozen=True):
    """Something a person should know; without a line number it is about the whole file."""

    line_number: int | None
    text: str


class ChangedWorkout(Struct, frozen=True):
    """A workout that was imported before and now reads otherwise. What is here is kept, unless take_file asks else."""

    name: str
    local_start: WallClock
    differs_in: Annotated[list[str], doc("What differs: sets, effort, rest, notes, workout notes, supersets, time.")]


class AnswerBefore(Struct, frozen=True):
    """Something that was said otherwise when workouts came in that differ now."""

    field: Annotated[str, doc("The field of the form that it was said by: unit, time_zone or exercise_units.")]
    name: Annotated[str | None, doc("Of exercise_units: the name in the file.")]
    before: Annotated[str | None, doc("What was said then; null for nothing.")]
    now: Annotated[str | None, doc("What is said now; null for nothing.")]
    workouts: Annotated[int, doc("Of how many workouts that differ.")]


class Taken(Struct, frozen=True):
    """What came of taking the version of the file, where take_file asked for it."""

    workouts: Annotated[int, doc("Workouts that say something else now.")]
    sets_changed: int
    sets_added: Annotated[int, doc("Sets of the file that these workouts did not have. They are not in sets_added.")]
    sets_removed: Annotated[int, doc("Imported sets that the file does not have any more.")]
    sets_kept: Annotated[int, doc("Sets that stayed because you changed or deleted them since they came in.")]


class OverlappingWorkout(Struct, frozen=True):
    """A workout of the file that starts in the same minute as one that is here and came from elsewhere."""

    name: str
    local_start: WallClock
    name_here: Annotated[str, doc("The name of the one that is here.")]
    source_here: Annotated[str | None, doc("The app that the one here came from; null for one that was logged here.")]


#: How the exercise of a name was found.
How = Literal["own_name", "shared_name", "alias", "merged", "made", "ambiguous", "decided"]
#: Why an exercise could be meant by a name that leaves it open.
Why = Literal["name", "alias", "spelling", "similar"]


class NameCandidate(Struct, frozen=True):
    """An exercise that could be meant."""

    exercise_id: UUID
    name: str
    why: Annotated[
        Why,
        doc(
            "It has this name (name), this alias (alias) or another spelling of either (spelling), as another one has; "
            "or its name is like it (similar)."
        ),
    ]


class ImportedExercise(Struct, frozen=True):
    """What one name of an exercise in the file was taken for. Where that is wrong, merge it into the right one."""

    name: Annotated[str, doc("As the file writes it.")]
    exercise_id: Annotated[UUID | None, doc("Null in a dry run for one that would be made.")]
    exercise_name: Annotated[str, doc("Its name here.")]
    how: Annotated[
        How,
        doc(
            "By the name of one of your own exercises (own_name) or of a shared one (shared_name); by another spelling "
            "or an alias of either (alias); by one that you merged into this one (merged); because you said so "
            "(decided); or not at all, and it is new and yours (made), also because several could be meant (ambiguous)."
        ),
    ]
    sets: Annotated[int, doc("Sets that were added under this name.")]
    candidates: Annotated[
        list[NameCandidate],
        doc(
            "In a dry run, of a name that leaves open what it means: the exercises that it could be, at most 5, best "
            "first. Of the 100 such names with the most sets; the others have none."
        ),
    ] = []


class SampleSet(SetAsStored, frozen=True):
    """A set as it would be stored. Times are seconds."""

    line_number: Annotated[int, doc("Its line in the file.")]


class SampleExercise(Struct, frozen=True):
    """An exercise of a workout as it would be stored."""

    name: Annotated[str, doc("As the file writes it.")]
    exercise_name: Annotated[str, doc("Its name here.")]
    sets: list[SampleSet]


class SampleWorkout(Struct, frozen=True):
    """A workout as it would be stored, for a look whether unit, day and zone are right."""

    name: str
    started_at: datetime
    local_start: WallClock
    sets: Annotated[int, doc("How many it has.")]
    exercises: Annotated[list[SampleExercise], doc("With the first 50 of its sets.")]


class ImportReport(Struct, frozen=True):
    """What came of one file. The rows balance: rows in = sets + rests + notes + set aside.

    The workouts balance as well: those of the file are added, restored, known, changed, deleted before, or overlapping.
    """

    import_id: Annotated[UUID | None, doc("The run; null for a dry run, of which nothing is kept.")]
    dry_run: bool
    source: Annotated[SourceName, doc("The app that wrote the file, told by its content.")]
    dialect: Annotated[str, doc(f"The form of the file: {DIALECTS}.")]
    file_name: str
    unit: Annotated[LoadUnit | None, doc("Of all loads; null where every row names its own.")]
    exercise_units: Annotated[
        list[ExerciseUnit], doc("Of every exercise with a load, where the file does not say its unit itself.")
    ]
    time_zone: Annotated[str, doc("Where the clock times of the file were read.")]
    rows_in: Annotated[int, doc("Rows of the file, without its header and lines without any text.")]
    set_rows: int
    rest_rows: int
    note_rows: int
    set_aside_rows: int
    set_aside: Annotated[
        list[SetAsideRow],
        doc(f"The first {MOST_LISTED} rows that were set aside. An import that is no dry run keeps all."),
    ]
    workouts_added: int
    workouts_restored: Annotated[int, doc("Deleted here before, and brought back because that was asked for.")]
    workouts_known: Annotated[int, doc("Imported before, with the same content.")]
    workouts_changed: Annotated[
        int, doc("Imported before, with other content or a time that was read elsewhere; see `taken`.")
    ]
    workouts_deleted: Annotated[int, doc("Imported before and deleted here; they stay deleted.")]
    workouts_overlapping: Annotated[int, doc("Left out, because one from elsewhere starts in the same minute.")]
    changed: Annotated[list[ChangedWorkout], doc(f"The first {MOST_LISTED} of `workouts_changed`.")]
    answers_before: Annotated[list[AnswerBefore], doc("What was said otherwise when those came in.")]
    taken: Annotated[Taken | None, doc("Null where nothing was to be taken: what is here was kept.")]
    overlapping: Annotated[list[OverlappingWorkout], doc(f"The first {MOST_LISTED} of `workouts_overlapping`.")]
    sets_added: int
    exercises_matched: Annotated[int, doc("Exercises of what was added that were there: your own or shared.")]
    exercises_created: Annotated[list[str], doc("Exercises of what was added that were not; they are yours now.")]
    exercises: Annotated[list[ImportedExercise], doc("Every name of what was added, in the order of the file.")]
    first_day: Annotated[date | None, doc("The day of the file's first workout.")]
    last_day: Annotated[date | None, doc("The day of the file's last workout.")]
    remark_count: Annotated[int, doc("How many remarks there are.")]
    remarks: Annotated[
        list[ReportRemark], doc(f"The first {MOST_LISTED}: about the file, and about sets that were added.")
    ]
    incomplete_sets: Annotated[int, doc("Sets that were added without a number that could not be read.")]
    incomplete: Annotated[
        list[IncompleteSet], doc(f"The first {MOST_LISTED} of these; type the number by changing the set.")
    ] = []
    samples: Annotated[
        list[SampleWorkout],
        doc("In a dry run: the first and the last of the workouts that would be added, with their sets."),
    ] = []
