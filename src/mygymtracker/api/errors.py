"""The four families of errors as problem documents (RFC 9457), in one place."""

from __future__ import annotations

import errno
import logging
from http import HTTPStatus
from typing import Annotated, Any, Final, cast

import asyncpg
import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.openapi import ResponseSpec
from litestar.types import ExceptionHandlersMap
from msgspec import Meta
from sqlalchemy.exc import DBAPIError

from mygymtracker.api.recurring import RecurringLog
from mygymtracker.api.security_log import log_refusal
from mygymtracker.database.columns import new_id
from mygymtracker.database.supervising import DatabaseState, Trouble
from mygymtracker.database.transaction import AWAY, is_away
from mygymtracker.errors import (
    Busy,
    Changed,
    Conflict,
    DiskFull,
    Forgotten,
    Invalid,
    MyGymTrackerError,
    NotFound,
    NotSignedIn,
    Outdated,
    Overloaded,
    Refused,
    SchemaMismatch,
    SignInRefusal,
    Throttled,
    Unavailable,
    Unsettled,
)

LOG = logging.getLogger(__name__)
RECURRING = RecurringLog(LOG)
PROBLEM = "application/problem+json"

AnyRequest = Request[Any, Any, Any]


class FieldProblem(msgspec.Struct, omit_defaults=True):
    """One field that cannot be right: its name as sent, the value as sent, and the rule it breaks."""

    field: str
    rule: str
    value: str | None = None
    choices: Annotated[
        list[str], Meta(description="What it could be, the likeliest first, where that is to be chosen.")
    ] = msgspec.field(default_factory=list)


class Problem(msgspec.Struct, omit_defaults=True):
    """What went wrong (RFC 9457). `detail` is a sentence for a person."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    errors: list[FieldProblem] = msgspec.field(default_factory=list)
    existing: Annotated[dict[str, Any] | None, Meta(description="What is there, where that is the trouble.")] = None
    sent: Annotated[dict[str, Any] | None, Meta(description="What was refused because of it.")] = None
    reason: Annotated[
        SignInRefusal | None,
        Meta(
            description="Of a 401: why the sign-in that was shown does not hold. It was ended on purpose (revoked), it "
            "ran out (expired), or this server does not know it (unknown). Absent where none was shown."
        ),
    ] = None


#: Nearest family first: the subclasses of Refused stand before it.
STATUS: tuple[tuple[type[MyGymTrackerError], int, str], ...] = (
    (Forgotten, 410, "Known no more"),
    (NotFound, 404, "Not found"),
    (Invalid, 422, "Invalid"),
    (Changed, 412, "Changed meanwhile"),
    (Conflict, 409, "Conflict"),
    (NotSignedIn, 401, "Not signed in"),
    (Throttled, 429, "Too many attempts"),
    (Outdated, 426, "Too old"),
    (DiskFull, 507, "The disk is full"),
    (Unavailable, 503, "Unavailable"),
    (Refused, 403, "Refused"),
)


_TITLES = {status: title for _, status, title in STATUS} | {
    400: "The request does not have the form of this address",
    413: "Too large",
}


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """The errors a route can answer with, for its `responses=`."""
    return {
        status: ResponseSpec(
            Problem,
            generate_examples=False,
            description=_TITLES.get(status) or HTTPStatus(status).phrase,
            media_type=PROBLEM,
        )
        for status in statuses
    }


def respond(problem: Problem, headers: dict[str, str] | None = None) -> Response[Problem]:
    return Response(
        problem,
        status_code=problem.status,
        media_type=PROBLEM,
        headers={"Cache-Control": "no-store"} | (headers or {}),
    )


def our_error(request: AnyRequest, error: MyGymTrackerError) -> Response[Problem]:
    status, title = next((status, title) for family, status, title in STATUS if isinstance(error, family))
    problem = Problem(title=title, status=status, detail=str(error))
    headers = {}
    log_refusal(request, error)
    match error:
        case SchemaMismatch():
            headers["Retry-After"] = "5"
        case DiskFull():
            return full(request, error)
        case Overloaded():
            return overloaded(request, error)
        case Busy():
            headers["Retry-After"] = str(error.retry_after_seconds)
        case Unsettled():
            RECURRING.error("unsettled", "%s %s: %s", request.method, request.url.path, error.__cause__ or error)
            headers["Retry-After"] = "5"
        case Unavailable():
            return unreachable(request, error)  # its sentence is for whoever runs the server: it names hosts and roles
        case Invalid():
            problem.detail = error.sentence
            problem.errors = [
                FieldProblem(each.field, str(each), each.value, list(each.choices)) for each in (error, *error.further)
            ]
        case Conflict():
            problem.existing, problem.sent = _plain(error.existing), _plain(error.sent)
        case NotSignedIn():
            headers["WWW-Authenticate"] = "Bearer"
            problem.reason = error.reason
        case Throttled():
            headers["Retry-After"] = str(error.retry_after_seconds)
    return respond(problem, headers)


def _plain(content: object) -> dict[str, Any] | None:
    """A content with all its fields, as it would be answered."""
    return None if content is None else msgspec.convert(msgspec.to_builtins(content), dict[str, Any])


def framework_error(_: AnyRequest, error: HTTPException) -> Response[Problem]:
    """What Litestar refuses before a route is reached: unknown paths, wrong methods, unreadable bodies."""
    problem = Problem(title="Request refused", status=error.status_code, detail=error.detail)
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        problem.detail = "The request does not have the form that this address takes."
        problem.errors = [_field_problem(item) for item in error.extra if isinstance(item, dict)]
    return respond(problem, dict(error.headers or {}))


def too_large(request: AnyRequest, _: RequestEntityTooLarge) -> Response[Problem]:
    """Names the limit: whoever sends a file wants to know how much of it can go at once."""
    most = request.route_handler.resolve_request_max_body_size()
    detail = f"A body may have at most {most} bytes here." if most else "The body is too large."
    sent = request.headers.get("content-length", "")
    if sent.isdecimal():
        detail += f" This one has {sent}."
    return respond(Problem(title=_TITLES[413], status=413, detail=detail))


def _field_problem(item: dict[str, Any]) -> FieldProblem:
    return FieldProblem(field=str(item.get("key", "body")), rule=str(item.get("message", "")))


def database_error(request: AnyRequest, error: DBAPIError) -> Response[Problem]:
    """A constraint that an operation did not foresee still says in its own name what was wrong."""
    cause = getattr(error.orig, "__cause__", None) or error.orig
    if isinstance(cause, asyncpg.PostgresError) and isinstance(cause, UNFORESEEN_CLASHES):
        return clash(request, cause)
    if isinstance(cause, asyncpg.QueryCanceledError):
        return took_too_long(request, error)
    if is_away(error):
        return unreachable(request, error)
    return unforeseen(request, error)


def clash(request: AnyRequest, error: asyncpg.PostgresError) -> Response[Problem]:
    """With a constraint, or with another transaction that got in the way; nothing was saved."""
    LOG.warning("%s %s: %s", request.method, request.url.path, error)
    if isinstance(error, asyncpg.IntegrityConstraintViolationError):
        return respond(Problem(title="Conflict", status=409, detail=str(error).splitlines()[0]))
    detail = "Something else is changing the same at this moment. Nothing was saved; send it again."
    return respond(Problem(title="Unavailable", status=503, detail=detail), {"Retry-After": "1"})


def took_too_long(request: AnyRequest, error: Exception) -> Response[Problem]:
    """PostgreSQL ended the statement (`engine.Timeouts`), and with it the transaction."""
    RECURRING.error("too long", "%s %s took too long: %s", request.method, request.url.path, error)
    detail = "This took too long and was given up. Nothing was saved."
    return respond(Problem(title="Unavailable", status=503, detail=detail), {"Retry-After": "30"})


def unreachable(request: AnyRequest, error: Exception) -> Response[Problem]:
    """Whoever keeps an embedded server running knows more of it than the error."""
    trouble = trouble_of(request)
    if trouble is not None and trouble.disk_is_full:
        return full(request, error)
    RECURRING.error("unreachable", "%s %s: %s", request.method, request.url.path, error)
    why = trouble.sentence if trouble is not None else "The database cannot be reached."
    return respond(
        Problem(title="Unavailable", status=503, detail=f"{why} Nothing was saved."),
        {"Retry-After": "5"},
    )


def trouble_of(request: AnyRequest) -> Trouble | None:
    """Why there is no embedded server just now; None where there is one, or where nobody knows."""
    supervisor: DatabaseState | None = request.app.state.get("supervisor")
    return None if supervisor is None else supervisor.trouble


def full(request: AnyRequest, error: Exception) -> Response[Problem]:
    """507 rather than 503: sending it again helps only after somebody has made room."""
    RECURRING.error("full", "%s %s: the disk is full: %s", request.method, request.url.path, error)
    detail = (
        "The disk of the server is full. Nothing was saved, and nothing that was saved before is lost. Keep what you "
        "sent: it is taken once whoever runs the server has made room."
    )
    status = 503 if request.url.path.startswith("/health") else 507  # whoever watches knows of 503
    return respond(Problem(title="The disk is full", status=status, detail=detail), {"Retry-After": "30"})


def overloaded(request: AnyRequest, error: Exception) -> Response[Problem]:
    RECURRING.error("overloaded", "%s %s: %s", request.method, request.url.path, error)
    detail = "The server has no memory, connections or files left just now. Nothing was saved; send it again."
    return respond(Problem(title="Unavailable", status=503, detail=detail), {"Retry-After": "5"})


def file_error(request: AnyRequest, error: OSError) -> Response[Problem]:
    """Of the server's own files, such as those that large bodies are written to."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(request, error)
    if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        return overloaded(request, error)
    return unforeseen(request, error)


