"""A catalogue worth having

Until now an exercise was a name. What it trains, with what, and which numbers a set of it has are what volume per
muscle, a substitute and a fitting form to log it are found by. Aliases are how other apps spell it. An exercise of
one's own goes out of sight (archived) or over into another one (merged), and is never deleted while sets refer to it.
The shared ones come from a file of the program, not from a revision.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import asked_for, own_rows_only, refuse_rows, run

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
rewrites = ()

TYPES = {
    "muscle": "'upper_chest', 'lower_chest', 'front_delts', 'side_delts', 'rear_delts', 'rotator_cuff', 'lats', "
    "'upper_back', 'upper_traps', 'neck', 'spinal_erectors', 'biceps', 'brachialis', 'triceps', 'forearm_flexors', "
    "'forearm_extensors', 'abs', 'obliques', 'hip_flexors', 'glute_max', 'glute_med', 'quads', 'hamstrings', "
    "'adductors', 'calves', 'tibialis'",
    "equipment": "'barbell', 'ez_bar', 'trap_bar', 'dumbbell', 'kettlebell', 'cable', 'machine', 'smith_machine', "
    "'bodyweight', 'band', 'plate', 'suspension', 'ball', 'sled', 'cardio_machine', 'other'",
    "movement_pattern": "'horizontal_push', 'vertical_push', 'horizontal_pull', 'vertical_pull', 'squat', 'hinge', "
    "'lunge', 'chest_fly', 'shoulder_raise', 'shrug', 'elbow_flexion', 'elbow_extension', 'wrist', 'knee_extension', "
    "'knee_flexion', 'hip', 'calf_raise', 'trunk', 'neck', 'carry', 'explosive', 'locomotion', 'mobility', 'other'",
    "measurement": "'weight_reps', 'reps', 'duration', 'weight_duration', 'distance_duration', 'weight_distance'",
    "laterality": "'bilateral', 'unilateral', 'alternating'",
}
COLUMNS = (
    "slug varchar(100)",
    "aliases varchar(100)[] NOT NULL DEFAULT '{}'",
    "primary_muscles public.muscle[] NOT NULL DEFAULT '{}'",
    "secondary_muscles public.muscle[] NOT NULL DEFAULT '{}'",
    "equipment public.equipment",
    "movement_pattern public.movement_pattern",
    "measurement public.measurement NOT NULL DEFAULT 'weight_reps'",
    "load_mode public.load_mode NOT NULL DEFAULT 'external'",
    "laterality public.laterality NOT NULL DEFAULT 'bilateral'",
    "default_rest_seconds integer",
    "load_step numeric",
    "load_step_unit public.load_unit",
    "notes varchar(4000) NOT NULL DEFAULT ''",
    "archived_at timestamptz",
    "creation_digest bytea",
)


def upgrade() -> None:
    run(*(f"CREATE TYPE public.{name} AS ENUM ({values})" for name, values in TYPES.items()))
    added = ", ".join(f"ADD COLUMN {column}" for column in COLUMNS)
    run(
        f"ALTER TABLE public.exercises {added}, "
        "ADD CONSTRAINT exercises_slug_key UNIQUE (slug), "
        "ADD CONSTRAINT exercises_slug_must_be_of_a_shared_exercise CHECK (slug IS NULL OR owner_id IS NULL), "
        "ADD CONSTRAINT exercises_default_rest_must_not_be_negative CHECK (default_rest_seconds >= 0), "
        "ADD CONSTRAINT exercises_load_step_must_be_above_0 "
        "CHECK (load_step > 0 AND load_step < 1000 AND scale(load_step) <= 3), "
        "ADD CONSTRAINT exercises_load_step_must_have_a_unit CHECK ((load_step IS NULL) = (load_step_unit IS NULL))",
        """CREATE TABLE public.exercise_merges (
          user_id uuid NOT NULL,
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          exercise_id uuid NOT NULL,
          into_exercise_id uuid NOT NULL,
          session_exercise_ids uuid[] NOT NULL DEFAULT '{}',
          plan_exercise_ids uuid[] NOT NULL DEFAULT '{}',
          created_at timestamptz NOT NULL DEFAULT now(),
          undone_at timestamptz,
          creation_digest bytea,
          CONSTRAINT exercise_merges_pkey PRIMARY KEY (user_id, id),
          CONSTRAINT exercise_merges_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE RESTRICT,
          CONSTRAINT exercise_merges_exercise_id_fkey FOREIGN KEY (exercise_id) REFERENCES public.exercises (id),
          CONSTRAINT exercise_merges_into_exercise_id_fkey
            FOREIGN KEY (into_exercise_id) REFERENCES public.exercises (id),
          CONSTRAINT exercise_merges_exercise_must_not_be_merged_into_itself CHECK (exercise_id <> into_exercise_id)
        )""",
        "CREATE UNIQUE INDEX exercise_merges_user_id_exercise_id_key ON public.exercise_merges (user_id, exercise_id) "
        "WHERE undone_at IS NULL",
        "CREATE INDEX idx_exercise_merges_exercise_id ON public.exercise_merges (exercise_id)",
        "CREATE INDEX idx_exercise_merges_into_exercise_id ON public.exercise_merges (into_exercise_id)",
    )
    own_rows_only("exercise_merges")
    run(
        "CREATE FUNCTION public.merged_into_must_be_visible() RETURNS trigger LANGUAGE plpgsql "
        "SET search_path = pg_catalog, pg_temp AS $$\n"
        "DECLARE\n"
        "  stranger record;\n"
        "BEGIN\n"
        "  SELECT changed.user_id, named.exercise_id INTO stranger\n"
        "  FROM changed\n"
        "  CROSS JOIN LATERAL (VALUES (changed.into_exercise_id)) AS named (exercise_id)\n"
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
        "REVOKE ALL ON FUNCTION public.merged_into_must_be_visible() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION public.merged_into_must_be_visible() TO mygymtracker_app",
    )
    for function in ("exercise_must_be_visible", "merged_into_must_be_visible"):
        for event in ("insert", "update"):
            run(
                f"CREATE TRIGGER exercise_merges_{function}_on_{event} AFTER {event.upper()} "
                "ON public.exercise_merges REFERENCING NEW TABLE AS changed FOR EACH STATEMENT "
                f"EXECUTE FUNCTION public.{function}()"
            )


def downgrade() -> None:
    if not asked_for("discard"):
        refuse_rows(
            "SELECT 'exercise_merges', id FROM public.exercise_merges",
            reason="these merges of exercises could not be undone any more:",
            remedy="Run again with --discard to forget them (the history stays where it is).",
        )
    # what shared ones say comes again with the program's file
    refuse_rows(
        "SELECT 'exercises', id FROM public.exercises WHERE owner_id IS NOT NULL AND (aliases <> '{}' "
        "OR primary_muscles <> '{}' OR secondary_muscles <> '{}' OR equipment IS NOT NULL "
        "OR movement_pattern IS NOT NULL OR measurement <> 'weight_reps' OR load_mode <> 'external' "
        "OR laterality <> 'bilateral' OR default_rest_seconds IS NOT NULL OR load_step IS NOT NULL OR notes <> '' "
        "OR archived_at IS NOT NULL)",
        reason="the older schema cannot express what these exercises say:",
        remedy="Keep the newer schema, or change these rows first.",
    )
    dropped = ", ".join(f"DROP COLUMN {column.split()[0]}" for column in COLUMNS)
    run(
        "DROP TABLE public.exercise_merges",
        "DROP FUNCTION public.merged_into_must_be_visible()",
        f"ALTER TABLE public.exercises {dropped}",
        *(f"DROP TYPE public.{name}" for name in TYPES),
    )
