"""What elements each FHIR type has, in order: the table behind XML and behind the conversion between R4 and R5.

`structure_definitions.json` holds facts of HL7's StructureDefinitions (made by `structure_definitions_build.py`):
for each version and type a list of `name type`. Its signs:

    "system uri"                     one Coding.system, a uri
    "concept* CodeSystem.concept"    a list; the type is the backbone element of that path
    "@url uri"                       an attribute in XML
    "value[x] boolean code"          a choice: valueBoolean or valueCode
    "value[x] *"                     a choice of every type that FHIR allows in an extension
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fhir_resources.version import FhirVersion


@dataclass(frozen=True, slots=True)
class ElementDefinition:
    """One element of a type. `stem` is its name without the type of a choice: value for valueCode."""

    name: str
    type: str
    is_list: bool
    is_attribute: bool
    stem: str

    @property
    def is_primitive(self) -> bool:
        """FHIR's primitive types, and they alone, begin with a small letter."""
        return self.type[0].islower()


@cache
def _tables() -> Mapping[str, Any]:
    text = files(__package__).joinpath("structure_definitions.json").read_text(encoding="utf-8")
    tables: dict[str, Any] = json.loads(text)
    return tables


@cache
def find_elements(type: str, version: FhirVersion) -> Mapping[str, ElementDefinition] | None:
    """The elements of a resource, datatype or backbone by JSON name, in FHIR's order; None = not a type we carry."""
    lines = _tables()[version].get(type)
    if lines is None:
        return None
    return {element.name: element for line in lines for element in _read(line, version)}


@cache
def open_types(version: FhirVersion) -> frozenset[str]:
    """The types that Extension.value[x] may have."""
    return frozenset(_tables()[version]["*"][0].split())


def _read(line: str, version: FhirVersion) -> Iterator[ElementDefinition]:
    sign, *types = line.split()
    stem = sign.strip("@*").removesuffix("[x]")
    if types == ["*"]:
        types = _tables()[version]["*"][0].split()
    for type_ in types:
        yield ElementDefinition(
            name=stem + type_[0].upper() + type_[1:] if sign.endswith("[x]") else stem,
            type=type_,
            is_list=sign.endswith("*"),
            is_attribute=sign.startswith("@"),
            stem=stem,
        )
