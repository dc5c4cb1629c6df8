"""Whole numbers of commands are written in digits, and nothing else is taken for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from mygymtracker.cli.main import whole_command


def whole_numbers(command: Any, path: str = "mygymtracker") -> Iterator[Any]:
    """Every option and argument, of all commands, that is a whole number."""
    for name, each in getattr(command, "commands", {}).items():
        yield from whole_numbers(each, f"{path} {name}")
    for parameter in command.params:
        if parameter.type_descriptor.annotation is int:
            yield pytest.param(parameter, id=f"{path} {parameter.name}")


@pytest.mark.parametrize("parameter", list(whole_numbers(whole_command())))
def test_what_is_no_whole_number_in_digits_is_refused(parameter: Any) -> None:
    refused = []
    for text in ("8_0", "8.0", "1e1", "0x8", "eight"):
        with pytest.raises(typer.BadParameter, match="is not a whole number") as error:
            parameter.process_value(None, text)
        refused.append(error)

    assert len(refused) == 5
    assert parameter.process_value(None, " 2 ") == parameter.process_value(None, "٢") == 2
