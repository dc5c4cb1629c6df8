"""What it takes to reach one PostgreSQL database as one role, and the URLs that say so.

asyncpg reads URLs itself, but not as libpq does (it takes `+` in a query for a space, and what it does not
know for a server setting). Here a URL means what it means to psql, and what we would not honour is refused.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, NoReturn
from urllib.parse import quote, unquote

from mygymtracker.errors import Invalid

_SCHEMES = ("postgresql://", "postgres://", "postgresql+asyncpg://")
_PARAMETERS = ("host", "port", "user", "password", "dbname", "sslmode", "sslrootcert")
_LEFT_TO_US = ("connect_timeout", "application_name", "options")
_SYSTEM = "system"  # libpq's word, since 16, for the certificates the operating system trusts


class TlsMode(StrEnum):
    """libpq's names. Only `verify-full` makes sure of the server; `prefer` may fall back to no TLS at all."""

    DISABLE = "disable"
    ALLOW = "allow"
    PREFER = "prefer"
    REQUIRE = "require"
    VERIFY_CA = "verify-ca"
    VERIFY_FULL = "verify-full"


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """One database, reached as one role.

    `host` is a host name, an IP address (IPv6 without brackets) or, beginning with `/`, a socket directory.
    An empty password is none. `root_certificate` None stands for what the operating system trusts.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    database: str
    tls: TlsMode = TlsMode.PREFER
    root_certificate: Path | None = None

    @classmethod
    def parse(cls, url: str, *, field: str = "DATABASE_URL", default_tls: TlsMode = TlsMode.PREFER) -> PostgresAddress:
        """Read a libpq URL; `default_tls` is the TLS mode of one without `sslmode`.

        The port defaults to 5432 and the database to the user's name, as in libpq. A missing host or user is
        refused: what libpq would take then depends on how it was built and on who runs it. Raises `Invalid`,
        repeating nothing of the URL but names of parameters: in a mistyped one the password may be anywhere.
        """
        parts = url_parameters(url, field=field)
        for name, example in (("host", "localhost, or ?host=/var/run/postgresql"), ("user", "mygymtracker")):
            if not parts.get(name):
                _refuse(field, f"names no {name}, for example {example}")
        root_certificate = parts.get("sslrootcert", "")
        tls = _tls_mode(parts, default_tls=default_tls, field=field)
        return cls(
            host=parts["host"],
            port=_port(parts.get("port") or "5432", field=field),
            user=parts["user"],
            password=parts.get("password", ""),
            database=parts.get("dbname") or parts["user"],
            tls=tls,
            root_certificate=None if root_certificate in ("", _SYSTEM) else Path(root_certificate),
        )

    def __str__(self) -> str:
        """Fit for a message: without the password."""
        host = f"[{self.host}]" if ":" in self.host and not self.is_socket else self.host
        return f"{self.user}@{host}:{self.port}/{self.database}"

    @property
    def is_socket(self) -> bool:
        return self.host.startswith("/")

    def ssl_context(self) -> ssl.SSLContext | Literal[False, "allow", "prefer", "require"]:
        """What asyncpg takes as `ssl=`.

        Never None, for then asyncpg would look at PGSSLMODE. `require` with a root certificate verifies it,
        as in libpq. Raises `OSError` (`ssl.SSLError` is one) where the root certificate cannot be read.
        """
        if self.is_socket or self.tls is TlsMode.DISABLE:
            return False
        if self.tls is TlsMode.ALLOW:
            return "allow"
        if self.tls is TlsMode.PREFER:
            return "prefer"
        if self.tls is TlsMode.REQUIRE and self.root_certificate is None:
            return "require"
        context = ssl.create_default_context(cafile=self.root_certificate)
        context.check_hostname = self.tls is TlsMode.VERIFY_FULL
        return context

    def tls_problem(self, *, production: bool) -> str | None:
        """Why this address should not be used as it is, None if nothing is wrong. Reads the root certificate.

        verify-ca without a root certificate would take any site's certificate; libpq refuses it as well.
        """
        if self.is_socket:
            return None
        if production and self.tls not in (TlsMode.VERIFY_FULL, TlsMode.DISABLE):
            return f"{self.tls} is too weak for production; take verify-full, or disable if the way is private"
        if self.root_certificate is None:
            return "verify-ca needs a root certificate" if self.tls is TlsMode.VERIFY_CA else None
        if self.tls in (TlsMode.DISABLE, TlsMode.ALLOW, TlsMode.PREFER):
            return f"under {self.tls} the root certificate is never looked at"
        try:
            self.ssl_context()
        except OSError as error:
            return f"the root certificate {self.root_certificate} must be a readable PEM file ({error.strerror})"
        return None

    def libpq_url(self) -> str:
        """For psql and its kin, password included: not for logs, nor for a command line others can see."""
        login = _quoted(self.user) + (f":{_quoted(self.password)}" if self.password else "")
        host = _quoted(self.host)
        if ":" in self.host and not self.is_socket:
            host = f"[{quote(self.host, safe=':')}]"
        query = f"sslmode={self._libpq_tls()}"
        if certificate := self._libpq_root_certificate():
            query += f"&sslrootcert={_quoted(certificate)}"
        return f"postgresql://{login}@{host}:{self.port}/{_quoted(self.database)}?{query}"

    def libpq_environment(self) -> dict[str, str]:
        """For psql without a password on its command line. Every name is set, so that none is inherited."""
        return {
            "PGHOST": self.host,
            "PGPORT": str(self.port),
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGDATABASE": self.database,
            "PGSSLMODE": self._libpq_tls(),
            "PGSSLROOTCERT": self._libpq_root_certificate(),
        }

    def with_database(self, name: str) -> PostgresAddress:
        return dataclasses.replace(self, database=name)

    def _libpq_tls(self) -> str:
        """A psql built without TLS, as the embedded one is, refuses to verify even on a socket."""
        return TlsMode.DISABLE.value if self.is_socket else self.tls.value

    def _libpq_root_certificate(self) -> str:
        """`system` only under verify-full: libpq refuses it under anything weaker."""
        if self.is_socket:
            return ""
        if self.root_certificate is not None:
            return str(self.root_certificate)
        return _SYSTEM if self.tls is TlsMode.VERIFY_FULL else ""


def url_parameters(url: str, *, field: str = "DATABASE_URL") -> dict[str, str]:
    """What a libpq URL says, by libpq's names, decoded; what it does not say is absent. Raises `Invalid`."""
    scheme = next((scheme for scheme in _SCHEMES if url.startswith(scheme)), None)
    if scheme is None:
        _refuse(field, "must begin with postgresql:// or postgres://")
    address, _, query = url.removeprefix(scheme).partition("?")
    authority, _, path = address.partition("/")
    login, _, place = authority.rpartition("@")
    if "@" in login + path + query:
        _refuse(field, "has an @ out of place; in a name or a password, write @ as %40, / as %2F and ? as %3F")
    parameters: dict[str, str] = {}
    user, colon, password = login.partition(":")
    host, port = _host_and_port(place, field=field)
    for name, text in (("host", host), ("port", port), ("user", user), ("dbname", path)):
        if text:
            parameters[name] = _decoded(text, field=field)
    if colon:
        parameters["password"] = _decoded(password, field=field)
    for pair in query.split("&") if query else ():
        _add_parameter(parameters, pair, field=field)
    if "," in parameters.get("host", "") or "," in parameters.get("port", ""):
        _refuse(field, "names several servers; name one")
    return parameters


