"""What a person says about a file, and what is kept of it with the import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mygymtracker.exchange.doubles import Overlapping
from mygymtracker.exchange.existing import Options
from mygymtracker.exchange.mapping import NameMapping
from mygymtracker.exchange.reading import DateOrder, ReadAs
from mygymtracker.exchange.set_words import SetTypes
from mygymtracker.quantities import LoadUnit


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says about a file, for what it does not say itself. `time_zone` None is the person's own.

    `exercises` says which exercise a name is that would be found otherwise, or not at all; `exercise_units` the unit
    that a name is written in where that is not `load_unit`; `set_types` what a word is that the app writes for a
    kind of row, and `read_as` whose columns these are under a header in unknown words. With `take_file` known workouts
    say what the file says where that is something else, but for what the person has edited; `overlapping` is about
    those that are here from elsewhere.
    """

    load_unit: LoadUnit | None = None
    time_zone: str | None = None
    date_order: DateOrder | None = None
    month_language: str | None = None
    restore_deleted: bool = False
    dry_run: bool = False
    exercises: NameMapping = field(default_factory=dict)
    exercise_units: Mapping[str, LoadUnit] = field(default_factory=dict)
    set_types: SetTypes = field(default_factory=dict)
    read_as: ReadAs | None = None
    take_file: bool = False
    overlapping: Overlapping | None = None

    def kept(self, time_zone: str) -> Options:
        """What an import keeps, with the zone that its clock times were read in."""
        return {
            "unit": self.load_unit,
            "exercise_units": dict(self.exercise_units),
            "time_zone": time_zone,
            "date_order": self.date_order,
            "month_language": self.month_language,
            "read_as": self.read_as,
            "set_types": dict(self.set_types),
            "restore_deleted": self.restore_deleted,
            "take_file": self.take_file,
            "overlapping": self.overlapping,
        }
