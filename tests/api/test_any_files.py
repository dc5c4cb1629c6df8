"""Whatever arrives as a form, a file of another app, a push or a file of a device: the answer is never a 500."""

from __future__ import annotations

import gc
import json
import os
import random
from typing import Any, Final
from uuid import UUID

import httpx
import pytest

from mygymtracker.api import rates
from mygymtracker.database.columns import new_id
from mygymtracker.exercises.contents import exercise_id
from tests.api.routes import API, SMALL_IMPORT
from tests.api.test_any_bytes import SEED, WITHOUT_END, mutated
from tests.factories import Person
from tests.sync.pushing import STARTED, op, outcomes

#: More of them outside the suite: FILES=5000 .venv/bin/pytest tests/api/test_any_files.py
FILES: Final = int(os.environ.get("FILES", "60"))
BOUNDARY: Final = "xxBOUNDARYxx"
FORM: Final = f"multipart/form-data; boundary={BOUNDARY}"
#: Names of fields of the form, with what they may say.
FIELDS: Final = {
    "unit": "kg", "time_zone": "Europe/Berlin", "date_order": "day_first", "month_language": "pl", "dry_run": "true",
    "exercise_units": '{"Squat (Barbell)": "kg"}', "set_types": '{"Pausa": "rest"}', "read_as": "strong",
    "overlapping": "skip", "exercises": '{"Squat (Barbell)": null}', "take_file": "false", "restore_deleted": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def without_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    """A 429 would be an answer to everything that comes after it."""
    for name in ("CHANGES", "IMPORTS"):
        monkeypatch.setattr(rates, name, WITHOUT_END)


def form_of(noise: random.Random, file: bytes) -> bytes:
    """A file and some of the fields, as a browser sends them."""
    parts = [b'name="file"; filename="strong.csv"\r\nContent-Type: text/csv\r\n\r\n' + file]
    parts += [
        f'name="{name}"\r\n\r\n{FIELDS[name]}'.encode() for name in noise.sample(list(FIELDS), noise.randint(0, 4))
    ]
    begin = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    return b"".join(begin + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()


async def failures(client: httpx.AsyncClient, path: str, bodies: list[tuple[bytes, str]]) -> list[tuple[bytes, str]]:
    """What was answered by a 5xx."""
    failed = []
    for body, kind in bodies:
        answer = await client.post(f"{API}/{path}", content=body, headers={b"Content-Type": kind.encode("latin-1")})
        if answer.status_code >= 500 or answer.status_code == 429:
            failed.append((body[:2000], answer.text[:200]))
    return failed


@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Litestar leaves that of a broken form to the end
async def test_no_form_and_no_file_of_another_app_makes_a_500(ann_client: httpx.AsyncClient) -> None:
    noise = random.Random(SEED)  # noqa: S311 — the same in every run
    file = SMALL_IMPORT["files"]["file"][1].encode()
    bodies = [
        (form_of(noise, mutated(noise, file)), FORM)
        if noise.random() < 0.6
        else (mutated(noise, form_of(noise, file)), noise.choice((FORM, FORM, "multipart/form-data", FORM + "\xff")))
        for _ in range(FILES)
    ]

    failed = await failures(ann_client, "imports", bodies)
    gc.collect()

    assert failed == []


@pytest.mark.parametrize(
    "part", [b'name="unit"\r\n\r\n\xff', b'name="unit"\r\nContent-Type: text/plain; charset=nobody\r\n\r\nkg']
)
async def test_a_field_of_a_form_that_is_no_text_is_400(ann_client: httpx.AsyncClient, part: bytes) -> None:
    form = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode() + part + f"\r\n--{BOUNDARY}--\r\n".encode()

    answer = await ann_client.post(f"{API}/imports", content=form, headers={"Content-Type": FORM})

    assert (answer.status_code, answer.json()["detail"]) == (400, "A field of the form is not UTF-8 text.")


@pytest.mark.parametrize("wrong", [[], {}])
async def test_what_is_no_id_in_a_file_of_a_device_is_refused_by_its_field_and_the_rest_is_read(
    ann_client: httpx.AsyncClient, ann: Person, wrong: object
) -> None:
    file = device_file(ann.id)
    file["rows"][4]["fields"]["plan_day_id"] = wrong

    answer = await ann_client.post(f"{API}/sync/files", json=file)

    assert answer.status_code == 200, answer.text
    assert (answer.json()["added"]["plan"], answer.json()["refused"][0]["kind"]) == (1, "workout")
    assert "plan_day_id" in answer.json()["refused"][0]["detail"]


async def test_no_push_makes_a_500(ann_client: httpx.AsyncClient, ann: Person) -> None:
    noise = random.Random(SEED + 1)  # noqa: S311 — as above
    epoch = (await ann_client.get(f"{API}/sync/bootstrap", params={"schema": 1})).json()["epoch"]

    def whole() -> dict[str, Any]:
        return {"schema": 1, "epoch": epoch, "device": "Ann's phone", "operations": operations(ann.id)}

    taken = await ann_client.post(f"{API}/sync", json=whole())
    bodies = [(changed(noise, whole()), JSON) for _ in range(FILES)]

    assert outcomes(taken.json()["receipts"]) == ["applied"] * 12  # so that it is the change that is refused

    assert await failures(ann_client, "sync", bodies) == []


async def test_no_file_of_a_device_makes_a_500(ann_client: httpx.AsyncClient, ann: Person) -> None:
    noise = random.Random(SEED + 2)  # noqa: S311 — as above
    bodies = [(changed(noise, device_file(ann.id)), JSON) for _ in range(FILES)]

    assert await failures(ann_client, "sync/files", bodies) == []


JSON: Final = "application/json"
#: What stands where something else belongs. Bytes are changed, too, but mostly make what is no JSON any more.
ODD_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 2**31, 2**63, 2**64, 10**30, 1e308, -0.0, 0.1, "", " ", "\0", "\x1b[2J", "\u202e",
    "\ud800", "x" * 5000, "٨٠", "1e400", "NaN", "-Infinity", "1E-999999999", "1" * 400, "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.999999-14:00", "infinity", "2026-02-30", "Europe/Nowhere", [], {}, [[]], [None], {"a": 1},
    {"": None}, "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "create", "delete",
    "set", "working",
)  # fmt: skip


def changed(noise: random.Random, body: Any) -> bytes:
    """With some of its values replaced, left out or standing twice; now and then with other bytes."""
    for _ in range(noise.randint(1, 3)):
        whole, key = noise.choice(list(places(body)))
        choice = noise.random()
        if choice < 0.15:
            del whole[key]
        elif choice < 0.3:
            others, other = noise.choice(list(places(body)) or [(whole, key)])
            whole[key] = others[other]
        else:
            whole[key] = noise.choice(ODD_VALUES)
        try:
            json.dumps(body)
        except ValueError:  # it stands in itself
            whole[key] = None
        if not list(places(body)):
            break
    sent = json.dumps(body).encode()
    return mutated(noise, sent) if noise.random() < 0.1 else sent


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every value inside, as what has it and under which key."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in ((value, key), *places(value[key]))]


def operations(profile: UUID) -> list[Any]:
    """A plan, a workout that was begun from it, and what was logged: every kind of row."""
    plan, day, planned, sent, workout, entry, first = (str(new_id()) for _ in range(7))
    exercise = str(exercise_id(profile, UUID(sent)))
    asked: dict[str, Any] = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}
    one = {"set_number": 1, "load": "100.5", "load_unit": "kg", "note": ""}
    target = asked | {
        "planned_exercise_id": exercise, "substitutes": [], "intensity_technique": "N/A", "warmup_sets": 0,
        "target_reps_max": None, "rest_time_max": None, "per_side": False, "notes": "", "set_targets": [one],
    }  # fmt: skip
    done: dict[str, Any] = {
        "reps": 5,
        "load": "100",
        "load_unit": "kg",
        "rpe": "8.5",
        "performed_at": STARTED,
        "set_index": 1,
    }
    return [
        op("create", "exercise", sent, name=f"Squat {exercise}", aliases=[exercise], notes="", load_step="2.5",
           load_step_unit="kg"),
        op("create", "plan", plan, plan_name=f"Lower {plan}", notes=""),
        op("create", "plan_day", day, plan_id=plan, day_name="Monday", week=None, display_order=1),
        op("create", "plan_exercise", planned, plan_id=plan, plan_day_id=day, exercise_id=exercise, set_targets=[one],
           **asked),
        op("create", "workout", workout, plan_id=plan, plan_day_id=day, started_at=STARTED, name="Monday",
           time_zone="Europe/Berlin", copies_exercises=False, status="completed", completed_at="2026-03-02T19:00:00Z",
           body_weight="82.4", body_weight_unit="kg"),
        op("create", "workout_exercise", entry, workout_id=workout, exercise_id=exercise, display_order=1,
           plan_exercise_id=planned, target=target, returning_note=""),
        op("create", "set", first, workout_exercise_id=entry, **done),
        op("create", "set", new_id(), workout_exercise_id=entry, continues_set_id=first, reps=3, duration_seconds="60"),
        op("create", "measurement", new_id(), part="body_weight", amount="82.4", unit="kg", measured_at=STARTED),
        op("patch", "profile", profile, unit="lb", bars=[{"load": "20", "unit": "kg", "name": "Bar"}]),
        op("patch", "set", first, reps=6, note="again"),
        op("delete", "workout", workout),
    ]  # fmt: skip


def device_file(profile: UUID) -> dict[str, Any]:
    made = operations(profile)
    rows = [{"kind": each["kind"], "id": each["row"], "fields": each["fields"]} for each in made[:9]]
    rows[0]["id"] = made[3]["fields"]["exercise_id"]
    return {
        "schema": 2, "format": "mygymtracker-device", "saved_at": STARTED, "account": str(new_id()),
        "email": "ann@example.org", "epoch": str(new_id()), "device": "Ann's phone", "rows": rows,
        "operations": made[9:],
    }  # fmt: skip
