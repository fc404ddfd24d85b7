"""StructureDefinitions of this server's own extensions in answers (R5 JSON, the same in R4).

A definition is served at `StructureDefinition/{id}` of each endpoint; its canonical url is always below the canonical
base.
Source: https://hl7.org/fhir/R5/structuredefinition.html, https://hl7.org/fhir/R5/defining-extensions.html.
"""

from dataclasses import dataclass

from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion

EXTENSION = "http://hl7.org/fhir/StructureDefinition/Extension"


@dataclass(frozen=True, slots=True)
class ExtensionPart:
    """`name`: the url of the part in an extension that has parts."""

    name: str
    type: str
    description: str
    min: int = 0


@dataclass(frozen=True, slots=True)
class ExtensionDefinition:
    """An extension with one value, or with parts. `context`: paths of the elements that carry it."""

    id: str
    name: str
    title: str
    description: str
    context: tuple[str, ...]
    value: str | None = None
    parts: tuple[ExtensionPart, ...] = ()


EXTENSIONS = (
    ExtensionDefinition(
        id="loose-match",
        name="LooseMatch",
        title="Loose match",
        description="The entry is a loose match: a word of the filter is misspelled, or not all of its words match. "
        "Clients should show such entries separately, as suggestions. Entries without it match fully.",
        context=("ValueSet.expansion.contains",),
        value="boolean",
    ),
    ExtensionDefinition(
        id="procedure-narrative",
        name="ProcedureNarrative",
        title="Procedure narrative",
        description="The provenance of a plain-language text about a procedure: the meaning of the code that it is "
        "about, its review status and its source.",
        context=("CodeSystem.concept.designation", "ValueSet.expansion.contains.designation"),
        parts=(
            ExtensionPart("about", "string", "The descriptor of the meaning of the code that the text is about"),
            ExtensionPart("status", "code", "Review status: draft, reviewed or approved", min=1),
            ExtensionPart("source", "string", "URL of the source"),
            ExtensionPart("publisher", "string", "Publisher"),
            ExtensionPart("license", "string", "License"),
            ExtensionPart("author", "string", "Author"),
            ExtensionPart("reviewer", "string", "Reviewer"),
            ExtensionPart("reviewed", "dateTime", "Review date"),
        ),
    ),
)


def extension_url(extension: ExtensionDefinition, canonical_base: str) -> str:
    return f"{canonical_base}/StructureDefinition/{extension.id}"


def write_extension_definition(
    extension: ExtensionDefinition, version: FhirVersion, canonical_base: str, software_version: str, date: str
) -> Json:
    """The StructureDefinition, with its differential. `date` is a FHIR date."""
    url = extension_url(extension, canonical_base)
    return {
        "resourceType": "StructureDefinition",
        "id": extension.id,
        "url": url,
        "version": software_version,
        "name": extension.name,
        "title": extension.title,
        "status": "active",
        "date": date,
        "description": extension.description,
        "fhirVersion": version.full,
        "kind": "complex-type",
        "abstract": False,
        "context": [{"type": "element", "expression": path} for path in extension.context],
        "type": "Extension",
        "baseDefinition": EXTENSION,
        "derivation": "constraint",
        "differential": {"element": [_root(extension), *_parts(extension), _url(url), *_value(extension)]},
    }


def _root(extension: ExtensionDefinition) -> Json:
    texts = {"short": extension.title, "definition": extension.description}
    return {"id": "Extension", "path": "Extension", **texts, "min": 0, "max": "1"}


def _parts(extension: ExtensionDefinition) -> list[Json]:
    if not extension.parts:
        return [{"id": "Extension.extension", "path": "Extension.extension", "max": "0"}]
    return [element for part in extension.parts for element in _part(part)]


def _part(part: ExtensionPart) -> list[Json]:
    id, path = f"Extension.extension:{part.name}", "Extension.extension"
    names = {"sliceName": part.name, "short": part.description}
    return [
        {"id": id, "path": path, **names, "min": part.min, "max": "1"},
        {"id": f"{id}.url", "path": f"{path}.url", "fixedUri": part.name},
        {"id": f"{id}.value[x]", "path": f"{path}.value[x]", "min": 1, "type": [{"code": part.type}]},
    ]


def _url(url: str) -> Json:
    return {"id": "Extension.url", "path": "Extension.url", "fixedUri": url}


def _value(extension: ExtensionDefinition) -> list[Json]:
    value = {"id": "Extension.value[x]", "path": "Extension.value[x]"}
    return [{**value, "min": 1, "type": [{"code": extension.value}]} if extension.value else {**value, "max": "0"}]
