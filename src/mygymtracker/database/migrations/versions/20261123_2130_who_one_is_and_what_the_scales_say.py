"""Who one is, and what the scales say

A display name, the first day of the week, the bars and plates at hand and the formula one trusts are asked for by
what shows and suggests loads; sex and birth year by strength scores, and nobody has to give them. Weight, fat and
girths are kept as typed, in their own unit.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import asked_for, own_rows_only, refuse_rows, run

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None
rewrites = ()

TYPES = {
    "e1rm_formula": "'epley', 'brzycki', 'lombardi', 'oconner', 'wathan', 'mayhew', 'lander'",
    "sex": "'female', 'male'",
    "body_part": "'body_weight', 'body_fat', 'neck', 'shoulders', 'chest', 'waist', 'hips', 'left_upper_arm', "
    "'right_upper_arm', 'left_forearm', 'right_forearm', 'left_thigh', 'right_thigh', 'left_calf', 'right_calf'",
    "body_unit": "'kg', 'lb', 'percent', 'cm', 'in'",
}


def upgrade() -> None:
    run(*(f"CREATE TYPE public.{name} AS ENUM ({values})" for name, values in TYPES.items()))
    run(
        "ALTER TABLE public.users ADD COLUMN display_name varchar(100) NOT NULL DEFAULT '', "
        "ADD COLUMN first_weekday smallint NOT NULL DEFAULT 1, "
        "ADD COLUMN bars jsonb NOT NULL DEFAULT '[]', "
        "ADD COLUMN plates jsonb NOT NULL DEFAULT '[]', "
        "ADD COLUMN e1rm_formula public.e1rm_formula NOT NULL DEFAULT 'epley', "
        "ADD COLUMN sex public.sex, "
        "ADD COLUMN birth_year smallint, "
        "ADD CONSTRAINT users_first_weekday_must_be_1_to_7 CHECK (first_weekday >= 1 AND first_weekday <= 7), "
        "ADD CONSTRAINT users_birth_year_must_be_1900_to_2100 CHECK (birth_year >= 1900 AND birth_year <= 2100), "
        "ADD CONSTRAINT users_bars_must_be_a_list CHECK (jsonb_typeof(bars) = 'array'), "
        "ADD CONSTRAINT users_plates_must_be_a_list CHECK (jsonb_typeof(plates) = 'array')",
        """CREATE TABLE public.body_measurements (
          user_id uuid NOT NULL,
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          part public.body_part NOT NULL,
          amount numeric NOT NULL,
          unit public.body_unit NOT NULL,
          measured_at timestamptz NOT NULL,
          note varchar(4000) NOT NULL DEFAULT '',
          created_at timestamptz NOT NULL DEFAULT now(),
          updated_at timestamptz,
          creation_digest bytea,
          CONSTRAINT body_measurements_pkey PRIMARY KEY (user_id, id),
          CONSTRAINT body_measurements_user_id_fkey
            FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE RESTRICT,
          CONSTRAINT body_measurements_amount_must_be_above_0
            CHECK (amount > 0 AND amount < 100000 AND scale(amount) <= 3),
          CONSTRAINT body_measurements_unit_must_fit_what_was_measured CHECK (
            CASE part WHEN 'body_weight' THEN unit IN ('kg', 'lb') WHEN 'body_fat' THEN unit = 'percent'
            ELSE unit IN ('cm', 'in') END)
        )""",
        "CREATE INDEX idx_body_measurements_user_id_measured_at_id "
        "ON public.body_measurements (user_id, measured_at, id)",
    )
    own_rows_only("body_measurements")


def downgrade() -> None:
    refuse_rows(
        "SELECT 'users', id FROM public.users WHERE display_name <> '' OR first_weekday <> 1 OR bars <> '[]' "
        "OR plates <> '[]' OR e1rm_formula <> 'epley' OR sex IS NOT NULL OR birth_year IS NOT NULL",
        reason="the older schema cannot express what these people say of themselves:",
        remedy="Keep the newer schema, or change these rows first.",
    )
    if not asked_for("discard"):
        refuse_rows(
            "SELECT 'body_measurements', id FROM public.body_measurements",
            reason="these measurements would be dropped:",
            remedy="Run again with --discard to drop them.",
        )
    run(
        "DROP TABLE public.body_measurements",
        "ALTER TABLE public.users DROP COLUMN display_name, DROP COLUMN first_weekday, DROP COLUMN bars, "
        "DROP COLUMN plates, DROP COLUMN e1rm_formula, DROP COLUMN sex, DROP COLUMN birth_year",
        *(f"DROP TYPE public.{name}" for name in TYPES),
    )
