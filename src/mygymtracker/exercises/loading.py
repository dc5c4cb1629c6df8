"""The shared catalogue of the program's file, brought into a database by whoever owns it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Exercise, Installation
from mygymtracker.exercises.catalogue_file import CatalogueEntry
from mygymtracker.quantities import LoadUnit

#: Two programs that start at once load one after the other.
_LOCK: Final = 0x67796D_02
_COLUMNS: Final = (
    "name",
    "aliases",
    "primary_muscles",
    "secondary_muscles",
    "equipment",
    "movement_pattern",
    "measurement",
    "load_mode",
    "laterality",
    "default_rest_seconds",
    "load_step",
    "load_step_unit",
)

_KNOWN: Final = ("id", "slug", "archived_at", *_COLUMNS)
#: Beside each the digest that is told of them all; it is alone where none is shared.
_SHARED: Final = (
    select(Installation.catalogue, *(getattr(Exercise, column) for column in _KNOWN))
    .select_from(Installation)
    .outerjoin(Exercise, Exercise.owner_id.is_(None))
    .order_by(Exercise.id)
)

Row = dict[str, Any]


@dataclass(slots=True)
class Loaded:
    """What became of the shared exercises. `clashes` are names of the file that another shared exercise has already."""

    added: int = 0
    changed: int = 0
    archived: int = 0
    clashes: list[str] = field(default_factory=list)
    refused: bool = False

    def sentences(self) -> list[str]:
        """For whoever started the program; none when nothing is new."""
        if self.refused:
            return [
                "The shared exercises are not those of this version, and this login may not change them. "
                "Let the owner of the database run: mygymtracker migration run"
            ]
        lines = []
        if self.added or self.changed or self.archived:
            lines = [f"Shared exercises: {self.added} added, {self.changed} changed, {self.archived} archived."]
        return lines + [
            f"The shared exercise {name} was left out: there is another one of this name." for name in self.clashes
        ]


async def load_catalogue(session: AsyncSession, entries: Sequence[CatalogueEntry], *, now: datetime) -> Loaded:
    """Makes the shared exercises what the file says. One statement when they are already.

    An exercise is known by its slug; one without, by its name, upper and lower case apart. What is not in the file any
    more is archived, because people's sets refer to it. The session is the database owner's, with nobody acting: row
    security lets nobody else change what is shared.
    """
    shared, stored_digest = await _shared(session)
    work = _compare(shared, entries, now=now)
    if not work.anything() and stored_digest == _digest(shared):
        return Loaded(clashes=work.clashes)
    if (await session.execute(select(func.row_security_active("exercises")))).scalar_one():
        return Loaded(refused=True)
    await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    shared, _ = await _shared(session)
    work = _compare(shared, entries, now=now)
    if work.gone:
        await session.execute(update(Exercise), work.gone)
    if work.changed:
        await session.execute(update(Exercise), work.changed)
    if work.new:
        await session.execute(insert(Exercise), work.new)
    await _tell_digest(session)
    return Loaded(len(work.new), len(work.changed), len(work.gone), work.clashes)


async def _shared(session: AsyncSession) -> tuple[list[Row], str]:
    """The shared exercises, and the digest that is told of them."""
    rows = await fetch_rows(session, _SHARED, {})
    return [dict(zip(_KNOWN, row[1:], strict=True)) for row in rows if row[1] is not None], rows[0][0]


def _digest(shared: Sequence[Row]) -> str:
    """Of what devices hold of them (`sync`): another one when any of it is another."""
    return sha256(msgspec.json.encode(shared, order="deterministic")).hexdigest()


async def _tell_digest(session: AsyncSession) -> None:
    shared, stored_digest = await _shared(session)
    if stored_digest != (digest := _digest(shared)):
        await session.execute(update(Installation).values(catalogue=digest))


@dataclass(slots=True)
class _Work:
    """Rows to add, and those to change by their id."""

    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)

    def anything(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def _compare(shared: Sequence[Row], entries: Sequence[CatalogueEntry], *, now: datetime) -> _Work:
    """Known ones come first: a new one may have the name that one of them has given up."""
    work = _Work()
    by_slug = {row["slug"]: row for row in shared if row["slug"] is not None}
    nameless = [row for row in shared if row["slug"] is None]
    names = {row["name"]: row["id"] for row in shared}
    pairs = [(entry, by_slug.get(entry.slug) or _namesake(nameless, entry.name)) for entry in entries]
    for entry, known in sorted(pairs, key=lambda pair: pair[1] is None):
        wanted, row_id = _row(entry), new_id() if known is None else known["id"]
        if names.get(entry.name, row_id) != row_id:
            work.clashes.append(entry.name)
            continue
        names[entry.name] = row_id
        if known is None:
            work.new.append({"id": row_id, **wanted})
        elif any(known[column] != value for column, value in wanted.items()):
            work.changed.append({"id": row_id, **wanted})
            if known["name"] != entry.name:
                del names[known["name"]]
    there = {entry.slug for entry in entries}
    gone = [row for slug, row in by_slug.items() if slug not in there and row["archived_at"] is None]
    work.gone = [{"id": row["id"], "archived_at": now} for row in gone]
    return work


def _namesake(rows: Iterable[Row], name: str) -> Row | None:
    """The one of this name; of several that differ in upper and lower case, the one written alike."""
    alike = [row for row in rows if row["name"].casefold() == name.casefold()]
    return min(alike, key=lambda row: (row["name"] != name, row["id"]), default=None)


def _row(entry: CatalogueEntry) -> Row:
    columns = {column: getattr(entry, column) for column in _COLUMNS if column != "load_step_unit"}
    lists = {column: list(value) for column, value in columns.items() if isinstance(value, tuple)}
    unit = None if entry.load_step is None else LoadUnit.KG
    return {"slug": entry.slug, "archived_at": None, **columns, **lists, "load_step_unit": unit}
