"""Row security, functions, triggers and grants as declarations beside the entities.

Nothing here talks to a database. Each declaration renders itself for a schema, so that the catalogue's form of
what is declared can be compared with what is there (`catalogue.py`).

In SQL text `{schema}` stands for the schema: nothing that decides who sees what may depend on a search path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Protocol

from sqlalchemy import MetaData

#: Works for people: owns nothing, is a member of nothing, is neither superuser nor BYPASSRLS.
WORKING_ROLE: Final = "mygymtracker_app"
#: Owns the SECURITY DEFINER functions, and may do no more than what they need.
LOOKUP_ROLE: Final = "mygymtracker_lookup"

ACTING: Final = "{schema}.acting_user_id()"


class Declaration(Protocol):
    """Something in the database that SQLAlchemy's metadata has no word for."""

    def create(self, schema: str) -> list[str]:
        """The statements that make it in an empty place, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Extension:
    name: str
    optional: bool = False

    def create(self, schema: str) -> list[str]:  # noqa: ARG002 — an extension has its own schema
        return [] if self.optional else [f"CREATE EXTENSION IF NOT EXISTS {self.name}"]


@dataclass(frozen=True, slots=True)
class Policy:
    """USING and WITH CHECK are the same expression. A table with a policy has row security enabled."""

    table: str
    name: str
    expression: str = f"user_id = {ACTING}"
    command: str = "ALL"
    role: str = "PUBLIC"

    def create(self, schema: str) -> list[str]:
        expression = self.expression.format(schema=schema)
        clauses = [] if self.command == "INSERT" else [f"USING ({expression})"]
        if self.command in ("ALL", "INSERT", "UPDATE"):
            clauses.append(f"WITH CHECK ({expression})")
        return [
            f"ALTER TABLE {schema}.{self.table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {self.name} ON {schema}.{self.table} FOR {self.command} TO {self.role} "
            + " ".join(clauses),
        ]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role may do with a table; `columns` narrows SELECT to them."""

    table: str
    role: str
    privileges: str = "SELECT, INSERT, UPDATE, DELETE"
    columns: str | None = None

    def create(self, schema: str) -> list[str]:
        narrowed = f"{self.privileges} ({self.columns})" if self.columns else self.privileges
        return [f"GRANT {narrowed} ON {schema}.{self.table} TO {self.role}"]


@dataclass(frozen=True, slots=True)
class Function:
    """`head` is what follows CREATE FUNCTION schema.name(arguments), up to and with the body.

    EXECUTE is revoked from PUBLIC always, and granted to `callers` only.
    """

    name: str
    arguments: str
    head: str
    callers: tuple[str, ...] = (WORKING_ROLE,)
    owner: str | None = None

    def create(self, schema: str) -> list[str]:
        # A grant names argument types only; ours declare "name type" pairs without commas inside a type.
        types = ", ".join(part.split()[-1] for part in self.arguments.split(",") if part.strip())
        signature = f"{schema}.{self.name}({types})"
        made = [f"CREATE FUNCTION {schema}.{self.name}({self.arguments}) " + self.head.format(schema=schema)]
        made.append(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        made += [f"GRANT EXECUTE ON FUNCTION {signature} TO {caller}" for caller in self.callers]
        if self.owner:  # whoever is to own a function must be able to create in its schema at that moment
            made += [
                f"GRANT CREATE ON SCHEMA {schema} TO {self.owner}",
                f"ALTER FUNCTION {signature} OWNER TO {self.owner}",
                f"REVOKE CREATE ON SCHEMA {schema} FROM {self.owner}",
            ]
        return made


@dataclass(frozen=True, slots=True)
class Trigger:
    """`head` is what stands between CREATE TRIGGER name and EXECUTE FUNCTION."""

    table: str
    name: str
    timing: str
    function: str
    options: str = "FOR EACH STATEMENT"
    arguments: tuple[str, ...] = ()

    def create(self, schema: str) -> list[str]:
        return [
            f"CREATE TRIGGER {self.name} {self.timing} ON {schema}.{self.table} {self.options} "
            f"EXECUTE FUNCTION {schema}.{self.function}({', '.join(repr(each) for each in self.arguments)})"
        ]


@dataclass(slots=True)
class Declarations:
    """All that is declared beside the entities of one metadata."""

    extensions: list[Extension] = field(default_factory=list)
    others: list[Declaration] = field(default_factory=list)

    def after_tables(self, schema: str) -> Iterable[str]:
        """Functions before the policies and triggers that call them, whatever module was imported first."""
        for declaration in sorted(self.others, key=lambda declaration: not isinstance(declaration, Function)):
            yield from declaration.create(schema)


def declared(metadata: MetaData) -> Declarations:
    declarations = metadata.info.setdefault("declarations", Declarations())
    assert isinstance(declarations, Declarations)  # noqa: S101 — narrows the untyped info dictionary
    return declarations


def declare(metadata: MetaData, *declarations: Declaration) -> None:
    """Notes declarations. They are made after the tables: functions first, otherwise in the order given."""
    place = declared(metadata)
    for declaration in declarations:
        match declaration:
            case Extension():
                place.extensions.append(declaration)
            case _:
                place.others.append(declaration)


def declare_owned(metadata: MetaData, *tables: str) -> None:
    """The one policy of an owned table, and what the working role may do with it."""
    for table in tables:
        declare(metadata, Policy(table, f"{table}_user_policy"), Grant(table, WORKING_ROLE))
