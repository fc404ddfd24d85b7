import json
from pathlib import Path
from typing import Any

import pytest

from fhir_resources import structure_definitions_build
from fhir_resources.structure_definitions_build import build


def definition(name: str, *elements: dict[str, Any], kind: str = "complex-type") -> dict[str, Any]:
    snapshot = {"element": [{"path": name, "max": "*"}, *elements]}
    return {
        "resourceType": "StructureDefinition",
        "type": name,
        "kind": kind,
        "abstract": False,
        "derivation": "specialization",
        "snapshot": snapshot,
    }


def element(path: str, *types: str, max: str = "1", **more: Any) -> dict[str, Any]:
    return {"path": path, "max": max, "type": [{"code": name} for name in types], **more}


EXTENSION = definition(
    "Extension",
    element("Extension.url", "uri", representation=["xmlAttr"]),
    element("Extension.value[x]", "string", "Coding"),
)
CODING = definition("Coding", element("Coding.code", "code"), {"path": "Coding.id", "max": "1", "type": []})
CODING["snapshot"]["element"][2]["type"] = [
    {"code": "System.String", "extension": [{"url": structure_definitions_build._FHIR_TYPE, "valueUri": "id"}]}
]
CODE_SYSTEM = definition(
    "CodeSystem",
    element("CodeSystem.concept", "BackboneElement", max="*"),
    element("CodeSystem.concept.code", "code"),
    {"path": "CodeSystem.concept.concept", "max": "*", "contentReference": "#CodeSystem.concept"},
    element("CodeSystem.extension", "Extension", max="*"),
    kind="resource",
)


def test_names_types_and_cardinalities_become_one_line_each() -> None:
    table = build([EXTENSION, CODING, CODE_SYSTEM])
    assert table["CodeSystem"] == ["concept* CodeSystem.concept", "extension* Extension"]
    assert table["CodeSystem.concept"] == ["code code", "concept* CodeSystem.concept"]


def test_attributes_and_open_choices_have_a_sign() -> None:
    table = build([EXTENSION, CODING, CODE_SYSTEM])
    assert table["Extension"] == ["@url uri", "value[x] *"]
    assert table["*"] == ["string Coding"]


def test_datatypes_that_are_reached_are_carried_and_a_fhirpath_type_is_read_from_its_extension() -> None:
    assert build([EXTENSION, CODING, CODE_SYSTEM])["Coding"] == ["code code", "id id"]


def test_main_reads_both_packages_and_writes_next_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure_definitions_build, "__file__", str(tmp_path / "module.py"))
    types, resources = (
        {"entry": [{"resource": item} for item in items]} for items in ([EXTENSION, CODING], [CODE_SYSTEM])
    )
    (tmp_path / "profiles-types.json").write_text(json.dumps(types))
    (tmp_path / "profiles-resources.json").write_text(json.dumps(resources))
    for item in (EXTENSION, CODE_SYSTEM):
        (tmp_path / f"StructureDefinition-{item['type']}.json").write_text(json.dumps(item))
    structure_definitions_build.main(str(tmp_path), str(tmp_path))
    tables = json.loads((tmp_path / "structure_definitions.json").read_text())
    assert ("Coding" in tables["4.0"], "Coding" in tables["5.0"]) == (True, False)
