"""Every entity, enum and declaration of the schema: one import for all of them."""

from mygymtracker.database.columns import Base
from mygymtracker.database.entities.body import BodyMeasurement, BodyPart, BodyUnit
from mygymtracker.database.entities.changes import (
    Change,
    ChangeCounter,
    ChangedRow,
    Installation,
    ProcessedOperation,
    RowOperation,
    Through,
)
from mygymtracker.database.entities.exercises import (
    Equipment,
    Exercise,
    ExerciseMerge,
    Laterality,
    Measurement,
    MovementPattern,
    Muscle,
)
from mygymtracker.database.entities.imports import Import, ImportedRow, ImportedWorkout, RowOutcome
from mygymtracker.database.entities.plans import IntensityTechnique, PlanDay, PlanExercise, WorkoutPlan
from mygymtracker.database.entities.signing_in import LoginSession, RevokedSignIn, SignInAttempt, SignInEvent
from mygymtracker.database.entities.users import E1rmFormula, Sex, User, UserOAuthProvider
from mygymtracker.database.entities.workouts import (
    ExerciseSet,
    SessionExercise,
    SessionStatus,
    SetType,
    Side,
    WorkoutSession,
)

__all__ = [
    "Base",
    "BodyMeasurement",
    "BodyPart",
    "BodyUnit",
    "Change",
    "ChangeCounter",
    "ChangedRow",
    "E1rmFormula",
    "Equipment",
    "Exercise",
    "ExerciseMerge",
    "ExerciseSet",
    "Import",
    "ImportedRow",
    "ImportedWorkout",
    "Installation",
    "IntensityTechnique",
    "Laterality",
    "LoginSession",
    "Measurement",
    "MovementPattern",
    "Muscle",
    "PlanDay",
    "PlanExercise",
    "ProcessedOperation",
    "RevokedSignIn",
    "RowOperation",
    "RowOutcome",
    "SessionExercise",
    "SessionStatus",
    "SetType",
    "Sex",
    "Side",
    "SignInAttempt",
    "SignInEvent",
    "Through",
    "User",
    "UserOAuthProvider",
    "WorkoutPlan",
    "WorkoutSession",
]
