"""The owner's own way to an external database."""

from __future__ import annotations

from pathlib import Path

import pytest

from mygymtracker.postgres_address import PostgresAddress, TlsMode
from mygymtracker.settings import Settings
from tests.rules.test_settings import PRODUCTION, problems


def test_the_owner_has_an_address_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "owner").write_text("postgres://gym_owner:hunter2@db/gym\n")
    said = {"DATABASE_URL": "postgres://a@pooler:6432/gym", "DATABASE_DIRECT_URL_FILE": "owner", "DB_SSL": "require"}

    settings = Settings.load(said, directory=tmp_path)

    assert settings.direct_database == PostgresAddress("db", 5432, "gym_owner", "hunter2", "gym", TlsMode.REQUIRE)
    assert settings.database == PostgresAddress("pooler", 6432, "a", "", "gym", TlsMode.REQUIRE)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (
            {"DATABASE_DIRECT_URL": "postgres://a@db"},
            "DATABASE_DIRECT_URL is for an external database; give DATABASE_URL or DB_HOST too",
        ),
        (
            {"DB_HOST": "pooler", "DATABASE_DIRECT_URL": "mysql://a:hunter2@db"},
            "DATABASE_DIRECT_URL must begin with postgresql:// or postgres://",
        ),
        (
            PRODUCTION | {"DB_HOST": "pooler", "DATABASE_DIRECT_URL": "postgres://a@db?sslmode=prefer"},
            "DB_SSL, DB_SSL_ROOT_CERT or DATABASE_DIRECT_URL: prefer is too weak for production; take verify-full, or "
            "disable if the way is private",
        ),
    ],
)
def test_what_is_wrong_with_the_owners_address_is_told_by_its_name(
    said: dict[str, str], problem: str, tmp_path: Path
) -> None:
    assert problems({"PUBLIC_URL": "https://gym.example.org"} | said, tmp_path) == (problem,)
