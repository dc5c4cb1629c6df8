"""What pg_dump wrote, read again: every row of it unpacked, and those that people count are counted."""

from __future__ import annotations

import os
from asyncio import StreamReader
from pathlib import Path
from typing import Final

from mygymtracker.database.programs import ProgramFailed, Programs
from mygymtracker.errors import Unavailable

_PIECE_BYTES: Final = 1 << 18
_BEGIN: Final = b" FROM stdin;\n"
_END: Final = b"\\.\n"


async def verify(archive: Path, rows: dict[str, int], *, programs: Programs) -> None:
    """`rows` are how many each of these tables has. Raises Unavailable where the archive is broken, or has others."""
    try:
        await programs.run("pg_restore", f"--file={os.devnull}", str(archive))
        there = {table: await count_rows(archive, table, programs=programs) for table in rows}
    except ProgramFailed as error:
        raise Unavailable(f"No backup was made: what pg_dump wrote cannot be read again: {error}") from error
    for table, number in rows.items():
        if there[table] != number:
            raise Unavailable(
                f"No backup was made: of {table} the database has {number} rows, and what pg_dump wrote {there[table]}."
            )


async def count_rows(archive: Path, table: str, *, programs: Programs) -> int:
    """0 where the archive lacks the table. Raises ProgramFailed."""
    wanted = ("--data-only", "--schema=public", f"--table={table}", "--file=-", str(archive))
    async with programs.started("pg_restore", *wanted) as running:
        assert running.process.stdout is not None  # noqa: S101 — asked for
        counted = await _lines_of_copy(running.process.stdout)
        if not await running.ended_well():
            raise ProgramFailed(await running.complaints())
    return counted


async def _lines_of_copy(script: StreamReader) -> int:
    r"""A row is a line: COPY writes a line break inside a value as `\n`. What follows the rows is short."""
    before = b""
    while _BEGIN not in before and (piece := await script.read(_PIECE_BYTES)):
        before += piece
    tail = before.partition(_BEGIN)[2]
    lines = 0
    while piece := await script.read(_PIECE_BYTES):
        cut = max(len(tail) - _PIECE_BYTES, 0)
        lines, tail = lines + tail.count(b"\n", 0, cut), tail[cut:] + piece
    rows, _, _ = tail.rpartition(b"\n" + _END) if not tail.startswith(_END) else (b"", b"", b"")
    return lines + rows.count(b"\n") + bool(rows)
