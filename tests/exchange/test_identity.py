"""When two files tell of the same workout, and when it says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.exchange.reading import parse
from mygymtracker.exchange.workout_identity import (
    Candidate,
    KnownWorkout,
    additions,
    differences,
    folded,
    recognise,
)
from mygymtracker.quantities import LoadUnit
from tests.exchange import histories
from tests.exchange.histories import History, Lift, Session

DIALECTS = [
    histories.s1,
    histories.s1_german,
    histories.s1b,
    histories.s2,
    histories.old_s2,
    histories.s3,
    histories.resaved,
]
Write = Callable[[History], bytes]


def digests(data: bytes, unit: LoadUnit = LoadUnit.KG) -> list[bytes]:
    return [each.digest for each in parse(data, load_unit=unit).keys]


def known_from(data: bytes) -> list[KnownWorkout]:
    """What is known after a file came in."""
    return [
        KnownWorkout(each.local_start, each.occurrence, new_id(), each.digest)
        for each in recognise(parse(data, load_unit=LoadUnit.KG).keys, [])
    ]


def candidates(data: bytes, known: list[KnownWorkout]) -> list[Candidate]:
    return recognise(parse(data, load_unit=LoadUnit.KG).keys, known)


@pytest.mark.parametrize("before", DIALECTS)
@pytest.mark.parametrize("now", DIALECTS)
def test_a_history_says_the_same_in_every_dialect(before: Write, now: Write) -> None:
    history = History()

    pairs = zip(digests(before(history)), digests(now(history)), strict=True)

    assert [differences(one, other) for one, other in pairs] == [[]] * 4


def test_a_history_says_the_same_in_pounds_after_the_app_was_switched() -> None:
    history = History()

    pounds = digests(histories.s1_in_pounds(history), LoadUnit.LB)

    pairs = zip(digests(histories.s1(history)), pounds, strict=True)
    assert [differences(one, other) for one, other in pairs] == [[]] * 4


def test_hevy_in_pounds_says_the_same_as_hevy_in_kilograms() -> None:
    row = '"Push","7 Mar 2026, 18:05","7 Mar 2026, 19:12","","Bench Press (Barbell)",,"",0,"normal",{},8,,,'
    header = (
        '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
        '"set_type","weight_{}","reps","distance_km","duration_seconds","rpe"'
    )
    in_kilograms = "\n".join([header.format("kg"), row.format("45.36")]).encode()
    in_pounds = "\n".join([header.format("lbs"), row.format("100")]).encode()

    (one,), (other,) = digests(in_kilograms), digests(in_pounds)

    assert differences(one, other) == []


def with_lift(**changed: str) -> History:
    """A history whose second set is another."""
    first, *others = History().sessions
    lifts = [*first.lifts[:1], replace(first.lifts[1], **changed), *first.lifts[2:]]
    return History([replace(first, lifts=lifts), *others])


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (with_lift(load="100.5"), ["sets"]),
        (with_lift(reps="6"), ["sets"]),
        (with_lift(tag="F"), ["sets"]),
        (with_lift(exercise="Front Squat (Barbell)"), ["sets"]),
        (with_lift(seconds="30"), ["sets"]),
        (with_lift(rpe="9"), ["effort"]),
        (with_lift(rpe=""), ["effort"]),
        (with_lift(note="knee"), ["notes"]),
        (with_lift(exercise="squat  (BARBELL) "), []),
        (History([replace(History().sessions[0], name="Legs"), *History().sessions[1:]]), []),
        (History([replace(History().sessions[0], note="hot"), *History().sessions[1:]]), ["workout notes"]),
    ],
)
def test_what_a_person_changes_is_seen_and_told(history: History, expected: list[str]) -> None:
    before, now = digests(histories.s2(History())), digests(histories.s2(history))

    assert differences(before[0], now[0]) == expected
    assert before[1:] == now[1:]


def test_a_dialect_that_holds_more_than_the_one_before_is_no_change_but_is_told() -> None:
    without_notes, with_notes = digests(histories.s1b(History())), digests(histories.s1(History()))

    more = [additions(one, other) for one, other in zip(without_notes, with_notes, strict=True)]
    less = [additions(other, one) for one, other in zip(without_notes, with_notes, strict=True)]

    assert more == [["notes"], ["notes", "workout notes"], ["notes"], ["notes", "workout notes"]]
    assert less == [[]] * 4


def test_a_digest_of_another_version_is_not_compared() -> None:
    (digest,) = digests(histories.s1(History().first(1)))

    assert differences(b"\x00" + bytes(48), digest) == []
    assert additions(b"\x00" + bytes(48), digest) == []


def test_a_name_is_folded_by_case_blanks_and_composition() -> None:
    assert folded("  Şınav   (Bodyweight)") == folded("şınav (bodyweight)") == folded("s\u0327ınav (BODYWEIGHT)")


def test_a_workout_without_its_seconds_is_the_one_of_that_minute() -> None:
    exact, cut = histories.s1(History()), histories.resaved(History())

    known, other_way = known_from(exact), known_from(cut)

    assert [each.known for each in candidates(cut, known)] == known
    assert [each.known for each in candidates(exact, other_way)] == other_way


def test_two_workouts_of_one_minute_stay_two() -> None:
    one = Session(histories.FIRST.replace(second=11), [Lift("Squat", load="100", reps="5")])
    other = Session(histories.FIRST.replace(second=40), [Lift("Squat", load="100", reps="5")])

    (found,) = candidates(histories.s1(History([other])), known_from(histories.s1(History([one]))))

    assert found.known is None


def test_workouts_of_one_start_are_told_apart_by_what_they_say() -> None:
    squats = Session(histories.FIRST, [Lift("Squat", load="100", reps="5")], name="A")
    pulls = Session(histories.FIRST, [Lift("Deadlift", load="180", reps="3")], name="B")
    benches = Session(histories.FIRST, [Lift("Bench Press", load="80", reps="3")], name="C")
    known = known_from(histories.s1(History([squats, pulls])))

    turned = candidates(histories.s1(History([pulls, squats])), known)
    first_gone = candidates(histories.s1(History([pulls])), known)
    one_more = candidates(histories.s1(History([benches, pulls, squats])), known)

    assert [each.known for each in turned] == [known[1], known[0]]
    assert [each.known for each in first_gone] == [known[1]]
    assert [(each.known, each.occurrence) for each in one_more] == [(None, 3), (known[1], 2), (known[0], 1)]
