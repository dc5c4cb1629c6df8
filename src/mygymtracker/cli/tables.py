"""How answers look in a terminal: JSON, tables, and what sets and targets are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from mygymtracker.amounts import amount, counted
from mygymtracker.cli.printing import show_line, terminal
from mygymtracker.database.entities import IntensityTechnique, SetType, Side
from mygymtracker.plans.targets import SetTarget, Target
from mygymtracker.plans.tree import PlannedExercise
from mygymtracker.quantities import LoadMode
from mygymtracker.workouts.set_shapes import SetNumbers, WorkoutSet

#: Anything asked for by a plan.
AnyTarget = PlannedExercise | Target


def show_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Sequence[str] = (),
    title: str | None = None,
    caption: str | None = None,
) -> None:
    """Columns named in `right` hold numbers. Nothing in it is taken for markup."""
    table = Table(title=Text(title) if title else None, title_justify="left", caption=caption)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    terminal().print(table)


def show_that_there_are_more(rows: Sequence[object], limit: int) -> None:
    """Below a table of rows of which one more than `limit` was asked for."""
    if len(rows) > limit:
        show_line(f"These are the first {amount(limit)}; there are more. A larger --limit shows them.")


def show_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Names and values; those without a value are left out."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, value in facts:
        if value:
            table.add_row(name, Text(value))
    terminal().print(table)


def show_text(text: str) -> None:
    terminal(markup=False, soft_wrap=True).print(text)


def words(value: str | None) -> str:
    """An enum's value as people say it."""
    return "" if value is None else value.replace("_", " ")


def span(low: int, high: int | None) -> str:
    return str(low) if high is None or high == low else f"{low}-{high}"


# --------------------------------------------------------------------------------------------------------------- sets


def done(each: SetNumbers) -> str:
    """61.25 kg × 8 @ RPE 8.5; body + 10 kg × 8; 5 km in 25:00; 60 s."""
    parts = [part for part in (_load(each), _repetitions(each)) if part]
    effort = f" @ RPE {each.rpe}" if each.rpe is not None else f" @ RIR {each.rir}" if each.rir is not None else ""
    return f"{_side(each.side)}{' × '.join(parts)}{_way(each)}{effort}".strip()


def kind(each: WorkoutSet) -> str:
    """Warm-up, working set, or what it continues a set as."""
    technique = "" if each.technique in (None, IntensityTechnique.NOT_APPLICABLE) else technique_of(each.technique)
    if each.continues_set_id is not None:
        return f"+ {technique}".rstrip()
    set_type = "warm-up" if each.set_type is SetType.WARMUP else "working"
    return f"{set_type}, {technique}" if technique else set_type


def technique_of(technique: IntensityTechnique | None) -> str:
    if technique is IntensityTechnique.FAIL:
        return "to failure"
    return "" if technique in (None, IntensityTechnique.NOT_APPLICABLE) else words(technique)


def _load(each: SetNumbers) -> str:
    load = "" if each.load is None or each.load_unit is None else f"{each.load} {each.load_unit.value}"
    if each.load_mode is LoadMode.EXTERNAL:
        return load
    if each.load_mode is LoadMode.BAND:
        return f"band {load}".rstrip()
    sign = "−" if each.load_mode is LoadMode.ASSISTED else "+"
    return f"body {sign} {load}" if each.load else "body"


def _repetitions(each: SetNumbers) -> str:
    if each.reps is not None:
        return str(each.reps)
    if each.duration_seconds is not None and each.distance is None:
        return f"{each.duration_seconds} s"
    return ""


def _way(each: SetNumbers) -> str:
    if each.distance is None or each.distance_unit is None:
        return ""
    time = "" if each.duration_seconds is None else f" in {_clock(each.duration_seconds)}"
    return f" {each.distance} {each.distance_unit.value}{time}"


def _clock(seconds: Decimal) -> str:
    whole = int(seconds)
    if whole != seconds:
        return f"{seconds} s"
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def _side(side: Side | None) -> str:
    return "" if side is None else "each side " if side is Side.EACH else f"{side.value} "


# ------------------------------------------------------------------------------------------------------------ targets


def target_text(target: AnyTarget) -> str:
    """3 × 6-10 @ RPE 8-9, rest 120-180 s."""
    warmups = f"{counted(target.warmup_sets, 'warm-up')}, " if target.warmup_sets else ""
    sides = " each side" if target.per_side else ""
    technique = technique_of(target.intensity_technique)
    return (
        f"{warmups}{target.working_sets} × {span(target.target_reps, target.target_reps_max)}{sides} @ RPE "
        f"{span(target.rpe_early, target.rpe_last)}, rest {span(target.rest_time, target.rest_time_max)} s"
        f"{f', {technique}' if technique else ''}"
    )


def set_target_text(target: SetTarget) -> str:
    """In the notation that `--set-target` takes: 1=3-5 @9 100kg 240s drop_set # heavy."""
    words = [
        "" if target.target_reps is None else span(target.target_reps, target.target_reps_max),
        "" if target.target_rpe is None else f"@{target.target_rpe}",
        "" if target.load is None or target.load_unit is None else f"{target.load}{target.load_unit.value}",
        "" if target.rest_time is None else f"{target.rest_time}s",
        "" if target.intensity_technique is None else target.intensity_technique.value,
        f"# {target.note}" if target.note else "",
    ]
    warmup = "w" if target.set_type is SetType.WARMUP else ""
    return f"{warmup}{target.set_number}={' '.join(each for each in words if each)}"
