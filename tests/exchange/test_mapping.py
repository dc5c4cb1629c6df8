"""What a person decides for a name: followed, told, remembered, and taken back with the import."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from mygymtracker.changes.undoing import undo_import
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Exercise, ExerciseMerge, Through
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.mapping import NameMapping, read_mapping
from mygymtracker.exercises.merging import undo_merge
from mygymtracker.quantities import LoadUnit
from tests.exchange import histories
from tests.exchange.bringing import bring, counts, outcome
from tests.exchange.histories import History
from tests.exchange.naming import file_of, make_own, merge, modes, shared, told, used, without_new_ids, without_preview
from tests.factories import MONDAY, Person

BENCH, SQUAT = "Bench Press (Barbell)", "Squat (Barbell)"


def saying(mapping: NameMapping, *, dry_run: bool = False) -> ImportOptions:
    return ImportOptions(load_unit=LoadUnit.KG, dry_run=dry_run, exercises=mapping)


async def own_names(database: Database, person: Person) -> list[str]:
    async with database.acting_as(person.id, read_only=True) as session:
        mine = select(Exercise.name).where(Exercise.owner_id.is_not(None)).order_by(Exercise.name)
        return list((await session.execute(mine)).scalars())


async def merges(database: Database, person: Person) -> int:
    async with database.acting_as(person.id, read_only=True) as session:
        return (await session.execute(select(func.count()).select_from(ExerciseMerge))).scalar_one()


# ------------------------------------------------------------------------------------------------- what is decided


@pytest.mark.usefixtures("catalogue")
async def test_a_name_means_what_the_person_says_and_so_it_does_the_next_time(database: Database, ann: Person) -> None:
    bench, squat = await shared(database, ann, BENCH), await shared(database, ann, SQUAT)
    said = {"Yak Lift": bench, " yak ROW": squat, BENCH: squat}

    first = await bring(database, ann, file_of("Yak Lift", "Yak Row", BENCH, "Squat"), saying(said))
    second = await bring(database, ann, file_of("yak lift", "Yak Row", BENCH, "Squat", day=1))

    assert told(first.exercises) == [
        ("Yak Lift", BENCH, "decided", 1),
        ("Yak Row", SQUAT, "decided", 1),
        (BENCH, SQUAT, "decided", 1),
        ("Squat", SQUAT, "alias", 1),
    ]
    assert (first.exercises_matched, first.exercises_created) == (2, [])
    assert told(second.exercises) == [
        ("yak lift", BENCH, "merged", 1),
        ("Yak Row", SQUAT, "merged", 1),
        (BENCH, SQUAT, "merged", 1),
        ("Squat", SQUAT, "alias", 1),
    ]
    assert await used(database, ann) == {bench, squat}


@pytest.mark.usefixtures("catalogue")
async def test_null_makes_an_exercise_of_ones_own_also_where_a_shared_one_has_the_name(
    database: Database, ann: Person
) -> None:
    first = await bring(database, ann, file_of(BENCH, "Yak Lift"), saying({BENCH: None, "Yak Lift": None}))
    second = await bring(database, ann, file_of(BENCH, "Yak Lift", day=1), saying({"Yak Lift": None}))

    assert told(first.exercises) == [(BENCH, BENCH, "decided", 1), ("Yak Lift", "Yak Lift", "decided", 1)]
    assert first.exercises_created == [BENCH, "Yak Lift"]
    assert told(second.exercises) == [(BENCH, BENCH, "own_name", 1), ("Yak Lift", "Yak Lift", "decided", 1)]
    assert second.exercises_created == []
    assert await used(database, ann) == {each.exercise_id for each in first.exercises}
    assert await own_names(database, ann) == [BENCH, "Yak Lift"]


@pytest.mark.usefixtures("catalogue")
async def test_what_would_be_found_anyway_needs_nothing_to_remember_it(database: Database, ann: Person) -> None:
    squat = await shared(database, ann, SQUAT)

    report = await bring(database, ann, file_of("Squat", SQUAT), saying({"Squat": squat, SQUAT: squat}))

    assert [each.how for each in report.exercises] == ["decided", "decided"]
    assert (await own_names(database, ann), await merges(database, ann)) == ([], 0)


@pytest.mark.usefixtures("catalogue")
async def test_ones_own_exercise_of_the_name_keeps_its_meaning_and_a_remark_says_so(
    database: Database, ann: Person
) -> None:
    squat = await shared(database, ann, SQUAT)
    yak = await make_own(database, ann, "Yak Lift")

    report = await bring(database, ann, file_of("Yak Lift"), saying({"Yak Lift": squat}))
    later = await bring(database, ann, file_of("Yak Lift", day=1))

    assert told(report.exercises) == [("Yak Lift", SQUAT, "decided", 1)]
    assert report.remarks[-1].text == (
        "Yak Lift is one of your own exercises; that it is Squat (Barbell) holds for this import alone. Merge the one "
        "into the other to keep it so"
    )
    assert [(each.exercise_id, each.how) for each in later.exercises] == [(yak, "own_name")]


@pytest.mark.usefixtures("catalogue")
async def test_an_exercise_that_was_merged_away_stands_for_what_it_was_merged_into(
    database: Database, ann: Person
) -> None:
    ox, squat = await make_own(database, ann, "Ox Lift"), await shared(database, ann, SQUAT)
    await merge(database, ann, ox, squat)

    report = await bring(database, ann, file_of("Yak Lift"), saying({"Yak Lift": ox}))

    assert [(each.exercise_id, each.how) for each in report.exercises] == [(squat, "decided")]
    with pytest.raises(Invalid, match="merged into Squat") as refused:
        await bring(database, ann, file_of("Ox Lift", day=1), saying({"Ox Lift": None}))
    assert (refused.value.field, refused.value.value) == ("exercises", "Ox Lift")


@pytest.mark.usefixtures("catalogue")
async def test_help_stays_help_and_all_else_is_what_the_exercise_says(database: Database, ann: Person) -> None:
    pull_up = await shared(database, ann, "Pull Up")
    names = {"Yak (Assisted)": pull_up, "Yak": pull_up}

    await bring(database, ann, file_of(*names), saying(names))
    await bring(database, ann, file_of(*names, day=1))

    assert await modes(database, ann) == ["assisted", "bodyweight_plus"] * 2


@pytest.mark.usefixtures("catalogue")
async def test_names_alike_for_the_database_alone_do_not_part(database: Database, ann: Person) -> None:
    squat = await shared(database, ann, SQUAT)

    report = await bring(database, ann, file_of("İnce Row", "ince row"), saying({"İnce Row": squat}))

    assert told(report.exercises) == [("İnce Row", SQUAT, "decided", 1), ("ince row", SQUAT, "merged", 1)]
    assert await used(database, ann) == {squat}


# ------------------------------------------------------------------------------------------------- again, and back


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("decided_first", [True, False], ids=["decided, then not", "not, then decided"])
async def test_the_same_history_is_known_again_whatever_its_names_were_said_to_mean(
    database: Database, ann: Person, *, decided_first: bool
) -> None:
    squat, bench = await shared(database, ann, SQUAT), await shared(database, ann, BENCH)
    mappings: list[NameMapping] = [{"Plank": bench, SQUAT: None}, {}]
    first, second = mappings if decided_first else mappings[::-1]
    longer = History([histories.session(number) for number in range(6)])

    await bring(database, ann, histories.s1(History()), saying(first))
    before = await counts(database, ann)
    same = await bring(database, ann, histories.s1(History()), saying(second))
    other = await bring(database, ann, histories.s1(History()), saying({"Plank": squat}))
    after = await counts(database, ann)
    more = await bring(database, ann, histories.s3(longer), saying(second))

    assert (outcome(same), outcome(other)) == ((0, 0, 4, 0, 0, 0), (0, 0, 4, 0, 0, 0))
    assert after == before | {"imports": 3}
    assert outcome(more) == (2, 0, 4, 0, 0, 14)


@pytest.mark.usefixtures("catalogue")
async def test_undoing_the_import_forgets_what_was_decided(database: Database, ann: Person) -> None:
    before = await counts(database, ann)
    bench = await shared(database, ann, BENCH)
    report = await bring(
        database, ann, file_of("Yak Lift", "Ox Lift", SQUAT), saying({"Yak Lift": bench, "Ox Lift": None, SQUAT: bench})
    )
    assert report.import_id is not None

    async with database.acting_as(ann.id, through=Through.API) as session:
        await undo_import(session, report.import_id)

    assert await counts(database, ann) == before
    assert (await own_names(database, ann), await merges(database, ann)) == ([], 0)
    again = await bring(database, ann, file_of("Yak Lift", SQUAT))
    assert [each.how for each in again.exercises] == ["made", "shared_name"]


@pytest.mark.usefixtures("catalogue")
async def test_undoing_the_merge_alone_gives_the_sets_to_an_exercise_of_that_name(
    database: Database, ann: Person
) -> None:
    bench = await shared(database, ann, BENCH)
    await bring(database, ann, file_of("Yak Lift", BENCH), saying({"Yak Lift": bench}))

    async with database.acting_as(ann.id, through=Through.API) as session:
        remembered = (await session.execute(select(ExerciseMerge))).scalar_one()
        await undo_merge(session, remembered.id, now=MONDAY)
        yak = (await session.execute(select(Exercise.id).where(Exercise.name == "Yak Lift"))).scalar_one()

    assert len(remembered.session_exercise_ids) == 1
    assert await used(database, ann) == {yak, bench}


@pytest.mark.usefixtures("catalogue")
async def test_a_dry_run_with_decisions_tells_what_the_import_does_and_leaves_nothing(
    database: Database, ann: Person
) -> None:
    said = {"Yak Lift": await shared(database, ann, BENCH), "Ox Lift": None, SQUAT: None}
    data = file_of("Yak Lift", "Ox Lift", SQUAT, "Gnu Lift")
    before = await counts(database, ann)

    trial = await bring(database, ann, data, saying(said, dry_run=True))
    left = await counts(database, ann)
    report = await bring(database, ann, data, saying(said))

    assert left == before
    assert without_preview(trial) == without_new_ids(report)
    assert [each.how for each in report.exercises] == ["decided", "decided", "decided", "made"]


# ------------------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no JSON", "no JSON"),
        ("[]", "[]"),
        ('{"Squat": 1}', '{"Squat": 1}'),
        ('{"Squat": "squat"}', "squat"),
    ],
)
def test_what_is_no_mapping_is_refused(text: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_mapping(text)

    assert (refused.value.field, refused.value.value) == ("exercises", value)


@pytest.mark.usefixtures("catalogue")
async def test_an_unknown_exercise_and_somebody_elses_get_one_answer(
    database: Database, ann: Person, bob: Person
) -> None:
    theirs, unknown = await make_own(database, bob, "Yak Lift"), new_id()

    answers = []
    for each in (theirs, unknown):
        with pytest.raises(Invalid) as refused:
            await bring(database, ann, file_of("Ox Lift"), saying({"Ox Lift": each}))
        answers.append((str(refused.value), refused.value.field, refused.value.value))

    assert answers == [("There is no such exercise.", "exercises", str(each)) for each in (theirs, unknown)]
    assert (await counts(database, ann))["imports"] == 0


@pytest.mark.usefixtures("catalogue")
async def test_a_name_that_the_file_does_not_have_and_one_said_twice_are_refused(
    database: Database, ann: Person
) -> None:
    squat = await shared(database, ann, SQUAT)

    for said, value in (({"Ox Lift": squat}, "Ox Lift"), ({"Yak Lift": squat, "yak lift": None}, "yak lift")):
        with pytest.raises(Invalid) as refused:
            await bring(database, ann, file_of("Yak Lift"), saying(said))
        assert (refused.value.field, refused.value.value) == ("exercises", value)
