"""Up to where a device has read: opaque to it, and checked when it comes back."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Final, TypeVar
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from mygymtracker.database.entities import SYNCED, Aggregate, Kind
from mygymtracker.errors import Invalid

Token = TypeVar("Token", bound=Struct)

_LAST_REVISION: Final = 2**63 - 1
_LAST_PART: Final = 2**15 - 1
_LAST_ORDINAL: Final = 2**31 - 1


class Position(Struct, frozen=True, array_like=True, order=True):
    """A place in a person's log: after this row of it."""

    revision: Annotated[int, Meta(ge=0, le=_LAST_REVISION)]
    part: Annotated[int, Meta(ge=0, le=_LAST_PART)]
    ordinal: Annotated[int, Meta(ge=0, le=_LAST_ORDINAL)]


def end_of(revision: int) -> Position:
    """After all of a revision."""
    return Position(revision, _LAST_PART, _LAST_ORDINAL)


class Cursor(Struct, frozen=True, array_like=True):
    """How far the log of one server was read. It says nothing of whose log it is."""

    epoch: UUID
    position: Position


#: The parts of the history by their names, in the order in which they come: each is of what is in nothing else.
SECTIONS: Final[Mapping[str, Aggregate]] = {
    f"{each.kind}s": each for each in SYNCED if not each.parents and each.kind != Kind.PROFILE
}
#: Later than anything that was ever done.
LATEST: Final = datetime.max.replace(tzinfo=UTC)
_FIRST_ID: Final = UUID(int=0)
_LAST_ID: Final = UUID(int=2**128 - 1)


class Page(Struct, frozen=True, array_like=True):
    """Where a page of the history begins: before this row, of what has an instant and comes from the newest to the
    oldest; after this id, of all else, which comes in the order of its ids. `section` is one of SECTIONS.
    """

    epoch: UUID
    section: str
    at: Annotated[datetime, Meta(tz=True)]
    id: UUID


def first_page(epoch: UUID, section: str = next(iter(SECTIONS))) -> Page:
    return Page(epoch, section, LATEST, _LAST_ID if SECTIONS[section].instant else _FIRST_ID)


def encode(token: Cursor | Page) -> str:
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(token)).rstrip(b"=").decode()


def read_cursor(text: str) -> Cursor:
    """Raises Invalid for anything that `encode` did not make of one."""
    try:
        return msgspec.msgpack.decode(_decoded(text), type=Cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise Invalid("cursor must be that of an earlier answer", field="cursor", value=text) from error


def read_page(text: str) -> Page:
    """Raises Invalid for anything that `encode` did not make of one."""
    try:
        page = msgspec.msgpack.decode(_decoded(text), type=Page)
        SECTIONS[page.section]
    except (ValueError, KeyError, binascii.Error, msgspec.MsgspecError) as error:
        raise Invalid("page must be the history of an earlier answer", field="page", value=text) from error
    return page


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
