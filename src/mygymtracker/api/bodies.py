"""Fields that nobody reads are refused, also where a route reads no body at all, or a form.

A body of JSON that a route does read is `contents.read`'s, which refuses what it does not know.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.datastructures import State

from mygymtracker.contents import unknown_field
from mygymtracker.errors import Invalid

#: What asks, and changes nothing: a body of these means nothing to anybody (RFC 9110, 9.3.1).
_ASKING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


async def refuse_unread_fields(request: Request[Any, Any, State]) -> None:
    """Before a route is called. Raises Invalid naming the field."""
    if request.method in _ASKING:
        return
    body = request.route_handler.parsed_fn_signature.parameters.get("data")
    if body is None:
        _refuse_any(await request.body())
    elif dataclasses.is_dataclass(body.annotation):
        known = {each.name for each in dataclasses.fields(body.annotation)}
        for name, value in (await request.form()).items():
            if name not in known:
                raise unknown_field(name, value if isinstance(value, str) else None)


def _refuse_any(body: bytes) -> None:
    """Nothing, and an object of nothing, is as good as no body."""
    try:
        sent = msgspec.json.decode(body) if body.strip() else None
    except msgspec.DecodeError as error:
        raise Invalid("There is nothing to say in the body here.", field="body") from error
    if isinstance(sent, dict):
        for name, value in sent.items():
            raise unknown_field(name, value)
    elif sent is not None:
        raise Invalid("There is nothing to say in the body here.", field="body")
