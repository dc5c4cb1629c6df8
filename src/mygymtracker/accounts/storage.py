"""How much a person keeps here, and how much they may: asked about where much comes in at once, and nowhere else."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta, Struct
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database import storage
from mygymtracker.errors import Refused

_MB: Final = 1024 * 1024


class Stored(Struct, frozen=True):
    """Rows, and the bytes that they take without indexes."""

    rows: int
    bytes: int


class Storage(Struct, frozen=True):
    """What one person keeps."""

    training: Annotated[Stored, Meta(description="Plans, workouts, sets, measurements, exercises of one's own.")]
    files: Annotated[Stored, Meta(description="Lines of imported files, kept as they were.")]
    log: Annotated[Stored, Meta(description="What happened, which an undo needs; older changes are forgotten.")]
    bytes: Annotated[int, Meta(description="All of it.")]
    allowed_bytes: Annotated[int | None, Meta(description="Beyond it no files are taken in; null without a limit.")]


async def storage_of(session: AsyncSession, *, allowed_bytes: int | None) -> Storage:
    """Of the acting person, counted now."""
    counted = {part: Stored(*each) for part, each in (await storage.rows_and_bytes(session)).items()}
    return Storage(
        training=counted[storage.TRAINING],
        files=counted[storage.FILES],
        log=counted[storage.LOG],
        bytes=sum(each.bytes for each in counted.values()),
        allowed_bytes=allowed_bytes,
    )


def shown_bytes(size: int) -> str:
    """In MB with a digit after the point: 12.3 MB."""
    return f"{size / _MB:.1f} MB"


async def refuse_full(session: AsyncSession, *, allowed_bytes: int, coming_bytes: int = 0) -> None:
    """Raises Refused where the acting person has, with what comes, more than is allowed."""
    stored = (await storage_of(session, allowed_bytes=allowed_bytes)).bytes
    if stored + coming_bytes > allowed_bytes:
        raise Refused(
            f"You keep {shown_bytes(stored)} here, the file has {shown_bytes(coming_bytes)}, and "
            f"{shown_bytes(allowed_bytes)} are allowed. Undo an import that you do not need, or ask whoever runs this "
            "server (STORAGE_PER_PERSON_MB). Logging goes on."
        )
