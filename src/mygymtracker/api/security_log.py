"""What the log says of signing in: who, from where, and what came of it.

A person is the id of the account, a place the address on the network: no e-mail address, no password and no secret is
in these lines. Of each kind and network there is one line a minute at most; what was left out is counted in the next.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Request

from mygymtracker.accounts.attempts import household
from mygymtracker.api.authentication import Credential, network_address
from mygymtracker.api.recurring import RecurringLog
from mygymtracker.errors import MyGymTrackerError, NotSignedIn, Refused, Throttled, WrongCredentials, WrongPassword

LOG = logging.getLogger(__name__)
RECURRING = RecurringLog(LOG)
#: Characters of a path in a line.
LONGEST_PATH = 200

AnyRequest = Request[Any, Any, Any]


def log_act(request: AnyRequest, act: str, *, account_id: UUID, login_session_id: UUID | None = None) -> None:
    """Something was done that decides who gets in, such as "signed in"."""
    further = "" if login_session_id is None else f", login session {login_session_id}"
    _line(request, logging.INFO, act, f"account {account_id}{further}")


def logged(act: str) -> Callable[[AnyRequest], Awaitable[None]]:
    """For `after_response` of a route that does it for whoever is signed in: nothing is said of what was refused."""

    async def log(request: AnyRequest) -> None:
        log_act(request, act, account_id=request.state.credential.user_id)

    return log


def log_refusal(request: AnyRequest, error: MyGymTrackerError) -> None:
    """Of whoever was not let in, or not allowed; other errors, and requests that show no sign-in, make no line."""
    match error:
        case WrongCredentials():
            _line(request, logging.WARNING, "sign-in failed", _account(request, error.account_id))
        case NotSignedIn() if error.reason is not None:
            _line(request, logging.WARNING, f"sign-in refused, {error.reason}", _account(request, None))
        case Throttled():
            _line(request, logging.WARNING, "throttled", _account(request, error.account_id))
        case WrongPassword():
            _line(request, logging.WARNING, "wrong password", _account(request, None))
        case Refused() if type(error) is Refused:
            _line(request, logging.WARNING, "not allowed", _account(request, None))


def _account(request: AnyRequest, account_id: UUID | None) -> str:
    """Whose it is, or of whom the sign-in is that was shown: where that is refused, only said to be."""
    credential: Credential | None = request.state.get("credential")
    known = account_id or (credential.user_id if credential else None)
    return "no known account" if known is None else f"account {known}"


def _line(request: AnyRequest, level: int, kind: str, about: str) -> None:
    address = network_address(request)
    path = request.url.path[:LONGEST_PATH]
    where = address or "a socket"
    RECURRING.line(
        level, f"{kind} {household(address)}", "%s: %s, from %s, %s %s", kind, about, where, request.method, path
    )
