"""One row of a change as a sentence: what was done, to what, and where that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from mygymtracker.amounts import counted
from mygymtracker.changes.values import (
    TARGET_FIELDS,
    WORK,
    Fields,
    amount,
    day,
    differences,
    differing,
    part,
    target_text,
    work,
)
from mygymtracker.database.entities import BY_TABLE, Aggregate, RowOperation

_THE_EXERCISE: Final = "an exercise"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One row of a change. Of a row that was removed there is no `after`, of one that was made no `before`."""

    table: str
    row_id: str
    operation: RowOperation
    before: Fields | None
    after: Fields | None

    @property
    def known(self) -> Fields | None:
        """As it was when it went, or what it became."""
        return self.before if self.operation is RowOperation.DELETE else self.after


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called, by their ids as text; `workouts` with the day. A place is an exercise of a workout."""

    exercises: Mapping[str, str] = field(default_factory=dict)
    workouts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)

    def exercise(self, exercise_id: str | None) -> str:
        return self.exercises.get(exercise_id or "", _THE_EXERCISE)

    def plan(self, plan_id: str) -> str:
        return self.plans.get(plan_id, "a plan")

    def place(self, workout_id: str | None) -> str:
        """Push Day, 2026-03-02."""
        name, performed_on = self.workouts.get(workout_id or "", ("", ""))
        if not performed_on:
            return name or "a workout"
        return f"{name}, {performed_on}" if name else f"the workout of {performed_on}"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a sentence is made of beside its row. `comes_back` is said of rows that an undo makes."""

    names: Names
    time_zone: str = "UTC"
    comes_back: bool = False


def tell(line: Line, telling: Telling) -> str | None:
    """What happened to a row; None where nothing did that people know of."""
    fields = line.known
    if fields is None or not BY_TABLE[line.table].is_named:
        return None
    made, changed, removed = _WORDING.get(line.table) or plain_wording(BY_TABLE[line.table])
    if line.operation is RowOperation.UPDATE:
        return None if line.before is None else changed(line.before, fields, telling)
    return (made if line.operation is RowOperation.INSERT else removed)(fields, telling)


def touched(line: Line, telling: Telling) -> str:
    """What to say where nothing changed that people know of."""
    return f"touched {_thing(line, telling.names)}"


def _thing(line: Line, names: Names) -> str:
    fields = line.known
    if fields is not None:
        match line.table:
            case "workout_sessions":
                return _workout(fields)
            case "session_exercises":
                return f"{names.exercise(fields['exercise_id'])} in {names.place(fields['session_id'])}"
            case "exercise_sets":
                return _set(fields, names)
            case "workout_plans":
                return f"the plan {fields['plan_name']}"
    thing = BY_TABLE[line.table]
    return thing.thing or thing.with_article


def _changed(thing: str, edits: list[str]) -> str | None:
    return f"changed {thing}: {', '.join(edits)}" if edits else None


# ------------------------------------------------------------------------------------------------------- workouts

_STATUSES: Final = {"completed": "completed", "cancelled": "cancelled", "in_progress": "went on with"}


def _workout(fields: Fields) -> str:
    """Push Day of 2026-03-02."""
    return f"{fields['name'] or 'the workout'} of {fields['performed_on']}"


def _workout_made(fields: Fields, telling: Telling) -> str:
    if telling.comes_back or fields["restored_at"] is not None:
        return f"brought back {_workout(fields)}"
    if fields["status"] == "in_progress":
        return f"started {fields['name'] or 'a workout'}"
    return f"logged {_workout(fields)}"


def _workout_changed(before: Fields, after: Fields, _: Telling) -> str | None:
    turned = before["status"] != after["status"]
    besides = ("status", "completed_at") if turned else ()
    edits = differences(before, after, time_zone=after["time_zone"], besides=besides)
    if not turned:
        return _changed(_workout(before), edits)
    return f"{_STATUSES[after['status']]} {_workout(after)}{': ' if edits else ''}{', '.join(edits)}"


def _workout_removed(fields: Fields, _: Telling) -> str:
    return f"deleted {_workout(fields)}"


def _place_made(fields: Fields, telling: Telling) -> str:
    names = telling.names
    verb = "brought back" if telling.comes_back else "added"
    return f"{verb} {names.exercise(fields['exercise_id'])} to {names.place(fields['session_id'])}"


