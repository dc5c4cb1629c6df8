"""What an installation may decide, what it gets otherwise, and what production refuses."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

import certifi
import platformdirs
import pytest

from mygymtracker.postgres_address import PostgresAddress, TlsMode
from mygymtracker.settings import SETTINGS, AppEnvironment, BackupSchedule, InvalidSettings, Settings, SignUp

SECRET = "5f1c0e9a7b3d2846aa10ff3c9e7d6b58"
PRODUCTION = {"APP_ENV": "production", "JWT_SECRET": SECRET}
EXAMPLE = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
FOUNDING = PostgresAddress(
    host="localhost",
    port=5432,
    user="postgres",
    password="postgres",
    database="myapp_dev",
    tls=TlsMode.PREFER,
)


def problems(environment: dict[str, str], directory: Path) -> tuple[str, ...]:
    with pytest.raises(InvalidSettings) as caught:
        Settings.load(environment, directory=directory)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_nothing_said_means_development_on_this_machine_with_an_embedded_database(tmp_path: Path) -> None:
    home = Path("/var/lib/mygymtracker") if os.geteuid() == 0 else platformdirs.user_data_path("mygymtracker")

    assert Settings.load({}, directory=tmp_path) == Settings(
        environment=AppEnvironment.DEVELOPMENT,
        host="127.0.0.1",
        port=3000,
        public_url="http://localhost:3000",
        sign_up=SignUp.FIRST,
        jwt_expiration_seconds=7 * 86400,
        database=None,
        home=home,
        pg_bindir=None,
        change_log=timedelta(days=400),
        backups=None,
        jwt_secret=None,
    )
    assert list(tmp_path.iterdir()) == []


def test_everything_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "postgres").touch()
    environment = PRODUCTION | {
        "HOST": "0.0.0.0",  # noqa: S104
        "PORT": "0",
        "PUBLIC_URL": "https://Gym.example.org:443/",
        "TLS": "1",
        "TLS_NAMES": "Gym.lan., 192.168.178.20 fd00:0::7,gym.lan",
        "TLS_HELP_PORT": "8080",
        "SIGN_UP": "closed",
        "JWT_EXPIRATION": "24h",
        "DB_HOST": "/run/postgresql",
        "MYGYMTRACKER_HOME": str(tmp_path / "home"),
        "PG_BINDIR": str(tmp_path),
        "CHANGE_LOG_DAYS": "90",
        "STORAGE_PER_PERSON_MB": "500",
        "BACKUP_DIRECTORY": "backups",
        "BACKUP_EVERY_HOURS": "6",
        "BACKUP_KEEP": "30",
    }

    settings = Settings.load(environment, directory=tmp_path)

    assert settings == Settings(
        environment=AppEnvironment.PRODUCTION,
        host="0.0.0.0",  # noqa: S104
        port=0,
        public_url="https://gym.example.org",
        sign_up=SignUp.CLOSED,
        jwt_expiration_seconds=86400,
        database=PostgresAddress("/run/postgresql", 5432, "postgres", "postgres", "myapp_dev", TlsMode.VERIFY_FULL),
        home=tmp_path / "home",
        pg_bindir=tmp_path,
        change_log=timedelta(days=90),
        storage_bytes=500 * 1024 * 1024,
        backups=BackupSchedule(tmp_path / "backups", timedelta(hours=6), keep=30),
        jwt_secret=SECRET,
        tls=True,
        tls_names=("gym.lan", "192.168.178.20", "fd00::7"),
        tls_help_port=8080,
    )
    assert (settings.is_production, settings.cookies_secure) == (True, True)


def test_the_environment_wins_over_the_file_and_a_blank_is_not_given(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nHOST=::1\nexport SIGN_UP='open' # anyone\nJWT_SECRET=a${PORT}\n")

    settings = Settings.load({"PORT": "5000", "HOST": ""}, directory=tmp_path)

    assert (settings.port, settings.host, settings.sign_up) == (5000, "127.0.0.1", SignUp.OPEN)
    assert settings.jwt_secret == "a${PORT}"


def test_the_environment_has_an_older_name(tmp_path: Path) -> None:
    assert Settings.load({"NODE_ENV": "test"}, directory=tmp_path).environment is AppEnvironment.TEST
    both = {"NODE_ENV": "test", "APP_ENV": "test"}
    assert Settings.load(both, directory=tmp_path).environment is AppEnvironment.TEST
    assert problems({"NODE_ENV": "test", "APP_ENV": "development"}, tmp_path) == (
        "APP_ENV is 'development' and NODE_ENV, its older name, is 'test'; give one of them",
    )
    assert problems({"NODE_ENV": "prod"}, tmp_path) == (
        "NODE_ENV is 'prod'; it must be one of development, production, test",
    )


def test_every_problem_is_told_at_once_with_name_value_and_what_is_allowed(tmp_path: Path) -> None:
    environment = {
        "PORT": "65536",
        "SIGN_UP": "maybe",
        "JWT_EXPIRATION": "soon",
        "PUBLIC_URL": "gym.example.org",
        "MYGYMTRACKER_HOME": "here",
        "PG_BINDIR": str(tmp_path),
        "DB_PORT": "0",
        "DB_SSL": "on",
        "DB_HOTS": "db",
        "BACKUP_EVERY_HOURS": "0",
    }

    assert problems(environment, tmp_path) == (
        "unknown setting DB_HOTS; did you mean DB_HOST?",
        "PORT is '65536'; it must be a whole number from 0 to 65535",
        "PUBLIC_URL is 'gym.example.org'; it must be a scheme, a host and perhaps a port, "
        "such as https://gym.example.org",
        "SIGN_UP is 'maybe'; it must be one of open, first, closed",
        "JWT_EXPIRATION is 'soon'; it must be seconds (3600 or 3600s) or 15m, 24h, 7d, 2w; at most ten years",
        "DB_SSL is 'on'; it must be one of disable, allow, prefer, require, verify-ca, verify-full",
        "DB_PORT is '0'; it must be a whole number from 1 to 65535",
        "MYGYMTRACKER_HOME is 'here'; it must be an absolute path",
        f"PG_BINDIR is {str(tmp_path)!r}; it must be a directory that holds the program `postgres`",
        "BACKUP_EVERY_HOURS is '0'; it must be a whole number from 1 to 8760",
        "BACKUP_EVERY_HOURS is for backups by `serve`; give BACKUP_DIRECTORY too",
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7d", 604800), ("24h", 86400), ("3600", 3600), ("15m", 900), ("3600s", 3600), ("2w", 1209600)],
)
def test_how_long_a_sign_in_lasts_is_said_as_founded(text: str, seconds: int, tmp_path: Path) -> None:
    assert Settings.load({"JWT_EXPIRATION": text}, directory=tmp_path).jwt_expiration_seconds == seconds


@pytest.mark.parametrize("text", ["0", "-1", "1.5h", "7 days", "4000d", "٣"])
def test_a_sign_in_lasts_neither_no_time_nor_for_ever(text: str, tmp_path: Path) -> None:
    assert len(problems({"JWT_EXPIRATION": text}, tmp_path)) == 1


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("HTTP://gym.lan:80", "http://gym.lan"),
        ("https://gym.lan:8443/", "https://gym.lan:8443"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ],
)
def test_the_public_url_is_an_origin_as_browsers_send_it(text: str, origin: str, tmp_path: Path) -> None:
    assert Settings.load({"PUBLIC_URL": text}, directory=tmp_path).public_url == origin


def test_tls_is_for_every_device_in_the_network_and_browsers_come_by_https(tmp_path: Path) -> None:
    plain = Settings.load({"PORT": "4000"}, directory=tmp_path)
    tls = Settings.load({"PORT": "4000", "TLS": "1"}, directory=tmp_path)

    assert (plain.tls, plain.host, plain.public_url) == (False, "127.0.0.1", "http://localhost:4000")
    assert (tls.tls, tls.host, tls.public_url) == (True, "0.0.0.0", "https://localhost:4000")  # noqa: S104
    assert (tls.tls_help_port, tls.cookies_secure) == (4001, True)
    assert plain.with_tls() == tls


def test_tls_keeps_to_the_host_that_is_given(tmp_path: Path) -> None:
    assert Settings.load({"HOST": "127.0.0.1", "TLS": "1"}, directory=tmp_path).host == "127.0.0.1"


def test_tls_and_a_public_url_of_plain_http_contradict_each_other(tmp_path: Path) -> None:
    assert problems({"TLS": "1", "PUBLIC_URL": "http://gym.lan"}, tmp_path) == (
        "PUBLIC_URL is 'http://gym.lan'; with TLS it must begin with https://",
    )


@pytest.mark.parametrize("text", ["https://h/gym", "https://a:b@h", "ftp://h", "https://h?x", "https://h:99999"])
def test_more_than_an_origin_is_no_public_url(text: str, tmp_path: Path) -> None:
    assert len(problems({"PUBLIC_URL": text}, tmp_path)) == 1


# --- The database


@pytest.mark.parametrize(
    "said", [{"DB_PORT": "5432"}, {"DATABASE_URL": "postgresql://postgres:postgres@localhost/myapp_dev"}]
)
def test_one_name_is_enough_for_the_founding_defaults(said: dict[str, str], tmp_path: Path) -> None:
    assert Settings.load(said, directory=tmp_path).database == FOUNDING


def test_both_forms_are_an_error_and_the_password_is_not_repeated(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": "postgresql://ann:hunter2@h/gym", "DB_PASSWORD": "hunter2"}

    assert problems(environment, tmp_path) == (
        "DATABASE_URL and DB_PASSWORD both say where the database is; give one form",
    )


def test_a_url_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    said = {"DATABASE_URL": "mysql://ann:hunter2@h/gym"}

    assert problems(said, tmp_path) == ("DATABASE_URL must begin with postgresql:// or postgres://",)


def test_tls_for_the_embedded_database_is_a_misunderstanding(tmp_path: Path) -> None:
    assert problems({"DB_SSL": "disable"}, tmp_path) == (
        "DB_SSL is for an external database; give DATABASE_URL or DB_HOST too",
    )


@pytest.mark.parametrize(
    ("said", "tls"),
    [
        ({"DB_HOST": "db"}, TlsMode.PREFER),
        ({"DB_HOST": "db", "DB_SSL": "require"}, TlsMode.REQUIRE),
        ({"DB_HOST": "db", "DB_SSL_ROOT_CERT": certifi.where()}, TlsMode.VERIFY_FULL),
        ({"DB_HOST": "db", "DB_SSL_ROOT_CERT": certifi.where(), "DB_SSL": "verify-ca"}, TlsMode.VERIFY_CA),
        ({"DATABASE_URL": "postgres://a@db", "DB_SSL": "allow"}, TlsMode.ALLOW),
        ({"DATABASE_URL": f"postgres://a@db?sslrootcert={certifi.where()}"}, TlsMode.VERIFY_FULL),
        (PRODUCTION | {"DB_HOST": "db"}, TlsMode.VERIFY_FULL),
        (PRODUCTION | {"DB_HOST": "db", "DB_SSL": "disable"}, TlsMode.DISABLE),
        (PRODUCTION | {"DATABASE_URL": "postgres://a@db"}, TlsMode.VERIFY_FULL),
        (PRODUCTION | {"DATABASE_URL": "postgres://a@db?sslmode=disable"}, TlsMode.DISABLE),
        (PRODUCTION | {"DATABASE_URL": "postgres://a@%2Frun?sslmode=prefer"}, TlsMode.PREFER),
    ],
)
def test_tls_is_verified_in_production_unless_switched_off_outright(
    said: dict[str, str], tls: TlsMode, tmp_path: Path
) -> None:
    database = Settings.load(said, directory=tmp_path).database

    assert database is not None
    assert database.tls is tls


@pytest.mark.parametrize("mode", ["allow", "prefer", "require"])
@pytest.mark.parametrize("form", ["name", "url"])
def test_production_refuses_tls_that_does_not_verify_the_server(mode: str, form: str, tmp_path: Path) -> None:
    by_name = {"DB_HOST": "db", "DB_SSL": mode}
    by_url = {"DATABASE_URL": f"postgres://a@db?sslmode={mode}"}

    assert problems(PRODUCTION | (by_name if form == "name" else by_url), tmp_path) == (
        f"DB_SSL, DB_SSL_ROOT_CERT or DATABASE_URL: {mode} is too weak for production; "
        "take verify-full, or disable if the way is private",
    )


def test_the_url_and_the_names_do_not_both_speak_of_tls(tmp_path: Path) -> None:
    said = {"DATABASE_URL": "postgres://a@db?sslmode=disable", "DB_SSL": "disable"}

    assert problems(said, tmp_path) == ("DB_SSL and sslmode in DATABASE_URL say the same thing; give one of them",)


def test_a_root_certificate_is_looked_for_where_the_settings_are(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text(Path(certifi.where()).read_text("utf-8"))

    database = Settings.load({"DB_HOST": "db", "DB_SSL_ROOT_CERT": "ca.pem"}, directory=tmp_path).database

    assert database is not None
    assert database.root_certificate == tmp_path / "ca.pem"


# --- Names


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DB_USER", "; did you mean DB_USERNAME?"),
        ("DB_NAME", "; did you mean DB_DATABASE?"),
        ("JWT_SECRETS", "; did you mean JWT_SECRET?"),
        ("MYGYMTRACKER_HOMES", "; did you mean MYGYMTRACKER_HOME?"),
        ("JWT_ISSUER_OF_OTHERS", ""),
    ],
)
def test_an_unknown_name_under_our_prefixes_is_a_problem(name: str, meant: str, tmp_path: Path) -> None:
    assert problems({name: "x"}, tmp_path) == (f"unknown setting {name}{meant}",)


def test_a_misspelt_name_is_found_in_the_file_but_the_environment_belongs_to_everyone(tmp_path: Path) -> None:
    assert Settings.load({"SIGNUP": "closed"}, directory=tmp_path).sign_up is SignUp.FIRST

    (tmp_path / ".env").write_text("SIGNUP=closed\nPOSTGRES_PASSWORD=x\nCOMPOSE_PROJECT_NAME=gym\n")

    assert problems({}, tmp_path) == ("unknown setting SIGNUP; did you mean SIGN_UP?",)


def test_what_kubernetes_adds_for_a_service_is_passed_over(tmp_path: Path) -> None:
    added = {
        "MYGYMTRACKER_SERVICE_HOST": "10.0.0.1",
        "MYGYMTRACKER_SERVICE_PORT_HTTP": "80",
        "MYGYMTRACKER_PORT": "tcp://10.0.0.1:80",
        "MYGYMTRACKER_PORT_80_TCP_ADDR": "10.0.0.1",
    }

    assert Settings.load(added, directory=tmp_path) == Settings.load({}, directory=tmp_path)


@pytest.mark.parametrize("mode", [0o666, 0o664, 0o646])
def test_a_file_that_others_can_write_is_not_read(mode: int, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\n")
    (tmp_path / ".env").chmod(mode)

    assert problems({}, tmp_path) == (
        f"{tmp_path / '.env'} can be written by others, so it is not read; chmod 600 it, or run this in another "
        "directory",
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_elses_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\n")
    os.chown(tmp_path / ".env", 65534, 65534)

    assert problems({}, tmp_path) == (
        f"{tmp_path / '.env'} belongs to another user (user id 65534), so it is not read; chown it, or run this in "
        "another directory",
    )


def test_a_file_names_no_programs_to_run(tmp_path: Path) -> None:
    (tmp_path / "postgres").touch()
    (tmp_path / ".env").write_text(f"PG_BINDIR={tmp_path}\n")

    assert problems({}, tmp_path) == (
        f"PG_BINDIR in {tmp_path / '.env'} would name programs to run; give it in the environment",
    )
    assert Settings.load({"APP_ENV": "test"}, directory=tmp_path / "elsewhere").file is None


def test_a_line_of_the_file_that_cannot_be_read_is_a_problem_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nJWT_SECRET hunter2\nHOST\n")

    assert problems({}, tmp_path) == (
        f"{tmp_path / '.env'}, line 2: not of the form NAME=value",
        f"{tmp_path / '.env'}, line 3: not of the form NAME=value",
    )


def test_the_example_names_every_setting_once_and_nothing_else() -> None:
    named = re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)

    assert sorted(named) == sorted(name for setting in SETTINGS for name in setting.names)


def test_the_example_as_it_is_changes_nothing_and_does_not_do_for_production(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(EXAMPLE)

    assert Settings.load({}, directory=tmp_path) == Settings.load({}, directory=tmp_path / "elsewhere")
    assert problems({"APP_ENV": "production"}, tmp_path) == (
        "JWT_SECRET must be given in production; `openssl rand -hex 32` makes one",
    )


def test_production_refuses_the_secret_of_the_example(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(re.sub(r"^#(JWT_SECRET=)", r"\1", EXAMPLE, flags=re.MULTILINE))

    assert problems({"APP_ENV": "production"}, tmp_path) == (
        "JWT_SECRET is a placeholder; production needs a real one: `openssl rand -hex 32`",
    )
