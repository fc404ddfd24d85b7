"""Checks of docs/deploy without a cluster, Prometheus or Grafana: parsers and schemas accept it, the names in it exist,
and it is as hardened as documented.
"""

import configparser
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import crossplane  # type: ignore[import-untyped]
import kubernetes_validate
import promql_parser
import pytest
import yaml

from fhir_resources.version import FhirVersion
from terminology.http.metrics import Metrics
from terminology.library.library import Library
from terminology.settings import Settings

DEPLOY = Path(__file__).parents[1] / "docs" / "deploy"
MANIFESTS: list[dict[str, Any]] = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
ALERTS: dict[str, Any] = yaml.safe_load((DEPLOY / "prometheus-alerts.yaml").read_text())
DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "grafana-dashboard.json").read_text())
UNIT = DEPLOY / "terminology.service"
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]
PODS = [
    item["spec"]["template"]["spec"]
    if item["kind"] == "Deployment"
    else item["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    for item in MANIFESTS
    if item["kind"] in ("Deployment", "CronJob")
]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda item: f"{item['kind']} {item['metadata']['name']}")
def test_a_manifest_is_valid_for_kubernetes(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)


@pytest.mark.parametrize("pod", PODS)
def test_a_pod_may_do_as_little_as_it_can(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False  # a Service called terminology would set TERMINOLOGY_PORT
    mounted = {volume["name"] for volume in pod["volumes"]}
    for container in pod["containers"]:
        rights = container["securityContext"]
        assert rights["readOnlyRootFilesystem"]
        assert rights["allowPrivilegeEscalation"] is False
        assert rights["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]
        assert {mount["name"] for mount in container["volumeMounts"]} <= mounted


def test_servers_have_liveness_probes_and_are_replaced_one_by_one() -> None:
    (deployment,) = [item["spec"] for item in MANIFESTS if item["kind"] == "Deployment"]
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    (server,) = deployment["template"]["spec"]["containers"]
    probes = {name: server[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "readiness", "liveness")}
    assert probes == {"startup": "/readyz", "readiness": "/livez", "liveness": "/livez"}


def test_every_variable_is_a_setting() -> None:
    settings = {f"TERMINOLOGY_{name.upper()}" for name in Settings.model_fields}
    for file in DEPLOY.iterdir():
        text = "\n".join(line.partition("#")[0] for line in file.read_text().splitlines())
        assert set(re.findall(r"TERMINOLOGY_[A-Z_]+", text)) <= settings, file.name


def metrics() -> set[str]:
    """The names of what the server measures, as Prometheus has them."""
    measured = Metrics(Library.__new__(Library), "1")._registry
    names = {metric.name for metric in measured.collect()}
    return names | {f"{name}_{end}" for name in names for end in ("count", "sum", "bucket")} | {"up"}


def expressions() -> list[str]:
    panels = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    return [*(rule["expr"] for rule in RULES), *panels]


@pytest.mark.parametrize("expression", expressions())
def test_an_expression_is_valid_in_prometheus(expression: str) -> None:
    promql_parser.parse(expression.replace("$__rate_interval", "5m"))  # Grafana fills that in


def test_the_proxy_configuration_is_valid_for_nginx(tmp_path: Path) -> None:
    (lines,) = re.findall(r"```\n(client_max_body_size.*?)```", (DEPLOY.parent / "operations.md").read_text(), re.S)
    file = tmp_path / "nginx.conf"
    file.write_text(f"events {{}}\nhttp {{ server {{\n{lines}}} }}\n")
    assert crossplane.parse(str(file), strict=True)["errors"] == []


@pytest.mark.parametrize("expression", expressions())
def test_monitored_metrics_exist(expression: str) -> None:
    named = set(re.findall(r"\b(?:terminology|http_server)_[a-z_]+\b|\bup\b", expression))
    assert named
    assert named <= metrics()
    for opening, closing in ("()", "{}", "[]"):
        assert expression.count(opening) == expression.count(closing)


def test_every_alert_says_what_is_wrong_and_how_bad_it_is() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES) > 5
    for rule in RULES:
        assert rule["labels"]["severity"] in ("critical", "warning")
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["description"]
        assert re.fullmatch(r"\d+m", rule["for"])


def test_the_panels_of_the_dashboard_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert place["x"] + place["w"] <= 24
        assert not cells & taken
        taken |= cells
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def test_the_unit_is_a_unit_that_may_write_where_it_must_only() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNIT.read_text())
    service = unit["Service"]
    assert service["ExecStart"].endswith("/terminology serve")
    assert (service["DynamicUser"], service["ProtectSystem"]) == ("yes", "strict")
    assert (service["StateDirectory"], service["CacheDirectory"]) == ("terminology", "terminology")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_has_nothing_against_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    program = shutil.which("true")
    unit.write_text(UNIT.read_text().replace("/opt/terminology/bin/terminology", str(program)))
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False
    )
    complaints = [line for line in verified.stderr.splitlines() if UNIT.name in line]
    assert not complaints


def test_the_file_for_hl7s_registry_names_the_endpoints_as_the_ecosystem_does() -> None:
    """Source: https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ecosystem.html."""
    (text,) = re.findall(r"```json\n([^`]+)```", (DEPLOY.parent / "clients.md").read_text())
    registry = json.loads(text)
    (server,) = registry["servers"]
    assert registry["formatVersion"] == "1"
    assert set(server) <= {
        *("code", "name", "access_info", "url", "usage", "open", "authoritative", "authoritative-valuesets"),
        *("exclusions", "fhirVersions"),
    }
    versions = {entry["version"]: entry["url"] for entry in server["fhirVersions"]}
    assert versions == {version.name: f"{server['url']}/{version.path}" for version in FhirVersion}
