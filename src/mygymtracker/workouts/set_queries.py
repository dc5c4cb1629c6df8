"""Questions about sets, and the one statement that logs a set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    LargeBinary,
    SmallInteger,
    Subquery,
    Uuid,
    bindparam,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Exercise, ExerciseSet, SessionExercise, SessionStatus, WorkoutSession
from mygymtracker.database.reading import Query, Question, columns_of
from mygymtracker.database.transaction import ACTING_PARAMETER
from mygymtracker.workouts.sets import CONTENT_FIELDS, SMALLEST_INTEGER_MAX, LoggedSet

_COLUMNS: Final = columns_of(ExerciseSet, LoggedSet, {"workout_exercise_id": ExerciseSet.session_exercise_id})
_ID: Final = bindparam("id", type_=Uuid())
_ONE_SET: Final = Query(select(*_COLUMNS).where(ExerciseSet.id == _ID), LoggedSet)


def one_set(set_id: UUID) -> Question[LoggedSet]:
    """One row or none."""
    return _ONE_SET, {"id": set_id}


# ------------------------------------------------------------------------------------------------------ logging a set

_PARENT_ID: Final = bindparam("workout_exercise_id", type_=Uuid())
_SENT: Final = {field: bindparam(field, type_=getattr(ExerciseSet, field).type) for field in CONTENT_FIELDS}

# The key from a set to its exercise of a workout names the exercise, too: until the set is there, nobody may
# substitute it. Alone in its question, because of a row that was waited for only itself is looked at again.
_PARENT: Final = (
    select(SessionExercise.id, SessionExercise.session_id, SessionExercise.exercise_id)
    .where(SessionExercise.id == _PARENT_ID)
    .with_for_update(read=True, key_share=True)
    .cte("parent")
)
# After the parent, because that is the order in which deleting takes them.
_FIRST_PIECE: Final = (
    select(ExerciseSet.id, ExerciseSet.continues_set_id)
    .join(_PARENT, _PARENT.c.id == ExerciseSet.session_exercise_id)
    .where(ExerciseSet.id == _SENT["continues_set_id"])
    .with_for_update(read=True, key_share=True, of=ExerciseSet)
    .cte("first_piece")
)
_LAST_PLACE: Final = (
    select(func.coalesce(func.max(ExerciseSet.set_index, type_=Integer()), 0))
    .where(ExerciseSet.session_exercise_id == _PARENT_ID)
    .scalar_subquery()
)
#: What a field is that was left out.
_LEFT_OUT: Final = {
    "set_index": func.least(_LAST_PLACE + 1, SMALLEST_INTEGER_MAX, type_=SmallInteger()),
    "load_mode": Exercise.load_mode,
    "performed_at": case(
        (
            WorkoutSession.status == SessionStatus.IN_PROGRESS,
            # a phone's clock may be ahead of ours
            func.greatest(bindparam("now", type_=DateTime(timezone=True)), WorkoutSession.started_at),
        ),
        else_=WorkoutSession.started_at,
    ),
}
_ADDED: Final[Mapping[str, ColumnElement[Any]]] = {
    "user_id": bindparam(ACTING_PARAMETER, type_=Uuid()),
    "id": _ID,
    "session_exercise_id": _PARENT.c.id,
    "exercise_id": _PARENT.c.exercise_id,
    "creation_digest": bindparam("creation_digest", type_=LargeBinary()),
    **{
        field: func.coalesce(value, _LEFT_OUT[field], type_=value.type) if field in _LEFT_OUT else value
        for field, value in _SENT.items()
    },
}
_NEW: Final = (
    select(*(column.label(name) for name, column in _ADDED.items()))
    .select_from(_PARENT)
    .join(WorkoutSession, WorkoutSession.id == _PARENT.c.session_id)
    .join(Exercise, Exercise.id == _PARENT.c.exercise_id)
    .where(
        or_(
            _SENT["continues_set_id"].is_(None),
            exists(select(_FIRST_PIECE.c.id).where(_FIRST_PIECE.c.continues_set_id.is_(None))),
        )
    )
)
_MADE: Final = (
    insert(ExerciseSet)
    .from_select(list(_ADDED), _NEW, include_defaults=False)
    .on_conflict_do_nothing(index_elements=["user_id", "id"])
    .returning(*_COLUMNS, ExerciseSet.creation_digest.label("creation_digest"))
    .cte("made")
)
# A statement does not see what it adds, so this is what was there before.
_BEFORE: Final = select(*_COLUMNS, ExerciseSet.creation_digest.label("creation_digest"), false().label("made")).where(
    ExerciseSet.id == _ID
)
_KNOWN: Final = union_all(select(*_MADE.c, true().label("made")), _BEFORE).subquery("known")
_ALWAYS: Final = select(literal_column("1", Integer()).label("one")).subquery("always")


class SetLogging(Struct, frozen=True):
    """What came of `log_set`. There is no `set` where it was not made and is not known."""

    parent_id: Annotated[UUID | None, Meta(description="The exercise of the workout.")]
    first_piece_id: Annotated[UUID | None, Meta(description="The set that it continues.")]
    first_piece_continues_id: Annotated[UUID | None, Meta(description="The set that that one continues itself.")]
    set: LoggedSet | None
    creation_digest: bytes | None
    made: bool | None


def _outcome(known: Subquery) -> Query[SetLogging]:
    return Query(
        select(
            _PARENT.c.id.label("parent_id"),
            _FIRST_PIECE.c.id.label("first_piece_id"),
            _FIRST_PIECE.c.continues_set_id.label("first_piece_continues_id"),
            *columns_of(known.c, LoggedSet, under="set"),
            known.c.creation_digest,
            known.c.made,
        )
        .select_from(_ALWAYS)
        .outerjoin(_PARENT, true())
        .outerjoin(_FIRST_PIECE, true())
        .outerjoin(known, true()),
        SetLogging,
    )


_LOG_SET: Final = _outcome(_KNOWN)
_LOOK: Final = _outcome(_BEFORE.subquery("known"))


def log_set(
    set_id: UUID, workout_exercise_id: UUID, fields: Mapping[str, object], *, creation_digest: bytes, now: datetime
) -> Question[SetLogging]:
    """Adds a set unless its id is known; always one row.

    Without a set, an id it refers to is no good, or another transaction is just adding it.
    """
    return _LOG_SET, {
        "id": set_id,
        "workout_exercise_id": workout_exercise_id,
        "creation_digest": creation_digest,
        "now": now,
        **fields,
    }


async def log_set_apart(session: AsyncSession, question: Question[SetLogging]) -> SetLogging:
    """The same on a cluster, where a statement with an INSERT goes to one shard only if it brings the row along."""
    parameters = question[1]
    made = False
    for row in await fetch_rows(session, _NEW, parameters):
        adding = insert(ExerciseSet).values(dict(zip(_ADDED, row, strict=True)))
        adding = adding.on_conflict_do_nothing(index_elements=["user_id", "id"])
        made = (await session.execute(adding.returning(ExerciseSet.id))).first() is not None
    (logging,) = await fetch_rows(session, _LOOK, parameters)
    return msgspec.structs.replace(logging, made=made)
