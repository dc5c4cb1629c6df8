"""What was done is known for ever

A device whose answer was lost sends an operation again, and there is no saying how late. The log, which knows by its id
that it was done, forgets; the ids stay here. What was forgotten before this revision cannot be known any more.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import run

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
rewrites = ()


def upgrade() -> None:
    run(
        """CREATE TABLE public.processed_operations (
          user_id uuid NOT NULL,
          operation_id uuid NOT NULL,
          CONSTRAINT processed_operations_pkey PRIMARY KEY (user_id, operation_id),
          CONSTRAINT processed_operations_user_id_fkey FOREIGN KEY (user_id)
            REFERENCES public.users (id) ON DELETE CASCADE
        )""",
        "ALTER TABLE public.processed_operations ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY processed_operations_user_policy ON public.processed_operations FOR SELECT "
        "TO PUBLIC USING (user_id = public.acting_user_id())",
        "GRANT SELECT ON public.processed_operations TO mygymtracker_app",
        "CREATE FUNCTION public.note_processed_operations(operation_ids uuid[]) "
        "RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp "
        "SET timezone = 'UTC' AS $$\n"
        "BEGIN\n"
        "  INSERT INTO public.processed_operations (user_id, operation_id)\n"
        "  SELECT public.acting_user_id(), processed.id FROM unnest(operation_ids) AS processed (id)\n"
        "  WHERE public.acting_user_id() IS NOT NULL\n"
        "  ON CONFLICT DO NOTHING;\n"
        "END\n"
        "$$",
        "REVOKE ALL ON FUNCTION public.note_processed_operations(uuid[]) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION public.note_processed_operations(uuid[]) TO mygymtracker_app",
    )


def downgrade() -> None:
    # what is sent again very late counts as new again, as it did before; nothing that anyone typed is lost
    run(
        "DROP FUNCTION public.note_processed_operations(uuid[])",
        "DROP TABLE public.processed_operations",
    )
