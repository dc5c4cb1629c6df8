"""What `migration generate` writes beside Alembic's own operations, so that nothing is written by hand.

Statements are the catalogue's own form of an object: on the way up of the declared one, on the way down of the one that
is there. One way of changing serves both directions with its sides exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from alembic.autogenerate import renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from alembic.operations.ops import MigrateOperation, MigrationScript
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Enum

from mygymtracker.database.catalogue import Kind, Snapshot, snapshots
from mygymtracker.database.migrations.changes import Changes
from mygymtracker.database.migrations.losses import Refusal, losses
from mygymtracker.errors import Conflict

_WIDTH: Final = 90


class Statements(MigrateOperation):
    """SQL statements, run as revisions do that were written by hand; `remark` is a comment above them."""

    def __init__(self, statements: Sequence[str], *, remark: str | None = None) -> None:
        self.statements = tuple(statements)
        self.remark = remark

    def to_diff_tuple(self) -> tuple[str, ...]:
        return ("run", *self.statements)


def add_what_alembic_does_not_see(
    context: MigrationContext,
    revision: object,  # noqa: ARG001 — Alembic passes it
    directives: list[MigrationScript],
) -> None:
    """Completes the one directive; removes it when nothing differs, so that no file is written.

    Raises Conflict for what neither Alembic nor PostgreSQL can do in place.
    """
    script = directives[0]
    config = context.config
    wanted = getattr(config.cmd_opts, "autogenerate", None) if config is not None else None
    if wanted is False:  # `alembic revision` without --autogenerate
        return
    assert context.connection is not None  # noqa: S101 — only offline there is none
    assert script.upgrade_ops is not None  # noqa: S101 — several only with several databases
    assert script.downgrade_ops is not None  # noqa: S101
    declared, there = snapshots(context.connection, context.opts["target_metadata"])
    _refuse_what_cannot_be_undone(there, declared)
    script.upgrade_ops.ops = list(_operations(_flat(script.upgrade_ops.ops), old=there, new=declared))
    back = _operations(_flat(script.downgrade_ops.ops), old=declared, new=there, going_back=True)
    script.downgrade_ops.ops = list(back)
    _refuse_what_is_left(script.upgrade_ops.ops, old=there, new=declared)
    checking = wanted is None and getattr(config and config.cmd_opts, "cmd", None) is not None
    if not script.upgrade_ops.ops and not checking:
        directives.clear()


def render_item(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """Enum types are made by statements of our own: Alembic would make them again with every table."""
    if kind != "type" or not isinstance(item, Enum):
        return False
    context.imports.add("from sqlalchemy.dialects import postgresql")
    labels = ", ".join(repr(str(label)) for label in item.enums)
    return f"postgresql.ENUM({labels}, name={item.name!r}, create_type=False)"


def _operations(
    alembics: list[MigrateOperation], *, old: Snapshot, new: Snapshot, going_back: bool = False
) -> Iterator[MigrateOperation]:
    """What hangs on other things goes first and comes last; foreign keys stand around the keys they point at."""
    yield from losses(alembics, old=old, new=new, going_back=going_back)
    changes = Changes(old, new, seen_by_alembic=_names(alembics))
    dropping = [each for each in alembics if _is_foreign_key(each, ops.DropConstraintOp)]
    adding = [each for each in alembics if _is_foreign_key(each, ops.CreateForeignKeyOp)]
    between = [each for each in alembics if each not in dropping and each not in adding]
    yield from _run(changes.added(Kind.EXTENSION))
    yield from _run(changes.removed(Kind.TRIGGER, Kind.RULE, Kind.POLICY, Kind.GRANT, Kind.ROW_SECURITY))
    yield from _run(changes.removed(Kind.FOREIGN_KEY))
    yield from dropping
    yield from _run(
        changes.removed(Kind.INDEX, Kind.CHECK, Kind.UNIQUE, Kind.EXCLUSION, Kind.PRIMARY_KEY, Kind.FUNCTION)
    )
    yield from _run(changes.new_enums() + changes.added(Kind.DOMAIN, Kind.SEQUENCE))
    yield from _enum_values(changes)
    yield from between
    yield from _run(changes.added(Kind.FUNCTION))
    yield from _run(
        changes.added(Kind.PRIMARY_KEY, Kind.UNIQUE, Kind.EXCLUSION, Kind.CHECK, Kind.INDEX, Kind.FOREIGN_KEY)
    )
    yield from adding
    yield from _run(changes.removed(Kind.SCHEMA_RIGHTS) + changes.added(Kind.SCHEMA_RIGHTS))
    yield from _run(changes.added(Kind.ROW_SECURITY, Kind.POLICY, Kind.TRIGGER, Kind.RULE, Kind.GRANT))
    yield from _run(changes.removed(Kind.DOMAIN, Kind.SEQUENCE) + changes.old_enums())
    yield from _run(changes.removed(Kind.EXTENSION))


def _run(statements: Sequence[str]) -> Iterator[MigrateOperation]:
    if statements:
        yield Statements(statements)


def _enum_values(changes: Changes) -> Iterator[MigrateOperation]:
    if statements := changes.new_enum_values():
        yield Statements(statements, remark="may not be used before this revision is committed")
    for values in changes.lost_enum_values():
        yield Statements([], remark=f"PostgreSQL cannot take back {values}; unused they do no harm")


def _refuse_what_cannot_be_undone(there: Snapshot, declared: Snapshot) -> None:
    lost = list(Changes(there, declared).lost_enum_values())
    if lost:
        raise Conflict(
            f"PostgreSQL cannot remove or reorder values of an enum type ({'; '.join(lost)}). "
            "Write that revision by hand: a new type, the columns moved over to it, the old type dropped."
        )


def _refuse_what_is_left(operations: list[MigrateOperation], *, old: Snapshot, new: Snapshot) -> None:
    """Of columns that differ, Alembic changes most, but for example no generated one."""
    changed = {(each.table_name, each.column_name) for each in operations if isinstance(each, ops.AlterColumnOp)}
    for key in sorted(old.keys() & new.keys()):
        if key.kind is Kind.COLUMN and old[key] != new[key] and (key.table, key.name) not in changed:
            raise Conflict(
                f"{key}: declared {new[key].definition}, found {old[key].definition}. "
                "Alembic cannot change that in place; write this revision by hand."
            )


def _flat(operations: Iterable[MigrateOperation]) -> list[MigrateOperation]:
    """Alembic's operations without their grouping by table, which only SQLite needs, and without CHECKs.

    Into CREATE TABLE it writes some of those and forgets others (of a column); here all come from the catalogue.
    """
    flat: list[MigrateOperation] = []
    for each in operations:
        if isinstance(each, ops.CreateTableOp):
            each.columns = [item for item in each.columns if not isinstance(item, CheckConstraint)]
        flat += _flat(each.ops) if isinstance(each, ops.ModifyTableOps) else [each]
    return flat


def _names(operations: Iterable[MigrateOperation]) -> set[str]:
    names = (getattr(each, attribute, None) for each in operations for attribute in ("constraint_name", "index_name"))
    return {str(name) for name in names if name is not None}


def _is_foreign_key(operation: MigrateOperation, kind: type[MigrateOperation]) -> bool:
    if isinstance(operation, ops.DropConstraintOp) and operation.constraint_type != "foreignkey":
        return False
    return isinstance(operation, kind)


@renderers.dispatch_for(Statements)
def _render(context: AutogenContext, operation: Statements) -> list[str]:
    """One line a piece: the template indents every line, which would change a text between triple quotes."""
    remark = [f"# {operation.remark}"] if operation.remark else []
    if not operation.statements:
        return [*remark, "pass"]
    context.imports.add("from mygymtracker.database.migrations.steps import run")
    lines = [*remark, "run("]
    for statement in operation.statements:
        lines += [f"    {piece}" for piece in _pieces(statement)]
        lines[-1] += ","
    return [*lines, ")"]


@renderers.dispatch_for(Refusal)
def _render_refusal(context: AutogenContext, operation: Refusal) -> list[str]:
    context.imports.add("from mygymtracker.database.migrations.steps import asked_for, refuse_rows")
    lines = ["refuse_rows("]
    for start, words, end in (
        ("", operation.query, ","),
        ("reason=(", operation.reason, "),"),
        ("remedy=", operation.remedy, ","),
    ):
        lines += [start, *(f"    {piece}" for piece in _pieces(words))]
        lines[-1] += end
    lines.append(")")
    if not operation.discard:
        return lines
    return ['if not asked_for("discard"):', *(f"    {line}" for line in lines)]


def _pieces(statement: str) -> list[str]:
    """The statement as string literals that follow each other: broken at line ends, and at spaces of long lines."""
    pieces: list[str] = []
    for line in statement.splitlines(keepends=True):
        piece = ""
        for word in re.findall(r"\S*\s+|\S+", line):
            if piece and len(piece) + len(word) > _WIDTH:
                pieces.append(piece)
                piece = ""
            piece += word
        pieces.append(piece)
    return [_literal(piece) for piece in pieces]


def _literal(piece: str) -> str:
    """As `ruff format` quotes: double, unless that takes more escapes."""
    escaped = piece.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    if '"' in escaped and "'" not in escaped:
        return f"'{escaped}'"
    return '"' + escaped.replace('"', '\\"') + '"'
