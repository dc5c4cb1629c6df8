"""How every mapper is built, so that nothing loads by itself and nothing is deleted row by row."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import CheckConstraint, Column, DateTime, Enum, Label
from sqlalchemy.orm import RelationshipDirection, RelationshipProperty, configure_mappers

from mygymtracker.database import entities
from mygymtracker.database.columns import OwnedWithId, Versioned
from mygymtracker.database.entities import Base, Exercise, IntensityTechnique, SessionStatus, SetType

configure_mappers()
MAPPERS = sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
RELATIONSHIPS = {
    f"{mapper.class_.__name__}.{relationship.key}": relationship
    for mapper in MAPPERS
    for relationship in mapper.relationships
}
VERSIONED = [mapper for mapper in MAPPERS if issubclass(mapper.class_, Versioned)]
every_relationship = pytest.mark.parametrize("name", sorted(RELATIONSHIPS))

#: As the founding document has them: what leads down, and the way back.
FOUNDING_RELATIONSHIPS = {
    ("User", "workout_plans", "WorkoutPlan", "user"),
    ("User", "workout_sessions", "WorkoutSession", "user"),
    ("User", "oauth_providers", "UserOAuthProvider", "user"),
    ("WorkoutPlan", "exercises", "PlanExercise", "plan"),
    ("WorkoutPlan", "sessions", "WorkoutSession", "plan"),
    ("PlanExercise", "session_exercises", "SessionExercise", "plan_exercise"),
    ("WorkoutSession", "exercises", "SessionExercise", "session"),
    ("SessionExercise", "sets", "ExerciseSet", "session_exercise"),
    ("Exercise", "plan_exercises", "PlanExercise", "exercise"),
    ("Exercise", "session_exercises", "SessionExercise", "exercise"),
}
WALL_CLOCKS = {("imported_workouts", "local_start"): "as written in the file, in whatever zone that was"}
#: A CHECK says what must be, or what must not.
SENTENCE = re.compile(r"[a-z0-9_]+_must_(not_)?(be|have|equal|continue|fit)_[a-z0-9_]+")


def test_the_founding_relationships_exist_in_both_directions() -> None:
    found = {
        (mapper.class_.__name__, down.key, down.mapper.class_.__name__, str(down.back_populates))
        for mapper in MAPPERS
        for down in mapper.relationships
        if down.direction is RelationshipDirection.ONETOMANY
    }

    assert found >= FOUNDING_RELATIONSHIPS
    assert {f"{child}.{back}" for _, _, child, back in found} <= RELATIONSHIPS.keys()


@every_relationship
def test_no_relationship_loads_by_itself(name: str) -> None:
    assert RELATIONSHIPS[name].lazy == "raise"


@every_relationship
def test_children_are_deleted_by_the_database_and_orphaned_by_nobody(name: str) -> None:
    relationship = RELATIONSHIPS[name]

    if relationship.direction is RelationshipDirection.ONETOMANY and not relationship.viewonly:
        assert relationship.passive_deletes == "all"
    assert "delete" not in relationship.cascade
    assert "delete-orphan" not in relationship.cascade


@every_relationship
def test_a_reference_that_may_be_missing_is_written_as_a_column(name: str) -> None:
    relationship = RELATIONSHIPS[name]

    if may_be_missing(relationship):
        assert relationship.viewonly


def may_be_missing(relationship: RelationshipProperty[object]) -> bool:
    """Blanking such a reference through the relationship would try to blank `user_id` with it."""
    return any(column.nullable for column in foreign_columns(relationship))


def foreign_columns(relationship: RelationshipProperty[object]) -> list[Column[object]]:
    return [
        column
        for pair in relationship.local_remote_pairs or ()
        for column in pair
        if isinstance(column, Column) and column.foreign_keys
    ]


@every_relationship
def test_what_belongs_to_all_is_not_written_through_what_belongs_to_one(name: str) -> None:
    relationship = RELATIONSHIPS[name]

    if "Exercise" in (relationship.parent.class_.__name__, relationship.mapper.class_.__name__):
        assert relationship.viewonly


@pytest.mark.parametrize("name", sorted(name for name, each in RELATIONSHIPS.items() if each.viewonly))
def test_what_is_only_for_reading_refuses_to_be_written_and_names_the_column_to_set(name: str) -> None:
    relationship = RELATIONSHIPS[name]
    entity, other = relationship.parent.class_, relationship.mapper.class_
    value = [other()] if relationship.uselist else other()
    refusal = rf"^{name} is for reading\. Set (\w+)\.(\w+) instead\.$"

    with pytest.raises(AttributeError, match=refusal) as assigned:
        setattr(entity(), relationship.key, value)
    with pytest.raises(AttributeError, match=refusal):
        entity(**{relationship.key: value})
    with pytest.raises(AttributeError, match=refusal):
        getattr(entity(), relationship.key).append(other()) if relationship.uselist else setattr(
            entity(), relationship.key, None
        )

    holder, column = re.findall(r"Set (\w+)\.(\w+) ", str(assigned.value))[0]
    assert column in {each.class_.__name__: each for each in MAPPERS}[holder].columns


def test_every_entity_and_enum_can_be_imported_from_one_place() -> None:
    classes = {mapper.class_.__name__ for mapper in MAPPERS}
    enums = {
        column.type.enum_class.__name__: column.type.enum_class
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Enum) and column.type.enum_class is not None
    }
    of_quantities = {name for name, enum in enums.items() if enum.__module__ == "mygymtracker.quantities"}

    assert (classes | enums.keys()) - of_quantities <= set(entities.__all__)
    assert [name for name in entities.__all__ if not hasattr(entities, name)] == []


def test_the_founding_enums_are_python_enums() -> None:
    assert [each.value for each in IntensityTechnique][:6] == [
        "drop_set", "pause", "partial_length", "fail", "superset", "N/A",
    ]  # fmt: skip
    assert [each.value for each in SetType] == ["warmup", "working"]
    assert [each.value for each in SessionStatus] == ["in_progress", "completed", "cancelled"]


def test_instants_know_their_zone_but_for_the_ones_listed() -> None:
    found = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, DateTime) and not column.type.timezone
    }

    assert found == set(WALL_CLOCKS)


def test_the_names_of_checks_read_as_sentences() -> None:
    names = [
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    ]

    assert [name for name in names if not SENTENCE.fullmatch(name) or len(name) > 63] == []


def test_attributes_are_called_as_their_columns() -> None:
    renamed = [
        (mapper.class_.__name__, attribute.key)
        for mapper in MAPPERS
        for attribute in mapper.column_attrs
        if attribute.key != attribute.columns[0].name
    ]

    assert renamed == []


def test_what_can_be_written_back_has_a_version_that_is_computed_and_kept_nowhere() -> None:
    computed = {mapper.class_.__name__: mapper.attrs["version"].columns[0] for mapper in VERSIONED}

    assert {name for name, version in computed.items() if not isinstance(version, Label)} == set()
    assert [mapper.class_.__name__ for mapper in VERSIONED if not mapper.eager_defaults] == []
    assert [
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name in ("version", "xmin") or column.system
    ] == []


def test_what_is_known_by_the_digest_of_its_creation_is_owned_or_an_exercise_and_has_a_version() -> None:
    created = {mapper.class_ for mapper in MAPPERS if "creation_digest" in mapper.columns}

    assert {each for each in created if not issubclass(each, OwnedWithId)} == {Exercise}
    assert created <= {mapper.class_ for mapper in VERSIONED}


def test_no_key_is_a_number_that_only_the_server_can_give() -> None:
    numbered = [
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.primary_key
        if column.identity is not None
    ]

    assert numbered == []
