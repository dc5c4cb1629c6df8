"""Long sequences of records in little memory: packed some hundred at a time, and unpacked again where they are read."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, Generic, TypeVar, overload

import msgspec

Record = TypeVar("Record")

#: Bytes of records that are packed together: they are unpacked together, too.
_BYTES: Final = 1 << 16
#: Of zlib: the fastest. A file of a few columns that repeat themselves shrinks to a tenth.
_LEVEL: Final = 1
_ENCODER: Final = msgspec.msgpack.Encoder()


class Pieces(Sequence[Record], Generic[Record]):
    """Records in order. Reading one by its place unpacks its neighbours; reading all of them in order is what is cheap.

    Two are equal when their records are, and one equals a tuple of the same records.
    """

    def __init__(self, shape: type[Record]) -> None:
        self._decoder = msgspec.msgpack.Decoder(list[shape])  # type: ignore[valid-type]  # a type, known when running
        self._packed: list[bytes] = []
        self._starts: list[int] = []
        self._length = 0
        self._open: list[msgspec.Raw] = []
        self._open_bytes = 0
        self._read: tuple[int, list[Record]] = (-1, [])

    def append(self, record: Record) -> None:
        """Add a record at the end; `close` once all are there."""
        raw = _ENCODER.encode(record)
        self._open.append(msgspec.Raw(raw))
        self._open_bytes += len(raw)
        if self._open_bytes >= _BYTES:
            self.close()

    def close(self) -> None:
        """Pack what was appended last."""
        if self._open:
            count, packed = len(self._open), zlib.compress(_ENCODER.encode(self._open), _LEVEL)
            self._open, self._open_bytes = [], 0
            self.add_packed(count, packed)

    def add_packed(self, count: int, packed: bytes) -> None:
        """Add a piece that was packed elsewhere, of so many records."""
        self._starts.append(self._length)
        self._packed.append(packed)
        self._length += count

    @property
    def packed(self) -> Sequence[tuple[int, bytes]]:
        """The pieces as `add_packed` takes them."""
        ends = [*self._starts[1:], self._length]
        return [(end - start, each) for start, end, each in zip(self._starts, ends, self._packed, strict=True)]

    def pieces(self) -> Iterator[list[Record]]:
        """All records in order, some hundred at a time."""
        return (self._unpacked(packed) for packed in self._packed)

    def __iter__(self) -> Iterator[Record]:
        for piece in self.pieces():
            yield from piece

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, place: int | slice) -> Record | tuple[Record, ...]:
        if isinstance(place, slice):
            return tuple(self)[place]
        place = range(self._length)[place]
        number = bisect_right(self._starts, place) - 1
        if self._read[0] != number:
            self._read = (number, self._unpacked(self._packed[number]))
        return self._read[1][place - self._starts[number]]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, Pieces) else other)

    __hash__ = None  # type: ignore[assignment]  # it grows

    def _unpacked(self, packed: bytes) -> list[Record]:
        return self._decoder.decode(zlib.decompress(packed))
