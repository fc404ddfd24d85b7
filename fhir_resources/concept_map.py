"""ConceptMap: R5 JSON ↔ core.

Source: https://hl7.org/fhir/R5/conceptmap.html. R5 declares properties and additional attributes at the top level and
refers to them by code; core stores the uris at each use. An R4 equivalence that is more specific than R5's relationship
is an extension of the target (written by `convert/concept_map.py`).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from fhir_resources.canonical_resource import read_header, write_header
from fhir_resources.convert.concept_map import EQUIVALENCE
from fhir_resources.elements import Json, JsonElement, members, read_resource, read_value, write_value
from terminology.core.concept_maps import (
    ConceptMap,
    ConceptMapHeader,
    DependsOn,
    Element,
    Group,
    MapProperty,
    Target,
    Unmapped,
)
from terminology.core.model import Value

Uris = Mapping[str, str | None]  # the declared code → its uri


def read(resource: Mapping[str, Any]) -> ConceptMap:
    """The concept map of the R5 resource; the url is "" if it has none, as inside a request.

    Raises InvalidResource, with the expression of what is wrong.
    """
    root = read_resource(resource, "ConceptMap")
    period = root.find("effectivePeriod")
    header = ConceptMapHeader(
        **read_header(root, root.text("url") or ""),
        source_scope=_read_scope(root, "sourceScope"),
        target_scope=_read_scope(root, "targetScope"),
        effective_start=period.text("start") if period else None,
        effective_end=period.text("end") if period else None,
    )
    properties, attributes = _declared(root, "property"), _declared(root, "additionalAttribute")
    return ConceptMap(header, tuple(_read_group(item, properties, attributes) for item in root.items("group")))


def write(concept_map: ConceptMap) -> Json:
    """The R5 resource. Attributes identified by uri are declared under a code made from the last part of the uri."""
    targets = [target for group in concept_map.groups for element in group.elements for target in element.targets]
    codes = _attribute_codes(item for target in targets for item in (*target.depends_on, *target.products))
    return write_concept_map_header(concept_map.header) | members(
        property=_write_property_declarations(item for target in targets for item in target.properties),
        additionalAttribute=[_write_attribute(code, item) for item, code in codes.values()],
        group=[_write_group(group, {name: code for name, (_, code) in codes.items()}) for group in concept_map.groups],
    )


def write_concept_map_header(header: ConceptMapHeader) -> Json:
    """The resource without its groups, as a summary shows it."""
    return write_header("ConceptMap", header) | members(
        effectivePeriod=members(start=header.effective_start, end=header.effective_end) or None,
        sourceScopeCanonical=header.source_scope,
        targetScopeCanonical=header.target_scope,
    )


def _read_scope(root: JsonElement, stem: str) -> str | None:
    return root.text(f"{stem}Canonical") or root.text(f"{stem}Uri")


def _declared(root: JsonElement, name: str) -> Uris:
    return {item.required_text("code"): item.text("uri") for item in root.items(name)}


def _read_group(item: JsonElement, properties: Uris, attributes: Uris) -> Group:
    unmapped = item.find("unmapped")
    return Group(
        source=item.text("source"),
        target=item.text("target"),
        elements=tuple(_read_element(element, properties, attributes) for element in item.items("element")),
        unmapped=_read_unmapped(unmapped) if unmapped else None,
    )


def _read_element(item: JsonElement, properties: Uris, attributes: Uris) -> Element:
    return Element(
        code=item.text("code"),
        display=item.text("display"),
        value_set=item.text("valueSet"),
        no_map=bool(item.boolean("noMap")),
        targets=tuple(_read_target(target, properties, attributes) for target in item.items("target")),
    )


def _read_target(item: JsonElement, properties: Uris, attributes: Uris) -> Target:
    return Target(
        code=item.text("code"),
        relationship=item.required_text("relationship"),
        display=item.text("display"),
        equivalence=_read_equivalence(item),
        value_set=item.text("valueSet"),
        comment=item.text("comment"),
        properties=tuple(_read_properties(item, properties)),
        depends_on=tuple(_read_depends_on(other, attributes) for other in item.items("dependsOn")),
        products=tuple(_read_depends_on(other, attributes) for other in item.items("product")),
    )


def _read_equivalence(item: JsonElement) -> str | None:
    """HL7's converters put the extension on the relationship, ours on the target."""
    relationship = item.find("_relationship")
    extensions = (*item.items("extension"), *(relationship.items("extension") if relationship else ()))
    return next((part.text("valueCode") for part in extensions if part.text("url") == EQUIVALENCE), None)


