"""How things are written: PUT with an id of the sender's, PATCH by JSON merge patch, ETag and If-Match."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeVar

import msgspec
from litestar import Response
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, HeaderParameter

from mygymtracker.api.errors import problems
from mygymtracker.contents import Content
from mygymtracker.errors import Invalid

T = TypeVar("T")

MERGE_PATCH: Final = "application/merge-patch+json"
#: What follows the name of a content in the name of its patch.
PATCH: Final = "Patch"
#: Every content that can be sent, by the name under which the OpenAPI document describes it (`documentation`).
CONTENTS: Final[dict[str, type[Content]]] = {}

#: A JSON object, to be read by `contents.read` or merged by `contents.merge`: both blame fields in the same words.
Sent = dict[str, Any]
IfMatch = Annotated[
    str | None,
    HeaderParameter(
        name="If-Match",
        max_length=40,
        description="The ETag of what you read: the change is refused with 412 when it was changed since. "
        "Leave out to change whatever is there.",
    ),
]
ETAG: Final = "ETag"


def body_of(content: type[Content], example: object) -> BodyKwarg:
    """A body that is a whole content."""
    return _body(content, content.__name__, example)


def patch_of(content: type[Content], example: object) -> BodyKwarg:
    """A body that is a merge patch of a content: any of its fields, null for what they are when left out."""
    return _body(content, content.__name__ + PATCH, example)


def _body(content: type[Content], title: str, example: object) -> BodyKwarg:
    CONTENTS[content.__name__] = content
    return BodyKwarg(title=title, examples=[Example(summary="As it is sent", value=msgspec.to_builtins(example))])


def expected_version(if_match: str | None) -> int | None:
    """The version that a change is meant for; None for whatever is there. Raises Invalid."""
    if if_match is None or if_match.strip() == "*":
        return None
    version = if_match.strip().strip('"')
    if not (version.isascii() and version.isdigit()):
        raise Invalid("If-Match must be the ETag of an earlier answer", field="If-Match", value=if_match)
    return int(version)


def etag(version: int) -> str:
    return f'"{version}"'


def versioned(shape: T, version: int, *, created: bool = False) -> Response[T]:
    """An answer with its ETag; 201 for what was made by this request."""
    return Response(shape, status_code=201 if created else 200, headers={ETAG: etag(version)})


def answers(
    shape: type, example: object, description: str, *also: int, created: bool = False
) -> dict[int, ResponseSpec]:
    """What a route answers when all is well, with an example, and the statuses of what can go wrong.

    With `created`, the same for 201.
    """
    statuses = (200, 201) if created else (200,)
    return {
        status: ResponseSpec(
            shape,
            description=description if status == 200 else f"{description} Made by this request.",
            generate_examples=False,
            examples=[Example(summary="As it comes back", value=msgspec.to_builtins(example))],
        )
        for status in statuses
    } | problems(*also)


#: What can go wrong with a PUT that creates, a PATCH, a DELETE.
CREATING: Final = (400, 401, 404, 409, 422)
PATCHING: Final = (400, 401, 404, 409, 412, 422)
REMOVING: Final = (401, 404, 412, 422)
