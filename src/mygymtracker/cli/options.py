"""What many commands are given, said once."""

from __future__ import annotations

from typing import Annotated

import typer

from mygymtracker.cli.printing import ask_yes
from mygymtracker.errors import Refused

Account = Annotated[
    str | None, typer.Option(help="Whose, by e-mail. If not said: the account of `account use`, else the only one.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, in the shape of the web API's answer.")]
ExerciseName = Annotated[str, typer.Argument(help="Its name, or enough of it to leave no doubt.")]
PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="Its name, or enough of it to leave no doubt.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Backup = Annotated[
    bool,
    typer.Option("--backup/--no-backup", help="Write a backup beside the data first, if there is anything to lose."),
]
At = Annotated[
    str | None,
    typer.Option(
        help="When, like 2026-03-02T18:00; in the account's time zone, unless it names one. Now, if not said."
    ),
]


def ask_before_deleting(what: str, *, yes: bool) -> None:
    """Raises Refused unless the person agrees."""
    if not yes and not ask_yes(f"Delete {what} for good?"):
        raise Refused("Nothing was deleted.")
