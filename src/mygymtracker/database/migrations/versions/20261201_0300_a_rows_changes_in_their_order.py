"""A row's changes in their order

What touched a row after a change is looked for by an undo, for each of its rows. The index that finds a row's lines now
has them in the order that is asked for, so that the planner takes it of a person, too, of whom it has no statistics
yet: it went through all their lines instead, row by row.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import run

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
rewrites = ()

NEW = "CREATE INDEX idx_changed_rows_user_id_row_id_revision_part ON public.changed_rows"
OLD = "CREATE INDEX idx_changed_rows_user_id_row_id_revision ON public.changed_rows"


def upgrade() -> None:
    run(
        f"{NEW} USING btree (user_id, row_id, revision, part)",
        "DROP INDEX public.idx_changed_rows_user_id_row_id_revision",
    )


def downgrade() -> None:
    run(
        f"{OLD} USING btree (user_id, row_id, revision)",
        "DROP INDEX public.idx_changed_rows_user_id_row_id_revision_part",
    )
