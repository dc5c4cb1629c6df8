"""The examples for containers and clusters, and the page on watching it: what they say is what the program declares."""

from __future__ import annotations

import re
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]  # it has no types
import pytest
import yaml  # type: ignore[import-untyped]  # it has no types
from docs.generators import api

from mygymtracker.api.documentation import describe
from mygymtracker.database.embedded_files import LOG_BYTES
from mygymtracker.settings import SETTINGS
from tests.documentation.documents import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
MANIFESTS: dict[str, Any] = {
    each["kind"]: each for each in yaml.safe_load_all((ROOT / "docs/examples/kubernetes.yaml").read_text("utf-8"))
}
POD: dict[str, Any] = MANIFESTS["StatefulSet"]["spec"]["template"]["spec"]
CONTAINER: dict[str, Any] = POD["containers"][0]
#: The oldest that is looked after anywhere, and the newest that the validator knows.
VERSIONS = ("1.31", kubernetes_validate.latest_version())
PAGE = (ROOT / "docs/how-to/monitoring.md").read_text("utf-8")
PORT = int(re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)[0])


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", MANIFESTS)
def test_kubernetes_takes_the_manifest(kind: str, version: str) -> None:
    kubernetes_validate.validate(MANIFESTS[kind], version, strict=True)


def test_the_service_and_the_ingress_lead_to_the_port_where_the_image_listens() -> None:
    service, ingress = MANIFESTS["Service"], MANIFESTS["Ingress"]
    labels = MANIFESTS["StatefulSet"]["spec"]["template"]["metadata"]["labels"]

    assert CONTAINER["ports"] == [{"name": "http", "containerPort": PORT}]
    assert service["spec"]["selector"] == labels
    assert [port["targetPort"] for port in service["spec"]["ports"]] == ["http"]
    (rule,) = ingress["spec"]["rules"]
    backend = rule["http"]["paths"][0]["backend"]["service"]
    assert (backend["name"], backend["port"]["name"]) == (service["metadata"]["name"], "http")
    assert {"name": "PUBLIC_URL", "value": f"https://{rule['host']}"}.items() <= next(
        each for each in CONTAINER["env"] if each["name"] == "PUBLIC_URL"
    ).items()


def test_the_pod_is_given_settings_that_exist_and_asked_at_addresses_that_exist() -> None:
    probes = {CONTAINER[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")}

    assert {each["name"] for each in CONTAINER["env"]} <= {name for each in SETTINGS for name in each.names}
    assert probes <= set(describe(api.application())["paths"])
    assert CONTAINER["livenessProbe"]["httpGet"]["path"] == "/health/live"
    assert CONTAINER["readinessProbe"]["httpGet"]["path"] == "/health/ready"


def test_the_pod_runs_as_the_image_does_and_writes_where_it_may() -> None:
    user = int(re.findall(r"useradd --system --uid (\d+)", DOCKERFILE)[0])
    security = POD["securityContext"]
    mounts = {each["name"]: each["mountPath"] for each in CONTAINER["volumeMounts"]}
    claims = {each["metadata"]["name"] for each in MANIFESTS["StatefulSet"]["spec"]["volumeClaimTemplates"]}
    environment = {each["name"]: each["value"] for each in CONTAINER["env"]}

    assert (security["runAsUser"], security["fsGroup"]) == (user, user)
    assert security["fsGroupChangePolicy"] == "OnRootMismatch"
    assert set(mounts) == claims | {each["name"] for each in POD["volumes"]}
    for setting, volume in (("MYGYMTRACKER_HOME", "data"), ("BACKUP_DIRECTORY", "backups")):
        assert environment[setting].startswith(f"{mounts[volume]}/")
    assert MANIFESTS["StatefulSet"]["spec"]["replicas"] == 1


def test_the_compose_file_builds_the_image_and_keeps_its_data() -> None:
    compose = yaml.safe_load((ROOT / "docs/examples/compose.yaml").read_text("utf-8"))
    tracker = compose["services"]["tracker"]

    assert (ROOT / "docs/examples" / tracker["build"] / "Dockerfile").is_file()
    assert tracker["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    (volume,) = tracker["volumes"]
    assert volume.split(":")[0] in compose["volumes"]
    assert f"\nVOLUME {volume.split(':')[1]}\n" in DOCKERFILE


def test_every_line_of_the_log_that_the_page_explains_is_written_by_the_program() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/mygymtracker").rglob("*.py"))
    lines = re.findall(r"^\| (?:ERROR|WARNING|INFO) \| `([^`]+)` \|", PAGE, re.MULTILINE)

    parts = {"The backup failed": 'LOG.error("The %s failed: %s"'}
    assert len(lines) == 10
    assert [line for line in lines if parts.get(line, line) not in sources] == []


def test_the_page_says_how_large_the_log_of_postgresql_becomes() -> None:
    assert f"two files\nof {LOG_BYTES // 1_000_000} MB" in PAGE
