"""The commands under `mygymtracker account`, as someone at a terminal meets them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from mygymtracker.accounts import signing_in
from mygymtracker.accounts.attempts import Attempt, account_bucket, take_attempt
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.cli.machine_zone import machine_zone
from mygymtracker.database.entities import LoginSession
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotSignedIn, Throttled
from tests.cli.conftest import RunCommand, command_on
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Person, train

PASSWORD = "correct horse battery staple"


async def test_an_account_made_here_can_sign_in(run_command: RunCommand, database: Database) -> None:
    made = run_command("account", "create", "Ann@Example.org", "--password-stdin", input=f"{PASSWORD}\n")

    hasher = PasswordHasher()
    signed_in = await signing_in.sign_in_browser(
        database, hasher, Attempt("ann@example.org", PASSWORD, "203.0.113.7"), now=MONDAY
    )
    assert (made.returncode, made.stdout, made.stderr) == (0, "Made the account ann@example.org.\n", "")
    assert signed_in.expires_at == MONDAY + signing_in.BROWSER_LASTS


def test_an_account_made_here_has_the_clock_that_is_said_else_that_of_the_machine(run_command: RunCommand) -> None:
    make, password = ("account", "create", "--password-stdin"), "correct horse battery staple\n"

    unsaid = run_command(*make, "ann@gym.local", input=password, TZ="America/Los_Angeles")
    said = run_command(*make, "bob@gym.local", "--time-zone", "Europe/Berlin", input=password, TZ="Asia/Tokyo")
    wrong = run_command(*make, "eve@gym.local", "--time-zone", "Gotham", input=password)

    assert unsaid.stdout == "Made the account ann@gym.local. Its days are those of America/Los_Angeles.\n"
    assert said.stdout.splitlines()[0] == "Made the account bob@gym.local. Its days are those of Europe/Berlin."
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert '"Gotham" is no time zone that is known' in wrong.stderr


def test_the_zone_of_a_machine_is_the_one_that_its_localtime_links_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    there, copied = tmp_path / "zoneinfo" / "Europe" / "Berlin", tmp_path / "copied"
    there.parent.mkdir(parents=True)
    there.touch()
    copied.touch()
    (tmp_path / "localtime").symlink_to(there)

    assert machine_zone(localtime=tmp_path / "localtime") == "Europe/Berlin"
    assert machine_zone(localtime=copied) == "UTC"


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
        ["E-mail", "Created", "Last", "sign-in", "Time", "zone", "Default"],
        ["ann@example.org", "2026-03-02", "18:00", "never", "UTC"],
        ["bob@example.org", "2026-03-02", "18:00", "never", "UTC"],
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
    await signing_in.sign_in_browser(database, hasher, tried, now=MONDAY)

    second = run_command("account", "password", "ann@example.org", "--password-stdin", input="a new and longer one")

    async with database.acting_as(ann.id, read_only=True) as session:
        left = list(await session.scalars(select(LoginSession.id)))
    said = "Set the password of ann@example.org. Everything that was signed in with the old one is signed out.\n"
    assert [(done.returncode, done.stdout, done.stderr) for done in (first, second)] == [(0, said, "")] * 2
    assert left == []


async def test_who_is_signed_in_and_who_tried_is_listed_and_all_of_it_is_ended_with_the_password_kept(
    run_command: RunCommand, database: Database, ann: Person
) -> None:
    hasher, now = PasswordHasher(), datetime.now(UTC)
    right = Attempt("ann@example.org", PASSWORD, "203.0.113.7", label="Firefox \x1b[31m")
    wrong = Attempt("ann@example.org", "a wrong guess", "198.51.100.4", label="curl")
    run_command("account", "password", "ann@example.org", "--password-stdin", input=PASSWORD)
    await signing_in.sign_in_browser(database, hasher, right, now=now)
    for _ in range(10):
        with pytest.raises((NotSignedIn, Throttled)):
            await signing_in.sign_in_browser(database, hasher, wrong, now=now)

    listed = run_command("account", "sign-ins", "ann@example.org")
    written = json.loads(run_command("account", "sign-ins", "--json").stdout)
    ended = run_command("account", "sign-out", "Ann@example.org")
    after = run_command("account", "sign-ins", "ann@example.org")

    assert (listed.returncode, listed.stderr, after.stdout.splitlines()[0]) == (0, "", "Nothing is signed in.")
    assert "refused, 10 times" in listed.stdout and "198.51.100.4" in listed.stdout and "\x1b" not in listed.stdout
    assert sorted((each["succeeded"], each["attempts"]) for each in written["events"]) == [(False, 10), (True, 1)]
    assert (len(written["live"]), written["live"][0]["by_browser"]) == (1, True)
    assert ended.stdout.startswith("Everything of ann@example.org is signed out.")
    run_command("account", "unlock")
    assert (await signing_in.sign_in_browser(database, hasher, right, now=now)).user_id == ann.id


async def test_brakes_are_let_go_of_one_account_and_of_all(
    run_command: RunCommand, database: Database, ann: Person, bob: Person
) -> None:
    of_ann, of_bob = account_bucket("ann@example.org"), account_bucket("bob@example.org")
    for bucket in (of_ann, of_bob):
        for _ in range(bucket.burst):
            await take_attempt(database, bucket)

    one = run_command("account", "unlock", "Ann@example.org")
    await take_attempt(database, of_ann)
    with pytest.raises(Throttled):
        await take_attempt(database, of_bob)
    everybody = run_command("account", "unlock")
    await take_attempt(database, of_bob)

    assert (one.stdout, everybody.stdout) == ("ann@example.org can try again now.\n", "Everybody can try again now.\n")


def test_an_unknown_account_is_named(run_command: RunCommand, ann: Person) -> None:
    refused = run_command("account", "password", "bob@example.org", "--password-stdin", input=PASSWORD)

    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: There is no account bob@example.org. See: mygymtracker account list\n",
    )


def test_what_is_set_is_shown(run_command: RunCommand, ann: Person) -> None:
    changed = run_command(
        "account", "set", "--display-name", "Ann", "--unit", "lb", "--time-zone", "Europe/Berlin",
        "--first-weekday", "7", "--formula", "brzycki", "--bar", "20 kg Olympic bar", "--bar", "15kg",
        "--plate", "1.25 kg x 4", "--birth-year", "1990",
    )  # fmt: skip
    again = run_command("account", "set", "--unset", "birth-year", "--json")
    shown = run_command("account", "show")

    said = json.loads(again.stdout)
    assert (changed.returncode, changed.stderr) == (0, "")
    assert {field: said[field] for field in ("display_name", "unit", "bars", "plates", "birth_year")} == {
        "display_name": "Ann",
        "unit": "lb",
        "bars": [{"load": "20", "unit": "kg", "name": "Olympic bar"}, {"load": "15", "unit": "kg", "name": ""}],
        "plates": [{"load": "1.25", "unit": "kg", "count": 4}],
        "birth_year": None,
    }
    assert [line.split("  ")[0] for line in shown.stdout.splitlines()][:2] == ["E-mail", "Display name"]
    assert "20 kg Olympic bar, 15 kg" in shown.stdout
    assert "Sunday" in shown.stdout
    assert shown.stdout.splitlines()[-1].split("  ")[0] == "Keeps"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--time-zone", "Mars"], 'Error: "Mars" is no time zone that is known; give one like Europe/Berlin\n'),
        (["--bar", "heavy"], 'Error: --bar must be like "20 kg Olympic bar", not "heavy"\n'),
        (["--plate", "20 kg"], 'Error: --plate must be like "1.25 kg x 4", not "20 kg"\n'),
        (["--bar", "1,000 kg"], "Error: 1,000 could be either of two numbers: say 1000 or 1.0\n"),
        ([], "Error: Say what to change; see: mygymtracker account set --help\n"),
    ],
)
def test_what_cannot_be_set_is_said_in_one_line(
    options: list[str], error: str, run_command: RunCommand, ann: Person
) -> None:
    refused = run_command("account", "set", *options)

    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", error)


def test_an_address_changed_here_finds_the_account(run_command: RunCommand, ann: Person, bob: Person) -> None:
    changed = run_command("account", "email", "ann@example.org", "Ann@New.example")
    taken = run_command("account", "email", "ann@new.example", "bob@example.org")
    listed = run_command("account", "list", "--json")

    assert changed.stdout == "The account ann@example.org is now ann@new.example.\n"
    assert (taken.returncode, taken.stderr) == (1, "Error: There is an account bob@example.org already.\n")
    assert [each["email"] for each in json.loads(listed.stdout)] == ["ann@new.example", "bob@example.org"]


async def test_everything_is_taken_along_in_a_file_that_replaces_none(
    run_command: RunCommand, migrated_database: TestDatabase, database: Database, ann: Person, tmp_path: Path
) -> None:
    training = await train(database, ann)
    in_a_process = command_on(migrated_database.owner, tmp_path)

    written = run_command("account", "export", "all.json")
    again = run_command("account", "export", "all.json")
    piped = in_a_process("account", "export", "-")

    file = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert (written.returncode, written.stderr) == (0, "")
    assert file["workouts"][0]["id"] == str(training.workout)
    assert (tmp_path / "all.json").stat().st_mode & 0o777 == 0o600
    assert (again.returncode, again.stderr) == (1, "Error: There is a file all.json already. Nothing was written.\n")
    assert json.loads(piped.stdout) | {"exported_at": ""} == file | {"exported_at": ""}


async def test_an_account_is_deleted_when_its_address_is_typed_once_more(
    run_command: RunCommand, database: Database, ann: Person, bob: Person
) -> None:
    await train(database, ann)

    refused = run_command("account", "delete", "ann@example.org", input="bob@example.org\n")
    deleted = run_command("account", "delete", "ann@example.org", input="ann@example.org\n")
    without_asking = run_command("account", "delete", "bob@example.org", "--yes")
    left = run_command("account", "list", "--json")

    assert (refused.returncode, refused.stderr) == (1, "Error: That is another address. Nothing was deleted.\n")
    assert "mygymtracker account export FILE --account ann@example.org" in refused.stdout
    assert deleted.stdout.endswith("Deleted ann@example.org, and everything in it.\n")
    assert without_asking.stdout == "Deleted bob@example.org, and everything in it.\n"
    assert left.stdout == "[]\n"