def _place_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    names, place = telling.names, telling.names.place(after["session_id"])
    name = names.exercise(after["exercise_id"])
    if before["exercise_id"] != after["exercise_id"]:
        return f"swapped {names.exercise(before['exercise_id'])} for {name} in {place}"
    if differing(before, after) == ["display_order"]:
        return f"put the exercises of {place} in another order"
    return _changed(f"{name} in {place}", differences(before, after, time_zone=telling.time_zone))


def _place_removed(fields: Fields, telling: Telling) -> str:
    names = telling.names
    return f"deleted {names.exercise(fields['exercise_id'])} from {names.place(fields['session_id'])}"


def _set(fields: Fields, names: Names) -> str:
    return f"set {fields['set_index']} of {names.exercise(fields['exercise_id'])}"


def _set_made(fields: Fields, telling: Telling) -> str:
    verb = "brought back" if telling.comes_back else "logged"
    return f"{verb} {_set(fields, telling.names)}, {work(fields)}"


def _set_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    names = telling.names
    different = differing(before, after)
    if different == ["set_index"]:
        return f"put the sets of {names.exercise(after['exercise_id'])} in another order"
    edits = [] if work(before) == work(after) else [f"{work(before)} → {work(after)}"]
    edits += differences(before, after, time_zone=telling.time_zone, besides=WORK)
    return _changed(_set(before, names), edits)


def _set_removed(fields: Fields, telling: Telling) -> str:
    workout_id = telling.names.places.get(fields["session_exercise_id"])
    return f"deleted {_set(fields, telling.names)}, {work(fields)}, from {telling.names.place(workout_id)}"


# ---------------------------------------------------------------------------------------------------------- plans


def _plan_made(fields: Fields, telling: Telling) -> str:
    return f"{'brought back' if telling.comes_back else 'made'} the plan {fields['plan_name']}"


def _plan_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    return _named_changed("plan", "plan_name", before, after, telling)


def _plan_removed(fields: Fields, _: Telling) -> str:
    return f"deleted the plan {fields['plan_name']}"


def _named_changed(what: str, name: str, before: Fields, after: Fields, telling: Telling) -> str | None:
    """Of a plan or an exercise: into the archive, out of it, or what differs."""
    called = f"the {what} {before[name]}"
    archived = (before["archived_at"] is not None, after["archived_at"] is not None)
    if archived == (False, True):
        return f"archived {called}"
    if archived == (True, False):
        return f"took {called} out of the archive"
    if differing(before, after) == [name]:
        return f"renamed {called} to {after[name]}"
    return _changed(called, differences(before, after, time_zone=telling.time_zone, besides=("archived_at",)))


def _day_made(fields: Fields, telling: Telling) -> str:
    verb = "brought back" if telling.comes_back else "added"
    return f"{verb} the day {fields['day_name']} to {telling.names.plan(fields['plan_id'])}"


def _day_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    plan = telling.names.plan(after["plan_id"])
    if differing(before, after) == ["display_order"]:
        return f"put the days of {plan} in another order"
    return _changed(
        f"the day {before['day_name']} of {plan}", differences(before, after, time_zone=telling.time_zone)
    )  # fmt: skip


def _day_removed(fields: Fields, telling: Telling) -> str:
    return f"deleted the day {fields['day_name']} from {telling.names.plan(fields['plan_id'])}"


def _in_plan(fields: Fields, names: Names) -> str:
    """Two Days, Push."""
    name = names.days.get(fields["plan_day_id"] or "")
    return f"{names.plan(fields['plan_id'])}, {name}" if name else names.plan(fields["plan_id"])


def _planned_made(fields: Fields, telling: Telling) -> str:
    names = telling.names
    verb = "brought back" if telling.comes_back else "added"
    return f"{verb} {names.exercise(fields['exercise_id'])} to {_in_plan(fields, names)}: {target_text(fields)}"


def _planned_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    names, place = telling.names, _in_plan(after, telling.names)
    if before["exercise_id"] != after["exercise_id"]:
        old, new = names.exercise(before["exercise_id"]), names.exercise(after["exercise_id"])
        return f"swapped {old} for {new} in {place}"
    if differing(before, after) == ["display_order"]:
        return f"put the exercises of {place} in another order"
    edits = [] if target_text(before) == target_text(after) else [f"{target_text(before)} → {target_text(after)}"]
    edits += differences(before, after, time_zone=telling.time_zone, besides=TARGET_FIELDS, names=names.exercises)
    return _changed(f"{names.exercise(after['exercise_id'])} in {place}", edits)


def _planned_removed(fields: Fields, telling: Telling) -> str:
    names = telling.names
    return f"deleted {names.exercise(fields['exercise_id'])} from {_in_plan(fields, names)}"


