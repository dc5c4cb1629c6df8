"""Whom a command acts for where --account says nothing, and that it says so where there are several."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mygymtracker.database.entities import User
from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand, told
from tests.factories import Person, sign_up

PASSWORD = "correct horse battery staple"


def whose(command: RunCommand) -> tuple[str, str]:
    """The account that a command without --account is of, and what is said on stderr."""
    done = command("account", "show", "--json")
    assert done.returncode == 0, done.stderr
    email: str = json.loads(done.stdout)["email"]
    return email, done.stderr


def create(command: RunCommand, email: str) -> str:
    done = command("account", "create", email, "--password-stdin", input=PASSWORD)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
async def demo(database: Database) -> Person:
    """As earlier versions made it: known by its address."""
    return await sign_up(database, "demo@example.org")


def test_one_account_needs_no_choosing_and_no_word(command: RunCommand, ann: Person) -> None:
    assert whose(command) == ("ann@example.org", "")
    assert told(command, "account", "use") == ("Commands act for ann@example.org, the only account of a person here.")


def test_of_several_none_is_guessed(command: RunCommand, ann: Person, bob: Person) -> None:
    refused = command("account", "show")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "Error: There are 2 accounts (ann@example.org, bob@example.org). Say whose each time, with --account EMAIL, "
        "or once: mygymtracker account use EMAIL\n"
    )


def test_the_chosen_one_is_acted_for_and_named(command: RunCommand, ann: Person, bob: Person) -> None:
    chosen = told(command, "account", "use", "BOB@example.org")

    assert chosen == "Commands act for bob@example.org." == told(command, "account", "use")
    assert whose(command) == ("bob@example.org", "Acting for bob@example.org.\n")
    assert command("account", "show", "--account", "ann@example.org").stderr == "Acting for ann@example.org.\n"
    listed = json.loads(told(command, "account", "list", "--json"))
    assert [(each["email"], each["is_default"]) for each in listed] == [
        ("ann@example.org", False),
        ("bob@example.org", True),
    ]


def test_it_is_said_once_by_a_command_that_asks_and_then_changes(command: RunCommand, ann: Person, bob: Person) -> None:
    told(command, "account", "use", "ann@example.org")
    command("workout", "start")

    deleted = command("workout", "delete", "running", "--yes")

    assert (deleted.returncode, deleted.stderr) == (0, "Acting for ann@example.org.\n")


def test_no_choice_is_made_of_an_address_that_nobody_has(command: RunCommand, ann: Person, bob: Person) -> None:
    told(command, "account", "use", "ann@example.org")

    refused = command("account", "use", "eve@example.org")

    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: There is no account eve@example.org. See: mygymtracker account list\n",
    )
    assert whose(command)[0] == "ann@example.org"


async def test_the_choice_follows_a_new_address_wherever_it_was_given(
    command: RunCommand, database: Database, ann: Person, bob: Person
) -> None:
    told(command, "account", "use", "bob@example.org")

    told(command, "account", "email", "bob@example.org", "bob@new.example")
    here = whose(command)[0]
    async with database.acting_as(bob.id) as session:
        (await session.get_one(User, bob.id)).email = "bob@newer.example"

    assert [here, whose(command)[0]] == ["bob@new.example", "bob@newer.example"]


def test_a_choice_goes_with_its_account(command: RunCommand, ann: Person, bob: Person, tmp_path: Path) -> None:
    told(command, "account", "use", "bob@example.org")

    told(command, "account", "delete", "bob@example.org", "--yes")

    assert whose(command) == ("ann@example.org", "")
    assert list(tmp_path.glob("default-account*")) == []


def test_a_choice_is_taken_back(command: RunCommand, ann: Person, bob: Person) -> None:
    told(command, "account", "use", "bob@example.org")

    said = told(command, "account", "use", "--nobody")

    assert said == (
        "Commands act for nobody until --account says for whom. Accounts of people: ann@example.org, bob@example.org."
    )
    assert command("account", "show").returncode == 2


def test_a_file_that_is_no_choice_is_none(command: RunCommand, ann: Person, tmp_path: Path) -> None:
    (tmp_path / "default-account").write_text("ann@example.org\n")

    assert whose(command) == ("ann@example.org", "")


# ------------------------------------------------------------------------------------------------------ new accounts


def test_a_new_account_changes_nothing_of_whom_commands_act_for(command: RunCommand) -> None:
    first = create(command, "ann@example.org")
    second = create(command, "bob@example.org")

    assert first == "Made the account ann@example.org.\n"
    assert second == (
        "Made the account bob@example.org.\nCommands go on acting for ann@example.org. For the new one: "
        "--account bob@example.org, or from now on: mygymtracker account use bob@example.org\n"
    )
    assert whose(command) == ("ann@example.org", "Acting for ann@example.org.\n")


def test_the_account_of_the_browser_stays_the_one_of_the_terminal(command: RunCommand, ann: Person) -> None:
    create(command, "bob@example.org")

    assert whose(command)[0] == "ann@example.org"


def test_among_several_a_new_account_is_not_chosen_unasked(command: RunCommand, ann: Person, bob: Person) -> None:
    said = create(command, "ann@second.example")

    assert said.endswith("mygymtracker account use ann@second.example\n")
    assert command("account", "show").returncode == 2


# ---------------------------------------------------------------------------------------------------------- the demo


def test_the_demo_is_in_nobodys_way(command: RunCommand, ann: Person, catalogue: None) -> None:
    made = command("demo", "--email", "look@example.org", "--until", "2026-03-01")

    assert "Look around with --account look@example.org: no command acts for it unless you say so." in made.stdout
    assert whose(command) == ("ann@example.org", "Acting for ann@example.org.\n")
    assert json.loads(command("workouts", "--json").stdout) == []
    assert len(json.loads(command("workouts", "--json", "--account", "look@example.org").stdout)) == 20


def test_a_demo_is_known_by_its_id_whatever_its_address(command: RunCommand, ann: Person, catalogue: None) -> None:
    told(command, "demo", "--until", "2026-03-01")

    told(command, "account", "email", "demo@example.org", "bob@example.org")

    assert whose(command)[0] == "ann@example.org"


def test_alone_it_is_only_acted_for_by_name(command: RunCommand, demo: Person) -> None:
    refused = command("account", "show")

    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: There is only the demo athlete's account: look around in it with --account demo@example.org, or make "
        "your own with: mygymtracker account create EMAIL\n",
    )


def test_an_account_made_after_the_demo_is_the_default(command: RunCommand, demo: Person) -> None:
    assert create(command, "ann@example.org") == "Made the account ann@example.org.\n"

    assert whose(command)[0] == "ann@example.org"
