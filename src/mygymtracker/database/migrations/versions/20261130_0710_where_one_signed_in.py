"""Where one signed in

A person sees who signed in with their password and from where, and how often somebody tried with a wrong one.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import own_rows_only, run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
rewrites = ()


def upgrade() -> None:
    run(
        """CREATE TABLE public.sign_in_events (
          user_id uuid NOT NULL,
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          happened_at timestamptz NOT NULL DEFAULT now(),
          succeeded boolean NOT NULL,
          unusual boolean NOT NULL,
          attempts integer NOT NULL,
          label varchar(200) NOT NULL DEFAULT '',
          network varchar(64) NOT NULL DEFAULT '',
          login_session_id uuid,
          acknowledged_at timestamptz,
          CONSTRAINT sign_in_events_pkey PRIMARY KEY (user_id, id),
          CONSTRAINT sign_in_events_user_id_fkey FOREIGN KEY (user_id)
            REFERENCES public.users (id) ON DELETE CASCADE
        )""",
        "CREATE INDEX idx_sign_in_events_user_id_happened_at ON public.sign_in_events (user_id, happened_at)",
    )
    own_rows_only("sign_in_events")


def downgrade() -> None:
    # what goes is kept for some months anyway, and nobody typed it
    run("DROP TABLE public.sign_in_events")