def _host_and_port(place: str, *, field: str) -> tuple[str, str]:
    match = re.fullmatch(r"(?:\[([^\[\]]+)\]|([^\[\]:]*))(?::(.*))?", place)
    if match is None:
        _refuse(field, "must say host:port (an IPv6 address in brackets); in a password, write : as %3A")
    return match[1] or match[2] or "", match[3] or ""


def _add_parameter(parameters: dict[str, str], pair: str, *, field: str) -> None:
    key, equals, text = pair.partition("=")
    name, value = _decoded(key, field=field), _decoded(text, field=field)
    if name not in _PARAMETERS or not equals:
        _refuse_parameter(name, known=", ".join(_PARAMETERS), after_password="password" in parameters, field=field)
    if parameters.setdefault(name, value) != value:
        _refuse(field, f"says {name} twice, and differently")


def _refuse_parameter(name: str, *, known: str, after_password: bool, field: str) -> NoReturn:
    """Name it only where it looks like a name and cannot be the rest of a password with a bare & in it."""
    if name in _LEFT_TO_US:
        _refuse(field, f"says {name}, which the application decides itself; leave it out")
    plain = re.fullmatch(r"[A-Za-z_]{1,40}", name) is not None
    if name in _PARAMETERS or not plain or after_password:
        shown = f" {name}" if plain and not after_password else ""
        _refuse(field, f"has a parameter{shown} that cannot be read; known are {known} (write & as %26, ? as %3F)")
    near = difflib.get_close_matches(name, _PARAMETERS, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    _refuse(field, f"has the parameter {name}, which is not supported{hint} (known are {known})")


def _tls_mode(parts: dict[str, str], *, default_tls: TlsMode, field: str) -> TlsMode:
    wants_system = parts.get("sslrootcert") == _SYSTEM
    try:
        tls = TlsMode(parts["sslmode"]) if "sslmode" in parts else default_tls
    except ValueError:
        _refuse(field, f"has an unknown sslmode; it must be one of {', '.join(TlsMode)}")
    if wants_system and "sslmode" not in parts:
        return TlsMode.VERIFY_FULL
    if wants_system and tls is not TlsMode.VERIFY_FULL:
        _refuse(field, f"says sslrootcert=system, which asks for sslmode=verify-full rather than {tls}")
    return tls


def _port(text: str, *, field: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        _refuse(field, "has a port that is no number from 1 to 65535 (in a password, write / as %2F)")
    return int(text)


def _decoded(text: str, *, field: str) -> str:
    """Percent-decoding as in libpq: `+` stays itself, a broken or zero escape is an error."""
    try:
        decoded = unquote(text, errors="strict")
    except UnicodeDecodeError:
        decoded = "\0"
    if re.search(r"%(?![0-9A-Fa-f]{2})", text) or "\0" in decoded:
        _refuse(field, "has a broken percent escape; write % itself as %25")
    return decoded


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _refuse(field: str, why: str) -> NoReturn:
    raise Invalid(f"{field} {why}", field=field)
