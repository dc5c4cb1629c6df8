"""Secrets: by value or by file, never a placeholder in production, and one that all processes agree on."""

from __future__ import annotations

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mygymtracker.settings import SETTINGS, InvalidSettings, Settings
from tests.rules.test_settings import PRODUCTION, SECRET, problems


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS if setting.secret])
def test_a_secret_is_given_once_by_value_or_by_file(name: str, tmp_path: Path) -> None:
    value = "postgresql://ann:hunter2@h/gym"
    (tmp_path / "file").write_text(f"{value}\n")
    beside = {"DB_PORT": "5432"} if name == "DATABASE_DIRECT_URL" else {}  # which is none without the other address

    by_value = Settings.load({name: value} | beside, directory=tmp_path)

    assert Settings.load({f"{name}_FILE": "file"} | beside, directory=tmp_path) == by_value
    both = problems({name: value, f"{name}_FILE": "file"} | beside, tmp_path)
    assert both == (f"{name} and {name}_FILE are both given; give one of them",)
    assert "hunter2" not in repr(by_value)


def test_a_secret_file_must_be_there_and_hold_something(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")

    assert problems({"JWT_SECRET_FILE": "none"}, tmp_path) == (
        "JWT_SECRET_FILE is 'none', which cannot be read: No such file or directory",
    )
    assert problems({"APP_ENV": "production", "JWT_SECRET_FILE": "empty"}, tmp_path) == (
        "JWT_SECRET_FILE is 'empty', which is empty",
    )


PLACEHOLDERS = ["secret", "changeme", "Your-Secret-Key", "your_jwt_secret", "changeme" * 8, "a" * 64]
PLACEHOLDERS += ["your-super-secret-jwt-key-change-this-in-production"]


@pytest.mark.parametrize("secret", ["", *PLACEHOLDERS, SECRET[:31]])
def test_production_refuses_a_missing_short_or_placeholder_secret(secret: str, tmp_path: Path) -> None:
    (problem,) = problems({"APP_ENV": "production", "JWT_SECRET": secret}, tmp_path)

    assert problem.startswith("JWT_SECRET ")
    assert not secret or secret not in problem


def test_a_given_secret_is_the_one_that_signs(tmp_path: Path) -> None:
    assert Settings.load(PRODUCTION, directory=tmp_path).signing_secret() == SECRET.encode()


def test_processes_that_start_at_once_agree_on_one_kept_secret(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    settings = Settings.load({"MYGYMTRACKER_HOME": str(home)}, directory=tmp_path)

    with ThreadPoolExecutor(16) as starting:
        secrets = {job.result() for job in [starting.submit(settings.signing_secret) for _ in range(64)]}

    (secret,) = secrets
    assert re.fullmatch(rb"[0-9a-f]{64}", secret)
    assert [path.name for path in home.iterdir()] == ["jwt.secret"]
    assert stat.S_IMODE((home / "jwt.secret").stat().st_mode) == 0o600
    assert settings.signing_secret() == secret


def test_a_kept_secret_that_others_may_read_or_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    settings = Settings.load({"MYGYMTRACKER_HOME": str(tmp_path)}, directory=tmp_path)
    kept = tmp_path / "jwt.secret"

    kept.write_text(SECRET)
    kept.chmod(0o644)
    with pytest.raises(InvalidSettings, match="chmod 600"):
        settings.signing_secret()

    kept.write_text(SECRET[:10])
    kept.chmod(0o600)
    with pytest.raises(InvalidSettings, match="too short"):
        settings.signing_secret()


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings.load({"MYGYMTRACKER_HOME": str(tmp_path / "file" / "home")}, directory=tmp_path)

    with pytest.raises(InvalidSettings, match="JWT_SECRET is not given"):
        settings.signing_secret()
