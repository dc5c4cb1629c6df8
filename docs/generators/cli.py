"""docs/reference/cli.md, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from docs.generators.markdown import block, code, page, paragraphs, table
from mygymtracker.cli.main import EXIT_CODES, whole_command

INTRODUCTION = """\
Every command takes `--help`. Settings come from the environment and `.env`: see [settings](settings.md). What an error
exits with is in [errors](errors.md)."""

Command = Any  # typer brings a click of its own, which has no types to name here


def commands() -> Iterator[tuple[str, Command]]:
    """Every command that does something, by its whole name, in the order of the program's help."""
    yield from _below("mygymtracker", whole_command())


def _below(name: str, command: Command) -> Iterator[tuple[str, Command]]:
    for word, child in getattr(command, "commands", {}).items():
        if getattr(child, "commands", None):
            yield from _below(f"{name} {word}", child)
        elif not child.hidden:
            yield f"{name} {word}", child


def render() -> str:
    program = whole_command()
    codes = ", ".join(f"{status} {family.__name__}" for family, status in reversed(EXIT_CODES))
    return page(
        "Commands",
        INTRODUCTION,
        f"Exit codes: 0 done, {codes}.",
        "## mygymtracker",
        _parameters(program),
        *(_command(name, command) for name, command in commands()),
    )


def _command(name: str, command: Command) -> str:
    parts = [f"## {name}", block(f"{name} {_usage(command)}".rstrip()), paragraphs(command.help), _parameters(command)]
    return "\n\n".join(part for part in parts if part)


def _usage(command: Command) -> str:
    shown = [parameter for parameter in command.params if not _hidden(parameter)]
    words = ["[OPTIONS]"] if any(parameter.param_type_name == "option" for parameter in shown) else []
    for parameter in shown:
        if parameter.param_type_name == "argument":
            words.append(_metavar(parameter) if parameter.required else f"[{_metavar(parameter)}]")
    if command.context_settings.get("allow_extra_args"):
        words.append("[-- ARGUMENTS]" if command.context_settings.get("help_option_names") != [] else "[ARGUMENTS]")
    return " ".join(words)


def _parameters(command: Command) -> str:
    rows = [
        (_form(parameter, command), _default(parameter), getattr(parameter, "help", "") or "")
        for parameter in command.params
        if not _hidden(parameter)
    ]
    return table(("parameter", "default", "meaning"), rows)


def _hidden(parameter: Any) -> bool:
    return getattr(parameter, "hidden", False) or parameter.name in ("install_completion", "show_completion")


def _form(parameter: Any, command: Command) -> str:
    if parameter.param_type_name == "argument":
        return code(_metavar(parameter))
    flag = parameter.is_flag
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return code(names if flag else f"{names} {_values(parameter, command)}")


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _values(parameter: Any, command: Command) -> str:
    """In the form that `--help` has: <text>, <owner|app>."""
    return str(parameter.metavar or parameter.display_type(typer.Context(command)))


def _default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    default = parameter.default
    if default is None or default is False or default == () or callable(default):
        return ""
    return code(str(getattr(default, "value", default)))
