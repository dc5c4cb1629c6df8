"""Questions about changes. Each is made once, for `fetch_rows`; no statement names the person.

What a row became is what it was before its next change, or what it is now.
"""

from __future__ import annotations

from datetime import datetime
from itertools import product
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    SmallInteger,
    Subquery,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    column,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from mygymtracker.changes.lines import IMPORTED, text_of
from mygymtracker.changes.rows import ChangeRow, LineRow, NameRow, PlacedLineRow
from mygymtracker.changes.shapes import TABLES, ChangeKey, ChangeName, LineKey
from mygymtracker.database.change_triggers import PROFILE
from mygymtracker.database.entities import (
    IN_LOG,
    PRECEDENCE,
    Base,
    Change,
    ChangedKind,
    ChangedRow,
    Exercise,
    PlanDay,
    SessionExercise,
    User,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.reading import JsonText, Query, Question, columns_of
from mygymtracker.database.row_shapes import json_object

#: Of one change, as many rows as are read to tell it; the others are counted.
ROWS_READ: Final = 50

Rows = Select[*tuple[Any, ...]]
_OF_A_LINE: Final = ("ordinal", "table_name", "row_id", "operation", "schema", "before")
_Line = aliased(ChangedRow, name="line")
_Later = aliased(ChangedRow, name="later")
_Other = aliased(Change, name="other")
_ROWS: Final = bindparam("rows", type_=Integer())
_REVISION: Final = bindparam("revision", type_=BigInteger())
_PART: Final = bindparam("part", type_=SmallInteger())
#: These columns are nobody's business, and bytes are not for reading.
_LEFT_OUT: Final = {"user_id", "owner_id", "version", "creation_digest", "file_digest"}

# ------------------------------------------------------------------------------------------------ what rows became


def _as_json(entity: type[Base]) -> ColumnElement[Any]:
    columns = [each for each in entity.__mapper__.columns if each.name not in _LEFT_OUT]
    if entity is User:
        columns = [each for each in columns if each.name in PROFILE.columns]
    attributes = entity.__mapper__.get_property_by_column
    return json_object(
        ((each.name, getattr(entity, attributes(each).key)) for each in columns), build=func.jsonb_build_object
    )


#: Those that can be found by the id that the log has of them.
_ENTITIES: Final[tuple[Any, ...]] = tuple(each.entity for each in IN_LOG if each.is_named)


#: What a row was, with the schema that it was written under.
_WITH_SCHEMA: Final = func.jsonb_build_array(_Later.schema, _Later.before)


def _became(line: Any, key: tuple[Any, Any], around: tuple[Any, ...]) -> ColumnElement[str]:
    """What the row of `line` became in the change `key`, as the text of JSON with the schema of that (null where it is
    today's): [10, {…}]. NULL where it is unknown or gone.
    """
    revision, part = key
    before_next = (
        select(_WITH_SCHEMA)
        .where(
            _Later.row_id == line.row_id,
            _Later.table_name == line.table_name,
            _Later.revision >= revision,
            tuple_(_Later.revision, _Later.part, _Later.ordinal) > tuple_(revision, part, line.ordinal),
        )
        .order_by(_Later.revision, _Later.part, _Later.ordinal)
        .limit(literal_column("1"))
        .correlate(*around)
        .scalar_subquery()
    )
    now = case(
        *(
            (
                line.table_name == literal_column(f"'{entity.__tablename__}'"),
                select(func.jsonb_build_array(null(), _as_json(entity)))
                .where(entity.id == line.row_id)
                .correlate(*around)
                .scalar_subquery(),
            )
            for entity in _ENTITIES
        ),
        else_=null(),
    )
    # an import never changes, and shares its key with all that it brought
    unchanging = line.table_name.in_([literal_column("'imports'")])
    several = line.table_name.in_([literal_column(f"'{table}'") for table in IMPORTED])
    became = case(
        (or_(line.operation == literal_column("'delete'"), several), null()),
        (unchanging, func.coalesce(now, _gone(_WITH_SCHEMA, line.table_name, line.row_id, *around))),
        else_=func.coalesce(before_next, now),
    )
    return cast(became, Text)


def _gone(wanted: ColumnElement[Any], table: Any, row_id: Any, *around: Any) -> ColumnElement[Any]:
    """What is wanted of the line that says that the row was deleted last."""
    return (
        select(wanted)
        .where(_Later.row_id == row_id, _Later.table_name == table, _Later.operation == literal_column("'delete'"))
        .order_by(_Later.revision.desc(), _Later.part.desc(), _Later.ordinal.desc())
        .limit(literal_column("1"))
        .correlate(*around)
        .scalar_subquery()
    )


# ------------------------------------------------------------------------------------------------------- many changes


def _tallies(page: CTE) -> Subquery:
    """How many rows of each table and operation, as the text of JSON."""
    counted = (
        select(
            page.c.revision,
            page.c.part,
            ChangedRow.table_name,
            ChangedRow.operation,
            func.count().label("rows"),
        )
        .join(ChangedRow, and_(ChangedRow.revision == page.c.revision, ChangedRow.part == page.c.part))
        .group_by(page.c.revision, page.c.part, ChangedRow.table_name, ChangedRow.operation)
        .subquery("counted")
    )
    tally = func.jsonb_agg(func.jsonb_build_array(counted.c.table_name, counted.c.operation, counted.c.rows))
    return (
        select(counted.c.revision, counted.c.part, cast(tally, JsonText()).label("tally"))
        .group_by(counted.c.revision, counted.c.part)
        .subquery("tallies")
    )


def _with_lines(changes: Rows) -> Rows:
    """Of each change, newest first, a row for each of those it is told by (`telling.Line`); one where it has none."""
    page = changes.cte("page")
    tallies = _tallies(page)
    line = (
        select(*(getattr(ChangedRow, name) for name in _OF_A_LINE))
        .where(ChangedRow.revision == page.c.revision, ChangedRow.part == page.c.part)
        .order_by(*_telling_order(ChangedRow))
        .limit(literal_column(str(ROWS_READ)))
        .correlate(page)
        .lateral("line")
    )
    alone = ~exists().where(_Other.revision == page.c.revision, _Other.part != page.c.part).correlate(page)
    return (
        select(
            *columns_of(
                page.c,
                ChangeRow,
                {
                    "undoes": _undone(page),
                    "alone": alone,
                    "tally": tallies.c.tally,
                    "time_zone": select(User.time_zone).scalar_subquery(),
                },
                without={"line"},
            ),
            *columns_of(
                line.c,
                LineRow,
                {
                    "before": cast(line.c.before, Text),
                    "after": _became(line.c, (page.c.revision, page.c.part), (page, line)),
                },
                under="line",
            ),
        )
        .select_from(page)
        .outerjoin(tallies, and_(tallies.c.revision == page.c.revision, tallies.c.part == page.c.part))
        .outerjoin(line, true())
        .order_by(page.c.revision.desc(), page.c.part.desc(), *_telling_order(line.c))
    )


def _undone(page: CTE) -> ColumnElement[str | None]:
    """What a change took back, without the part of a revision that has no other."""
    undoes = page.c.undoes
    revision = func.split_part(undoes, literal_column("'.'"), literal_column("1"))
    of_a_part = undoes.like(literal_column("'%.%'"))
    others = (
        exists()
        .where(
            _Other.revision == case((of_a_part, cast(revision, BigInteger))),
            _Other.part != literal_column("1"),
        )
        .correlate(page)
    )
    return case((and_(undoes.like(literal_column("'%.1'")), ~others), revision), else_=undoes)


def _telling_order(line: Any) -> tuple[ColumnElement[Any], ...]:
    """What was made and removed before what was changed, and parents before children."""
    tables: ColumnElement[Any] = literal_column("ARRAY[" + ", ".join(f"'{table}'" for table in PRECEDENCE) + "]")
    return (
        line.operation == literal_column("'update'"),
        func.array_position(tables, cast(line.table_name, Text)),
        line.ordinal,
    )


_CHANGES: Final = (
    select(Change.revision, Change.part, Change.changed_at, Change.through, Change.device, Change.undoes)
    .order_by(Change.revision.desc(), Change.part.desc())
    .limit(_ROWS)
)
_FILTERS: Final[dict[str, ColumnElement[bool]]] = {
    "after": tuple_(Change.revision, Change.part) < tuple_(_REVISION, _PART),
    "row": tuple_(Change.revision, Change.part).in_(
        select(ChangedRow.revision, ChangedRow.part).where(ChangedRow.row_id == bindparam("row", type_=Uuid()))
    ),
    "kind": exists().where(
        ChangedRow.revision == Change.revision,
        ChangedRow.part == Change.part,
        ChangedRow.table_name == bindparam("table", type_=Text()),
    ),
}
_PAGES: Final = {
    wanted: Query(_with_lines(_CHANGES.where(*(_FILTERS[name] for name in wanted))), ChangeRow)
    for flags in product((False, True), repeat=len(_FILTERS))
    for wanted in [frozenset(name for name, flag in zip(_FILTERS, flags, strict=True) if flag)]
}


def changes_page(
    *, rows: int, after: ChangeKey | None = None, row: UUID | None = None, kind: ChangedKind | None = None
) -> Question[ChangeRow]:
    """At most `rows` changes, newest first, those that come after `after`; of one row, or with rows of one kind."""
    parameters: dict[str, object] = {"rows": rows}
    wanted = set()
    if after is not None:
        wanted.add("after")
        parameters |= {"revision": after.revision, "part": after.part}
    if row is not None:
        wanted.add("row")
        parameters["row"] = row
    if kind is not None:
        wanted.add("kind")
        parameters["table"] = TABLES[kind]
    return _PAGES[frozenset(wanted)], parameters


_THIS: Final = and_(Change.revision == _REVISION, or_(_PART.is_(None), Change.part == _PART))
_ONE: Final = Query(_with_lines(_CHANGES.where(_THIS)), ChangeRow)


def one_change(name: ChangeName, *, rows: int) -> Question[ChangeRow]:
    """One change, or the parts of one revision, at most `rows` of them, as `changes_page` has them."""
    return _ONE, {"revision": name.revision, "part": name.part, "rows": rows}


_SINCE: Final = (
    select(func.count())
    .select_from(Change)
    .where(Change.changed_at >= bindparam("instant", type_=DateTime(timezone=True)))
)


def changes_since(instant: datetime) -> tuple[Select[int], dict[str, object]]:
    """How many changes there were from that instant on: one row of one number."""
    return _SINCE, {"instant": instant}


# -------------------------------------------------------------------------------------------- the rows of one change

_LINES: Final = Query(
    select(
        *columns_of(
            _Line,
            PlacedLineRow,
            {"before": cast(_Line.before, Text), "after": _became(_Line, (_Line.revision, _Line.part), (_Line,))},
        )
    )
    .where(
        _Line.revision == _REVISION,
        or_(_PART.is_(None), _Line.part == _PART),
        tuple_(_Line.part, _Line.ordinal)
        > tuple_(bindparam("after_part", type_=SmallInteger()), bindparam("after_ordinal", type_=Integer())),
    )
    .order_by(_Line.part, _Line.ordinal)
    .limit(_ROWS),
    PlacedLineRow,
)
_START: Final = LineKey(part=-1, ordinal=0)


def lines_page(name: ChangeName, *, rows: int, after: LineKey | None = None) -> Question[PlacedLineRow]:
    """At most `rows` rows of one change in the order in which they were written."""
    start = after or _START
    return _LINES, {
        "revision": name.revision,
        "part": name.part,
        "rows": rows,
        "after_part": start.part,
        "after_ordinal": start.ordinal,
    }


# ----------------------------------------------------------------------------------------------- what things are called


def _ids(name: str) -> Any:
    return (
        func.unnest(bindparam(name, type_=ARRAY(Uuid()))).table_valued(column("id", Uuid()), name=name).render_derived()
    )


def _known(entity: Any, wanted: Any, column: Any, name: str) -> ColumnElement[str]:
    """A column of the row with the id of `asked` as it is now, or as it was when it was deleted; as text."""
    now = select(cast(column, Text)).where(entity.id == wanted.c.id).correlate(wanted).scalar_subquery()
    table = str(entity.__tablename__)
    gone = _gone(text_of(_Later.before, table, name), literal_column(f"'{table}'"), wanted.c.id, wanted)
    return func.coalesce(now, gone)


def _named(wanted: Any, entity: Any, name: str, further: str | None = None) -> Rows:
    """In the shape of `NameRow`."""
    also = cast(null(), Text) if further is None else _known(entity, wanted, getattr(entity, further), further)
    return select(
        literal_column(f"'{entity.__tablename__}'", Text).label("table_name"),
        wanted.c.id.label("row_id"),
        _known(entity, wanted, getattr(entity, name), name).label("name"),
        also.label("further"),
    )


def _names() -> Query[NameRow]:
    """Of all that is asked for, as `_named`: a workout with its day, an exercise of a workout with that workout."""
    exercises, places, workouts = (_ids(name) for name in ("exercises", "places", "workouts"))
    of_places = _named(places, SessionExercise, "exercise_id", "session_id").cte("of_places")
    both = select(workouts.c.id).union(select(cast(of_places.c.further, Uuid))).cte("of_workouts")
    every = union_all(
        select(*of_places.c),
        _named(both, WorkoutSession, "name", "performed_on"),
        _named(exercises, Exercise, "name"),
        _named(_ids("plans"), WorkoutPlan, "plan_name"),
        _named(_ids("days"), PlanDay, "day_name"),
    ).subquery("every")
    return Query(select(*every.c), NameRow)


_NAMES: Final = _names()


def names_of(ids: dict[str, set[str]]) -> Question[NameRow]:
    """What these are called, those that were deleted too (`telling.Names`)."""
    parameters = ("exercises", "places", "workouts", "plans", "days")
    return _NAMES, {name: [UUID(each) for each in sorted(ids.get(name, ()))] for name in parameters}
