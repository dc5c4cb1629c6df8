"""How the values in a row of the log are said: work as on paper, fields by their names, texts cut short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime

from mygymtracker.amounts import counted
from mygymtracker.database.entities import columns_of_type

#: A row as it is in the log: numbers with all their digits, everything else as JSON has it.
Fields = Mapping[str, Any]

#: Kept for the program, or for the order of things; nobody typed them.
_INTERNAL: Final = {
    "id", "created_at", "updated_at", "creation_digest", "restored_at", "performed_on", "exercise_id", "target",
    "plan_id", "plan_day_id", "session_id", "session_exercise_id", "plan_exercise_id", "user_id", "file_digest",
    "session_exercise_ids", "plan_exercise_ids", "content_digest", "continues_set_id",
}  # fmt: skip
_INSTANTS: Final = columns_of_type(DateTime)
_SECONDS: Final = {"rest_seconds", "default_rest_seconds"}
_NAMES: Final = {
    "rest_seconds": "rest",
    "default_rest_seconds": "rest",
    "plan_name": "name",
    "day_name": "name",
    "display_name": "name",
    "e1rm_formula": "formula of estimates",
    "first_weekday": "first day of the week",
    "returning_note": "note that comes back",
    "started_at": "beginning",
    "completed_at": "end",
    "performed_at": "time",
    "measured_at": "time",
    "set_index": "place",
    "display_order": "place",
    "load_step_unit": "unit of the load step",
    "first_substitute_id": "first substitute",
    "second_substitute_id": "second substitute",
    "set_targets": "targets of single sets",
}
_LONGEST_TEXT: Final = 60
_NONE: Final = "none"


def differing(before: Fields, after: Fields, *, besides: Iterable[str] = ()) -> list[str]:
    """The fields that differ and that people know, in the order of the row; without those told otherwise."""
    left_out = _INTERNAL | set(besides)
    return [
        name
        for name in before
        if name in after and name not in left_out and value_text(name, before[name]) != value_text(name, after[name])
    ]


def differences(
    before: Fields,
    after: Fields,
    *,
    time_zone: str,
    besides: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
) -> list[str]:
    """Each field that differs: unit kg → lb. `names` are what ids among the values stand for."""
    known = names or {}
    return [
        f"{field_name(name)} {_named(name, before[name], time_zone, known)} → "
        f"{_named(name, after[name], time_zone, known)}"
        for name in differing(before, after, besides=besides)
    ]


def field_name(name: str) -> str:
    return _NAMES.get(name, name.replace("_", " "))


def _named(name: str, value: object, time_zone: str, names: Mapping[str, str]) -> str:
    return names.get(str(value)) or value_text(name, value, time_zone=time_zone)


def value_text(name: str, value: Any, *, time_zone: str = "UTC") -> str:
    """One value of a field, as people say it."""
    if value is None or value in ("", []):
        return _NONE
    if name in _INSTANTS:
        return f"{instant(value).astimezone(ZoneInfo(time_zone)):%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    if name in _SECONDS:
        return f"{value} s"
    return f"“{cut(value)}”" if _is_own_text(name) else _plain(value)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return cut(", ".join(_in_list(each) for each in value))
        case str():
            return cut(value).replace("_", " ")
    return str(value)


def _is_own_text(name: str) -> bool:
    """Whether it is text of one's own, and not one of a few."""
    return name.endswith(("name", "notes", "note"))


def _in_list(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value).replace("_", " ")
    return " ".join(str(each) for each in value.values() if each is not None and each != "")


def cut(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST_TEXT else f"{one_line[: _LONGEST_TEXT - 1]}…"


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def day(text: str, time_zone: str) -> str:
    return instant(text).astimezone(ZoneInfo(time_zone)).date().isoformat()


# ----------------------------------------------------------------------------------------------------------- sets

#: The fields that `work` tells.
WORK: Final = (
    "set_type", "reps", "load", "load_unit", "load_mode", "duration_seconds", "distance", "distance_unit", "rpe", "rir",
    "side", "technique",
)  # fmt: skip
_TECHNIQUES: Final = {None: "", "N/A": "", "fail": "to failure"}


def work(fields: Fields) -> str:
    """82.5 kg × 8 @9; body + 10 kg × 8; 5 km in 1500 s; nothing yet."""
    side = {None: "", "each": "each side "}.get(fields["side"], f"{fields['side']} ")
    amounts = " × ".join(each for each in (_load(fields), _repetitions(fields)) if each)
    done = f"{side}{amounts}{_distance(fields)}".strip() or "nothing yet"
    return f"{done}{_effort(fields)}{_remarks(fields)}"


def _load(fields: Fields) -> str:
    load = "" if fields["load"] is None else f"{fields['load']} {fields['load_unit']}"
    match fields["load_mode"]:
        case "external":
            return load
        case "band":
            return f"band {load}".rstrip()
        case "assisted":
            return f"body − {load}" if load else "body"
        case _:
            return f"body + {load}" if fields["load"] else "body"


def _repetitions(fields: Fields) -> str:
    if fields["reps"] is not None:
        return str(fields["reps"])
    return f"{fields['duration_seconds']} s" if fields["duration_seconds"] is not None and not _far(fields) else ""


def _far(fields: Fields) -> bool:
    return fields["distance"] is not None


def _distance(fields: Fields) -> str:
    if not _far(fields):
        return ""
    time = "" if fields["duration_seconds"] is None else f" in {fields['duration_seconds']} s"
    return f" {fields['distance']} {fields['distance_unit']}{time}"


def _effort(fields: Fields) -> str:
    if fields["rpe"] is not None:
        return f" @{fields['rpe']}"
    return "" if fields["rir"] is None else f" RIR {fields['rir']}"


def _remarks(fields: Fields) -> str:
    technique = fields["technique"]
    remarks = ["warm-up" if fields["set_type"] == "warmup" else "", _technique(technique)]
    remarks_text = ", ".join(each for each in remarks if each)
    return f" ({remarks_text})" if remarks_text else ""


def _technique(technique: str | None) -> str:
    return _TECHNIQUES[technique] if technique in _TECHNIQUES else (technique or "").replace("_", " ")


# ---------------------------------------------------------------------------------------------------------- plans

#: The fields that `target_text` tells.
TARGET_FIELDS: Final = (
    "warmup_sets", "working_sets", "target_reps", "target_reps_max", "per_side", "rpe_early", "rpe_last", "rest_time",
    "rest_time_max", "intensity_technique",
)  # fmt: skip


def target_text(fields: Fields) -> str:
    """3 × 6-8 @8-9, rest 180 s."""
    warmups = fields["warmup_sets"]
    before = f"{counted(warmups, 'warm-up')}, " if warmups else ""
    technique = _technique(fields["intensity_technique"])
    return (
        f"{before}{fields['working_sets']} × {_span(fields['target_reps'], fields['target_reps_max'])}"
        f"{' each side' if fields['per_side'] else ''} @{_span(fields['rpe_early'], fields['rpe_last'])}, "
        f"rest {_span(fields['rest_time'], fields['rest_time_max'])} s{f', {technique}' if technique else ''}"
    )


def _span(low: int, high: int | None) -> str:
    return str(low) if high is None or high == low else f"{low}-{high}"


def amount(fields: Fields) -> str:
    """Of a measurement of the body: 82.40 kg."""
    return f"{fields['amount']}{'%' if fields['unit'] == 'percent' else ' ' + fields['unit']}"


def part(fields: Fields) -> str:
    """What was measured: body weight."""
    return str(fields["part"]).replace("_", " ")
