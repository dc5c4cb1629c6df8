"""docs/reference/schema.md, from the metadata and from what is declared beside the entities."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import (
    CheckConstraint,
    Constraint,
    Enum,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import Column, Computed, CreateIndex, DefaultClause

from docs.generators.markdown import block, code, page, paragraphs, table
from mygymtracker.database.entities import Base
from mygymtracker.database.row_security import Declaration, Extension, Function, Grant, Policy, Trigger, declared

D = TypeVar("D", bound=Declaration)
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]

INTRODUCTION = """\
What the entities and the declarations beside them say; `mygymtracker migration check` compares it with a database. How
to change it is in [the database guide](../../src/mygymtracker/database/README.md)."""

SECURITY = """\
Every table but those that say otherwise below has row security enabled: a role sees and changes the rows that a policy
names for it, and no others. `acting_user_id()` is the person for whom a transaction works. The roles are described in
[the database guide](../../src/mygymtracker/database/README.md). A row's version, which the API tells in an ETag, is
computed from its columns when it is read, so it is in none of the lists of columns."""


def render() -> str:
    declarations = declared(Base.metadata)
    entities = {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}
    tables = sorted(Base.metadata.tables.values(), key=lambda each: each.name)
    return page(
        "Schema",
        INTRODUCTION,
        SECURITY,
        "## Tables",
        *(_table(each, entities[each.name]) for each in tables),
        "## Types",
        table(("type", "values"), _enums(tables)),
        "## Functions",
        "Nobody may call a function who is not named here.",
        *(_function(function) for function in _of(declarations.others, Function)),
        "## Extensions",
        table(("extension", "needed"), [_extension(each) for each in declarations.extensions]),
    )


def _of(declarations: Iterable[Declaration], kind: type[D]) -> list[D]:
    return [each for each in declarations if isinstance(each, kind)]


def _table(each: Table, entity: type[Base]) -> str:
    others = declared(Base.metadata).others
    policies = [policy for policy in _of(others, Policy) if policy.table == each.name]
    grants = [grant for grant in _of(others, Grant) if grant.table == each.name]
    triggers = [trigger for trigger in _of(others, Trigger) if trigger.table == each.name]
    columns = [(code(c.name), _type(c), _nullable(c), _default(c)) for c in each.columns if not c.system]
    parts = [
        f"### {each.name}",
        f"`{entity.__name__}`: {paragraphs(entity.__doc__ or '')}",
        table(("column", "type", "null", "default"), columns),
        table(("constraint", "says"), _constraints(each)),
        block("\n".join(_indexes(each)), "sql") if each.indexes else "",
        table(("policy", "for", "to", "rows"), [_policy(policy) for policy in policies]) or "No row security.",
        table(("role", "may"), [(code(grant.role), _privileges(grant)) for grant in grants]),
        table(("trigger", "when", "does"), [(code(t.name), t.timing, code(f"{t.function}()")) for t in triggers]),
    ]
    return "\n\n".join(part for part in parts if part)


def _type(column: Column[object]) -> str:
    return code(column.type.compile(DIALECT).lower())


def _nullable(column: Column[object]) -> str:
    return "yes" if column.nullable else ""


def _default(column: Column[object]) -> str:
    if isinstance(column.computed, Computed):
        return code(f"always {column.computed.sqltext}")
    if isinstance(column.server_default, DefaultClause):
        given = column.server_default.arg
        return code(f"'{given}'" if isinstance(given, str) else str(given.compile(dialect=DIALECT)))
    return ""


def _constraints(each: Table) -> list[tuple[str, str]]:
    """Primary key first, then foreign keys, then the others, by name."""
    kinds = (PrimaryKeyConstraint, ForeignKeyConstraint, UniqueConstraint, CheckConstraint)
    known = [constraint for constraint in each.constraints if isinstance(constraint, kinds)]
    known.sort(key=lambda constraint: (kinds.index(type(constraint)), str(constraint.name)))
    return [_constraint(constraint) for constraint in known]


def _constraint(constraint: Constraint) -> tuple[str, str]:
    written = DIALECT.ddl_compiler(DIALECT, None).process(constraint)  # type: ignore[arg-type]
    match = re.fullmatch(r'CONSTRAINT "?(\w+)"? (.*)', written, flags=re.DOTALL)
    if match is None:
        raise LookupError(f"a constraint without a name: {written}")
    return code(match[1]), code(match[2])


def _indexes(each: Table) -> list[str]:
    ordered = sorted(each.indexes, key=lambda index: str(index.name))
    return [f"{str(CreateIndex(index).compile(dialect=DIALECT)).strip()};" for index in ordered]


def _policy(policy: Policy) -> tuple[str, str, str, str]:
    return code(policy.name), policy.command, policy.role, code(_plain(policy.expression))


def _privileges(grant: Grant) -> str:
    return f"{grant.privileges} of `{grant.columns}`" if grant.columns else grant.privileges


def _enums(tables: Iterable[Table]) -> list[tuple[str, str]]:
    found = {c.type.name: c.type for each in tables for c in each.columns if isinstance(c.type, Enum)}
    return [(code(str(name)), ", ".join(code(value) for value in found[name].enums)) for name in sorted(found, key=str)]


def _function(function: Function) -> str:
    may = ", ".join(code(caller) for caller in function.callers) or "nobody"
    owner = f" Belongs to `{function.owner}`." if function.owner else ""
    head = f"{function.name}({function.arguments}) {_plain(function.head)}"
    return f"### {function.name}\n\nMay be called by {may}.{owner}\n\n{block(head, 'sql')}"


def _extension(extension: Extension) -> tuple[str, str]:
    return code(extension.name), "where the server offers it; nothing depends on it" if extension.optional else "yes"


def _plain(expression: str) -> str:
    return expression.replace("{schema}.", "")
