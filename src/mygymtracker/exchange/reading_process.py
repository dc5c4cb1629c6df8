"""A large file is read in a process of its own: another core's work, whose memory is given back when it is done.

`python -m mygymtracker.exchange.reading_process FD` reads the file that is open as FD; the options come on stdin, the
answer goes to stdout in frames, each behind its length. It ends by itself when its stdin is closed: whoever asked is
gone. What it holds in memory is limited, so that a file made to use much of it is refused.
"""

from __future__ import annotations

import asyncio
import os
import resource
import struct
import sys
import threading
from collections.abc import AsyncIterator, Generator, Iterator, Mapping
from contextlib import contextmanager
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, Final
from weakref import WeakKeyDictionary

import msgspec
from msgspec import Struct

from mygymtracker.errors import Invalid, Unavailable, Unreadable
from mygymtracker.exchange.assembly import Output
from mygymtracker.exchange.importable import Importable, ReadingOptions, read_importable
from mygymtracker.exchange.reading import whole
from mygymtracker.exchange.records import Summary

#: Bytes of a file that is read in a thread instead: half a second's work, less than a process needs to start on a
#: small machine.
LARGEST_IN_A_THREAD: Final = 1 << 20
#: Bytes that reading one file may take. One of 64 MB that apps write takes a third of it.
_MOST_MEMORY: Final = 320 << 20
#: Others are served first.
_NICENESS: Final = 10
_LENGTH: Final = struct.Struct(">I")
_ENCODER: Final = msgspec.msgpack.Encoder()


class _Problem(Struct, frozen=True):
    """An `Invalid`, on its way from one process to the other."""

    message: str
    field: str
    value: str | None
    choices: tuple[str, ...]
    further: tuple[_Problem, ...]
    is_unreadable: bool

    @classmethod
    def of(cls, error: Invalid) -> _Problem:
        further = tuple(map(cls.of, error.further))
        choices = tuple(map(str, error.choices))
        return cls(str(error), error.field, error.value, choices, further, isinstance(error, Unreadable))

    def error(self) -> Invalid:
        kind = Unreadable if self.is_unreadable else Invalid
        further = [each.error() for each in self.further]
        return kind(self.message, field=self.field, value=self.value, choices=self.choices, further=further)


class _Answer(Struct, frozen=True):
    """The first frame: a problem, or what is followed by so many frames of rows, then of workouts."""

    problem: _Problem | None = None
    summary: Summary | None = None
    digest: bytes = b""
    pieces: tuple[int, int] = (0, 0)


_Piece = tuple[int, bytes]
_ANSWERS: Final = msgspec.msgpack.Decoder(_Answer)
_PIECES: Final = msgspec.msgpack.Decoder(_Piece)
#: One at a time in a program: each takes a core and some memory.
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def read_apart(file: BinaryIO, size: int, options: ReadingOptions) -> Importable:
    """`read_importable` without holding up others: in a thread, or for a large file in a process.

    Raises what that raises, and Unavailable when the process was ended. It is killed when the caller is cancelled.
    """
    if size <= LARGEST_IN_A_THREAD:
        return await asyncio.to_thread(read_importable, file, options)
    async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(1)):
        with _openable(file) as opened:
            return await _read_in_a_process(opened, options)


@contextmanager
def _openable(file: BinaryIO) -> Generator[BinaryIO]:
    """The file as another process can read it: one in memory is written to a file that no directory names."""
    if _has_descriptor(file):
        yield file
        return
    with TemporaryFile() as copy:
        file.seek(0)
        copyfileobj(file, copy)
        copy.flush()
        yield copy


def _has_descriptor(file: BinaryIO) -> bool:
    try:
        file.fileno()
    except OSError:  # io.UnsupportedOperation is one
        return False
    return True


async def _read_in_a_process(file: BinaryIO, options: ReadingOptions) -> Importable:
    descriptor = file.fileno()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", __name__, str(descriptor)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        pass_fds=(descriptor,),
        env=_environment(os.environ),
    )
    try:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 — both are pipes
        process.stdin.write(_framed(options))
        return await _received(process.stdout)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        code = await process.wait()
        raise Unavailable(
            f"The file could not be read: the process that read it ended ({code}). Nothing was imported. Try again."
        ) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _received(stream: asyncio.StreamReader) -> Importable:
    async def frames() -> AsyncIterator[bytes]:
        while True:
            yield await stream.readexactly(_LENGTH.unpack(await stream.readexactly(_LENGTH.size))[0])

    received = frames()
    answer = await asyncio.to_thread(_ANSWERS.decode, await anext(received))
    if answer.problem is not None:
        raise answer.problem.error()
    assert answer.summary is not None  # noqa: S101 — one or the other
    output = Output()
    for _ in range(answer.pieces[0]):
        output.rows.add_packed(*_PIECES.decode(await anext(received)))
    for _ in range(answer.pieces[1]):
        output.workouts.add_packed(*_PIECES.decode(await anext(received)))
    return Importable(whole(answer.summary, output), answer.digest)


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """What Python needs to find the same modules, and no secret."""
    names = ("PATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
    modules = os.pathsep.join(filter(None, sys.path))
    return {**{name: ours[name] for name in names if name in ours}, "PYTHONPATH": modules}


def _framed(content: object) -> bytes:
    encoded = _ENCODER.encode(content)
    return _LENGTH.pack(len(encoded)) + encoded


def _frames(file: BinaryIO, options: ReadingOptions) -> Iterator[bytes]:
    """The answer of the process."""
    try:
        read = read_importable(file, options)
    except Invalid as error:
        yield _framed(_Answer(problem=_Problem.of(error)))
        return
    except MemoryError:
        sentence = "The file takes more memory to read than any export does. Nothing was imported."
        yield _framed(_Answer(problem=_Problem.of(Unreadable(sentence, field="file"))))
        return
    rows, workouts = read.parsed.rows.packed, read.parsed.workouts.packed
    fields = {name: getattr(read.parsed, name) for name in Summary.__struct_fields__}
    yield _framed(_Answer(None, Summary(**fields), read.digest, (len(rows), len(workouts))))
    yield from map(_framed, [*rows, *workouts])


def _end_with_stdin() -> None:
    while os.read(sys.stdin.fileno(), 1):  # not by the buffer, which the end of the program would wait for
        pass
    os._exit(1)


def main() -> None:
    os.nice(_NICENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
    stdin = sys.stdin.buffer
    options = msgspec.msgpack.decode(stdin.read(_LENGTH.unpack(stdin.read(_LENGTH.size))[0]), type=ReadingOptions)
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    with os.fdopen(int(sys.argv[1]), "rb") as file:
        for frame in _frames(file, options):
            sys.stdout.buffer.write(frame)
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
