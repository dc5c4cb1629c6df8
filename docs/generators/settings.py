"""docs/reference/settings.md, from the table of settings."""

from __future__ import annotations

from docs.generators.markdown import code, page, table
from mygymtracker.settings import SETTINGS

INTRODUCTION = """\
Settings come from the environment and from a file `.env` in the current directory; the environment wins, and a blank
value counts as not given. Every problem found is reported at once, by the name of the setting. `.env.example` has all
of them with examples. A `.env` that belongs to another user, or that others can write, is not read: every command says
so and ends.

A secret can be read from a file instead: its name with `_FILE` added, and the path. One of the two, not both."""


def render() -> str:
    rows = [
        (" or ".join(code(name) for name in setting.names), setting.default or "none", setting.meaning)
        for setting in SETTINGS
    ]
    return page("Settings", INTRODUCTION, table(("setting", "default", "meaning"), rows))
