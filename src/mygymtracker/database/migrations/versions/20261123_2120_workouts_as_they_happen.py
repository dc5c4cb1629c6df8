"""Workouts as they happen

A workout remembers the day of the plan it was started from and, with each exercise, what the plan said then: a copy,
because an edit of the plan must not change what was done. Sets say which side did them; rest-pause and myo-reps are
techniques of their own (`pause` is a pause within each repetition). What a row was created with is kept as a digest,
so that a phone which never saw our answer can send the same again.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import refuse_rows, run

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
rewrites = ()

FOUNDING_TECHNIQUES = "'drop_set', 'pause', 'partial_length', 'fail', 'superset', 'N/A'"


def upgrade() -> None:
    run(
        # not used before this revision is committed, as PostgreSQL demands
        "ALTER TYPE public.intensity_technique ADD VALUE IF NOT EXISTS 'rest_pause'",
        "ALTER TYPE public.intensity_technique ADD VALUE IF NOT EXISTS 'myo_reps'",
        "CREATE TYPE public.side AS ENUM ('left', 'right', 'each')",
        "ALTER TABLE public.workout_sessions ADD COLUMN plan_day_id uuid, ADD COLUMN creation_digest bytea, "
        "ADD CONSTRAINT workout_sessions_user_id_plan_day_id_fkey FOREIGN KEY (user_id, plan_day_id) "
        "REFERENCES public.plan_days (user_id, id) ON DELETE SET NULL (plan_day_id)",
        "CREATE INDEX idx_workout_sessions_user_id_plan_day_id ON public.workout_sessions (user_id, plan_day_id) "
        "WHERE plan_day_id IS NOT NULL",
        "CREATE INDEX idx_workout_sessions_user_id_in_progress ON public.workout_sessions (user_id) "
        "WHERE status = 'in_progress'",
        "ALTER TABLE public.session_exercises ADD COLUMN target jsonb, "
        "ADD COLUMN returning_note varchar(4000) NOT NULL DEFAULT '', ADD COLUMN creation_digest bytea",
        "ALTER TABLE public.exercise_sets ADD COLUMN side public.side, ADD COLUMN creation_digest bytea",
    )


def downgrade() -> None:
    refuse_rows(
        "SELECT 'workout_sessions', id FROM public.workout_sessions WHERE plan_day_id IS NOT NULL "
        "UNION ALL SELECT 'session_exercises', id FROM public.session_exercises "
        "WHERE target IS NOT NULL OR returning_note <> '' "
        "UNION ALL SELECT 'exercise_sets', id FROM public.exercise_sets "
        "WHERE side IS NOT NULL OR technique::text IN ('rest_pause', 'myo_reps') "
        "UNION ALL SELECT 'plan_exercises', id FROM public.plan_exercises "
        "WHERE intensity_technique::text IN ('rest_pause', 'myo_reps')",
        reason="the older schema cannot express what these rows hold:",
        remedy="Keep the newer schema, or change these rows first.",
    )
    run(
        "ALTER TABLE public.exercise_sets DROP COLUMN side, DROP COLUMN creation_digest",
        "ALTER TABLE public.session_exercises DROP COLUMN target, DROP COLUMN returning_note, "
        "DROP COLUMN creation_digest",
        "DROP INDEX public.idx_workout_sessions_user_id_in_progress",
        "ALTER TABLE public.workout_sessions DROP COLUMN plan_day_id, DROP COLUMN creation_digest",
        "DROP TYPE public.side",
        # a value cannot be taken out of a type, so the type is made anew
        "ALTER TYPE public.intensity_technique RENAME TO intensity_technique_of_0008",
        f"CREATE TYPE public.intensity_technique AS ENUM ({FOUNDING_TECHNIQUES})",
        "ALTER TABLE public.plan_exercises ALTER COLUMN intensity_technique TYPE public.intensity_technique "
        "USING intensity_technique::text::public.intensity_technique",
        "ALTER TABLE public.exercise_sets ALTER COLUMN technique TYPE public.intensity_technique "
        "USING technique::text::public.intensity_technique",
        "DROP TYPE public.intensity_technique_of_0008",
    )
