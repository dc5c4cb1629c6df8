"""The founding schema as schema.md has it, table by table and row by row."""

from __future__ import annotations

ENUMS = {
    "intensity_technique": ["drop_set", "pause", "partial_length", "fail", "superset", "N/A"],
    "set_type": ["warmup", "working"],
    "session_status": ["in_progress", "completed", "cancelled"],
}
NOT_NULL, NULL = False, True
#: type, nullable, default
Column = tuple[str, bool, str | None]
A_KEY: Column = ("uuid", NOT_NULL, "gen_random_uuid()")
A_REFERENCE: Column = ("uuid", NOT_NULL, None)
CREATED: Column = ("timestamp with time zone", NOT_NULL, "now()")
UPDATED: Column = ("timestamp with time zone", NULL, None)
NOTES: Column = ("character varying(500)", NOT_NULL, "''::character varying")
A_NUMBER: Column = ("smallint", NOT_NULL, None)
COLUMNS: dict[str, dict[str, Column]] = {
    "users": {
        "id": A_KEY,
        "email": ("character varying(255)", NOT_NULL, None),
        "password_hash": ("character varying(255)", NOT_NULL, None),
        "created_at": CREATED,
        "updated_at": UPDATED,
        "last_login_at": ("timestamp with time zone", NULL, None),
        "account_created_at": ("timestamp with time zone", NOT_NULL, None),
    },
    "user_oauth_providers": {
        "user_id": A_REFERENCE,
        "provider_name": ("character varying(50)", NOT_NULL, None),
        "provider_user_id": ("character varying(255)", NOT_NULL, None),
    },
    "exercises": {
        "id": A_KEY,
        "name": ("character varying(100)", NOT_NULL, None),
    },
    "workout_plans": {
        "id": A_KEY,
        "user_id": A_REFERENCE,
        "plan_name": ("character varying(100)", NOT_NULL, None),
        "created_at": CREATED,
        "updated_at": UPDATED,
    },
    "plan_exercises": {
        "id": A_KEY,
        "plan_id": A_REFERENCE,
        "exercise_id": A_REFERENCE,
        "display_order": ("integer", NOT_NULL, None),
        "intensity_technique": ("intensity_technique", NOT_NULL, None),
        "warmup_sets": A_NUMBER,
        "working_sets": A_NUMBER,
        "target_reps": A_NUMBER,
        "rpe_early": A_NUMBER,
        "rpe_last": A_NUMBER,
        "rest_time": ("integer", NOT_NULL, None),
        "notes": NOTES,
    },
    "workout_sessions": {
        "id": A_KEY,
        "user_id": A_REFERENCE,
        "plan_id": ("uuid", NULL, None),
        "status": ("session_status", NOT_NULL, None),
        "started_at": ("timestamp with time zone", NOT_NULL, None),
        "completed_at": ("timestamp with time zone", NULL, None),
        "created_at": CREATED,
        "updated_at": UPDATED,
    },
    "session_exercises": {
        "id": A_KEY,
        "session_id": A_REFERENCE,
        "plan_exercise_id": ("uuid", NULL, None),
        "exercise_id": A_REFERENCE,
        "display_order": ("integer", NOT_NULL, None),
        "notes": NOTES,
    },
    "exercise_sets": {
        "id": A_KEY,
        "session_exercise_id": A_REFERENCE,
        "set_type": ("set_type", NOT_NULL, None),
        "set_index": A_NUMBER,
        "reps": A_NUMBER,
        "load": ("numeric(5,1)", NOT_NULL, None),
        "created_at": CREATED,
    },
}
PRIMARY_KEYS = {
    **dict.fromkeys(COLUMNS, "PRIMARY KEY (id)"),
    "user_oauth_providers": "PRIMARY KEY (user_id, provider_name)",
}
UNIQUE = {"users": "UNIQUE (email)", "exercises": "UNIQUE (name)"}
FOREIGN_KEYS = {
    ("user_oauth_providers", "user_id"): ("users", "CASCADE"),
    ("workout_plans", "user_id"): ("users", "RESTRICT"),
    ("plan_exercises", "plan_id"): ("workout_plans", "CASCADE"),
    ("plan_exercises", "exercise_id"): ("exercises", "NO ACTION"),
    ("workout_sessions", "user_id"): ("users", "RESTRICT"),
    ("workout_sessions", "plan_id"): ("workout_plans", "SET NULL"),
    ("session_exercises", "session_id"): ("workout_sessions", "CASCADE"),
    ("session_exercises", "plan_exercise_id"): ("plan_exercises", "SET NULL"),
    ("session_exercises", "exercise_id"): ("exercises", "NO ACTION"),
    ("exercise_sets", "session_exercise_id"): ("session_exercises", "CASCADE"),
}
#: Besides those that a primary key or a unique constraint brings along.
INDEXES = {
    "idx_exercises_name_trgm": "CREATE INDEX idx_exercises_name_trgm ON public.exercises USING gin (name gin_trgm_ops)",
    "workout_plans_user_id_plan_name_key": "CREATE UNIQUE INDEX workout_plans_user_id_plan_name_key "
    "ON public.workout_plans USING btree (user_id, plan_name)",
    "idx_workout_sessions_user_id_completed_at": "CREATE INDEX idx_workout_sessions_user_id_completed_at "
    "ON public.workout_sessions USING btree (user_id, completed_at)",
}
#: check: (table, column, values at the limit that are taken, values beyond it that are not)
CHECKS: dict[str, tuple[str, str, list[float], list[float]]] = {
    "plan_exercises_warmup_sets_must_not_be_negative": ("plan_exercises", "warmup_sets", [0, 32767], [-1]),
    "plan_exercises_working_sets_must_be_0_to_4": ("plan_exercises", "working_sets", [0, 4], [-1, 5]),
    "plan_exercises_target_reps_must_be_at_least_1": ("plan_exercises", "target_reps", [1, 32767], [0]),
    "plan_exercises_rpe_early_must_be_1_to_10": ("plan_exercises", "rpe_early", [1, 10], [0, 11]),
    "plan_exercises_rpe_last_must_be_1_to_10": ("plan_exercises", "rpe_last", [1, 10], [0, 11]),
    "plan_exercises_rest_time_must_not_be_negative": ("plan_exercises", "rest_time", [0, 2147483647], [-1]),
    "exercise_sets_set_index_must_be_at_least_1": ("exercise_sets", "set_index", [1, 32767], [0]),
    "exercise_sets_reps_must_be_at_least_1": ("exercise_sets", "reps", [1, 32767], [0]),
    "exercise_sets_load_must_not_be_negative": ("exercise_sets", "load", [0, 9999.9], [-0.1]),
}
POLICIES = {
    "users": "(id = acting_user_id())",
    "user_oauth_providers": "(user_id = acting_user_id())",
    "workout_plans": "(user_id = acting_user_id())",
    "workout_sessions": "(user_id = acting_user_id())",
    "plan_exercises": "(EXISTS ( SELECT FROM workout_plans WHERE ((workout_plans.id = plan_exercises.plan_id)"
    " AND (workout_plans.user_id = acting_user_id()))))",
    "session_exercises": "(EXISTS ( SELECT FROM workout_sessions"
    " WHERE ((workout_sessions.id = session_exercises.session_id)"
    " AND (workout_sessions.user_id = acting_user_id()))))",
    "exercise_sets": "(EXISTS ( SELECT FROM (session_exercises JOIN workout_sessions"
    " ON ((workout_sessions.id = session_exercises.session_id)))"
    " WHERE ((session_exercises.id = exercise_sets.session_exercise_id)"
    " AND (workout_sessions.user_id = acting_user_id()))))",
}
WRITE = {"SELECT", "INSERT", "UPDATE", "DELETE"}
#: What the role that owns the definer functions may read, and by which policy.
LOOKUP = {("users", "id"), ("users", "email"), ("users", "password_hash")}
#: function: (owner, runs as its definer, settings, returns)
FUNCTIONS = {
    "acting_user_id()": ("mygymtracker_owner", False, None, "uuid"),
    "account_for_sign_in(text)": (
        "mygymtracker_lookup",
        True,
        ["search_path=pg_catalog, pg_temp"],
        "TABLE(id uuid, password_hash text)",
    ),
}
APP, LOOKUP_ROLE = "mygymtracker_app", "mygymtracker_lookup"
CALLERS = {("acting_user_id", APP), ("acting_user_id", LOOKUP_ROLE), ("account_for_sign_in", APP)}
#: Alembic's own note of where the schema stands.
BESIDES = {"alembic_version"}
