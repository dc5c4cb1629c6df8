"""How every route is called by the tests of isolation, a row each.

* The braces of the path, and braces in any text of `arguments` (`{"plan_id": "{plan_id}"}`), are filled with somebody's
  ids (`tests/api/belongings.py` has the names). `aliases` fills a name of the path with another of those ids:
  `Call(aliases={"exercise_id": "other_exercise_id"})` removes the exercise that nothing uses.
* PATCH, DELETE, GET and a PUT of a state (`/workouts/{workout_id}/completion`) are plain `Call(arguments=…)`. Ann's
  ids and ids that never were get bob the same answer: 404, or 422 where only the body refers to them.
* `Call(creates=True, arguments=…)` is a PUT that makes a row under an id of the sender's own choice, the last one of
  the path. Ids of ann's that it refers to, in the path before or in the body, get bob the same 404 or 422 as unknown
  ones, also one alone among his own (then a 409 will do, for an order that leaves something out). Where all that it
  refers to is his own, ann's id is as free to him as any other.
* Every call with ids, with ann's and in her name, must do what it is for: 200, 201 or 204, and for one that creates
  201 under a fresh id, then 200 when it is sent again. So `arguments` must be a good body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mygymtracker.database.columns import new_id
from tests.api.conftest import PASSWORD
from tests.api.routes import SMALL_IMPORT

#: The name of an id in a path or in a body.
BRACES: Final = re.compile(r"\{(\w+)\}")
ANNS_EXERCISE: Final = "The Exercise Only Ann Has"


@dataclass(frozen=True, slots=True)
class Call:
    """How a route is called; the text above says it all. `public` ones answer whoever has not signed in, too."""

    public: bool = False
    creates: bool = False
    arguments: Mapping[str, Any] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)


MEASUREMENT: Final = {"part": "waist", "amount": "84.50", "unit": "cm", "measured_at": "2026-03-02T06:30:00.000001Z"}
PLANNED: Final = {
    "plan_id": "{plan_id}",
    "plan_day_id": "{plan_day_id}",
    "exercise_id": "{exercise_id}",
    "substitutes": ["{other_exercise_id}"],
    **{"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90},
}
#: A start that says all that would be of the moment.
WORKOUT: Final = {"plan_day_id": "{plan_day_id}", "started_at": "2026-03-09T18:00:00Z", "alongside": True}

CALLS: Final[dict[tuple[str, str], Call]] = {
    ("GET", "/sign-up"): Call(public=True),
    ("POST", "/accounts"): Call(public=True, arguments={"json": {"email": "ann@example.org", "password": PASSWORD}}),
    ("GET", "/account"): Call(),
    ("PATCH", "/account"): Call(arguments={"json": {"display_name": "Eve"}}),
    ("PUT", "/account/email"): Call(arguments={"json": {"email": "eve@example.org", "password": PASSWORD}}),
    ("GET", "/account/export"): Call(),
    ("PUT", "/account/deletion"): Call(arguments={"json": {"password": PASSWORD}}),
    ("PUT", "/account/password"): Call(arguments={"json": {"password": "x" * 20, "old_password": PASSWORD}}),
    ("GET", "/login-sessions"): Call(),
    ("POST", "/login-sessions"): Call(
        public=True, arguments={"json": {"email": "ann@example.org", "password": "not her password"}}
    ),
    ("POST", "/tokens"): Call(
        public=True, arguments={"json": {"email": "ann@example.org", "password": "not her password"}}
    ),
    ("PUT", "/login-sessions/{login_session_id}/revocation"): Call(arguments={"json": {"password": PASSWORD}}),
    ("PUT", "/login-sessions/revocation"): Call(arguments={"json": {"password": PASSWORD}}),
    ("GET", "/sign-in-events"): Call(),
    ("GET", "/account/storage"): Call(),
    ("PUT", "/sign-in-events/acknowledgement"): Call(),
    ("DELETE", "/login-sessions/current"): Call(),
    ("GET", "/plans"): Call(),
    ("GET", "/plans/{plan_id}"): Call(),
    ("PUT", "/plans/{plan_id}"): Call(creates=True, arguments={"json": {"plan_name": "Push", "copy_of": "{plan_id}"}}),
    ("PATCH", "/plans/{plan_id}"): Call(arguments={"json": {"notes": "Eight weeks."}}),
    ("DELETE", "/plans/{plan_id}"): Call(),
    ("PUT", "/plans/{plan_id}/archive"): Call(),
    ("DELETE", "/plans/{plan_id}/archive"): Call(),
    ("PUT", "/plans/{plan_id}/day-order"): Call(arguments={"json": {"ids": ["{plan_day_id}"]}}),
    ("PUT", "/plans/{plan_id}/exercise-order"): Call(arguments={"json": {"ids": []}}),
    ("PUT", "/plan-days/{plan_day_id}"): Call(
        creates=True, arguments={"json": {"plan_id": "{plan_id}", "day_name": "Thursday"}}
    ),
    ("PATCH", "/plan-days/{plan_day_id}"): Call(arguments={"json": {"week": 2}}),
    ("DELETE", "/plan-days/{plan_day_id}"): Call(),
    ("PUT", "/plan-days/{plan_day_id}/exercise-order"): Call(arguments={"json": {"ids": ["{plan_exercise_id}"]}}),
    ("PUT", "/plan-exercises/{plan_exercise_id}"): Call(creates=True, arguments={"json": PLANNED}),
    ("PATCH", "/plan-exercises/{plan_exercise_id}"): Call(arguments={"json": {"substitutes": ["{other_exercise_id}"]}}),
    ("DELETE", "/plan-exercises/{plan_exercise_id}"): Call(),
    ("GET", "/workouts"): Call(),
    ("GET", "/workouts/running"): Call(),
    ("GET", "/workouts/{workout_id}"): Call(),
    ("PUT", "/workouts/{workout_id}"): Call(creates=True, arguments={"json": WORKOUT}),
    ("PATCH", "/workouts/{workout_id}"): Call(arguments={"json": {"name": "Legs"}}),
    ("DELETE", "/workouts/{workout_id}"): Call(),
    ("PUT", "/workouts/{workout_id}/completion"): Call(),
    ("DELETE", "/workouts/{workout_id}/completion"): Call(),
    ("PUT", "/workouts/{workout_id}/cancellation"): Call(aliases={"workout_id": "cancelled_workout_id"}),
    ("DELETE", "/workouts/{workout_id}/cancellation"): Call(aliases={"workout_id": "cancelled_workout_id"}),
    ("PUT", "/workouts/{workout_id}/exercise-order"): Call(arguments={"json": {"ids": ["{workout_exercise_id}"]}}),
    ("PUT", "/workout-exercises/{workout_exercise_id}"): Call(
        creates=True, arguments={"json": {"workout_id": "{workout_id}", "exercise_id": "{exercise_id}"}}
    ),
    ("PATCH", "/workout-exercises/{workout_exercise_id}"): Call(arguments={"json": {"returning_note": "Seat on 4."}}),
    ("DELETE", "/workout-exercises/{workout_exercise_id}"): Call(),
    ("GET", "/sets/{set_id}"): Call(),
    ("PUT", "/sets/{set_id}"): Call(
        creates=True, arguments={"json": {"workout_exercise_id": "{workout_exercise_id}", "reps": 8}}
    ),
    ("PATCH", "/sets/{set_id}"): Call(arguments={"json": {"reps": 9}}),
    ("DELETE", "/sets/{set_id}"): Call(),
    ("PUT", "/workout-exercises/{workout_exercise_id}/set-order"): Call(arguments={"json": {"ids": ["{set_id}"]}}),
    ("GET", "/exercises"): Call(arguments={"params": {"search": ANNS_EXERCISE}}),
    ("GET", "/exercises/{exercise_id}"): Call(),
    ("PUT", "/exercises/{exercise_id}"): Call(creates=True, arguments={"json": {"name": "Landmine Lunge"}}),
    ("PATCH", "/exercises/{exercise_id}"): Call(arguments={"json": {"notes": "Knees out."}}),
    ("DELETE", "/exercises/{exercise_id}"): Call(aliases={"exercise_id": "other_exercise_id"}),
    ("PUT", "/exercises/{exercise_id}/archive"): Call(),
    ("DELETE", "/exercises/{exercise_id}/archive"): Call(),
    ("GET", "/exercise-merges"): Call(),
    ("PUT", "/exercise-merges/{merge_id}"): Call(
        creates=True, arguments={"json": {"exercise_id": "{other_exercise_id}", "into_exercise_id": "{exercise_id}"}}
    ),
    ("DELETE", "/exercise-merges/{merge_id}"): Call(),
    ("GET", "/exercises/{exercise_id}/history"): Call(),
    ("GET", "/exercises/{exercise_id}/progress"): Call(),
    ("GET", "/exercises/{exercise_id}/records"): Call(),
    ("GET", "/progress/muscles"): Call(),
    ("POST", "/imports"): Call(arguments=SMALL_IMPORT),
    ("GET", "/imports"): Call(),
    ("GET", "/imports/{import_id}"): Call(),
    ("GET", "/imports/{import_id}/rows"): Call(),
    ("PUT", "/imports/{import_id}/undo"): Call(),
    ("GET", "/changes"): Call(),
    ("GET", "/changes/{change}"): Call(),
    ("PUT", "/changes/{change}/undo"): Call(),
    ("PUT", "/changes/undo"): Call(arguments={"json": {"since": "2020-01-01T00:00:00Z"}}),
    # a cursor names the server it is of; tests/sync/test_pull.py shows bob what he sees with ann's
    ("GET", "/sync"): Call(arguments={"params": {"schema": "1", "cursor": "of another server"}}),
    ("GET", "/sync/bootstrap"): Call(arguments={"params": {"schema": "1"}}),
    ("GET", "/body-measurements"): Call(),
    ("PUT", "/body-measurements/{measurement_id}"): Call(creates=True, arguments={"json": MEASUREMENT}),
    ("PATCH", "/body-measurements/{measurement_id}"): Call(arguments={"json": {"note": "After lunch."}}),
    ("DELETE", "/body-measurements/{measurement_id}"): Call(),
    # of another server, so that nothing is done; tests/sync/test_push_isolation.py pushes every kind, action and id
    ("POST", "/sync"): Call(
        arguments={"json": {"schema": 1, "epoch": str(new_id()), "device": "Phone", "operations": []}}
    ),
    # without rows; tests/sync/test_device_files.py reads one file for two people
    ("POST", "/sync/files"): Call(
        arguments={
            "json": {"schema": 1, "saved_at": "2026-03-09T18:00:00Z", "account": str(new_id()), "operations": []}
        }
    ),
}


def filled(value: Any, ids: Mapping[str, Any]) -> Any:
    """With ids in the place of their names in braces, however deep."""
    if isinstance(value, str):
        return BRACES.sub(lambda found: str(ids[found[1]]), value)
    if isinstance(value, Mapping):
        return {name: filled(each, ids) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, ids) for each in value]
    return value
