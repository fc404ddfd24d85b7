"""Checks of Dockerfile and compose.yaml that need no container engine."""

import json
import re
from pathlib import Path

import yaml
from compose_spec import PyOptions

from terminology.settings import Settings

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICES = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]


def test_every_variable_is_a_setting() -> None:
    settings = {f"TERMINOLOGY_{name.upper()}" for name in Settings.model_fields}
    used = set(re.findall(r"TERMINOLOGY_[A-Z_]+", DOCKERFILE + (ROOT / "compose.yaml").read_text()))
    assert used <= settings


def test_the_compose_file_is_valid_by_its_specification() -> None:
    options = PyOptions()
    options.apply_merge = True
    text = re.sub(
        r"\$\{[A-Z_]+:-([^}]*)\}", r"\1", (ROOT / "compose.yaml").read_text()
    )  # their defaults, as Docker does
    options.from_yaml(text).validate()


def test_every_image_is_pinned() -> None:
    images = [*re.findall(r"^FROM (\S+)", DOCKERFILE, re.M), SERVICES["mongo"]["image"]]
    assert all(re.search(r":\d+\.\d+\.\d+", image) for image in images)


def test_the_image_is_not_root_and_starts_without_a_shell() -> None:
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.M)
    for word in ("ENTRYPOINT", "CMD"):
        for form in re.findall(rf"^(?:  )?{word} (.+)$", DOCKERFILE, re.M):
            assert isinstance(json.loads(form), list)
    assert "curl" not in DOCKERFILE
    assert "embedded" not in DOCKERFILE


def test_everything_that_is_copied_exists_and_is_not_ignored() -> None:
    retained = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [source for line in re.findall(r"^COPY ([^-].+)$", DOCKERFILE, re.M) for source in line.split()[:-1]]
    assert set(copied) == retained


def test_every_service_is_hardened_and_the_server_is_reachable_only_from_this_machine() -> None:
    for service in SERVICES.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"server": ["127.0.0.1:${PORT:-8000}:8000"]}