def of_cleanup(request: AnyRequest, error: ExceptionGroup[Exception]) -> Response[Problem]:
    """What a transaction made of an error of its route's, at its end; Litestar hands that on in a group."""
    first = error.exceptions[0]
    handler = next(HANDLERS[family] for family in type(first).__mro__ if family in HANDLERS)
    return cast("Response[Problem]", handler(request, first))


def unforeseen(request: AnyRequest, error: Exception) -> Response[Problem]:
    """Ours to mend. The reference is in the log beside the traceback; the answer shows nothing of the inside."""
    reference = new_id()
    LOG.error("%s %s failed, reference %s", request.method, request.url.path, reference, exc_info=error)
    # what fails once the transaction has ended was saved
    look = "" if request.method in _ASKING else " Look whether it was saved before you send it again."
    detail = f"This is our mistake, not yours.{look} Reference: {reference}"
    return respond(Problem(title="Something went wrong here", status=500, detail=detail))


_ASKING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
UNFORESEEN_CLASHES = (
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.TransactionRollbackError,  # a deadlock
    asyncpg.LockNotAvailableError,
)

HANDLERS: ExceptionHandlersMap = {
    MyGymTrackerError: our_error,
    RequestEntityTooLarge: too_large,
    HTTPException: framework_error,
    DBAPIError: database_error,
    **dict.fromkeys(UNFORESEEN_CLASHES, clash),
    **dict.fromkeys(AWAY, unreachable),
    asyncpg.QueryCanceledError: took_too_long,
    OSError: file_error,
    ExceptionGroup: of_cleanup,
    Exception: unforeseen,
}
