"""What PostgreSQL makes of a training: what sets count for, weeks, records, muscles, and the last time."""

from __future__ import annotations

from typing import Any, Final

import httpx
from sqlalchemy import func, select

from mygymtracker.database.entities import E1rmFormula
from mygymtracker.database.transaction import Database
from mygymtracker.progress.counted import COUNTED_SETS
from mygymtracker.progress.estimating import ESTIMATED_SETS
from mygymtracker.quantities import LoadUnit
from tests.api.routes import API
from tests.factories import Person
from tests.features.progress import choose
from tests.vectors import training
from tests.vectors.holding import JSON, hold
from tests.vectors.rows import Names, push

#: Every formula and every first weekday, in both units.
CHOICES: Final = [
    {"unit": unit, "e1rm_formula": formula, "first_weekday": weekday}
    for weekday, (formula, unit) in enumerate(
        zip(E1rmFormula, [*LoadUnit, *LoadUnit, *LoadUnit, LoadUnit.LB], strict=True), start=1
    )
]


async def test_a_training_comes_to_what_the_server_says(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    rows = [*training.exercises(), *training.measurements(), *training.workouts()]
    names = Names(ann)
    await push(ann_client, names, rows)
    hold("training", {"rows": [row.told() for row in rows]})

    for choice in CHOICES:
        await choose(database, ann, **choice)
        hold(f"progress_{choice['first_weekday']}", {"profile": [choice], **await _progress(ann_client, names)})

    of_sets: dict[str, list[JSON]] = {}
    for unit in LoadUnit:
        await choose(database, ann, unit=unit, e1rm_formula=E1rmFormula.BRZYCKI)
        counted = [await _counted(database, ann, names, name) for name in training.EXERCISES]
        of_sets[unit.value] = [each for sets in counted for each in sets]
    listed = (await _get(ann_client, "workouts?limit=100"))["items"]
    workouts = [{"workout": names.name(each["id"]), "sets": each["working_sets"]} for each in listed]
    hold("counted_sets", {**of_sets, "workouts": workouts})

    running = await _get(ann_client, f"workouts/{names.id(training.RUNNING)}")
    trees = [await _get(ann_client, f"workouts/{each['id']}") for each in listed]
    hold(
        "last_times",
        {
            "exercises": [_last_time(names, each) for each in running["exercises"]],
            "orders": [_order(names, each) for each in trees],
        },
    )


async def _progress(client: httpx.AsyncClient, names: Names) -> dict[str, list[JSON]]:
    muscles = await _get(client, f"progress/muscles?weeks=12&to={training.TODAY}")
    return {
        "exercises": [await _exercise(client, names, name) for name in training.EXERCISES],
        "muscles": [
            {"starts": week["week_starts_on"], "groups": {each["group"]: each["sets"] for each in week["groups"]}}
            for week in muscles["weeks"]
        ],
    }


# ----------------------------------------------------------------------------------------------------- of an exercise


async def _exercise(client: httpx.AsyncClient, names: Names, name: str) -> JSON:
    progress = names.with_names(await _get(client, f"exercises/{names.id(name)}/progress"))
    records = names.with_names(await _get(client, f"exercises/{names.id(name)}/records"))
    return {
        "exercise": name,
        "without_body_weight": progress["sets_without_body_weight"],
        "bests": [
            [each[field] for field in ("week_starts_on", "set_id", "estimated_1rm", "estimated_added_load",
                                       "body_weight", "performed_on")]
            for each in progress["weeks"]
        ],
        "weeks": [
            [each[field] for field in ("week_starts_on", "workouts", "sets", "repetitions", "volume", "tonnage")]
            for each in progress["training"]
        ],
        "records": _records(records),
    }  # fmt: skip


def _records(records: JSON) -> JSON:
    of_sets = {name: _set(records[name]) for name in ("heaviest", "longest", "farthest")}
    best = records["best_estimate"]
    estimate = best and [*_set(best["set"]), best["estimated_1rm"], best["estimated_added_load"], best["body_weight"]]
    of_workouts = {
        name: records[name] and [records[name][field] for field in ("workout_id", "performed_on", "sets", "volume",
                                                                    "tonnage")]
        for name in ("most_volume", "most_sets")
    }  # fmt: skip
    return (
        of_sets | of_workouts | {"best_estimate": estimate, "most_reps": [_set(each) for each in records["most_reps"]]}
    )


def _set(record: JSON | None) -> Any:
    return record and [record["set_id"], record["workout_id"], record["performed_on"]]


async def _get(client: httpx.AsyncClient, path: str) -> JSON:
    answer = await client.get(f"{API}/{path}")
    assert answer.is_success, answer.text
    found: JSON = answer.json()
    return found


# ---------------------------------------------------------------------------------------------------------- of a set

_COUNTED: Final = COUNTED_SETS.c
_SETS: Final = select(
    _COUNTED.id,
    func.round(_COUNTED.moved, 6),
    func.round(_COUNTED.rank_load, 6),
    _COUNTED.repetitions,
    func.round(func.coalesce(_COUNTED.volume, 0), 6),
    func.round(func.coalesce(_COUNTED.tonnage, 0), 6),
    _COUNTED.sets,
    _COUNTED.is_whole,
    _COUNTED.lacks_body_weight,
)
_ESTIMATES: Final = select(ESTIMATED_SETS.c.id, func.round(ESTIMATED_SETS.c.estimate, 6))


async def _counted(database: Database, person: Person, names: Names, exercise: str) -> list[JSON]:
    asked = {"exercise_id": names.id(exercise)}
    async with database.acting_as(person.id, read_only=True) as session:
        found = (await session.execute(_SETS, asked)).all()
        estimates = {row[0]: row[1] for row in await session.execute(_ESTIMATES, asked)}
    fields = ("moved", "rank", "repetitions", "volume", "tonnage", "sets", "whole", "lacks_body_weight")
    return sorted(
        (
            {"set": names.name(str(set_id)), "estimate": _number(estimates.get(set_id))}
            | {field: _number(value) for field, value in zip(fields, values, strict=True)}
            for set_id, *values in found
        ),
        key=lambda each: str(each["set"]),
    )


def _number(value: Any) -> Any:
    """Decimals as text without zeros at the end; all else as it is."""
    if value is None or isinstance(value, bool | int):
        return value
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _last_time(names: Names, exercise: JSON) -> JSON:
    previous = exercise["previous"]
    return {
        "exercise": names.name(exercise["id"]),
        "of": names.name(exercise["exercise_id"]),
        "previous": previous
        and {
            "workout": names.name(previous["workout_id"]),
            "sets": [
                [
                    each[field]
                    for field in ("set_type", "set_number", "piece", "reps", "load", "duration_seconds", "distance")
                ]
                for each in previous["sets"]
            ],
        },
    }


def _order(names: Names, workout: JSON) -> JSON:
    """A workout with its exercises and their sets, each in its order."""
    exercises = [
        [names.name(exercise["id"]), *(names.name(each["id"]) for each in exercise["sets"])]
        for exercise in workout["exercises"]
    ]
    return {"workout": names.name(workout["id"]), "exercises": exercises}
