"""PostgreSQL's own client programs: where they are, and how they reach a database."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mygymtracker.database.embedded_roles import clean_environment
from mygymtracker.errors import Unavailable
from mygymtracker.postgres_address import PostgresAddress

_WHERE: Final = ("LOCATION:", "LINE ", "pg_dump: detail: Query was", "pg_dump: detail: Command was")


class ProgramFailed(Exception):
    """A program ended with an error. `str(error)` is what it said, in English, where the server speaks it too."""


@dataclass(frozen=True, slots=True)
class Running:
    """A program at work. What it complains of is read beside everything else, so that it never has to wait for us."""

    process: Process
    complaint: asyncio.Task[bytes]

    async def ended_well(self) -> bool:
        return await self.process.wait() == 0

    async def complaints(self) -> str:
        """What it complained of, without the lines that tell where in its own sources or in a query."""
        lines = (await self.complaint).decode("utf-8", "replace").strip().splitlines()
        kept = [line for line in lines if line.strip(" ^") and not line.startswith(_WHERE)]
        return "\n".join(kept) or "it does not say why"


@dataclass(frozen=True, slots=True)
class Programs:
    """psql, pg_dump and pg_restore in one directory; None stands for the PATH."""

    directory: Path | None

    def find(self, name: str) -> Path:
        """Raises Unavailable where it is not installed."""
        path = shutil.which(name, path=str(self.directory) if self.directory else None)
        if path is None:
            place = f"in {self.directory}" if self.directory else "on the PATH"
            raise Unavailable(
                f"There is no {name} {place}. Install PostgreSQL's client, or set PG_BINDIR to its directory."
            )
        return Path(path)

    async def run(self, name: str, *arguments: str, to: PostgresAddress | None = None) -> str:
        """Runs a program to its end; what it printed. Raises ProgramFailed. Cancelled, it ends the program first."""
        async with self.started(name, *arguments, to=to) as running:
            printed = await _rest_of(running.process.stdout)
            if not await running.ended_well():
                raise ProgramFailed(await running.complaints())
        return printed.decode("utf-8", "replace")

    @asynccontextmanager
    async def started(
        self, name: str, *arguments: str, to: PostgresAddress | None = None, stdin: int = DEVNULL, stdout: int = PIPE
    ) -> AsyncGenerator[Running]:
        """A program that does not outlive this context. The password goes by the environment."""
        address = to.libpq_environment() if to is not None else {}
        process = await asyncio.create_subprocess_exec(
            self.find(name),
            *arguments,
            env=clean_environment() | {"PGCLIENTENCODING": "UTF8"} | address,
            stdin=stdin,
            stdout=stdout,
            stderr=PIPE,
        )
        complaint = asyncio.create_task(_rest_of(process.stderr))
        try:
            yield Running(process, complaint)
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
            await _rest_of(process.stdout)
            await complaint
            await process.wait()


def newest_programs(*directories: Path | None) -> Programs:
    """Of several places (None stands for the PATH) the one with the newest pg_dump: it dumps older servers as well."""
    versions = {directory: _major_version(Programs(directory)) for directory in directories}
    return Programs(max(directories, key=lambda directory: versions[directory]))


def _major_version(programs: Programs) -> int:
    """0 where there is none that says."""
    try:
        done = subprocess.run([programs.find("pg_dump"), "--version"], capture_output=True, text=True, check=False)
    except (Unavailable, OSError):
        return 0
    number = re.search(r"[0-9]+", done.stdout)
    return int(number[0]) if number else 0


async def _rest_of(stream: asyncio.StreamReader | None) -> bytes:
    return b"" if stream is None else await stream.read()
