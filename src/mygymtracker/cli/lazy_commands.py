"""Commands that are loaded when they are used: what `--help` lists costs nobody the time of what it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

#: Of typer's own copy of click, which has no public types to name here.
Context = Any
Command = Any
Parameter = Any

_WHOLE_NUMBER: Final = re.compile(r"[+-]?[0-9]+")


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """A command or a group of them: its name, its place as `module:attribute`, and what `--help` says of it.

    A group has no other summary than this one; of a command it is the first paragraph of its docstring.
    """

    name: str
    place: str
    summary: str
    context_settings: dict[str, Any] = field(default_factory=dict)

    def outline(self) -> TyperCommand:
        """Its name and its summary, to be listed."""
        return TyperCommand(self.name, help=self.summary)

    def load(self) -> Command:
        module, _, attribute = self.place.partition(":")
        target = getattr(import_module(module), attribute)
        parent = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode="markdown")
        if isinstance(target, typer.Typer):
            parent.add_typer(target, name=self.name, help=self.summary)
        else:
            parent.command(self.name, context_settings=self.context_settings)(target)
        command = typer.main.get_group(parent).commands[self.name]
        _take_whole_numbers_in_digits(command)
        return command


def lazy_group(lazy: Sequence[LazyCommand]) -> type[TyperGroup]:
    """The class of a group with these commands, in this order."""

    class LazyGroup(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands.update({each.name: each.outline() for each in lazy})
            self.not_loaded = {each.name: each for each in lazy}

        def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command, list[str]]:
            """The command that is used, which is loaded by now."""
            name, command, rest = super().resolve_command(ctx, args)
            return name, command if name is None else self.loaded(name), rest

        def loaded(self, name: str) -> Command:
            if name in self.not_loaded:
                self.commands[name] = self.not_loaded.pop(name).load()
            return self.commands[name]

        def load_all(self) -> None:
            for name in list(self.not_loaded):
                self.loaded(name)

    return LazyGroup


def _take_whole_numbers_in_digits(command: Command) -> None:
    """Of every option and argument that is a whole number: typer takes 8_0 for 80, and 8.0 for 8."""
    for each in getattr(command, "commands", {}).values():
        _take_whole_numbers_in_digits(each)
    for parameter in command.params:
        if parameter.type_descriptor.annotation is int:
            parameter.process_value = _in_digits(parameter, parameter.process_value)


def _in_digits(parameter: Parameter, process: Callable[[Context, Any], Any]) -> Callable[[Context, Any], Any]:
    def process_value(context: Context, value: Any) -> Any:
        if not isinstance(value, str):
            return process(context, value)

        from mygymtracker.numerals import folded

        number = folded(value)
        if not _WHOLE_NUMBER.fullmatch(number):
            raise typer.BadParameter(f"{value!r} is not a whole number, such as 80.", ctx=context, param=parameter)
        return process(context, number)

    return process_value
