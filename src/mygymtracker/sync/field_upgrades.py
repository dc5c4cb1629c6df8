"""What became of the fields of rows since devices keep them: `row_upgrades`, in the names that devices know.

Devices upgrade what they keep before they show or send it, by the table that `docs/generate.py` writes from this. What
a device of an older version sends is upgraded here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from mygymtracker.database.row_upgrades import (
    SCHEMA,
    Added,
    Changed,
    Dropped,
    Renamed,
    Step,
    apply_step,
    steps_of,
)
from mygymtracker.errors import Outdated
from mygymtracker.sync.receipts import Operation
from mygymtracker.sync.rows import BY_KIND, SOURCES, Kind, Source

#: Operations are taken of the present fields, and of those before the last so many revisions that changed any.
MOST_CHANGES: Final = 2


def steps_of_fields(kind: Kind) -> Sequence[Step]:
    """What makes the fields of today of older ones, in this order."""
    source = BY_KIND[kind]
    return [named for step in steps_of(source.table) if (named := _named(source, step)) is not None]


def _named(source: Source, step: Step) -> Step | None:
    """A step in the names of fields; None where the column is no field of the kind."""
    shown, columns, public_name = source.attributes, source.aggregate.columns, source.aggregate.public_name
    match step:
        case Added(name=name, default=default) if public_name(name) in shown:
            as_sent = str(default) if isinstance(default, Decimal) else default
            return replace(step, name=public_name(name), default=as_sent)
        # a field that is called otherwise than its column keeps its name; what is no column was renamed again
        case Renamed(new=new) if new in shown or new not in columns:
            return step
        case Changed(name=name) if public_name(name) in shown or name not in columns:
            return replace(step, name=public_name(name))
        case Dropped():
            return step
    return None


def upgrade_fields(
    kind: Kind, schema: int, fields: Mapping[str, Any], *, whole: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields written under `schema` by today's names, and those for which there is no place any more."""
    upgraded, dropped = dict(fields), dict[str, Any]()
    for step in steps_of_fields(kind):
        if schema < step.since:
            if isinstance(step, Dropped) and step.name in upgraded:
                dropped[step.name] = upgraded[step.name]
            apply_step(step, upgraded, whole=whole)
    return upgraded, dropped


def refuse_older(operations: Sequence[Operation]) -> None:
    """Raises Outdated where the fields of an operation have changed too often since it was written."""
    changes = {step.since for source in SOURCES for step in steps_of_fields(source.kind)}
    for operation in operations:
        if sum(operation.row_schema < since for since in changes) > MOST_CHANGES:
            raise Outdated(
                f"Operation {operation.id} was written under schema {operation.row_schema}, and this server works with "
                f"{SCHEMA}: too much has changed since. Keep what you have not sent, and update."
            )
