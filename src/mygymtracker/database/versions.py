"""Which version of a row this is: a hash of what it holds, computed where it is read (docs/decisions/0008)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from operator import le
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Enum, Label, Numeric, Table, Text, cast, func, literal_column

#: As many bits as a number in JSON keeps in every language (RFC 8259, 6).
BITS: Final = 53
_MASK: Final = (1 << BITS) - 1
#: Columns that are no part of what a row says: secrets, what tells requests sent twice, and when somebody signed in.
NOT_HASHED: Final = frozenset({"password_hash", "creation_digest", "last_login_at"})


def version_of(table: Table) -> Label[int]:
    """A number from 0 to 2**53 - 1 that is equal for rows which hold the same, after a restore and elsewhere, too.

    Whoever changes the row changes it. 82.4 and 82.40 have two, and enum values are hashed by name: a number of
    PostgreSQL's own stands for them, which is another one in each database.
    """
    columns = [_hashed(column) for column in table.columns if column.name not in NOT_HASHED]
    number = func.hash_record_extended(func.row(*columns), literal_column("0"), type_=BigInteger())
    return number.bitwise_and(literal_column(str(_MASK), BigInteger())).label("version")


def _hashed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(column, Text) if isinstance(column.type, Enum | Numeric) else column


def version_in_order(version: int, ids: Sequence[UUID]) -> int:
    """The version of a row whose `ids`, those of its parts in order, are part of what it says.

    Parts that stand in the order of their ids, which is that in which they were made, change nothing, and neither does
    one that is added after all others: two devices may log at once. Two orders of the same parts have two versions.
    """
    if all(map(le, ids, ids[1:])):
        return version
    later = max(place for place, (one, next_one) in enumerate(pairwise(ids), start=1) if next_one < one)
    moved = b"".join(each.bytes for each in ids[: later + 1])
    hashed = hashlib.blake2b(version.to_bytes(8, "big") + moved, digest_size=8).digest()
    return int.from_bytes(hashed, "big") & _MASK
