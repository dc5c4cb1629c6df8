"""The roles and databases of an embedded server, as SQL that can be run again and again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mygymtracker.database.row_security import LOOKUP_ROLE, WORKING_ROLE
from mygymtracker.errors import Unavailable
from mygymtracker.postgres_address import PostgresAddress

SOCKET_NAME: Final = ".s.PGSQL.5432"
SUPERUSER: Final = "postgres"
#: Owns the databases and runs the migrations.
OWNER: Final = "mygymtracker_owner"
DATABASE: Final = "mygymtracker"


#: What PostgreSQL's programs are given of our environment: where programs and libraries are, and who we are. Neither
#: our secrets, which others could read in /proc, nor PG*, which misdirects the tools, nor a locale that initdb copies.
_PASSED_ON: Final = frozenset({"PATH", "HOME", "USER", "LOGNAME", "TMPDIR"})
_PREFIXES_PASSED_ON: Final = ("LD_", "DYLD_", "KRB5", "FAKETIME")


def clean_environment() -> dict[str, str]:
    """The environment of every program of PostgreSQL's that we start."""
    kept = {key: text for key, text in os.environ.items() if key in _PASSED_ON or key.startswith(_PREFIXES_PASSED_ON)}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def answers(sockets: Path, *, pg_isready: Path) -> bool:
    """Whether a server accepts connections there; one that is starting or stopping does not."""
    if not (sockets / SOCKET_NAME).exists():
        return False
    command = [str(pg_isready), "-q", "-h", str(sockets), "-U", SUPERUSER, "-d", "postgres"]
    return subprocess.run(command, env=clean_environment(), check=False).returncode == 0


def run_script(script: str, to: PostgresAddress, *, psql: Path) -> None:
    """Runs a script up to its first error, which raises Unavailable."""
    environment = clean_environment() | {
        **to.libpq_environment(),  # as an argument, a database's name with "=" in it would be taken for settings
        "PGCLIENTENCODING": "UTF8",
        "PGOPTIONS": "-c log_statement=none -c log_min_error_statement=panic",  # no passwords in the log
    }
    done = subprocess.run(
        [str(psql), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"],
        input=script,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise Unavailable(f"The database could not be set up: {done.stderr.strip()}")


def roles_script(passwords: Mapping[str, str], *, major: int) -> str:
    """Makes the roles that are missing and sets everything about the ones that are there.

    The owner may become the app and the lookup role (to hand functions over, to test), and where the server
    can tell the two apart (16 and later) has none of their rights as long as it does not.
    """
    limits = "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"
    membership = " WITH INHERIT FALSE, SET TRUE" if major >= 16 else ""
    missing = f"""
        SELECT format('CREATE ROLE %I', role)
          FROM unnest(ARRAY['{OWNER}', '{WORKING_ROLE}', '{LOOKUP_ROLE}']) AS role
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role)
        \\gexec
    """  # noqa: S608 — constants
    return f"""
        BEGIN;
        {missing}
        ALTER ROLE {OWNER} LOGIN {limits} PASSWORD {literal(passwords[OWNER])};
        ALTER ROLE {WORKING_ROLE} LOGIN NOINHERIT {limits} PASSWORD {literal(passwords[WORKING_ROLE])};
        ALTER ROLE {LOOKUP_ROLE} NOLOGIN {limits};
        GRANT {WORKING_ROLE}, {LOOKUP_ROLE} TO {OWNER}{membership};
        COMMIT;
    """


def creation_script(database: str) -> str:
    create = f"CREATE DATABASE {identifier(database)} OWNER {OWNER} TEMPLATE template0"
    # CREATE DATABASE knows no IF NOT EXISTS.
    return f"""
        SELECT {literal(create)}
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = {literal(database)})
        \\gexec
    """  # noqa: S608 — quoted


def privileges_script(database: str) -> str:
    """To be run inside the database."""
    name = identifier(database)
    return f"""
        BEGIN;
        ALTER DATABASE {name} OWNER TO {OWNER};
        REVOKE ALL ON DATABASE {name} FROM PUBLIC;
        GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {WORKING_ROLE};
        ALTER SCHEMA public OWNER TO {OWNER};
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        COMMIT;
    """


def drop_script(database: str) -> str:
    """Ends the connections the database has."""
    return f"DROP DATABASE IF EXISTS {identifier(database)} WITH (FORCE);"


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
