"""Answers that are made without the application: problem documents as everywhere else (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import msgspec

from mygymtracker.api.errors import PROBLEM, Problem


def problem_body(status: int, detail: str) -> bytes:
    return msgspec.json.encode(Problem(title=HTTPStatus(status).phrase, status=status, detail=detail))


def refusal(status: int, detail: str, headers: Mapping[str, str]) -> bytes:
    """A whole HTTP/1.1 answer that ends its connection."""
    body = problem_body(status, detail)
    lines = {
        **headers,
        "content-type": PROBLEM,
        "content-length": str(len(body)),
        "cache-control": "no-store",
        "connection": "close",
    }
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{text}\r\n".encode() + body
