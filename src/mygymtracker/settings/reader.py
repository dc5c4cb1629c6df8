"""Settings as text: from the environment and `.env`, and what is wrong with them."""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from dotenv.parser import parse_stream

from mygymtracker.settings.descriptions import SETTINGS

_Choice = TypeVar("_Choice", bound=StrEnum)
_NAMES = frozenset(name for setting in SETTINGS for name in setting.names)
_PREFIXES = ("BACKUP_", "DB_", "JWT_", "MYGYMTRACKER_")
#: What names programs to run. A directory that somebody hands over, or shares, is no place to say that.
_PROGRAMS = ("PG_BINDIR",)
_OFTEN_CONFUSED = {"DB_USER": "DB_USERNAME", "DB_NAME": "DB_DATABASE", "DB_PASS": "DB_PASSWORD"}
# Kubernetes puts these into every container of a namespace that has a service called `db` or `mygymtracker`.
_KUBERNETES = re.compile(r".*_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP)(_\w+)?)?)")


class Reader:
    """What was given, and what is wrong with it. After noting a problem, a method returns a stand-in."""

    def __init__(self, environment: Mapping[str, str], directory: Path) -> None:
        self.directory = directory
        self.problems: list[str] = []
        #: The `.env` that was read, None where there is none.
        self.file: Path | None = None
        kept = self._dotenv(directory / ".env")
        for name in kept.keys() & set(_PROGRAMS):
            self.problem(f"{name} in {directory / '.env'} would name programs to run; give it in the environment")
        merged = {**kept, **environment}
        self._given = {name: text for name, text in merged.items() if name in _NAMES and text.strip()}
        foreign = {name for name in environment if _KUBERNETES.fullmatch(name)} - kept.keys()
        for name in sorted(merged.keys() - _NAMES - foreign):
            near = _OFTEN_CONFUSED.get(name) or "".join(difflib.get_close_matches(name, sorted(_NAMES), 1, 0.8))
            if name.startswith(_PREFIXES) or (near and name in kept):
                self.problem(f"unknown setting {name}" + (f"; did you mean {near}?" if near else ""))

    def problem(self, sentence: str) -> None:
        self.problems.append(sentence)

    def wrong(self, name: str, allowed: str) -> None:
        self.problem(f"{name} is {self.text(name)!r}; it must be {allowed}")

    def names_set(self, *names: str) -> list[str]:
        return [name for name in names if name in self._given]

    def text(self, name: str) -> str:
        return self._given.get(name, "").strip()

    def word(self, name: str, *, default: str) -> str:
        if re.search(r"[\s,]|://", self.text(name)):
            self.wrong(name, "one host name or address")
        return self.text(name) or default

    def whole_number(self, name: str, *, default: int, lowest: int, highest: int = 65535) -> int:
        text = self.text(name) or str(default)
        if re.fullmatch(r"[0-9]{1,9}", text) and lowest <= int(text) <= highest:
            return int(text)
        self.wrong(name, f"a whole number from {lowest} to {highest}")
        return default

    def choice(self, name: str, default: _Choice) -> _Choice:
        try:
            return type(default)(self.text(name) or default)
        except ValueError:
            self.wrong(name, f"one of {', '.join(type(default))}")
            return default

    def path(self, name: str) -> Path | None:
        try:
            return Path(self.text(name)).expanduser() if self.text(name) else None
        except RuntimeError:
            self.wrong(name, "a path whose `~` is a known user's home")
            return None

    def secret(self, name: str) -> str | None:
        """As it is, or from its file less the line end; blanks at the edges belong to it."""
        path = self.path(f"{name}_FILE")
        if path is None:
            return self._given.get(name)
        if name in self._given:
            self.problem(f"{name} and {name}_FILE are both given; give one of them")
        try:
            text = (self.directory / path).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            self.problem(f"{name}_FILE is {str(path)!r}, which cannot be read: {_reason(error)}")
            return None
        if not text.strip():
            self.problem(f"{name}_FILE is {str(path)!r}, which is empty")
            return None
        return text

    def _dotenv(self, path: Path) -> dict[str, str]:
        """Empty unless the file is the caller's (or root's) alone: whoever can write it decides what a command does.

        `dotenv_values` passes over lines that it cannot read; here they are problems.
        """
        try:
            with path.open(encoding="utf-8-sig") as file:
                if weakness := _weakness(os.fstat(file.fileno())):
                    self.problem(f"{path} {weakness}, or run this in another directory")
                    return {}
                bindings = list(parse_stream(file))
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            self.problem(f"{path} cannot be read: {_reason(error)}")
            return {}
        self.file = path
        for line in bindings:
            if line.error or (line.key and line.value is None):
                self.problem(f"{path}, line {line.original.line}: not of the form NAME=value")
        return {line.key: line.value for line in bindings if line.key and line.value is not None}


def _weakness(status: os.stat_result) -> str:
    """Why settings are not taken from such a file, and what mends it; empty where nothing is wrong."""
    if status.st_uid not in (0, os.geteuid()):
        return f"belongs to another user (user id {status.st_uid}), so it is not read; chown it"
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return "can be written by others, so it is not read; chmod 600 it"
    return ""


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "it is not UTF-8 text"
