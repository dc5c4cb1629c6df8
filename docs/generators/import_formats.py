"""web/src/domain/import-formats.ts: the apps whose files the server reads."""

from __future__ import annotations

from docs.generators.client_types import NOTICE
from mygymtracker.exchange.known_formats import APPS, FORMATS


def render() -> str:
    lines = [
        "/** What people call the apps, by the `source` of an import. */",
        "export const APP_TITLES = {",
        *(f"  {each.name}: '{each.title}'," for each in FORMATS),
        "} as const",
        "",
        "/** Any of them, in a sentence. */",
        f"export const APPS = '{APPS}'",
    ]
    return NOTICE + "\n".join(lines) + "\n"
