"""The shipped web client as the device of stories: its own TypeScript, in Node.js, against the real server.

`web/tests/devices` is the browser around it: databases that survive a kill, locks and channels between tabs, a clock
that a story sets, a line on which requests get lost. One process holds all devices, and is asked by lines of JSON.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import json
import shutil
import subprocess
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

from mygymtracker import webbuild
from tests.sync.faults import Fault

JSON = dict[str, Any]
Fields = dict[str, Any]
#: Kind and id.
Key = tuple[str, str]

BUNDLES: Final = webbuild.SOURCE / "node_modules" / ".devices"
#: What a bundle is made from, in web/.
SOURCES: Final = ("src/api", "src/core", "src/data", "src/domain", "tests/devices", "package-lock.json")
LONGEST_LINE: Final = 1 << 26


class DeviceFailed(Exception):
    """The program threw what no screen would have caught."""


class Machine:
    """A process with devices. It is stopped by `stop`."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._input, self._output = process, process.stdin, process.stdout
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[JSON]] = {}
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls) -> Machine:
        node = webbuild.node_with_modules()
        folder = bundle(node)
        command = (node.program, folder / "main.mjs", folder / "program.js")
        return cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE))

    async def stop(self) -> None:
        self._input.close()
        await self._process.wait()
        await self._reading

    async def ask(self, device: str, verb: str, *, tab: int = 0, **of: object) -> Any:
        """What a device answers. Raises DeviceFailed."""
        if self._reading.done():
            raise DeviceFailed("the process of all devices ended")
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        line = {"number": number, "device": device, "verb": verb, "tab": tab, "of": of}
        self._input.write(f"{json.dumps(line)}\n".encode())
        outcome = await answer
        if "error" in outcome:
            raise DeviceFailed(f"{verb} {of}: {outcome['error']}")
        return outcome["answer"]

    async def _read(self) -> None:
        async for line in self._output:
            outcome = json.loads(line)
            self._waiting.pop(outcome["number"]).set_result(outcome)
        for each in self._waiting.values():
            each.set_exception(DeviceFailed("the process of all devices ended"))


def bundle(node: webbuild.Node) -> Path:
    """The folder with `main.mjs` and `program.js` as they are now; made once for what they are made from."""
    BUNDLES.mkdir(exist_ok=True)
    folder = BUNDLES / _digest()
    with (BUNDLES / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            for former in BUNDLES.glob("[0-9a-f]*"):
                shutil.rmtree(former)
            with tempfile.TemporaryDirectory(dir=BUNDLES, prefix=".") as made:
                script = webbuild.SOURCE / "tests" / "devices" / "bundle.js"
                subprocess.run([node.program, script, made], cwd=webbuild.SOURCE, check=True)
                shutil.copytree(made, folder)
    return folder


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(f"{path.relative_to(webbuild.SOURCE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _sources() -> Iterator[Path]:
    for name in SOURCES:
        path = webbuild.SOURCE / name
        yield from (each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


@dataclass(frozen=True, slots=True)
class Line:
    """How a person's devices reach the server: its address, the person's id and cookie, as `name=value`."""

    origin: str
    account: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Synced:
    """How a sync ended: `trouble` is a word of the program's, None where there was none; `notices` are shown."""

    trouble: str | None
    killed: bool
    notices: list[JSON]


class Device:
    """One device of one person. `tab` says which of its tabs something is done in."""

    _numbers = count(1)

    def __init__(self, machine: Machine, name: str) -> None:
        self._machine, self.name = machine, name
        self._key = f"{name} {next(self._numbers)}"

    @classmethod
    async def open(cls, machine: Machine, name: str, line: Line, *, time: int) -> Device:
        """A new one, with nothing on it; its clock shows `time`, in milliseconds."""
        made = cls(machine, name)
        await made.ask("open", name=name, time=time, account=line.account, origin=line.origin, cookie=line.cookie)
        return made

    async def forget(self) -> None:
        await self.ask("forget")

    async def ask(self, verb: str, *, tab: int = 0, **of: object) -> Any:
        """A verb of web/tests/devices/verbs.ts. Raises DeviceFailed."""
        return await self._machine.ask(self._key, verb, tab=tab, **of)

    # -------------------------------------------------------------------------------------------------- what is done

    async def create(self, kind: str, fields: Fields, *, tab: int = 0) -> str:
        """The id of the new row."""
        if kind == "exercise":
            made: str = await self.ask("make_exercise", tab=tab, name=fields["name"])
            return made
        row_id = await self.new_id()
        await self._write(tab, action="create", kind=kind, id=row_id, fields=fields)
        return row_id

    async def patch(self, kind: str, row_id: str, fields: Fields, *, tab: int = 0) -> None:
        await self._write(tab, action="patch", kind=kind, id=row_id, fields=fields)

    async def delete(self, kind: str, row_id: str, *, tab: int = 0) -> None:
        await self._write(tab, action="delete", kind=kind, id=row_id)

    async def _write(self, tab: int, **action: object) -> None:
        await self.ask("write", tab=tab, actions=[action])

    async def new_id(self) -> str:
        made: str = await self.ask("new_id")
        return made

    # ------------------------------------------------------------------------------------------------------ its clock

    async def time(self) -> int:
        """What the clock shows, in milliseconds."""
        shown: int = await self.ask("time")
        return shown

    async def now(self) -> str:
        return datetime.fromtimestamp(await self.time() / 1000, UTC).isoformat().replace("+00:00", "Z")

    async def set_clock(self, time: int) -> None:
        await self.ask("set_clock", time=time)

    # ------------------------------------------------------------------------------------------------- what is shown

    async def rows(self) -> list[JSON]:
        """All that is shown: kind, id, fields, whether something waits, and the problem where something was refused."""
        rows: list[JSON] = await self.ask("rows")
        return rows

    async def shown(self) -> dict[Key, Fields]:
        return {(row["kind"], row["id"]): row["fields"] for row in await self.rows()}

    async def outbox(self) -> list[JSON]:
        operations: list[JSON] = await self.ask("outbox")
        return operations

    async def pending(self) -> list[JSON]:
        return [each for each in await self.outbox() if "problem" not in each]

    async def refused(self) -> list[JSON]:
        return [each for each in await self.outbox() if "problem" in each]

    async def errors(self) -> list[str]:
        """What the program took for a fault of its own."""
        errors: list[str] = await self.ask("errors")
        return errors

    # --------------------------------------------------------------------------------------------------------- sync

    async def sync_in_tabs(self, *tabs: int) -> list[Synced]:
        """In all of them at once."""
        return await asyncio.gather(*(self.try_sync(tab=tab) for tab in tabs))

    async def try_sync(self, fault: Fault = Fault.NONE, after: int = 0, *, tab: int = 0) -> Synced:
        """One sync. A fault strikes the request, or of a kill the write, after the next `after`."""
        return Synced(**await self.ask("sync", number=tab, fault=fault.name.lower(), after=after))

    async def sync(self) -> list[JSON]:
        """The notices of it, where all goes well."""
        synced = await self.try_sync()
        assert (synced.trouble, await self.errors()) == (None, [])
        return synced.notices
