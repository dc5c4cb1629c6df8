"""The commands under `mygymtracker account`, as someone at a terminal meets them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mygymtracker.accounts import operations
from mygymtracker.accounts.attempts import Attempt
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.database.entities import LoginSession
from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand
from tests.factories import MONDAY, Person

PASSWORD = "correct horse battery staple"


async def test_an_account_made_here_can_sign_in(run_command: RunCommand, database: Database) -> None:
    made = run_command("account", "create", "Ann@Example.org", "--password-stdin", input=f"{PASSWORD}\n")

    hasher = PasswordHasher()
    signed_in = await operations.sign_in_browser(
        database, hasher, Attempt("ann@example.org", PASSWORD, "203.0.113.7"), now=MONDAY
    )
    assert (made.returncode, made.stdout, made.stderr) == (0, "Made the account ann@example.org.\n", "")
    assert signed_in.expires_at == MONDAY + operations.BROWSER_LASTS


def test_an_account_is_made_even_where_sign_up_is_closed(run_command: RunCommand) -> None:
    made = run_command("account", "create", "ann@example.org", "--password-stdin", input=PASSWORD, SIGN_UP="closed")

    assert (made.returncode, made.stderr) == (0, "")


@pytest.mark.parametrize(
    ("email", "password", "code", "error"),
    [
        ("ann", PASSWORD, 2, "Error: This is not an e-mail address: An email address must have an @-sign.\n"),
        ("ann@example.org", "short", 2, "Error: The password needs at least 8 characters.\n"),
        ("ann@example.org", "", 2, "Error: The password needs at least 8 characters.\n"),
        ("ann@example.org", "ann@example.org", 2, "Error: The password must not be the e-mail address itself.\n"),
    ],
)
def test_what_makes_no_account_is_said_in_one_line(
    email: str, password: str, code: int, error: str, run_command: RunCommand
) -> None:
    refused = run_command("account", "create", email, "--password-stdin", input=f"{password}\n")

    assert (refused.returncode, refused.stdout, refused.stderr) == (code, "", error)


def test_an_address_has_one_account(run_command: RunCommand, ann: Person) -> None:
    refused = run_command("account", "create", "ann@example.org", "--password-stdin", input=PASSWORD)

    assert (refused.returncode, refused.stderr) == (1, "Error: There is an account ann@example.org already.\n")


def test_accounts_are_listed_with_when_they_were_made_and_last_used(
    run_command: RunCommand, ann: Person, bob: Person
) -> None:
    listed = run_command("account", "list")

    assert (listed.returncode, listed.stderr) == (0, "")
    assert [line.split() for line in listed.stdout.splitlines()] == [
        ["E-mail", "Created", "(UTC)", "Last", "sign-in", "(UTC)"],
        ["ann@example.org", "2026-03-02", "18:00", "never"],
        ["bob@example.org", "2026-03-02", "18:00", "never"],
    ]


def test_without_accounts_the_list_says_how_to_make_one(run_command: RunCommand) -> None:
    listed = run_command("account", "list")

    assert listed.stdout == "There is no account yet. Make one with: mygymtracker account create EMAIL\n"


async def test_a_password_set_here_signs_out_what_was_signed_in(
    run_command: RunCommand, database: Database, ann: Person
) -> None:
    hasher = PasswordHasher()
    tried = Attempt("ann@example.org", PASSWORD, "203.0.113.7")
    first = run_command("account", "password", "ANN@example.org", "--password-stdin", input=PASSWORD)
    await operations.sign_in_browser(database, hasher, tried, now=MONDAY)

    second = run_command("account", "password", "ann@example.org", "--password-stdin", input="a new and longer one")

    async with database.acting_as(ann.id, read_only=True) as session:
        left = list(await session.scalars(select(LoginSession.id)))
    said = "Set the password of ann@example.org. Everything that was signed in with the old one is signed out.\n"
    assert [(done.returncode, done.stdout, done.stderr) for done in (first, second)] == [(0, said, "")] * 2
    assert left == []


def test_an_unknown_account_is_named(run_command: RunCommand, ann: Person) -> None:
    refused = run_command("account", "password", "bob@example.org", "--password-stdin", input=PASSWORD)

    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: There is no account bob@example.org. See: mygymtracker account list\n",
    )
