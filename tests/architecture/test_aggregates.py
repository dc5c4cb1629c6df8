"""What people own is declared once, whole and in order: a table that is forgotten there is forgotten everywhere."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from mygymtracker.database.entities import AGGREGATES, BY_TABLE, IN_LOG, SYNCED, Aggregate, ChangedKind, Kind
from mygymtracker.sync.trash import WRITERS
from tests.isolation.matrix import OWNED, owner_column

every_aggregate = pytest.mark.parametrize("aggregate", AGGREGATES, ids=lambda each: each.kind)
#: Rows that are kept about a person and that no change tells: how they sign in.
NOT_IN_LOG = {"login_sessions", "sign_in_events", "user_oauth_providers"}


def test_every_owned_table_is_declared() -> None:
    assert {each.table for each in AGGREGATES} == {table.name for table in OWNED}
    assert {each.table for each in AGGREGATES} - {each.table for each in IN_LOG} == NOT_IN_LOG


def test_every_kind_of_the_api_is_a_declared_one_in_the_same_order() -> None:
    assert [Kind(each.kind) for each in SYNCED] == list(Kind)
    assert {ChangedKind(each.kind) for each in IN_LOG} == set(ChangedKind)
    assert set(WRITERS) == set(Kind)


@every_aggregate
def test_what_a_row_is_is_said_in_one_line(aggregate: Aggregate) -> None:
    assert aggregate.description.endswith(".")
    assert "\n" not in aggregate.description


@every_aggregate
def test_what_a_row_refers_to_is_declared_before_it(aggregate: Aggregate) -> None:
    place = AGGREGATES.index(aggregate)

    for key in _table(aggregate).foreign_keys:
        if key.column.table.name != aggregate.table:
            assert AGGREGATES.index(BY_TABLE[key.column.table.name]) < place


@every_aggregate
def test_what_a_row_goes_with_is_its_parent(aggregate: Aggregate) -> None:
    going_along = {
        (key.referred_table.name, column)
        for key in _table(aggregate).foreign_key_constraints
        if key.ondelete == "CASCADE" and aggregate.kind not in ("imported_row", "imported_workout")
        for column, element in zip(key.column_keys, key.elements, strict=True)
        if element.column.name == "id" and column != owner_column(_table(aggregate))
    }

    assert going_along <= {(parent.table, parent.column) for parent in aggregate.parents}


@every_aggregate
def test_what_is_declared_of_columns_is_of_columns_that_there_are(aggregate: Aggregate) -> None:
    named = {*aggregate.order, *aggregate.renamed.values(), *(parent.column for parent in aggregate.parents)}

    assert named | ({aggregate.instant} - {None}) <= aggregate.columns.keys()
    assert not aggregate.renamed.keys() & aggregate.columns.keys()
    assert bool(aggregate.parents) == bool(aggregate.counted_as)


def _table(aggregate: Aggregate) -> Table:
    return next(table for table in OWNED if table.name == aggregate.table)
