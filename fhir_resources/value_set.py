"""ValueSet: R5 JSON ↔ core.

Source: https://hl7.org/fhir/R5/valueset.html. A value set sent inside a request may have no url: then it is "".
Of the contained resources only value sets are read; of an expansion only its entries,
and whether they are all of it.
"""

from collections.abc import Mapping
from typing import Any

from fhir_resources.canonical_resource import read_header, write_header
from fhir_resources.elements import (
    Json,
    JsonElement,
    members,
    read_designation,
    read_extensions,
    read_properties,
    read_resource,
    write_designation,
    write_extensions,
    write_property,
)
from terminology.core.value_sets import Compose, ConceptReference, Contains, Filter, Include, ValueSet, ValueSetHeader

UNCLOSED = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed"
# Expansion parameters that exclude codes: flags that are true, and parameters with any value.
NARROWING = frozenset({"activeOnly", "excludeNotForUI", "excludePostCoordinated", "limitedExpansion"})
NAMING_A_PART = frozenset({"filter", "exclude-system", "used-fragment"})
PARTIAL = frozenset({UNCLOSED, "http://hl7.org/fhir/StructureDefinition/valueset-toocostly"})


def read(resource: Mapping[str, Any]) -> ValueSet:
    """Reads the R5 resource. Raises InvalidResource, with the FHIRPath of the error."""
    root = read_resource(resource, "ValueSet")
    compose, expansion = root.find("compose"), root.find("expansion")
    contained = (item for item in root.items("contained") if item.json.get("resourceType") == "ValueSet")
    return ValueSet(
        header=ValueSetHeader(**read_header(root, root.text("url") or ""), immutable=root.boolean("immutable")),
        compose=_read_compose(compose) if compose else None,
        expansion=tuple(map(read_contains, expansion.items("contains"))) if expansion else None,
        contained=tuple(read(item.json) for item in contained),
        is_partial=expansion is not None and _is_partial(expansion),
    )


def _is_partial(expansion: JsonElement) -> bool:
    """Whether the expansion is incomplete: a page (`offset`, `next`), a larger `total`, marked as incomplete, or
    requested with a parameter that excludes codes.
    """
    offset, total = expansion.json.get("offset"), expansion.json.get("total")
    is_page = (isinstance(offset, int) and offset > 0) or "next" in expansion.json
    is_unclosed = any(
        item.text("url") in PARTIAL and item.json.get("valueBoolean") for item in expansion.items("extension")
    )
    count = _count(expansion)
    is_more = isinstance(total, int) and total > count
    return (
        is_page or is_unclosed or is_more or any(_narrows(item, count, total) for item in expansion.items("parameter"))
    )


def _narrows(parameter: JsonElement, count: int, total: object) -> bool:
    """Whether an expansion parameter shows that codes of the value set are missing."""
    name = parameter.text("name")
    value = next((value for key, value in parameter.json.items() if key.startswith("value")), None)
    if name == "count":  # a full page without a total may have more pages after it
        return isinstance(value, int) and count >= value and not isinstance(total, int)
    if name == "offset":
        return isinstance(value, int) and value > 0
    return (name in NARROWING and value is True) or (name in NAMING_A_PART and bool(value))


def _count(expansion: JsonElement) -> int:
    """The entries at every level, as `total` counts them."""
    count, pending = 0, list(expansion.items("contains"))
    while pending:
        count += 1
        pending.extend(pending.pop().items("contains"))
    return count


def write(value_set: ValueSet, timestamp: str | None = None) -> Json:
    """The R5 resource. An expansion needs a `timestamp`; without one, the date of the value set is used."""
    resource = write_value_set_header(value_set.header) | members(
        contained=[write(item) for item in value_set.contained],
        compose=_write_compose(value_set.compose) if value_set.compose else None,
    )
    if value_set.expansion is not None:
        unclosed = [{"url": UNCLOSED, "valueBoolean": True}] if value_set.is_partial else None
        resource["expansion"] = members(
            extension=unclosed,
            timestamp=timestamp or value_set.header.date,
            property=[{"code": code} for code in _property_codes(value_set.expansion)],
            contains=[write_contains(item) for item in value_set.expansion],
        )
    return resource


def write_value_set_header(header: ValueSetHeader) -> Json:
    """The resource without its compose, as an expansion or a summary shows it."""
    return write_header("ValueSet", header) | members(immutable=header.immutable)


def read_contains(item: JsonElement) -> Contains:
    return Contains(
        system=item.text("system"),
        code=item.text("code"),
        version=item.text("version"),
        display=item.text("display"),
        is_abstract=bool(item.boolean("abstract")),
        is_inactive=bool(item.boolean("inactive")),
        designations=tuple(map(read_designation, item.items("designation"))),
        properties=read_properties(item),
        extensions=read_extensions(item),
        contains=tuple(map(read_contains, item.items("contains"))),
    )


def write_contains(contains: Contains) -> Json:
    return members(
        extension=write_extensions(contains.extensions),
        system=contains.system,
        abstract=contains.is_abstract or None,
        inactive=contains.is_inactive or None,
        version=contains.version,
        code=contains.code,
        display=contains.display,
        designation=[write_designation(item) for item in contains.designations],
        property=[write_property(item) for item in contains.properties],
        contains=[write_contains(item) for item in contains.contains],
    )


def _property_codes(entries: tuple[Contains, ...]) -> list[str]:
    """The codes of all properties of the entries, each once."""
    found: dict[str, None] = {}
    for entry in entries:
        found |= dict.fromkeys(item.code for item in entry.properties)
        found |= dict.fromkeys(_property_codes(entry.contains))
    return list(found)


def _read_compose(element: JsonElement) -> Compose:
    return Compose(
        include=tuple(map(_read_include, element.items("include"))),
        exclude=tuple(map(_read_include, element.items("exclude"))),
        inactive=element.boolean("inactive"),
        locked_date=element.text("lockedDate"),
        properties=element.texts("property"),
        extensions=read_extensions(element),
    )


def _write_compose(compose: Compose) -> Json:
    return members(
        extension=write_extensions(compose.extensions),
        lockedDate=compose.locked_date,
        inactive=compose.inactive,
        include=[_write_include(item) for item in compose.include],
        exclude=[_write_include(item) for item in compose.exclude],
        property=list(compose.properties),
    )


def _read_include(element: JsonElement) -> Include:
    return Include(
        system=element.text("system"),
        version=element.text("version"),
        concepts=tuple(map(_read_concept_reference, element.items("concept"))),
        filters=tuple(map(_read_filter, element.items("filter"))),
        value_sets=element.texts("valueSet"),
        extensions=read_extensions(element),
    )


def _write_include(include: Include) -> Json:
    return members(
        extension=write_extensions(include.extensions),
        system=include.system,
        version=include.version,
        concept=[_write_concept_reference(item) for item in include.concepts],
        filter=[members(property=item.property, op=item.op, value=item.value) for item in include.filters],
        valueSet=list(include.value_sets),
    )


def _read_filter(element: JsonElement) -> Filter:
    return Filter(element.required_text("property"), element.required_text("op"), element.text("value"))


def _read_concept_reference(element: JsonElement) -> ConceptReference:
    return ConceptReference(
        code=element.required_text("code"),
        display=element.text("display"),
        designations=tuple(map(read_designation, element.items("designation"))),
        extensions=read_extensions(element),
    )


def _write_concept_reference(concept: ConceptReference) -> Json:
    return members(
        extension=write_extensions(concept.extensions),
        code=concept.code,
        display=concept.display,
        designation=[write_designation(item) for item in concept.designations],
    )
