"""Other declarations than ours, for `generate` to write a revision of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Enum,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)

from mygymtracker.database.row_security import (
    LOOKUP_ROLE,
    WORKING_ROLE,
    Declaration,
    Function,
    Grant,
    Policy,
    Trigger,
    declare,
    declare_owned,
    declared,
)


def change(metadata: MetaData, name: str, changed: Callable[[Declaration], Declaration | None]) -> None:
    """Puts something else, or nothing, in the place of the declaration of that name."""
    place = declared(metadata)
    made = [
        changed(each) if getattr(each, "name", None) == name else each
        for each in place.others
    ]  # fmt: skip
    place.others = [each for each in made if each is not None]


def another_policy(metadata: MetaData) -> None:
    def looser(policy: Declaration) -> Declaration:
        assert isinstance(policy, Policy)
        return replace(policy, expression=f"{policy.expression} AND id IS NOT NULL")

    change(metadata, "users_user_policy", looser)


def a_policy_more_and_one_less(metadata: MetaData) -> None:
    declare(metadata, Policy("imports", "imports_lookup_policy", "true", command="SELECT", role=LOOKUP_ROLE))
    change(metadata, "exercises_delete_policy", lambda _: None)


def other_bodies(metadata: MetaData) -> None:
    """One function that policies or triggers hang on, one that belongs to another role; colons, quotes, backslashes."""

    def longer(function: Declaration) -> Declaration:
        assert isinstance(function, Function)
        return replace(function, head=function.head.replace("BEGIN\n", "BEGIN\n  -- 'a' :b \"c\" \\n %s :=\n\t\n"))

    change(metadata, "exercise_must_be_visible", longer)
    change(metadata, "take_sign_in_attempt", longer)


def another_result(metadata: MetaData) -> None:
    def counting(function: Declaration) -> Declaration:
        assert isinstance(function, Function)
        return replace(
            function,
            arguments="lowest integer",
            head="RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT lowest::bigint $$",
            owner=None,
        )

    change(metadata, "any_account_exists", counting)


def other_callers(metadata: MetaData) -> None:
    def for_nobody(function: Declaration) -> Declaration:
        assert isinstance(function, Function)
        return replace(function, callers=(LOOKUP_ROLE,))

    change(metadata, "acting_user_id", for_nobody)
    change(metadata, "account_for_sign_in", for_nobody)


def a_function_with_its_trigger(metadata: MetaData) -> None:
    body = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
    declare(
        metadata,
        Trigger("imports", "imports_look_on", "AFTER INSERT", "look_on"),
        Function("look_on", "", body),
    )
    change(metadata, "plan_exercises_exercise_must_be_visible_on_insert", lambda _: None)


def other_grants(metadata: MetaData) -> None:
    declare(metadata, Grant("imports", LOOKUP_ROLE, "SELECT", columns="id, source"))
    place = declared(metadata)
    place.others = [each for each in place.others if not (isinstance(each, Grant) and each.table == "exercises")]
    declare(metadata, Grant("exercises", WORKING_ROLE, "SELECT"))


def other_checks(metadata: MetaData) -> None:
    table = metadata.tables["exercise_sets"]
    for constraint in [each for each in table.constraints if isinstance(each, CheckConstraint)]:
        if str(constraint.name).endswith(("set_index_must_be_at_least_1", "rest_must_not_be_negative")):
            table.constraints.discard(constraint)
    table.append_constraint(CheckConstraint("set_index >= 0", name="set_index_must_be_at_least_1"))
    table.append_constraint(CheckConstraint("note <> 'it''s :odd'", name="note_must_be_sane"))


def another_key_that_others_point_at(metadata: MetaData) -> None:
    """The foreign keys that point at the old one go too, and come back on the way down."""
    plans, sessions = metadata.tables["workout_plans"], metadata.tables["workout_sessions"]
    for table in (sessions, metadata.tables["plan_exercises"], metadata.tables["plan_days"]):
        for constraint in [each for each in table.constraints if isinstance(each, ForeignKeyConstraint)]:
            if constraint.referred_table.name == "workout_plans":
                table.constraints.discard(constraint)
                for key in constraint.elements:
                    key.parent.foreign_keys.discard(key)
                table.foreign_key_constraints.discard(constraint)
    plans.constraints.discard(plans.primary_key)
    plans.append_constraint(PrimaryKeyConstraint("id", "user_id"))


def another_index(metadata: MetaData) -> None:
    """Alembic does not look at WHERE."""
    table = metadata.tables["imported_rows"]
    table.indexes.clear()
    Index("idx_imported_rows_user_id_set_id", table.c.user_id, table.c.set_id)


def a_table_of_ones_own(metadata: MetaData) -> None:
    """With an enum type that is there already and one that is not, and a CHECK."""
    Table(
        "moods",
        metadata,
        Column("user_id", Uuid(), primary_key=True),
        Column("id", Uuid(), primary_key=True),
        Column("mood", Enum("good", "it's bad", name="mood"), nullable=False),
        Column("after", Enum("warmup", "working", name="set_type"), nullable=False),
        Column("score", Integer, CheckConstraint("score > 0", name="score_must_be_above_0")),
        ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
    )
    declare_owned(metadata, "moods")


def a_column_with_a_check(metadata: MetaData) -> None:
    table = metadata.tables["imports"]
    table.append_column(Column("rating", Integer, server_default=text("1"), nullable=False))
    table.append_constraint(CheckConstraint("rating > 0", name="rating_must_be_above_0"))
    table.append_column(Column("mood", Enum("good", "bad", name="mood")))


def a_table_less(metadata: MetaData) -> None:
    metadata.remove(metadata.tables["sign_in_attempts"])
    place = declared(metadata)
    place.others = [each for each in place.others if getattr(each, "table", None) != "sign_in_attempts"]
    change(metadata, "take_sign_in_attempt", lambda _: None)
    change(metadata, "forget_sign_in_attempts", lambda _: None)


ALTERATIONS = (
    another_policy, a_policy_more_and_one_less, other_bodies, another_result, other_callers,
    a_function_with_its_trigger, other_grants, other_checks, another_key_that_others_point_at, another_index,
    a_table_of_ones_own, a_column_with_a_check, a_table_less,
)  # fmt: skip


def what_people_could_say(metadata: MetaData) -> None:
    """Columns with and without a default, one that the database computes, a wider number and a table of one's own."""
    plans = metadata.tables["workout_plans"]
    plans.append_column(Column("goal", Text))
    plans.append_column(Column("cycle_weeks", SmallInteger, server_default=text("4"), nullable=False))
    plans.append_column(Column("motto", Text, server_default=text("'go on'"), nullable=False))
    plans.append_column(Column("shout", Text, Computed("upper(motto)", persisted=True)))
    metadata.tables["plan_exercises"].append_column(Column("rest_time", Numeric, nullable=False), replace_existing=True)
    a_table_of_ones_own(metadata)
