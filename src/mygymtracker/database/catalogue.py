"""What is declared beside the entities, compared with what a database has, in PostgreSQL's own words.

PostgreSQL rewrites what it is told: `x BETWEEN 1 AND 2` comes back as `((x >= 1) AND (x <= 2))`, casts are added,
bodies are parsed. So the declared objects are made in a scratch schema, in a transaction that is always rolled back,
and the catalogue's form of both schemas is compared. Nothing is parsed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, MetaData, text

from mygymtracker.database import catalogue_queries as queries
from mygymtracker.database import catalogue_roles as roles
from mygymtracker.database.row_security import LOOKUP_ROLE, WORKING_ROLE, declared

SCHEMA: Final = "public"
SCRATCH: Final = "mygymtracker_declared"


class Kind(StrEnum):
    """The values are the words in which differences are told."""

    EXTENSION = "extension"
    ROLE = "role"
    SCHEMA_RIGHTS = "rights on the schema for"
    DEFAULT_RIGHTS = "default privileges"
    SETTING = "setting"
    ENUM = "enum type"
    DOMAIN = "domain"
    SEQUENCE = "sequence"
    TABLE = "table"
    COLUMN = "column"
    CHECK = "check"
    PRIMARY_KEY = "primary key"
    UNIQUE = "unique constraint"
    FOREIGN_KEY = "foreign key"
    EXCLUSION = "exclusion constraint"
    INDEX = "index"
    FUNCTION = "function"
    ROW_SECURITY = "row security"
    POLICY = "policy"
    TRIGGER = "trigger"
    RULE = "rule"
    GRANT = "grant to"


@dataclass(frozen=True, slots=True, order=True)
class ObjectKey:
    """What an object is called. A function's name includes the types of its arguments, a grant's is the role."""

    kind: Kind
    table: str | None
    name: str

    def __str__(self) -> str:
        if self.kind is Kind.TABLE:
            return f"table {self.name}"
        if self.kind is Kind.ROW_SECURITY:
            return f"row security on {self.name}"
        return f"{self.kind} {self.name}" + (f" on {self.table}" if self.table else "")


@dataclass(frozen=True, slots=True)
class CatalogueObject:
    """The catalogue's form of an object, and the statements that make and remove it, all names with their schema.

    Two are equal when their definitions are. Those without statements are left to Alembic (tables, columns) or to an
    administrator (roles, default privileges, settings).
    """

    definition: str
    create: tuple[str, ...] = field(default=(), compare=False)
    drop: tuple[str, ...] = field(default=(), compare=False)


Snapshot = Mapping[ObjectKey, CatalogueObject]


@dataclass(frozen=True, slots=True)
class Difference:
    """One object that is not as declared; None stands for "not there"."""

    key: ObjectKey
    declared: str | None
    actual: str | None

    def __str__(self) -> str:
        declared, actual = _shortened(self.declared, self.actual)
        return f"{self.key}: declared {declared}, found {actual}"


def differences(connection: Connection, metadata: MetaData) -> list[Difference]:
    """Every object of the schema `public` that is not as declared, in a stable order; changes nothing.

    Of a table that is missing or too many, only the table itself is told. The version table is nobody's business.
    """
    wanted, there = snapshots(connection, metadata)
    uneven = {key.table for key in wanted.keys() ^ there.keys() if key.kind is Kind.TABLE}
    return [
        Difference(key, _definition(wanted.get(key)), _definition(there.get(key)))
        for key in sorted(wanted.keys() | there.keys())
        if wanted.get(key) != there.get(key) and (key.kind is Kind.TABLE or key.table not in uneven)
    ]


def snapshots(connection: Connection, metadata: MetaData) -> tuple[Snapshot, Snapshot]:
    """What is declared, and what there is: both as if in `public`."""
    undone = connection.begin_nested() if connection.in_transaction() else connection.begin()
    try:
        there = _snapshot(connection, SCHEMA) | _snapshot_of_database(connection)
        _create_declared(connection, metadata)
        wanted = _snapshot(connection, SCRATCH) | _declared_of_database(metadata)
    finally:
        undone.rollback()
    # an extension that we do not ask for is an administrator's
    required = {key for key in wanted if key.kind is Kind.EXTENSION}
    kept = {key: definition for key, definition in there.items() if key.kind is not Kind.EXTENSION or key in required}
    return wanted, kept


def _create_declared(connection: Connection, metadata: MetaData) -> None:
    for statement in connection.scalars(text(roles.WITHOUT_DEFAULT_RIGHTS)).all():
        connection.exec_driver_sql(statement)  # what is declared has the rights that are declared, and no others
    connection.execute(text(f"CREATE SCHEMA {SCRATCH}"))
    connection.execute(text(f"SET LOCAL search_path = {SCRATCH}, {SCHEMA}"))
    present = set(connection.scalars(text("SELECT extname FROM pg_extension")))
    for extension in declared(metadata).extensions:  # an operator class of theirs may be needed
        for statement in () if extension.name in present else extension.create(SCRATCH):
            connection.exec_driver_sql(statement)
    translated = connection.execution_options(schema_translate_map={None: SCRATCH})
    try:
        metadata.create_all(translated, checkfirst=False)
    finally:
        connection.execution_options(schema_translate_map={})
    for statement in declared(metadata).after_tables(SCRATCH):
        connection.exec_driver_sql(statement)


_QUERIES: Final = (
    (Kind.TABLE, queries.TABLES),
    (Kind.COLUMN, queries.COLUMNS),
    (None, queries.CONSTRAINTS),
    (Kind.INDEX, queries.INDEXES),
    (Kind.POLICY, queries.POLICIES),
    (Kind.ROW_SECURITY, queries.ROW_SECURITY),
    (Kind.TRIGGER, queries.TRIGGERS),
    (Kind.RULE, queries.RULES),
    (Kind.GRANT, queries.GRANTS),
    (Kind.ENUM, queries.ENUMS),
    (Kind.DOMAIN, queries.DOMAINS),
    (Kind.SEQUENCE, queries.SEQUENCES),
    (Kind.FUNCTION, queries.FUNCTIONS),
)
_DATABASE_QUERIES: Final = (
    (Kind.EXTENSION, roles.EXTENSIONS),
    (Kind.ROLE, roles.ROLES),
    (Kind.SCHEMA_RIGHTS, roles.SCHEMA_RIGHTS),
    (Kind.DEFAULT_RIGHTS, roles.DEFAULT_RIGHTS),
    (Kind.SETTING, roles.SETTINGS),
)


def _snapshot(connection: Connection, schema: str) -> dict[ObjectKey, CatalogueObject]:
    connection.execute(text("SET LOCAL search_path = ''"))
    objects: dict[ObjectKey, CatalogueObject] = {}
    for kind, query in _QUERIES:
        objects |= _ask(connection, kind, query, schema=schema)
    return objects


def _snapshot_of_database(connection: Connection) -> dict[ObjectKey, CatalogueObject]:
    objects: dict[ObjectKey, CatalogueObject] = {}
    for kind, query in _DATABASE_QUERIES:
        objects |= _ask(connection, kind, query, schema=SCHEMA)
    return objects


def _ask(connection: Connection, kind: Kind | None, query: str, *, schema: str) -> dict[ObjectKey, CatalogueObject]:
    """`kind` None: the query itself says of what kind each row is."""
    parameters = {"schema": schema} if ":schema" in query else {}
    return {
        ObjectKey(kind or Kind(row.kind), row.table_name, row.name.replace(SCRATCH, SCHEMA)): CatalogueObject(
            definition=row.definition.replace(SCRATCH, SCHEMA),
            create=tuple(statement.replace(SCRATCH, SCHEMA) for statement in row.creation),
            drop=tuple(statement.replace(SCRATCH, SCHEMA) for statement in row.removal),
        )
        for row in connection.execute(text(query), parameters)
    }


def _declared_of_database(metadata: MetaData) -> dict[ObjectKey, CatalogueObject]:
    """What row_security.py promises of the roles, and the extensions that are asked for."""
    wanted = {
        ObjectKey(Kind.EXTENSION, None, extension.name): CatalogueObject(
            "installed", tuple(extension.create(SCHEMA)), (f'DROP EXTENSION "{extension.name}"',)
        )
        for extension in declared(metadata).extensions
        if not extension.optional
    }
    for role in (WORKING_ROLE, LOOKUP_ROLE):
        wanted[ObjectKey(Kind.ROLE, None, role)] = CatalogueObject("member of nothing")
        wanted[ObjectKey(Kind.SCHEMA_RIGHTS, None, role)] = CatalogueObject(
            "USAGE",
            (f"GRANT USAGE ON SCHEMA {SCHEMA} TO {role}",),
            (f"REVOKE ALL ON SCHEMA {SCHEMA} FROM {role}",),
        )
    return wanted


def _definition(known: CatalogueObject | None) -> str | None:
    return None if known is None else known.definition


def _shortened(declared: str | None, actual: str | None) -> tuple[str, str]:
    """Of two texts of several lines only the lines in which they differ; without the schema that all share."""
    here, there = (declared or "nothing").splitlines(), (actual or "nothing").splitlines()
    if len(here) > 1 and len(there) > 1:
        here, there = [line for line in here if line not in there], [line for line in there if line not in here]
    return _line(here or ["the same without"]), _line(there or ["the same without"])


def _line(lines: list[str]) -> str:
    return " / ".join(line.strip() for line in lines).replace(f"{SCHEMA}.", "")
