"""What an installation decides: read from the environment and `.env` at the entry points, then passed on.

The environment wins over `.env`; a blank value counts as not given; `$` in a value of `.env` is a `$`.
Loading writes nothing and reports every problem at once.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from mygymtracker.errors import Invalid
from mygymtracker.postgres_address import PostgresAddress, TlsMode, url_parameters
from mygymtracker.settings.descriptions import SETTINGS, SettingDescription
from mygymtracker.settings.names import Network, is_this_machine, names, public_url, trusted_proxies
from mygymtracker.settings.reader import Reader

__all__ = [
    "SETTINGS",
    "AppEnvironment",
    "BackupSchedule",
    "InvalidSettings",
    "SettingDescription",
    "Settings",
    "SignUp",
]


class AppEnvironment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"
    TEST = "test"


class SignUp(StrEnum):
    """Who may make an account: anyone, only the first person, nobody (then the command line makes them)."""

    OPEN = "open"
    FIRST = "first"
    CLOSED = "closed"


_CONNECTION = ("DB_HOST", "DB_PORT", "DB_USERNAME", "DB_PASSWORD", "DB_PASSWORD_FILE", "DB_DATABASE")
# Compared without case and punctuation, whole and as a part of something longer.
_PLACEHOLDERS = frozenset({"secret", "mysecret", "password", "jwt", "development", "test", "example"})
_PLACEHOLDER_PARTS = re.compile(
    "change(me|this|it)|replace(me|this)|your(jwt)?(secret|key)|jwtsecret|secretkey|supersecret|secretsecret|"
    "placeholder|keyboardcat|passwordpassword"
)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_LONGEST_SECONDS = 10 * 365 * 86400
_SHORTEST_SECRET = 32


class InvalidSettings(Invalid):
    """The settings cannot be used. `problems` has one sentence each; the message has one a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems), field="settings")


@dataclass(frozen=True, slots=True)
class BackupSchedule:
    """Where `serve` writes backups, how often, and how many of them stay."""

    directory: Path
    every: timedelta
    keep: int


