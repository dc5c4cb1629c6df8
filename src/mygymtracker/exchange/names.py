"""The names of the exercises that come in, with what their sets say of them. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from mygymtracker.database.entities import Measurement
from mygymtracker.exchange.records import ExerciseRecord, SetRecord
from mygymtracker.exchange.workout_identity import folded


@dataclass(slots=True)
class Names:
    """What is known of each name without its sets. `sets` counts them, by the name as written, in file order."""

    sets: Counter[str] = field(default_factory=Counter)
    _measured: dict[str, set[Measurement]] = field(default_factory=dict)

    def add(self, block: ExerciseRecord) -> None:
        """Take in an exercise of a workout."""
        self.sets[block.name] += len(block.sets)
        measured = self._measured.setdefault(folded(block.name), set())
        measured.update(each for each in map(_measured, block.sets) if each is not None)

    @property
    def first_written(self) -> dict[str, str]:
        """Each folded name as the file writes it first, in file order."""
        names: dict[str, str] = {}
        for name in self.sets:
            names.setdefault(folded(name), name)
        return names

    def measurement_of(self, key: str) -> Measurement:
        """Which numbers the sets of a folded name have, where all that say something agree; weight and reps where
        they do not.
        """
        measured = self._measured.get(key, set())
        return next(iter(measured)) if len(measured) == 1 else Measurement.WEIGHT_REPS


def _measured(record: SetRecord) -> Measurement | None:
    """What one set was measured in; None for one that was never performed. A load of 0 is none."""
    if record.reps is not None:
        return Measurement.WEIGHT_REPS if record.load else Measurement.REPS
    if record.distance:
        return Measurement.WEIGHT_DISTANCE if record.load else Measurement.DISTANCE_DURATION
    if record.duration_seconds:
        return Measurement.WEIGHT_DURATION if record.load else Measurement.DURATION
    return None
