"""Cursor pages: a cursor is the sort key of the last row shown, so that new rows shift nothing."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Generic, TypeVar

import msgspec
from litestar.params import Parameter

from mygymtracker.errors import Invalid

T = TypeVar("T")
Key = TypeVar("Key")

MOST = 200
PageSize = Annotated[
    int,
    Parameter(query="limit", ge=1, le=MOST, default=20, description=f"Rows on a page, 1 to {MOST}.", examples=[]),
]
Cursor = Annotated[
    str | None,
    Parameter(
        query="cursor",
        max_length=200,
        description="`next_cursor` of the page before; leave out for the first.",
    ),
]


class Page(msgspec.Struct, Generic[T]):
    """One page. `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None


def encode_cursor(key: msgspec.Struct) -> str:
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(key)).rstrip(b"=").decode()


def decode_cursor(text: str, into: type[Key]) -> Key:
    """Raises Invalid for anything that `encode_cursor` did not make."""
    try:
        return msgspec.msgpack.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=into)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise Invalid("cursor must be the next_cursor of an earlier page", field="cursor", value=text) from error
