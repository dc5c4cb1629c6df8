"""Where people sign in and out over HTTP, and what is answered to who is not signed in."""

from __future__ import annotations

import httpx

ACCOUNT = "/api/v1/account"
LOGIN_SESSIONS, CURRENT, TOKENS = "/api/v1/login-sessions", "/api/v1/login-sessions/current", "/api/v1/tokens"
NEW_PASSWORD = "a new and longer one"


def why(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("reason")
