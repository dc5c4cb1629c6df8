"""The muscles of the catalogue, rolled up to the groups that people plan by.

Two levels, because they answer two questions. An exercise has to say which part it trains: bench press and reverse fly
are both "shoulders" and replace each other in nothing. But how much somebody trained is read by group: a plan that
says "16 sets of back" means lats and upper back together, and a list of 26 numbers shows no one what is missing.
A set that trains two muscles of a group is one set of that group, not two.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from mygymtracker.database.entities.exercises import Muscle


class MuscleGroup(StrEnum):
    """What training volume is shown by."""

    CHEST = "chest"
    SHOULDERS = "shoulders"
    BACK = "back"
    TRAPS = "traps"
    LOWER_BACK = "lower_back"
    BICEPS = "biceps"
    TRICEPS = "triceps"
    FOREARMS = "forearms"
    ABS = "abs"
    GLUTES = "glutes"
    HIPS = "hips"
    QUADS = "quads"
    HAMSTRINGS = "hamstrings"
    CALVES = "calves"


#: Every muscle is in exactly one group.
GROUP_OF: Final[Mapping[Muscle, MuscleGroup]] = MappingProxyType(
    {
        Muscle.UPPER_CHEST: MuscleGroup.CHEST,
        Muscle.LOWER_CHEST: MuscleGroup.CHEST,
        Muscle.FRONT_DELTS: MuscleGroup.SHOULDERS,
        Muscle.SIDE_DELTS: MuscleGroup.SHOULDERS,
        Muscle.REAR_DELTS: MuscleGroup.SHOULDERS,
        Muscle.ROTATOR_CUFF: MuscleGroup.SHOULDERS,
        Muscle.LATS: MuscleGroup.BACK,
        Muscle.UPPER_BACK: MuscleGroup.BACK,
        Muscle.UPPER_TRAPS: MuscleGroup.TRAPS,
        Muscle.NECK: MuscleGroup.TRAPS,
        Muscle.SPINAL_ERECTORS: MuscleGroup.LOWER_BACK,
        Muscle.BICEPS: MuscleGroup.BICEPS,
        Muscle.BRACHIALIS: MuscleGroup.BICEPS,
        Muscle.TRICEPS: MuscleGroup.TRICEPS,
        Muscle.FOREARM_FLEXORS: MuscleGroup.FOREARMS,
        Muscle.FOREARM_EXTENSORS: MuscleGroup.FOREARMS,
        Muscle.ABS: MuscleGroup.ABS,
        Muscle.OBLIQUES: MuscleGroup.ABS,
        Muscle.HIP_FLEXORS: MuscleGroup.HIPS,
        Muscle.ADDUCTORS: MuscleGroup.HIPS,
        Muscle.GLUTE_MAX: MuscleGroup.GLUTES,
        Muscle.GLUTE_MED: MuscleGroup.GLUTES,
        Muscle.QUADS: MuscleGroup.QUADS,
        Muscle.HAMSTRINGS: MuscleGroup.HAMSTRINGS,
        Muscle.CALVES: MuscleGroup.CALVES,
        Muscle.TIBIALIS: MuscleGroup.CALVES,
    }
)
