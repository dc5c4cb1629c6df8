"""One history from two apps, or from an app and by hand: noticed by its minutes, and never doubled in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from mygymtracker.database.entities import Through
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid
from mygymtracker.exchange.doubles import Overlapping
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.report import OverlappingWorkout
from tests.exchange import histories
from tests.exchange.bringing import KG, bring, counts, outcome
from tests.exchange.composing import at
from tests.exchange.histories import FIRST, History, session
from tests.factories import Person

HEVY = (
    b"title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"
    b"weight_kg,reps,distance_km,duration_seconds,rpe\n"
    b'"Evening","2 Feb 2026, 18:04","2 Feb 2026, 19:09","","Squat (Barbell)",,"",0,"normal",100,5,,,\n'
    b'"Evening","9 Feb 2026, 18:04","9 Feb 2026, 19:09","","Squat (Barbell)",,"",0,"normal",102.5,5,,,\n'
)


async def test_workouts_at_the_minutes_of_another_apps_are_asked_about_and_nothing_is_written(
    database: Database, ann: Person
) -> None:
    await bring(database, ann, histories.s1(History()))
    before = await counts(database, ann)

    with pytest.raises(Invalid) as refused:
        await bring(database, ann, HEVY, ImportOptions())

    error = refused.value
    assert (error.field, error.value, error.choices) == ("overlapping", "2026-02-02 18:04 Evening", ("skip", "add"))
    assert str(error) == (
        "1 of 2 new workouts of this file starts in the same minute as one that is here already (from Strong): is it "
        "the same? Say which: skip leaves it out, add takes it all the same."
    )
    assert await counts(database, ann) == before


async def test_they_are_left_out_or_taken_as_one_says_and_the_counts_are_those_of_the_file(
    database: Database, ann: Person, bob: Person
) -> None:
    for person in (ann, bob):
        await bring(database, person, histories.s1(History()))

    skipped = await bring(database, ann, HEVY, ImportOptions(overlapping=Overlapping.SKIP))
    added = await bring(database, bob, HEVY, ImportOptions(overlapping=Overlapping.ADD))

    assert (outcome(skipped), outcome(added)) == ((1, 0, 0, 0, 0, 1), (2, 0, 0, 0, 0, 2))
    assert skipped.overlapping == [OverlappingWorkout("Evening", at("2026-02-02 18:04:00"), "Lower", "strong")]
    assert (skipped.workouts_overlapping, added.workouts_overlapping) == (1, 0)


async def test_it_is_noticed_in_another_zone_too_and_of_workouts_logged_here(database: Database, ann: Person) -> None:
    await bring(database, ann, histories.s1(History([session(0)])))
    async with database.acting_as(ann.id, through=Through.API) as acting:
        await acting.execute(
            text(
                "INSERT INTO workout_sessions (user_id, id, status, started_at, completed_at, name) "
                "VALUES (:user_id, gen_random_uuid(), 'completed', '2026-02-09 23:04:30+00', '2026-02-10 00:00+00', "
                "'Mine')"
            ),
            {"user_id": ann.id},
        )
    there = ImportOptions(time_zone="America/New_York", overlapping=Overlapping.SKIP)

    report = await bring(database, ann, HEVY, there)

    assert [(each.name_here, each.source_here) for each in report.overlapping] == [("Lower", "strong"), ("Mine", None)]


async def test_an_app_is_never_another_one_of_itself(database: Database, ann: Person) -> None:
    await bring(database, ann, histories.s1(History().first(1)))
    shifted = History([replace(session(0), start=FIRST.replace(second=40), name="Second")])

    report = await bring(database, ann, histories.s1(shifted), KG)

    assert outcome(report) == (1, 0, 0, 0, 0, 7)
