"""Every entity, enum and declaration of the schema: one import for all of them."""

from mygymtracker.database.columns import Base
from mygymtracker.database.entities.exercises import Exercise
from mygymtracker.database.entities.imports import Import, ImportedRow, ImportedWorkout, RowOutcome
from mygymtracker.database.entities.plans import IntensityTechnique, PlanExercise, WorkoutPlan
from mygymtracker.database.entities.signing_in import LoginSession, SignInAttempt
from mygymtracker.database.entities.users import User, UserOAuthProvider
from mygymtracker.database.entities.workouts import (
    ExerciseSet,
    SessionExercise,
    SessionStatus,
    SetType,
    WorkoutSession,
)

__all__ = [
    "Base",
    "Exercise",
    "ExerciseSet",
    "Import",
    "ImportedRow",
    "ImportedWorkout",
    "IntensityTechnique",
    "LoginSession",
    "PlanExercise",
    "RowOutcome",
    "SessionExercise",
    "SessionStatus",
    "SetType",
    "SignInAttempt",
    "User",
    "UserOAuthProvider",
    "WorkoutPlan",
    "WorkoutSession",
]
