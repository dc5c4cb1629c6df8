"""Plans as lifters write them

A plan of four days was four plans, and a range of repetitions stood in the notes. So: days, of every week or of one;
ranges of repetitions and rest, up to two substitutes, supersets, sides, targets of single sets, and a note that comes
back. A day's exercises can only be in the day's own plan.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import own_rows_only, refuse_rows, run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
rewrites = ()


def upgrade() -> None:
    run(
        "ALTER TABLE public.workout_plans ADD COLUMN notes varchar(4000) NOT NULL DEFAULT '', "
        "ADD COLUMN archived_at timestamptz, ADD COLUMN creation_digest bytea",
        """CREATE TABLE public.plan_days (
          user_id uuid NOT NULL,
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          plan_id uuid NOT NULL,
          day_name varchar(100) NOT NULL,
          week smallint,
          display_order integer NOT NULL,
          notes varchar(4000) NOT NULL DEFAULT '',
          creation_digest bytea,
          CONSTRAINT plan_days_pkey PRIMARY KEY (user_id, id),
          CONSTRAINT plan_days_user_id_id_plan_id_key UNIQUE (user_id, id, plan_id),
          CONSTRAINT plan_days_user_id_plan_id_fkey FOREIGN KEY (user_id, plan_id)
            REFERENCES public.workout_plans (user_id, id) ON DELETE CASCADE,
          CONSTRAINT plan_days_week_must_be_at_least_1 CHECK (week >= 1)
        )""",
        "CREATE INDEX idx_plan_days_user_id_plan_id ON public.plan_days (user_id, plan_id)",
    )
    own_rows_only("plan_days")
    _plan_exercises()
    _substitutes()


def _plan_exercises() -> None:
    run(
        "ALTER TABLE public.plan_exercises ADD COLUMN plan_day_id uuid, ADD COLUMN target_reps_max smallint, "
        "ADD COLUMN rest_time_max integer, ADD COLUMN superset_group smallint, "
        "ADD COLUMN per_side boolean NOT NULL DEFAULT false, ADD COLUMN first_substitute_id uuid, "
        "ADD COLUMN second_substitute_id uuid, ADD COLUMN set_targets jsonb NOT NULL DEFAULT '[]', "
        "ADD COLUMN returning_note varchar(4000) NOT NULL DEFAULT '', ADD COLUMN creation_digest bytea, "
        "ADD CONSTRAINT plan_exercises_plan_day_fkey FOREIGN KEY (user_id, plan_day_id, plan_id) "
        "REFERENCES public.plan_days (user_id, id, plan_id) ON DELETE CASCADE, "
        "ADD CONSTRAINT plan_exercises_first_substitute_id_fkey FOREIGN KEY (first_substitute_id) "
        "REFERENCES public.exercises (id), "
        "ADD CONSTRAINT plan_exercises_second_substitute_id_fkey FOREIGN KEY (second_substitute_id) "
        "REFERENCES public.exercises (id), "
        "ADD CONSTRAINT plan_exercises_target_reps_max_must_not_be_below_target_reps "
        "CHECK (target_reps_max >= target_reps), "
        "ADD CONSTRAINT plan_exercises_rest_time_max_must_not_be_below_rest_time CHECK (rest_time_max >= rest_time), "
        "ADD CONSTRAINT plan_exercises_superset_group_must_not_be_negative CHECK (superset_group >= 0), "
        "ADD CONSTRAINT plan_exercises_set_targets_must_be_a_list CHECK (jsonb_typeof(set_targets) = 'array'), "
        "ADD CONSTRAINT plan_exercises_substitutes_must_be_given_in_order "
        "CHECK (second_substitute_id IS NULL OR first_substitute_id IS NOT NULL)",
        "CREATE INDEX idx_plan_exercises_user_id_plan_day_id ON public.plan_exercises (user_id, plan_day_id, plan_id) "
        "WHERE plan_day_id IS NOT NULL",
        "CREATE INDEX idx_plan_exercises_first_substitute_id ON public.plan_exercises (first_substitute_id) "
        "WHERE first_substitute_id IS NOT NULL",
        "CREATE INDEX idx_plan_exercises_second_substitute_id ON public.plan_exercises (second_substitute_id) "
        "WHERE second_substitute_id IS NOT NULL",
    )


def _substitutes() -> None:
    run(
        "CREATE FUNCTION public.substitutes_must_be_visible() RETURNS trigger LANGUAGE plpgsql "
        "SET search_path = pg_catalog, pg_temp AS $$\n"
        "DECLARE\n"
        "  stranger record;\n"
        "BEGIN\n"
        "  SELECT changed.user_id, named.exercise_id INTO stranger\n"
        "  FROM changed\n"
        "  CROSS JOIN LATERAL (VALUES (changed.first_substitute_id), (changed.second_substitute_id))"
        " AS named (exercise_id)\n"
        "  LEFT JOIN public.exercises ON exercises.id = named.exercise_id\n"
        "  WHERE named.exercise_id IS NOT NULL\n"
        "    AND (exercises.id IS NULL OR exercises.owner_id <> changed.user_id)\n"
        "  LIMIT 1;\n"
        "  IF FOUND THEN\n"
        "    RAISE EXCEPTION 'exercise % is not in the catalogue of user %',"
        " stranger.exercise_id, stranger.user_id\n"
        "      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, COLUMN = 'exercise_id';\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END\n"
        "$$",
        "REVOKE ALL ON FUNCTION public.substitutes_must_be_visible() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION public.substitutes_must_be_visible() TO mygymtracker_app",
    )
    for event in ("insert", "update"):
        run(
            f"CREATE TRIGGER plan_exercises_substitutes_must_be_visible_on_{event} AFTER {event.upper()} "
            "ON public.plan_exercises REFERENCING NEW TABLE AS changed FOR EACH STATEMENT "
            "EXECUTE FUNCTION public.substitutes_must_be_visible()"
        )


def downgrade() -> None:
    refuse_rows(
        "SELECT 'plan_days', id FROM public.plan_days "
        "UNION ALL SELECT 'workout_plans', id FROM public.workout_plans WHERE notes <> '' OR archived_at IS NOT NULL "
        "UNION ALL SELECT 'plan_exercises', id FROM public.plan_exercises WHERE target_reps_max IS NOT NULL "
        "OR rest_time_max IS NOT NULL OR superset_group IS NOT NULL OR per_side OR first_substitute_id IS NOT NULL "
        "OR set_targets <> '[]' OR returning_note <> ''",
        reason="the older schema cannot express what these plans say:",
        remedy="Keep the newer schema, or change these rows first.",
    )
    run(
        "DROP TRIGGER plan_exercises_substitutes_must_be_visible_on_insert ON public.plan_exercises",
        "DROP TRIGGER plan_exercises_substitutes_must_be_visible_on_update ON public.plan_exercises",
        "DROP FUNCTION public.substitutes_must_be_visible()",
        # their keys, checks and indexes go with the columns
        "ALTER TABLE public.plan_exercises DROP COLUMN plan_day_id, DROP COLUMN target_reps_max, "
        "DROP COLUMN rest_time_max, DROP COLUMN superset_group, DROP COLUMN per_side, "
        "DROP COLUMN first_substitute_id, DROP COLUMN second_substitute_id, DROP COLUMN set_targets, "
        "DROP COLUMN returning_note, DROP COLUMN creation_digest",
        "DROP TABLE public.plan_days",
        "ALTER TABLE public.workout_plans DROP COLUMN notes, DROP COLUMN archived_at, DROP COLUMN creation_digest",
    )