# ------------------------------------------------------------------------------------------------------ exercises


def _exercise_made(fields: Fields, telling: Telling) -> str:
    return f"{'brought back' if telling.comes_back else 'made'} the exercise {fields['name']}"


def _exercise_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    return _named_changed("exercise", "name", before, after, telling)


def _exercise_removed(fields: Fields, _: Telling) -> str:
    return f"deleted the exercise {fields['name']}"


def _ends(fields: Fields, names: Names) -> tuple[str, str]:
    return names.exercise(fields["exercise_id"]), names.exercise(fields["into_exercise_id"])


def _merge_made(fields: Fields, telling: Telling) -> str:
    gone, kept = _ends(fields, telling.names)
    return f"merged {gone} into {kept}"


def _merge_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    gone, kept = _ends(after, telling.names)
    if before["undone_at"] is None and after["undone_at"] is not None:
        return f"unmerged {gone} from {kept}"
    return None if before["undone_at"] == after["undone_at"] else f"merged {gone} into {kept} again"


def _merge_removed(fields: Fields, telling: Telling) -> str:
    gone, kept = _ends(fields, telling.names)
    return f"unmerged {gone} from {kept}"


# ----------------------------------------------------------------------------------------- the person, and imports


def _measured(fields: Fields, telling: Telling) -> str:
    verb = "brought back the measurement of" if telling.comes_back else "measured"
    return f"{verb} {part(fields)}, {amount(fields)}"


def _measurement_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    edits = [] if amount(before) == amount(after) else [f"{amount(before)} → {amount(after)}"]
    edits += differences(before, after, time_zone=telling.time_zone, besides=("amount", "unit"))
    return _changed(f"{part(before)} of {day(before['measured_at'], telling.time_zone)}", edits)


def _measurement_removed(fields: Fields, telling: Telling) -> str:
    on = day(fields["measured_at"], telling.time_zone)
    return f"deleted the measurement of {part(fields)}, {amount(fields)}, of {on}"


def _profile_changed(before: Fields, after: Fields, telling: Telling) -> str | None:
    return _changed("the profile", differences(before, after, time_zone=telling.time_zone))


def _nothing(_: Fields, __: Telling) -> str | None:
    return None


def _imported(fields: Fields) -> str:
    """strong.csv: 1,203 workouts, 15,020 sets."""
    counts = (counted(fields["workouts_added"], "workout"), counted(fields["sets_added"], "set"))
    return f"{fields['file_name']}: {', '.join(counts)}"


def _import_made(fields: Fields, telling: Telling) -> str:
    return f"{'brought back the import of' if telling.comes_back else 'imported'} {_imported(fields)}"


def _import_changed(_: Fields, __: Fields, ___: Telling) -> str | None:
    return None


def _import_removed(fields: Fields, _: Telling) -> str:
    return f"took back the import of {_imported(fields)}"


# ----------------------------------------------------------------------------------- what has no words of its own


def plain_wording(aggregate: Aggregate) -> Wording:
    """Added a note, changed a note: text “Tired” → “Fresh”, deleted a note."""
    thing = aggregate.thing or aggregate.with_article

    def made(_: Fields, telling: Telling) -> str:
        return f"{'brought back' if telling.comes_back else 'added'} {thing}"

    def changed(before: Fields, after: Fields, telling: Telling) -> str | None:
        return _changed(thing, differences(before, after, time_zone=telling.time_zone))

    def removed(_: Fields, __: Telling) -> str:
        return f"deleted {thing}"

    return made, changed, removed


_Made = Callable[[Fields, Telling], str | None]
_Changed = Callable[[Fields, Fields, Telling], str | None]
#: How a row was made, changed, removed.
Wording = tuple[_Made, _Changed, _Made]
_WORDING: Final[Mapping[str, Wording]] = {
    "users": (_nothing, _profile_changed, _nothing),
    "exercises": (_exercise_made, _exercise_changed, _exercise_removed),
    "exercise_merges": (_merge_made, _merge_changed, _merge_removed),
    "workout_plans": (_plan_made, _plan_changed, _plan_removed),
    "plan_days": (_day_made, _day_changed, _day_removed),
    "plan_exercises": (_planned_made, _planned_changed, _planned_removed),
    "workout_sessions": (_workout_made, _workout_changed, _workout_removed),
    "session_exercises": (_place_made, _place_changed, _place_removed),
    "exercise_sets": (_set_made, _set_changed, _set_removed),
    "body_measurements": (_measured, _measurement_changed, _measurement_removed),
    "imports": (_import_made, _import_changed, _import_removed),
}
