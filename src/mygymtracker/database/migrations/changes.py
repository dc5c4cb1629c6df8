"""The statements that lead from one snapshot of a schema to another, by kind of object."""

from __future__ import annotations

import re
from collections.abc import Collection

from mygymtracker.database.catalogue import CatalogueObject, Kind, ObjectKey, Snapshot

#: What Alembic writes into CREATE TABLE, and what goes with a table by itself.
_WITHIN_TABLES = (Kind.PRIMARY_KEY, Kind.UNIQUE, Kind.FOREIGN_KEY)
_GONE_WITH_TABLES = (*_WITHIN_TABLES, Kind.CHECK, Kind.EXCLUSION, Kind.INDEX, Kind.GRANT, Kind.ROW_SECURITY)
#: What Alembic usually sees; it does not look at the WHERE of an index, for example.
_SHARED_WITH_ALEMBIC = (Kind.UNIQUE, Kind.FOREIGN_KEY, Kind.INDEX)


class Changes:
    """From `old` to `new`, less what Alembic has operations for (`seen_by_alembic`: constraints and indexes)."""

    def __init__(self, old: Snapshot, new: Snapshot, *, seen_by_alembic: Collection[str] = ()) -> None:
        self.old = old
        self.new = new
        self.seen_by_alembic = seen_by_alembic
        self.kept_tables = {key.table for key in old.keys() & new.keys() if key.kind is Kind.TABLE}

    def removed(self, *kinds: Kind) -> list[str]:
        """Drops of what is no more, and of what will be made anew."""
        statements: list[str] = []
        for kind in kinds:
            for key in self._differing(kind):
                old = self.old.get(key)
                goes_with_table = kind in _GONE_WITH_TABLES and key.table not in self.kept_tables
                if old is None or goes_with_table:
                    continue
                replaced = _replaceable(old, self.new.get(key))
                statements += _revoked(old, self.new[key]) if replaced else old.drop
        return statements

    def added(self, *kinds: Kind) -> list[str]:
        statements: list[str] = []
        for kind in kinds:
            for key in self._differing(kind):
                within_table = kind in (*_WITHIN_TABLES, Kind.INDEX) and key.table not in self.kept_tables
                if key in self.new and not within_table:
                    statements += self.new[key].create
        return statements

    def new_enums(self) -> list[str]:
        return [one for key in self._of(Kind.ENUM) if key not in self.old for one in self.new[key].create]

    def old_enums(self) -> list[str]:
        return [one for key in self._of(Kind.ENUM) if key not in self.new for one in self.old[key].drop]

    def new_enum_values(self) -> list[str]:
        """In the place where they are declared, because enums are ordered."""
        statements: list[str] = []
        for key in self._kept_enums():
            known, wanted = _labels(self.old[key]), _labels(self.new[key])
            for position, label in enumerate(wanted):
                if label in known:
                    continue
                place = f"AFTER {wanted[position - 1]}" if position else f"BEFORE {known[0]}"
                statements.append(f"ALTER TYPE public.{key.name} ADD VALUE IF NOT EXISTS {label} {place}")
        return statements

    def lost_enum_values(self) -> list[str]:
        """What is not possible: values that go, or that stand in another order; one text a type."""
        lost: list[str] = []
        for key in self._kept_enums():
            known, wanted = _labels(self.old[key]), _labels(self.new[key])
            gone = [label for label in known if label not in wanted]
            if gone:
                lost.append(f"{', '.join(gone)} of {key.name}")
            elif [label for label in wanted if label in known] != known:
                lost.append(f"the order {', '.join(known)} of {key.name}")
        return lost

    def _differing(self, kind: Kind) -> list[ObjectKey]:
        return [
            key
            for key in self._of(kind)
            if self.old.get(key) != self.new.get(key)
            and not (kind in _SHARED_WITH_ALEMBIC and key.name in self.seen_by_alembic)
        ]

    def _of(self, kind: Kind) -> list[ObjectKey]:
        return sorted(key for key in self.old.keys() | self.new.keys() if key.kind is kind)

    def _kept_enums(self) -> list[ObjectKey]:
        return [key for key in self._of(Kind.ENUM) if key in self.old and key in self.new]


def _replaceable(old: CatalogueObject, new: CatalogueObject | None) -> bool:
    """Whether CREATE OR REPLACE will do: policies hang on functions, which therefore cannot be dropped first.

    It cannot change what a function returns, nor touch one that belongs to another role.
    """
    if new is None or not new.create or not new.create[0].startswith("CREATE OR REPLACE"):
        return False
    ours = not any(" OWNER TO " in statement for statement in (*old.create, *new.create))
    return ours and old.create[0].splitlines()[:2] == new.create[0].splitlines()[:2]


def _revoked(old: CatalogueObject, new: CatalogueObject) -> list[str]:
    """A function that is replaced keeps its grants; those that are no longer wanted are taken back."""
    return [
        statement.replace("GRANT EXECUTE", "REVOKE EXECUTE").replace(" TO ", " FROM ")
        for statement in old.create
        if statement.startswith("GRANT EXECUTE") and statement not in new.create
    ]


def _labels(enum: CatalogueObject) -> list[str]:
    """As quoted literals, in order."""
    return re.findall(r"'(?:[^']|'')*'", enum.definition)
