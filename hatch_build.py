"""What building the package does besides: the web client is built into the wheel. Of an installed one nothing is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "src"))
from mygymtracker import webbuild


class WebClientHook(BuildHookInterface):  # type: ignore[type-arg]  # the parameter is hatchling's own configuration
    def dependencies(self) -> list[str]:
        """Only for the time of the build, and only where no Node.js is on PATH."""
        return [] if webbuild.find_node() else [webbuild.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 — the hook's form
        """An editable install builds nothing: there `mygymtracker serve` does, when the client changed."""
        if version != "editable":
            webbuild.build_if_changed(say=self.app.display_info)
