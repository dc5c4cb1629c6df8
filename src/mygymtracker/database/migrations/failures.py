"""What PostgreSQL says of a revision that fails, as a sentence for whoever ran it."""

from __future__ import annotations

from typing import Final, NoReturn

import asyncpg

from mygymtracker.errors import Conflict, Unavailable

_LOCK_NOT_AVAILABLE: Final = "55P03"
#: A table, column, type, schema, function or constraint of that name exists.
_TAKEN: Final = ("42P07", "42701", "42710", "42P06", "42723")
#: What the rows or the schema do not allow (integrity, dependent objects, syntax and names, raised errors).
_CONFLICTS: Final = ("22", "23", "2B", "42", "44", "P0")


def translate(error: Exception, *, sqlstate: str | None, statement: str | None) -> NoReturn:
    """PostgreSQL's own sentence, with its detail (it names rows) and the statement that it is about."""
    if sqlstate == _LOCK_NOT_AVAILABLE:
        first_line = f" ({statement.strip().splitlines()[0]} …)" if statement else ""
        raise Unavailable(
            "Another transaction holds a table that this migration must change, and did not let go in time"
            f"{first_line}. This revision changed nothing; try again when that transaction is done."
        ) from error
    cause: BaseException = error
    while not isinstance(cause, asyncpg.PostgresError) and cause.__cause__ is not None:
        cause = cause.__cause__
    detail = getattr(cause, "detail", None)
    sentence = f"{cause}\n{detail}" if detail and str(detail) not in str(cause) else str(cause)
    if sqlstate in _TAKEN:
        sentence += (
            "\nWhat stands in the way was not made by a revision. What to do: Troubleshooting in the database guide "
            "(src/mygymtracker/database/README.md), under “already exists”."
        )
    family = Conflict if (sqlstate or "").startswith(_CONFLICTS) else Unavailable
    raise family(sentence) from error
