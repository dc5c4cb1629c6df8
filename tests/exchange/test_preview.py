"""What a dry run shows: what a name could mean, workouts as they would be, and counts that come true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mygymtracker.changes.undoing import undo_import
from mygymtracker.database.entities import Through
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.report import ImportReport, NameCandidate, SampleExercise, SampleSet
from mygymtracker.quantities import LoadMode, LoadUnit
from tests.exchange import histories
from tests.exchange.bringing import bring, is_balanced, rows
from tests.exchange.composing import at
from tests.exchange.histories import FIRST, History, Lift, Session, session
from tests.exchange.naming import file_of, make_own, shared, without_new_ids, without_preview
from tests.factories import Person

DRY = ImportOptions(load_unit=LoadUnit.KG, dry_run=True)


@pytest.mark.usefixtures("catalogue")
async def test_names_that_leave_it_open_have_candidates_the_surest_first(database: Database, ann: Person) -> None:
    one, two = await make_own(database, ann, "Press Leg Thing"), await make_own(database, ann, "Leg-Press Thing")
    bench = await shared(database, ann, "Bench Press (Barbell)")

    report = await bring(database, ann, file_of("Thing Leg Press", "Bench Presa (Barbell)", "Squat", "Qqq"), DRY)

    several, misspelt, sure, strange = report.exercises
    assert [each.how for each in report.exercises] == ["ambiguous", "made", "alias", "made"]
    assert {each.exercise_id for each in several.candidates[:2]} == {one, two}
    assert [each.why for each in several.candidates] == ["spelling"] * 2
    assert misspelt.candidates[0] == NameCandidate(bench, "Bench Press (Barbell)", "similar")
    assert (len(misspelt.candidates), sure.candidates, strange.candidates) == (5, [], [])


@pytest.mark.usefixtures("catalogue")
async def test_candidates_stay_when_one_of_them_was_chosen_and_an_import_has_none(
    database: Database, ann: Person
) -> None:
    data = file_of("Bench Presa (Barbell)")
    chosen = {"Bench Presa (Barbell)": await shared(database, ann, "Bench Press (Barbell)")}

    open_one = await bring(database, ann, data, DRY)
    decided = await bring(database, ann, data, ImportOptions(LoadUnit.KG, dry_run=True, exercises=chosen))
    imported = await bring(database, ann, data)

    assert decided.exercises[0].how == "decided"
    assert decided.exercises[0].candidates == open_one.exercises[0].candidates != []
    assert (imported.exercises[0].candidates, imported.samples) == ([], [])


async def test_nobody_elses_exercise_is_a_candidate(database: Database, ann: Person, bob: Person) -> None:
    await make_own(database, bob, "Yak Lifts (Heavy)")
    mine = await make_own(database, ann, "Yak Lift, heavier")

    report = await bring(database, ann, file_of("Yak Lift (Heavy)", "Yak Lift, very heavy"), DRY)

    assert [[each.exercise_id for each in name.candidates] for name in report.exercises] == [[mine], [mine]]


@pytest.mark.usefixtures("catalogue")
async def test_the_first_and_the_last_workout_are_shown_as_they_would_be(database: Database, ann: Person) -> None:
    options = ImportOptions(LoadUnit.LB, "Europe/Berlin", dry_run=True)

    report = await bring(database, ann, histories.s1(History([session(number) for number in (2, 0, 1)])), options)

    assert [(each.local_start, each.started_at, each.sets) for each in report.samples] == [
        (at("2026-02-02 18:04:11"), datetime(2026, 2, 2, 17, 4, 11, tzinfo=UTC), 7),
        (at("2026-02-06 18:04:11"), datetime(2026, 2, 6, 17, 4, 11, tzinfo=UTC), 7),
    ]
    pull_up = report.samples[0].exercises[1]
    assert pull_up == SampleExercise("Pull Up", "Pull Up", [pull_up_set()])
    assert [(each.load, each.load_unit) for each in report.samples[1].exercises[0].sets][1] == (
        Decimal("105.0"),
        LoadUnit.LB,
    )


def pull_up_set() -> SampleSet:
    return SampleSet(
        line_number=13,
        set_type="working",
        technique=None,
        load=Decimal(0),
        load_unit=LoadUnit.LB,
        load_mode=LoadMode.BODYWEIGHT_PLUS,
        reps=10,
        duration_seconds=None,
        distance=None,
        distance_unit=None,
        rpe=None,
        rest_seconds=None,
        note="",
    )


async def test_samples_are_what_the_import_stores(database: Database, ann: Person) -> None:
    data = histories.s1(History([session(0)]))

    (sample,) = (await bring(database, ann, data, DRY)).samples
    await bring(database, ann, data)

    stored = await rows(
        database,
        ann,
        "SELECT sets.load, sets.load_unit::text, sets.load_mode::text, sets.reps, sets.duration_seconds, sets.rpe, "
        "sets.set_type::text, sets.note FROM exercise_sets AS sets ORDER BY sets.id",
    )
    shown = [
        (
            each.load,
            each.load_unit,
            each.load_mode,
            each.reps,
            each.duration_seconds,
            each.rpe,
            each.set_type,
            each.note,
        )
        for exercise in sample.exercises
        for each in exercise.sets
    ]
    assert shown == stored


async def test_a_sample_shows_fifty_sets_at_most_and_says_how_many_there_are(database: Database, ann: Person) -> None:
    lifts = [Lift(f"Lift {number % 30}", "1", "50", "8") for number in range(60)]

    (sample,) = (await bring(database, ann, histories.s1(History([Session(FIRST, lifts)])), DRY)).samples

    assert (sample.sets, sum(len(each.sets) for each in sample.exercises)) == (60, 50)


async def test_a_file_with_nothing_new_has_no_samples(database: Database, ann: Person) -> None:
    await bring(database, ann, histories.s1(History()))

    report = await bring(database, ann, histories.s1(History()), DRY)

    assert (report.samples, report.exercises) == ([], [])


async def test_a_unit_that_is_asked_for_comes_with_loads_and_the_likelier_choice_first(
    database: Database, ann: Person
) -> None:
    with pytest.raises(Invalid) as refused:
        await bring(database, ann, histories.s1(History()), ImportOptions(dry_run=True))

    error = refused.value
    assert (error.field, error.value, error.choices) == ("unit", "Squat (Barbell) 107.5 × 5", ("kg", "lb"))


@pytest.mark.parametrize(
    ("start", "field", "value", "choices"),
    [
        (b"2/3/2026 18", "date_order", "2/3/2026 18:04:11", ("day_first", "month_first")),
    ],
)
async def test_what_else_is_asked_for_comes_with_an_example_and_the_choices(
    database: Database, ann: Person, *, start: bytes, field: str, value: str, choices: tuple[str, ...]
) -> None:
    data = histories.s1(History().first(1)).replace(b"2026-02-02 18", start)

    with pytest.raises(Invalid) as refused:
        await bring(database, ann, data, DRY)

    assert (refused.value.field, refused.value.value, refused.value.choices) == (field, value, choices)


# ----------------------------------------------------------------------------------------------------- counts come true

NAMES = ("Squat (Barbell)", "Bench Presa", "Squat", "BB Bench Press", "Yak Lift", "yak  lift", "Pull Up (Assisted)")
TAGS = ("1", "W", "D", "F", "Rest Timer", "Note", "")


@st.composite
def sessions(draw: st.DrawFn) -> list[Session]:
    days = draw(st.lists(st.integers(0, 5), min_size=1, max_size=5))
    lift = st.builds(
        Lift, st.sampled_from(NAMES), st.sampled_from(TAGS), st.sampled_from(("", "50", "heavy")), st.just("8")
    )
    first = Lift("Squat", "1", "50", "8")  # a file of which nothing comes is refused
    return [Session(FIRST + timedelta(days=day), [first, *draw(st.lists(lift, max_size=5))]) for day in days]


@pytest.mark.usefixtures("catalogue")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(before=sessions(), now=sessions(), names=st.sets(st.sampled_from(NAMES)), make=st.booleans())
async def test_the_counts_of_a_preview_are_those_of_the_import(
    database: Database, ann: Person, *, before: Sequence[Session], now: Sequence[Session], names: set[str], make: bool
) -> None:
    known = await bring(database, ann, histories.s1(History(before)))
    exercise = None if make else await shared(database, ann, "Deadlift (Barbell)")
    there = {lift.exercise for each in now for lift in each.lifts if lift.tag in ("1", "W") and lift.load == "50"}
    said = {name: exercise for name in sorted(names & there) if name.casefold() != "yak  lift"}

    trial = await bring(
        database, ann, histories.s1(History(now)), ImportOptions(LoadUnit.KG, dry_run=True, exercises=said)
    )
    report = await bring(database, ann, histories.s1(History(now)), ImportOptions(LoadUnit.KG, exercises=said))
    for each in (report, known):  # the next example begins anew, also after one that fails
        await take_back(database, ann, each)

    assert without_preview(trial) == without_new_ids(report)
    assert is_balanced(trial)
    assert sum(each.sets for each in trial.exercises) == trial.sets_added


async def take_back(database: Database, person: Person, report: ImportReport) -> None:
    assert report.import_id is not None
    async with database.acting_as(person.id, through=Through.API) as session:
        await undo_import(session, report.import_id)
