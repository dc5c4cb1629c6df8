"""Plans of statements that another schema made wrong."""

from __future__ import annotations

import asyncpg
from sqlalchemy.exc import DBAPIError


def is_about_a_plan(error: BaseException | None) -> bool:
    """Whether a statement failed for the sake of its plan: the driver's error, or SQLAlchemy's around one."""
    while error is not None and not isinstance(error, asyncpg.InvalidCachedStatementError):
        error = error.orig if isinstance(error, DBAPIError) else error.__cause__
    return error is not None
