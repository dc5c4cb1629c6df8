"""placeholder"""
from __future__ import annotations
def add_what_alembic_does_not_see(context, revision, directives) -> None:
    pass
