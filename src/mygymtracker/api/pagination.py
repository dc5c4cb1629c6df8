"""Cursor pages: a cursor is the sort key of the last row shown, so that new rows shift nothing."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Final, TypeVar

import msgspec
from litestar.params import QueryParameter

from mygymtracker.errors import Invalid

T = TypeVar("T")
Key = TypeVar("Key", bound=msgspec.Struct)

FEWEST: Final = 1
MOST: Final = 200
DEFAULT: Final = 20
PageSize = Annotated[int, QueryParameter(ge=FEWEST, le=MOST, description=f"Rows on a page, {FEWEST} to {MOST}.")]
NextCursor = Annotated[str | None, msgspec.Meta(description="For the next page; null on the last one.")]
Cursor = Annotated[
    str | None,
    QueryParameter(
        max_length=200,
        description="`next_cursor` of the page before; leave out for the first.",
    ),
]


def cut_page(items: Sequence[T], *, size: int, key: Callable[[T], msgspec.Struct]) -> tuple[list[T], str | None]:
    """The items of a page of `size`, and the cursor of the next one, None on the last.

    To tell whether it is the last, it is given one item more than it shows, where there is one.
    """
    shown = list(items[:size])
    return shown, encode_cursor(key(shown[-1])) if len(items) > size else None


def encode_cursor(key: msgspec.Struct) -> str:
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(key)).rstrip(b"=").decode()


def decode_cursor(text: str | None, into: type[Key]) -> Key | None:
    """None for the first page. Raises Invalid for anything that `encode_cursor` did not make."""
    if text is None:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        return msgspec.msgpack.decode(base64.b64decode(padded, altchars=b"-_", validate=True), type=into)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise Invalid("cursor must be the next_cursor of an earlier page", field="cursor", value=text) from error
