"""The fault run ends by itself, whatever hangs in it."""

from __future__ import annotations

import threading

import pytest
from faults import __main__ as run
from faults.scenarios import SCENARIOS, Outcome


def test_a_run_that_hangs_is_ended_in_time_and_what_was_not_done_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = list[str]()

    def hang(_: float) -> Outcome:
        for _attempt in range(2):  # and whoever ends it hangs as well
            try:
                threading.Event().wait(30)
            except Exception:
                raise AssertionError("an error of its own would be taken for a fault") from None
            finally:
                ended.append("hung")
                threading.Event().wait(30)
        return Outcome("hung")

    monkeypatch.setattr(run, "TEARDOWN_STEP_SECONDS", 0.05)
    monkeypatch.setitem(SCENARIOS, "kills", lambda _: Outcome("kills"))
    monkeypatch.setitem(SCENARIOS, "frozen", hang)

    wrong = run.stage_all(["kills", "frozen", "cut"], striking=None, most_seconds=0.1)

    assert wrong == 2
    assert ended == ["hung"]
    assert "not done within 0.0 minutes: frozen, cut" in capsys.readouterr().out
