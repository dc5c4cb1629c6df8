"""What lies between a file format and the database: plain values, the same for every app.

Numbers that a person typed are Decimals in the unit they were typed in. Instants are not known yet: files
hold wall-clock times without a zone, and the importer asks for the zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from mygymtracker.exchange.pieces import Pieces
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit


def doc(description: str) -> Meta:
    """What a field means, for the reference of the API."""
    return Meta(description=description)


# SourceRow and SetRecord are Structs that the garbage collector passes over: no cycle can go through them,
# and looking at the hundreds of thousands of a long history took half of the time of reading it.
#: The `name` of a format.
Source = str
NOTE_LIMIT: Final = 4_000
#: Of remarks, of rows that were set aside and the like a report lists so many, and says how many there are.
MOST_LISTED: Final = 1_000
#: How a line of a set's note begins that names a number which the import could not read.
UNREAD_MARK: Final = "Not read from the file: "
SetTypeName = Literal["warmup", "working"]
TechniqueName = Literal["drop_set", "pause", "partial_length", "fail", "superset", "N/A"]


class ExerciseUnit(Struct, frozen=True):
    """Which unit the loads of one exercise are in, in a file that names none: there each exercise has its own."""

    name: Annotated[str, doc("As the file writes it.")]
    written_in: Annotated[LoadUnit, doc("The unit of the numbers of the file.")]
    source: Annotated[
        Literal["file", "dust", "answer"],
        doc(
            "What says so: what you said of the whole file (file) or of this exercise (answer), or its own loads, "
            "where some were typed in the other unit and converted (dust)."
        ),
    ]
    dusty: Annotated[int, doc("Loads above 0 that were typed in the other unit; they are read as they were typed.")]
    plain: Annotated[int, doc("Loads above 0 whose meaning hangs on the unit.")]
    example: Annotated[Decimal, doc("The heaviest of the dusty loads, else of the others, as the file writes it.")]


class RowOutcome(StrEnum):
    """What became of one row of the file. Every row has exactly one of them."""

    SET = "set"
    REST = "rest"
    NOTE = "note"
    SET_ASIDE = "set_aside"


class SourceRow(Struct, frozen=True, gc=False, array_like=True):
    """One row of the file, kept so that nothing can be lost by reading it wrongly.

    `line_number` is the physical line where the row starts, from 1 (the header is usually 1). `text` is the
    row as it stands in the file, with quoted newlines and without its own line ending; a NUL character, which
    no PostgreSQL text can hold, is written `␀`. `reason` is there when and only when the row was set aside.
    """

    line_number: int
    text: str
    outcome: RowOutcome
    reason: str | None = None


class SetAsStored(Struct, frozen=True):
    """What is stored of a set, as far as a file can say it. Times are seconds."""

    set_type: SetTypeName
    technique: TechniqueName | None
    load: Decimal | None
    load_unit: LoadUnit | None
    load_mode: LoadMode
    reps: int | None
    duration_seconds: Decimal | None
    distance: Decimal | None
    distance_unit: DistanceUnit | None
    rpe: Decimal | None
    rest_seconds: int | None
    note: str


#: What is stored of a set just as the file has it; what its load means and what its note says is settled later.
COPIED: Final = tuple(name for name in SetAsStored.__struct_fields__ if name not in ("load_mode", "note"))


class SetRecord(Struct, frozen=True, gc=False, array_like=True):
    """One set. What the file leaves blank is None, which is not 0: `reps` 0 is an attempt, none made.

    `load_unit` is None without a load, and with one whose unit the file does not say. `continues_previous` is
    True for a piece (a drop set) of the working set above it in the same block. `rest_seconds` is the rest
    after this set. `note` is '' where there is none. `remark` is what a person should be told about it. `unread` is
    what is wrong with the numbers of the row that this set came in without; '' for one that has all of them.
    """

    line_number: int
    set_type: SetTypeName = "working"
    technique: TechniqueName | None = None
    continues_previous: bool = False
    load: Decimal | None = None
    load_unit: LoadUnit | None = None
    load_mode: LoadMode = LoadMode.EXTERNAL
    reps: int | None = None
    duration_seconds: Decimal | None = None
    distance: Decimal | None = None
    distance_unit: DistanceUnit | None = None
    rpe: Decimal | None = None
    rest_seconds: int | None = None
    note: str = ""
    remark: str | None = None
    unread: str = ""

    @property
    def kept_note(self) -> str:
        """The note that is stored: it says which number is missing, for as long as nobody typed it."""
        if not self.unread:
            return self.note
        mark = f"{UNREAD_MARK}{self.unread}"[:NOTE_LIMIT]
        return f"{self.note[: NOTE_LIMIT - len(mark) - 1]}\n{mark}" if self.note else mark


class ExerciseRecord(Struct, frozen=True, gc=False, array_like=True):
    """A run of sets of one exercise. The same exercise twice in a workout is two of these.

    `sets` is empty when the file holds only a note for it. `superset_group` counts within the workout; 0 is
    real.
    """

    name: str
    notes: str
    superset_group: int | None
    sets: tuple[SetRecord, ...]


class WorkoutRecord(Struct, frozen=True, gc=False, array_like=True):
    """One workout, its times as the wall clock of the person showed them.

    `occurrence` counts, from 1 and in file order, the workouts of this file with the same `started_at`. `ended_at` can
    be up to two hours before it, where clocks may have been put back (`wall_clock.end_of`).
    """

    name: str
    started_at: datetime
    occurrence: int
    ended_at: datetime | None
    notes: str
    exercises: tuple[ExerciseRecord, ...]


class Remark(Struct, frozen=True):
    """Something to tell a person that belongs to no set: to the file, a workout or an exercise."""

    line_number: int | None
    text: str


class UnitGuess(Struct, frozen=True):
    """Help for whoever must say what unit a file is in. Shares run from 0 to 1, over `loads` loads above 0.

    Every multiple of 5 is one of 2.5 too, so the two shares are close in a file in pounds, and apart in
    kilograms. `likely` is what the file looks like, None where it shows neither; `is_sure` when its barbell lifts show
    it; `reason` what shows it, a clause for a person.
    """

    loads: int
    share_of_2_5: Decimal
    share_of_5: Decimal
    maximum: Decimal
    likely: LoadUnit | None
    is_sure: bool = False
    reason: str = ""


class WorkoutKey(Struct, frozen=True, gc=False, array_like=True):
    """Which workout one of the file is: its start as written, and what it says (`identity.Digests`)."""

    started_at: datetime
    digest: bytes


class Summary(Struct, frozen=True, kw_only=True):
    """A file but for its rows and workouts: what is small, however long the file.

    `load_unit` is the unit of all loads, or None where each row names its own or nobody knows. `unit_guess`
    is there when and only when the unit has to be asked; loads are then as written, with no unit. `exercise_units`
    has, where a person says the unit, every exercise with a load above 0. `dialect` names the form of the file:
    S0, S1, S1a, S1b, S1-de, S1-zh, S2, S3, hevy. Of `remarks` it has the first `MOST_LISTED`; `remark_count` counts
    all. `names` are those of its exercises. `keys` has one entry for each workout, `row_outcomes` one byte for each
    row: the place of its outcome in `RowOutcome`; and `row_lines` four, native: the line where it starts.
    """

    source: Source
    dialect: str
    load_unit: LoadUnit | None
    unit_guess: UnitGuess | None
    remarks: tuple[Remark, ...]
    remark_count: int
    exercise_units: tuple[ExerciseUnit, ...]
    names: tuple[str, ...]
    keys: list[WorkoutKey]
    row_outcomes: bytes
    row_lines: bytes

    @property
    def balance(self) -> Mapping[RowOutcome, int]:
        """How many rows had each outcome. The four add up to the rows of the file."""
        return {outcome: self.row_outcomes.count(place) for place, outcome in enumerate(RowOutcome)}


class ParsedFile(Summary, frozen=True, kw_only=True):
    """A whole file. `rows` has every data row once, in file order; workouts are in file order too."""

    rows: Pieces[SourceRow]
    workouts: Pieces[WorkoutRecord]