def _read_properties(item: JsonElement, properties: Uris) -> Iterator[MapProperty]:
    for stated in item.items("property"):
        code, value = stated.required_text("code"), read_value(stated)
        if value:
            make = _shared_property if isinstance(value.content, str) else MapProperty  # 1.5 and 1.50 are equal
            yield make(code, value, properties.get(code))


@lru_cache(4096)
def _shared_property(code: str, value: Value, uri: str | None) -> MapProperty:
    """Equal properties share one object: a crosswalk has about sixty thousand, with a few thousand distinct ones."""
    return MapProperty(code, value, uri)


def _read_depends_on(item: JsonElement, attributes: Uris) -> DependsOn:
    code = item.required_text("attribute")
    return DependsOn(attributes.get(code) or code, read_value(item), item.text("valueSet"))


def _read_unmapped(item: JsonElement) -> Unmapped:
    return Unmapped(
        mode=item.required_text("mode"),
        code=item.text("code"),
        display=item.text("display"),
        value_set=item.text("valueSet"),
        relationship=item.text("relationship"),
        other_map=item.text("otherMap"),
    )


def _write_group(group: Group, attributes: Mapping[str, str]) -> Json:
    return members(
        source=group.source,
        target=group.target,
        element=[_write_element(element, attributes) for element in group.elements],
        unmapped=_write_unmapped(group.unmapped) if group.unmapped else None,
    )


def _write_element(element: Element, attributes: Mapping[str, str]) -> Json:
    return members(
        code=element.code,
        display=element.display,
        valueSet=element.value_set,
        noMap=element.no_map or None,
        target=[_write_target(target, attributes) for target in element.targets],
    )


def _write_target(target: Target, attributes: Mapping[str, str]) -> Json:
    return members(
        extension=[{"url": EQUIVALENCE, "valueCode": target.equivalence}] if target.equivalence else None,
        code=target.code,
        display=target.display,
        valueSet=target.value_set,
        relationship=target.relationship,
        comment=target.comment,
        property=[{"code": item.code, **write_value(item.value)} for item in target.properties],
        dependsOn=[_write_depends_on(item, attributes) for item in target.depends_on],
        product=[_write_depends_on(item, attributes) for item in target.products],
    )


def _write_depends_on(item: DependsOn, attributes: Mapping[str, str]) -> Json:
    value = write_value(item.value) if item.value else {}
    return {"attribute": attributes[item.attribute], **value, **members(valueSet=item.value_set)}


def _write_unmapped(unmapped: Unmapped) -> Json:
    return members(
        mode=unmapped.mode,
        code=unmapped.code,
        display=unmapped.display,
        valueSet=unmapped.value_set,
        relationship=unmapped.relationship,
        otherMap=unmapped.other_map,
    )


def _write_property_declarations(properties: Iterable[MapProperty]) -> list[Json]:
    """ConceptMap.property: each code once, with the type of its first value."""
    found: dict[str, MapProperty] = {}
    for item in properties:
        found.setdefault(item.code, item)
    return [members(code=item.code, uri=item.uri, type=item.value.type) for item in found.values()]


def _attribute_codes(items: Iterable[DependsOn]) -> dict[str, tuple[DependsOn, str]]:
    """Each attribute with its first use and its declared code; a number makes equal last parts unique."""
    found: dict[str, tuple[DependsOn, str]] = {}
    taken: set[str] = set()
    for item in items:
        if item.attribute in found:
            continue
        end = item.attribute.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
        code = end if end not in taken else f"{end}-{len(taken)}"
        taken.add(code)
        found[item.attribute] = (item, code)
    return found


def _write_attribute(code: str, item: DependsOn) -> Json:
    uri = item.attribute if item.attribute != code else None
    return members(code=code, uri=uri, type=item.value.type if item.value else "code")
