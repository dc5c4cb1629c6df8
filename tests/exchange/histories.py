"""One history as an app writes it: in each of its dialects, in kilograms or in pounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from mygymtracker.quantities import KILOGRAMS_PER_POUND

FIRST = datetime(2026, 2, 2, 18, 4, 11)  # noqa: DTZ001 — a wall clock


@dataclass(frozen=True)
class Lift:
    """A set as the person typed it: kilograms, kilometres, seconds; '' where nothing was."""

    exercise: str
    tag: str = "1"
    load: str = ""
    reps: str = ""
    rpe: str = ""
    note: str = ""
    seconds: str = ""
    distance: str = ""


@dataclass(frozen=True)
class Session:
    """A workout with its name and its wall-clock start."""

    start: datetime
    lifts: Sequence[Lift]
    name: str = "Lower"
    note: str = ""


@dataclass(frozen=True)
class History:
    """Some weeks of training, in which everything occurs that dialects write differently."""

    sessions: Sequence[Session] = field(default_factory=lambda: [session(number) for number in range(4)])

    def first(self, count: int) -> History:
        return History(self.sessions[:count])


def session(number: int) -> Session:
    """The workout of one day: each day the squat is 2.5 kg heavier."""
    return Session(
        FIRST + timedelta(days=2 * number),
        [
            Lift("Squat (Barbell)", "W", "60", "8", note="belt on"),
            Lift("Squat (Barbell)", "1", str(Decimal("100") + number * Decimal("2.5")), "5", "8.5"),
            Lift("Squat (Barbell)", "D", "61.25", "8"),
            Lift("Squat (Barbell)", "F", "80", ""),
            Lift("Pull Up", "1", "", "10"),
            Lift("Plank", "1", seconds="75"),
            Lift("Running", "1", seconds="1122", distance="3.1"),
        ],
        note="slept badly" if number % 2 else "",
    )


S1_HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
S1B_HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE"
DE_HEADER = (
    "Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,"
    "Workout-Notizen,RPE"
)
S2_HEADER = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
    "Workout Notes;Workout Duration"
)
OLD_S2_HEADER = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;Distance;Distance Unit;Seconds;Notes;"
    "Workout Notes"
)
S3_HEADER = (
    '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";'
    '"Distance (meters)";"Seconds";"Notes";"Workout Notes"'
)


def _written(header: str, history: History, row: Callable[[int, Session, Lift], str]) -> bytes:
    rows = [row(number, session, lift) for number, session in enumerate(history.sessions, 1) for lift in session.lifts]
    return "\n".join([header, *rows, ""]).encode()


def s1(history: History, *, header: str = S1_HEADER) -> bytes:
    """iOS: no unit, and 0 for what does not apply."""
    return _written(
        header,
        history,
        lambda _, s, x: (
            f'{s.start},"{s.name}",1h 5m,"{x.exercise}",{x.tag},{x.load or 0},{x.reps or 0},'
            f'{x.distance or 0},{x.seconds or 0},"{x.note}","{s.note}",{x.rpe}'
        ),
    )


def s1_in_pounds(history: History) -> bytes:
    """The same after the app was switched to pounds and miles: converted, with the dust of binary fractions."""
    return _written(
        S1_HEADER,
        history,
        lambda _, s, x: (
            f'{s.start},"{s.name}",1h 5m,"{x.exercise}",{x.tag},{_converted(x.load, KILOGRAMS_PER_POUND)},'
            f"{x.reps or 0},{_converted(x.distance, Decimal('1.609344'))},"
            f'{x.seconds or 0},"{x.note}","{s.note}",{x.rpe}'
        ),
    )


def _converted(number: str, factor: Decimal) -> str:
    return repr(float(number) / float(factor)) if number else "0"


def s1_german(history: History) -> bytes:
    return s1(history, header=DE_HEADER)


def s1b(history: History) -> bytes:
    """Without notes."""
    return _written(
        S1B_HEADER,
        history,
        lambda _, s, x: (
            f'{s.start},"{s.name}",1h 5m,"{x.exercise}",{x.tag},{x.load or 0},{x.reps or 0},'
            f"{x.distance or 0},{x.seconds or 0},{x.rpe}"
        ),
    )


def s2(history: History) -> bytes:
    """Android: units beside the numbers, blank for what does not apply."""
    return _written(
        S2_HEADER,
        history,
        lambda _, s, x: (
            f'{s.start};"{s.name}";"{x.exercise}";{x.tag};{x.load};{x.load and "kg"};{x.reps};{x.rpe};'
            f'{x.distance};{x.distance and "km"};{x.seconds};"{x.note}";"{s.note}";1h 5m'
        ),
    )


def old_s2(history: History) -> bytes:
    """Android in 2019: without effort and duration."""
    return _written(
        OLD_S2_HEADER,
        history,
        lambda _, s, x: (
            f'{s.start};"{s.name}";"{x.exercise}";{x.tag};{x.load};{x.load and "kg"};{x.reps};'
            f'{x.distance};{x.distance and "km"};{x.seconds};"{x.note}";"{s.note}"'
        ),
    )


def s3(history: History) -> bytes:
    """Version 6: every cell quoted, metres."""
    return _written(
        S3_HEADER,
        history,
        lambda number, s, x: (
            f'"{number}";"{s.start}";"{s.name}";"3900";"{x.exercise}";"{x.tag}";"{x.load}";"{x.reps}";'
            f'"{x.rpe}";"{_metres(x.distance)}";"{x.seconds}";"{x.note}";"{s.note}"'
        ),
    )


def _metres(kilometres: str) -> str:
    return str(Decimal(kilometres) * 1000) if kilometres else ""


def resaved(history: History) -> bytes:
    """S1 after a spreadsheet: no seconds in the times, semicolons, CRLF."""
    rows = [
        f"{s.start:%Y/%m/%d %H:%M};{s.name};1h 5m;{x.exercise};{x.tag};{x.load or 0};{x.reps or 0};{x.distance or 0};"
        f"{x.seconds or 0};{x.note};{s.note};{x.rpe}"
        for s in history.sessions
        for x in s.lifts
    ]
    return "\r\n".join([S1_HEADER.replace(",", ";"), *rows, ""]).encode()
