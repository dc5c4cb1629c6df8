"""The example with Caddy in front: what its two files say of each other, and of the image and the settings."""

from __future__ import annotations

import re

import yaml  # type: ignore[import-untyped]  # it has no types

from mygymtracker.settings import SETTINGS
from tests.documentation.documents import ROOT

COMPOSE = yaml.safe_load((ROOT / "docs/examples/compose-caddy.yaml").read_text("utf-8"))
CADDYFILE = (ROOT / "docs/examples/Caddyfile").read_text("utf-8")


def test_caddy_passes_on_to_the_service_at_the_port_where_the_image_listens() -> None:
    service, port = re.findall(r"^\treverse_proxy (\w+):(\d+)$", CADDYFILE, re.MULTILINE)[0]

    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert COMPOSE["services"][service]["expose"] == [port]
    assert f"\nEXPOSE {port}\n" in dockerfile
    assert COMPOSE["services"]["caddy"]["depends_on"] == [service]
    assert (ROOT / "docs/examples" / COMPOSE["services"][service]["build"] / "Dockerfile").is_file()


def test_only_caddy_is_reachable_from_outside() -> None:
    assert {name: service.get("ports", []) for name, service in COMPOSE["services"].items()} == {
        "tracker": [],
        "caddy": ["80:80", "443:443"],
    }


def test_every_volume_is_declared_and_every_file_is_there() -> None:
    used = [volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]]

    assert {name for name in used if not name.startswith(".")} == set(COMPOSE["volumes"])
    assert [name for name in used if name.startswith(".") and not (ROOT / "docs/examples" / name).is_file()] == []


def test_the_host_is_the_same_in_both_and_the_tracker_knows_its_settings() -> None:
    told = COMPOSE["services"]["tracker"]["environment"]

    assert re.findall(r"\{\$(\w+)\}", CADDYFILE) == list(COMPOSE["services"]["caddy"]["environment"]) == ["GYM_HOST"]
    assert told["PUBLIC_URL"].startswith("https://${GYM_HOST:?")
    assert set(told) <= {setting.name for setting in SETTINGS}


def test_the_tracker_writes_to_its_volume_alone_and_has_no_more_rights_than_it_needs() -> None:
    tracker = COMPOSE["services"]["tracker"]

    assert (tracker["read_only"], tracker["tmpfs"]) == (True, ["/tmp"])  # noqa: S108 — of the container
    assert (tracker["cap_drop"], tracker["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert all(re.search(rf"^{line}", dockerfile, re.MULTILINE) for line in ("HEALTHCHECK", "USER mygymtracker"))
