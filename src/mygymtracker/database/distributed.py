"""Whether an engine's connections lead to the coordinator of a Citus cluster.

There settings must hold on the workers, too. A literal SET LOCAL would be repeated on each together with all that came
in the same message, and `set_config` reaches none: so a function of the database says it (`distributed_functions`).
"""

from __future__ import annotations

from typing import Final
from weakref import WeakSet

from sqlalchemy import Connection, Dialect, Engine

#: One row there, and none on plain PostgreSQL. It asks for no right to the schema, which a new database gives to few.
LOOK: Final = (
    "SELECT FROM pg_catalog.pg_proc AS function JOIN pg_catalog.pg_namespace AS schema ON schema.oid = pronamespace "
    "WHERE proname = 'set_here' AND nspname = 'public'"
)
_distributed: WeakSet[Dialect] = WeakSet()  # each engine has one of its own


def note_distributed(dialect: Dialect) -> None:
    """What an engine's first connection says holds for all: nobody serves while a database is distributed."""
    _distributed.add(dialect)


def is_distributed(bind: Connection | Engine) -> bool:
    """Of an engine that has had a connection."""
    return bind.dialect in _distributed
