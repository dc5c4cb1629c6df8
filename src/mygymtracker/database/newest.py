"""Pages of what has an instant, newest first. What is ahead of now, by a clock that was wrong, comes after all else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    Select,
    SQLColumnExpression,
    Uuid,
    and_,
    bindparam,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from mygymtracker.clocks import CLOCK_TOLERANCE, FAR_AHEAD

#: Columns of whatever is asked for.
AnyRow = tuple[Any, ...]


def is_ahead(at: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether an instant is after now, as far as clocks agree."""
    return at > func.now() + literal(CLOCK_TOLERANCE)


def is_far_ahead(at: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether an instant can only come from a clock that is wrong."""
    return at > func.now() + literal(FAR_AHEAD)


def newest_first(
    of: Select[*AnyRow],
    at: InstrumentedAttribute[datetime],
    row_id: InstrumentedAttribute[UUID],
    *,
    after: str | None = None,
) -> Select[*AnyRow]:
    """At most `:rows` rows; two walks along an index that is ordered by `at` and `row_id`, columns of `of`.

    With `after`, those that come after the one with the instant of the parameter of that name and with `:id`.
    """
    here, ahead = not_(is_ahead(at)), is_ahead(at)
    if after is not None:
        instant = bindparam(after, type_=DateTime(timezone=True))
        later = tuple_(at, row_id) < tuple_(instant, bindparam("id", type_=Uuid()))
        ahead = and_(ahead, or_(not_(is_ahead(instant)), later))
        here = and_(here, later, not_(is_ahead(instant)))  # none, where the one before was ahead: these came already
    rows = bindparam("rows", type_=Integer())
    order = at.desc(), row_id.desc()
    both = union_all(
        of.where(here).order_by(*order).limit(rows), of.where(ahead).order_by(*order).limit(rows)
    ).subquery("newest")
    return in_order(select(*both.c), both.c[at.key], both.c[row_id.key]).limit(rows)


def in_order(of: Select[*AnyRow], at: SQLColumnExpression[Any], row_id: SQLColumnExpression[Any]) -> Select[*AnyRow]:
    """The rows of a page in the order of `newest_first`, once more where they were joined with others."""
    return of.order_by(is_ahead(at), at.desc(), row_id.desc())
