"""The key of the set that each line of a file became, in sixteen bytes a line."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from uuid_utils import UUID as FastUUID

_BYTES: Final = 16
_NONE: Final = bytes(_BYTES)


class KeysByLine:
    """For a file of so many lines: a dictionary would take ten times the memory."""

    def __init__(self, last_line: int) -> None:
        self._keys = bytearray(_BYTES * (last_line + 1))

    def put(self, line: int, key: FastUUID | UUID) -> None:
        self._keys[_BYTES * line : _BYTES * (line + 1)] = key.bytes

    def get(self, line: int) -> UUID | None:
        """None for a line that became no set."""
        key = bytes(self._keys[_BYTES * line : _BYTES * (line + 1)])
        return UUID(bytes=key) if key != _NONE else None