@dataclass(frozen=True, slots=True)
class Settings:
    """`database` None stands for embedded PostgreSQL, `backups` None for none but by hand. `direct_database` is where
    the owner of an external one works, None for the same address.

    `change_log` is how far back the log of changes reaches. `public_url` is an origin as browsers send it. With `tls`,
    https is served in the home network, for `tls_names` too; a page on `tls_help_port` tells devices how to trust it.
    `allowed_hosts` are further names and addresses that browsers ask for.
    """

    environment: AppEnvironment
    host: str
    port: int
    public_url: str
    sign_up: SignUp
    jwt_expiration_seconds: int
    database: PostgresAddress | None
    home: Path
    pg_bindir: Path | None
    change_log: timedelta
    backups: BackupSchedule | None
    jwt_secret: str | None = field(repr=False)
    direct_database: PostgresAddress | None = None
    backup_recipients: tuple[str, ...] = ()
    tls: bool = False
    tls_names: tuple[str, ...] = ()
    tls_help_port: int = 3001
    allowed_hosts: tuple[str, ...] = ()
    trusted_proxies: tuple[Network, ...] = ()
    #: None for as many as the machine is good for.
    workers: int | None = None
    #: Of each person, None without a limit.
    storage_bytes: int | None = None
    #: The `.env` that was read, None where there was none.
    file: Path | None = field(default=None, compare=False)
    explicit: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, *, directory: Path | None = None) -> Settings:
        """Read `environment` (the process's unless given) and `.env` in `directory` (else the current).

        Relative paths start at `directory`. Raises `InvalidSettings` with every problem found.
        """
        reader = Reader(os.environ if environment is None else environment, directory or Path.cwd())
        app_environment = _environment(reader)
        production = app_environment is AppEnvironment.PRODUCTION
        port = reader.whole_number("PORT", default=3000, lowest=0)
        settings = cls(
            environment=app_environment,
            host=reader.word("HOST", default="127.0.0.1"),
            port=port,
            public_url=public_url(reader, default=f"http://localhost:{port}", production=production),
            sign_up=reader.choice("SIGN_UP", SignUp.FIRST),
            jwt_expiration_seconds=_expiration(reader),
            database=_database(reader, production=production),
            direct_database=_direct_database(reader, production=production),
            home=_home(reader),
            pg_bindir=_pg_bindir(reader),
            change_log=timedelta(days=reader.whole_number("CHANGE_LOG_DAYS", default=400, lowest=1, highest=36_500)),
            backups=_backups(reader),
            backup_recipients=tuple(filter(None, re.split(r"\s*,\s*", reader.text("BACKUP_RECIPIENT").strip()))),
            jwt_secret=_jwt_secret(reader, production=production),
            tls_names=names(reader, "TLS_NAMES"),
            allowed_hosts=names(reader, "ALLOWED_HOSTS"),
            trusted_proxies=trusted_proxies(reader),
            storage_bytes=reader.whole_number("STORAGE_PER_PERSON_MB", default=0, lowest=0, highest=10_000_000)
            * 1024
            * 1024
            or None,
            tls_help_port=reader.whole_number("TLS_HELP_PORT", default=port + 1 if 0 < port < 65535 else 0, lowest=0),
            workers=reader.whole_number("WORKERS", default=0, lowest=0, highest=16) or None,
            file=reader.file,
            explicit=frozenset(reader.names_set("HOST", "PUBLIC_URL")),
        )
        tls = reader.whole_number("TLS", default=0, lowest=0, highest=1)
        if reader.problems:
            raise InvalidSettings(reader.problems)
        return settings.with_tls() if tls else settings

    def with_tls(self) -> Settings:
        """The same over https, for every device in the network where HOST does not say otherwise.

        Raises InvalidSettings where PUBLIC_URL says that browsers come by plain http.
        """
        if "PUBLIC_URL" in self.explicit and not self.cookies_secure:
            raise InvalidSettings([f"PUBLIC_URL is {self.public_url!r}; with TLS it must begin with https://"])
        return replace(
            self,
            tls=True,
            host=self.host if "HOST" in self.explicit else "0.0.0.0",  # noqa: S104 — phones are to reach it
            public_url=self.public_url if "PUBLIC_URL" in self.explicit else f"https://localhost:{self.port}",
        )

    @property
    def is_production(self) -> bool:
        return self.environment is AppEnvironment.PRODUCTION

    @property
    def cookies_secure(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def is_for_this_machine(self) -> bool:
        """Whether nobody else can reach it, as far as the settings say: then the first person here is the owner."""
        public = urlsplit(self.public_url).hostname or ""
        return not self.tls and is_this_machine(self.host) and is_this_machine(public)

    def signing_secret(self) -> bytes:
        """The given secret, else the one kept in `home`, which is made on first use.

        Raises `InvalidSettings` where it cannot be kept, or where others may read it.
        """
        if self.jwt_secret is not None:
            return self.jwt_secret.encode()
        path = self.home / "jwt.secret"
        try:
            if not path.exists():
                _keep_new_secret(path)
            secret = path.read_bytes().strip()
            readable_by_others = path.stat().st_mode & 0o077
        except OSError as error:
            raise InvalidSettings([f"JWT_SECRET is not given, and {path} cannot be used: {error}"]) from error
        if readable_by_others:
            raise InvalidSettings([f"others than its owner may read {path}; chmod 600 it, or delete it"])
        if len(secret) < _SHORTEST_SECRET:
            raise InvalidSettings([f"{path} is too short for a secret; delete it, and it is made anew"])
        return secret


def _keep_new_secret(path: Path) -> None:
    """A link fails where the name exists: of two processes at once one wins, and nobody sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(descriptor)
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # the other process was first; its secret is the one
    finally:
        draft.unlink()


def _environment(reader: Reader) -> AppEnvironment:
    older, name = reader.text("NODE_ENV"), reader.text("APP_ENV")
    if older and name and older != name:
        reader.problem(f"APP_ENV is {name!r} and NODE_ENV, its older name, is {older!r}; give one of them")
    return reader.choice("NODE_ENV" if older and not name else "APP_ENV", AppEnvironment.DEVELOPMENT)


def _expiration(reader: Reader) -> int:
    match = re.fullmatch(r"([0-9]{1,9})([smhdw]?)", reader.text("JWT_EXPIRATION") or "7d")
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
    if not 1 <= seconds <= _LONGEST_SECONDS:
        reader.wrong("JWT_EXPIRATION", "seconds (3600 or 3600s) or 15m, 24h, 7d, 2w; at most ten years")
    return seconds


def _home(reader: Reader) -> Path:
    path = reader.path("MYGYMTRACKER_HOME")
    if path is None:
        return Path("/var/lib/mygymtracker") if os.geteuid() == 0 else user_data_path("mygymtracker")
    if not path.is_absolute():
        reader.wrong("MYGYMTRACKER_HOME", "an absolute path")
    return path


def _pg_bindir(reader: Reader) -> Path | None:
    path = reader.path("PG_BINDIR")
    if path is None:
        return None
    if not (reader.directory / path / "postgres").is_file():
        reader.wrong("PG_BINDIR", "a directory that holds the program `postgres`")
    return reader.directory / path


def _backups(reader: Reader) -> BackupSchedule | None:
    directory = reader.path("BACKUP_DIRECTORY")
    hours = reader.whole_number("BACKUP_EVERY_HOURS", default=24, lowest=1, highest=8760)
    keep = reader.whole_number("BACKUP_KEEP", default=14, lowest=1, highest=9999)
    if directory is None:
        for name in reader.names_set("BACKUP_EVERY_HOURS", "BACKUP_KEEP"):
            reader.problem(f"{name} is for backups by `serve`; give BACKUP_DIRECTORY too")
        return None
    return BackupSchedule(reader.directory / directory, timedelta(hours=hours), keep)


def _jwt_secret(reader: Reader, *, production: bool) -> str | None:
    secret = reader.secret("JWT_SECRET")
    if not production:
        return secret
    if secret is None:
        if not reader.names_set("JWT_SECRET", "JWT_SECRET_FILE"):
            reader.problem("JWT_SECRET must be given in production; `openssl rand -hex 32` makes one")
    elif _is_placeholder(secret):
        reader.problem("JWT_SECRET is a placeholder; production needs a real one: `openssl rand -hex 32`")
    elif len(secret.encode()) < _SHORTEST_SECRET:
        reader.problem(f"JWT_SECRET is under {_SHORTEST_SECRET} bytes; `openssl rand -hex 32` makes one")
    return secret


def _is_placeholder(secret: str) -> bool:
    """What README files and examples say, or hardly more than one key held down."""
    letters = re.sub(r"[\W_]", "", secret.casefold())
    is_known = letters in _PLACEHOLDERS or _PLACEHOLDER_PARTS.search(letters) is not None
    return is_known or (len(secret) >= _SHORTEST_SECRET and len(set(secret)) < 8)


def _database(reader: Reader, *, production: bool) -> PostgresAddress | None:
    url, parts = reader.secret("DATABASE_URL"), reader.names_set(*_CONNECTION)
    by_url = bool(reader.names_set("DATABASE_URL", "DATABASE_URL_FILE"))
    if by_url and parts:
        reader.problem(f"DATABASE_URL and {', '.join(parts)} both say where the database is; give one form")
    if not by_url and not parts:
        for name in reader.names_set("DB_SSL", "DB_SSL_ROOT_CERT"):
            reader.problem(f"{name} is for an external database; give DATABASE_URL or DB_HOST too")
        return None
    tls, root = _tls(reader, production=production)
    address = _from_url(reader, "DATABASE_URL", url, tls, root) if by_url else _from_parts(reader, tls, root)
    _refuse_weak_tls(reader, "DATABASE_URL", address, production=production)
    return address


def _direct_database(reader: Reader, *, production: bool) -> PostgresAddress | None:
    name = "DATABASE_DIRECT_URL"
    if not reader.names_set(name, f"{name}_FILE"):
        return None
    if not reader.names_set("DATABASE_URL", "DATABASE_URL_FILE", *_CONNECTION):
        reader.problem(f"{name} is for an external database; give DATABASE_URL or DB_HOST too")
        return None
    address = _from_url(reader, name, reader.secret(name), *_tls(reader, production=production))
    _refuse_weak_tls(reader, name, address, production=production)
    return address


def _tls(reader: Reader, *, production: bool) -> tuple[TlsMode, Path | None]:
    """The mode and the root certificate for an address that says neither itself."""
    root = reader.path("DB_SSL_ROOT_CERT")
    default = TlsMode.VERIFY_FULL if production or root else TlsMode.PREFER
    return reader.choice("DB_SSL", default), reader.directory / root if root else None


def _refuse_weak_tls(reader: Reader, name: str, address: PostgresAddress | None, *, production: bool) -> None:
    if address is not None and (weakness := address.tls_problem(production=production)):
        reader.problem(f"DB_SSL, DB_SSL_ROOT_CERT or {name}: {weakness}")


def _from_parts(reader: Reader, tls: TlsMode, root: Path | None) -> PostgresAddress:
    return PostgresAddress(
        host=reader.word("DB_HOST", default="localhost"),
        port=reader.whole_number("DB_PORT", default=5432, lowest=1),
        user=reader.text("DB_USERNAME") or "postgres",
        password=reader.secret("DB_PASSWORD") or "postgres",
        database=reader.text("DB_DATABASE") or "myapp_dev",
        tls=tls,
        root_certificate=root,
    )


def _from_url(reader: Reader, name: str, url: str | None, tls: TlsMode, root: Path | None) -> PostgresAddress | None:
    """None where the URL cannot be read, which is then a problem already told."""
    if url is None:
        return None
    try:
        address = PostgresAddress.parse(url, field=name, default_tls=tls)
    except Invalid as error:
        reader.problem(str(error))
        return None
    parameters = url_parameters(url, field=name)
    for parameter, setting in (("sslmode", "DB_SSL"), ("sslrootcert", "DB_SSL_ROOT_CERT")):
        if parameter in parameters and reader.text(setting):
            reader.problem(f"{setting} and {parameter} in {name} say the same thing; give one of them")
    if "sslrootcert" not in parameters:
        return replace(address, root_certificate=root)
    if "sslmode" not in parameters and not reader.text("DB_SSL"):  # a certificate is given to be looked at
        return replace(address, tls=TlsMode.VERIFY_FULL)
    return address
